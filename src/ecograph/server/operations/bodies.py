"""Refuse a request that is too large or too slow to arrive, before it takes memory or a place."""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ecograph.server.problems import problem

_HEADERS = 100
_HEADER_BYTES = 32 * 1024


class RequestLimits:
    """Hold each request to so many bytes of address, headers and body, and its body to coming at some pace.

    What a single route takes may be less; this is what none goes over.
    """

    def __init__(self, *, body_bytes: int, address_bytes: int, body_seconds: float = 30.0) -> None:
        self._body_bytes = body_bytes
        self._address_bytes = address_bytes
        self._body_seconds = body_seconds

    def refusal(self, scope: Scope) -> Response | None:
        """Return 413, 414 or 431 for what is too large as far as its head tells."""
        headers = scope["headers"]
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > self._address_bytes:
            return _refused(414, f"an address has at most {self._address_bytes:,} bytes")
        if len(headers) > _HEADERS or sum(len(key) + len(value) for key, value in headers) > _HEADER_BYTES:
            return _refused(431, f"a request has at most {_HEADERS} headers of {_HEADER_BYTES:,} bytes in all")
        if expected(scope) > self._body_bytes:
            return _refused(413, self._too_large)
        return None

    @property
    def _too_large(self) -> str:
        return f"a request's body has at most {self._body_bytes:,} bytes"

    async def watched(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request with a body on to `app`, or answer 408 or 413 while it comes."""
        left, coming, started = self._body_bytes, True, False
        failed: HTTPException | None = None

        async def bounded() -> Message:
            nonlocal left, coming, failed
            if not coming:
                return await receive()
            try:
                async with asyncio.timeout(self._body_seconds):
                    message = await receive()
            except TimeoutError:
                failed = HTTPException(408, f"nothing more of the body came in {self._body_seconds:g} seconds")
                raise failed from None
            coming = message.get("more_body", False)
            left -= len(message.get("body", b""))
            if left < 0:
                failed = HTTPException(413, self._too_large)
                raise failed
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await app(scope, bounded, noted)
        except Exception:  # whatever the application made of it, the cause is ours to tell
            if failed is None or started:
                raise
        if failed is not None and not started:
            await _refused(failed.status_code, failed.detail)(scope, receive, send)


def expected(scope: Scope) -> int:
    """Return how many bytes of body a request brings, -1 where it does not say."""
    size = 0
    for key, value in scope["headers"]:
        if key == b"content-length":
            size = int(value) if value.isdigit() else 0
        elif key == b"transfer-encoding":
            size = -1
    return size


def _refused(status: int, detail: str) -> Response:
    # What is left of the body is not read: the connection has no further use.
    return problem(status, detail, headers={"Connection": "close"})
