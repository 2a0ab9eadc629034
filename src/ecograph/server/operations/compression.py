"""Compress answers where it pays: text of some length, for clients that can read it, without stopping the others."""

from __future__ import annotations

import re
import zlib

import anyio.to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LEAST = 1024  # below, the headers weigh as much as what is saved
_LEVEL = 4  # three quarters of the time of 6 for a few percent more bytes
_ASIDE = 64 * 1024  # from here a thread is worth its price: zlib lets the other requests run
_TEXT = re.compile(
    rb"text/(?!event-stream)|application/([\w.-]+\+)?(json|xml)\b|application/(javascript|n-triples|n-quads|trig|"
    rb"openmetrics-text|sparql-)|image/svg"
)
_GZIP = re.compile(r"(?:^|,)\s*(?:gzip|x-gzip|\*)\s*(?:;\s*q=([\d.]+)\s*)?(?=,|$)", re.IGNORECASE)


class Compression:
    """Send text gzipped to those who accept it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and its answer back, compressed or not."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        accepted = next((value for key, value in scope["headers"] if key == b"accept-encoding"), b"")
        if not accepted or not accepts(accepted.decode("latin-1")):
            return await self.app(scope, receive, _Varied(send).pass_on)
        return await self.app(scope, receive, _Zipped(send, head=scope["method"] == "HEAD").pass_on)


def accepts(header: str) -> bool:
    """Tell whether an Accept-Encoding header takes gzip."""
    found = _GZIP.search(header)
    return found is not None and float(found[1] or 1) > 0


class _Varied:
    """Say of an answer that it would have been compressed for another client, so that caches keep them apart."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def pass_on(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _pays(message):
            message["headers"] = _vary(message["headers"])
        await self._send(message)


class _Zipped:
    """Compress the body of one answer."""

    def __init__(self, send: Send, *, head: bool) -> None:
        self._send = send
        self._head = head
        self._start: Message | None = None
        self._packer: zlib._Compress | None = None

    async def pass_on(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if not _pays(message):
                await self._send(message)
                return
            message["headers"] = _vary(message["headers"])
            self._start = message
        elif self._start is not None:
            await self._first(self._start, message)
        elif self._packer is not None:
            await self._next(self._packer, message)
        else:
            await self._send(message)

    async def _first(self, start: Message, message: Message) -> None:
        self._start = None
        if self._head or (len(message.get("body", b"")) < _LEAST and not message.get("more_body")):
            await self._send(start)
            await self._send(message)
            return
        headers = [pair for pair in start["headers"] if pair[0].lower() not in (b"content-length", b"etag")]
        headers.append((b"content-encoding", b"gzip"))
        headers += [(key, _weak(value)) for key, value in start["headers"] if key.lower() == b"etag"]
        start["headers"] = headers
        self._packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 31)
        if not message.get("more_body"):
            # All of it is here: its length can be told, and the connection stays open for old clients too.
            body = await _packed(self._packer, message.get("body", b"")) + self._packer.flush()
            headers.append((b"content-length", str(len(body)).encode()))
            await self._send(start)
            await self._send({"type": "http.response.body", "body": body})
            return
        await self._send(start)
        await self._next(self._packer, message)

    async def _next(self, packer: zlib._Compress, message: Message) -> None:
        more = message.get("more_body", False)
        body = await _packed(packer, message.get("body", b""))
        if not more:
            body += packer.flush()
        if body or not more:
            await self._send({"type": "http.response.body", "body": body, "more_body": more})


async def _packed(packer: zlib._Compress, body: bytes) -> bytes:
    if len(body) < _ASIDE:
        return packer.compress(body)
    return await anyio.to_thread.run_sync(packer.compress, body)


def _pays(start: Message) -> bool:
    kind, encoded = b"", False
    for key, value in start["headers"]:
        name = key.lower()
        if name == b"content-type":
            kind = value
        elif name in (b"content-encoding", b"content-range"):
            encoded = True
    return not encoded and start["status"] not in (204, 206, 304) and _TEXT.match(kind) is not None


def _vary(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    found = [value for key, value in headers if key.lower() == b"vary"]
    if any(b"accept-encoding" in value.lower() or value.strip() == b"*" for value in found):
        return list(headers)
    others = [pair for pair in headers if pair[0].lower() != b"vary"]
    return [*others, (b"vary", b", ".join([*found, b"Accept-Encoding"]))]


def _weak(etag: bytes) -> bytes:
    """Return the tag as a weak one: the compressed bytes are not those that it names."""
    return etag if etag.startswith(b"W/") else b"W/" + etag
