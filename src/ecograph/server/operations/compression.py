"""Compress answers where it pays: text of some length, for clients that can read it, without stopping the others."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

import anyio.to_thread
from starlette.types import Message, Scope, Send

BARE = (204, 206, 304)  # statuses of answers that stay as they are
_LEAST = 1024  # below, the headers weigh as much as what is saved
_LEVEL = 4  # three quarters of the time of 6 for a few percent more bytes
_ASIDE = 64 * 1024  # from here a thread is worth its price: zlib lets the other requests run
_TEXT = re.compile(
    rb"text/(?!event-stream)|application/([\w.-]+\+)?(json|xml)\b|application/(javascript|n-triples|n-quads|trig|"
    rb"openmetrics-text|sparql-)|image/svg"
)
_GZIP = re.compile(r"(?:^|,)\s*(?:gzip|x-gzip|\*)\s*(?:;\s*q=(\d+(?:\.\d*)?)\s*)?(?=,|$)", re.IGNORECASE)


def wanted(scope: Scope) -> bool:
    """Tell whether who asks can read gzip."""
    for key, value in scope["headers"]:
        if key == b"accept-encoding":
            return accepts(value.decode("latin-1"))
    return False


@lru_cache(maxsize=256)
def accepts(header: str) -> bool:
    """Tell whether an Accept-Encoding header takes gzip."""
    found = _GZIP.search(header)
    return found is not None and float(found[1] or 1) > 0


class Zipped:
    """Compress the body of one answer, where it pays."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._packer: zlib._Compress | None = None

    async def pass_on(self, message: Message) -> None:
        """Take the next message of the answer."""
        if message["type"] == "http.response.start":
            if not _pays(message):
                await self._send(message)
                return
            self._start = message
        elif self._start is not None:
            await self._first(self._start, message)
        elif self._packer is not None:
            await self._next(self._packer, message)
        else:
            await self._send(message)

    async def _first(self, start: Message, message: Message) -> None:
        self._start = None
        if len(message.get("body", b"")) < _LEAST and not message.get("more_body"):
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
    return not encoded and start["status"] not in BARE and pays(kind)


@lru_cache(maxsize=256)
def pays(content_type: bytes) -> bool:
    """Tell whether content of a type becomes smaller; caches must keep such answers apart by what the client accepts."""
    return _TEXT.match(content_type) is not None


def _weak(etag: bytes) -> bytes:
    """Return the tag as a weak one: the compressed bytes are not those that it names."""
    return etag if etag.startswith(b"W/") else b"W/" + etag
