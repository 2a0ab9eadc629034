"""The answer to one request, on its way out: counted, and with the headers that every answer carries."""

from __future__ import annotations

from functools import lru_cache

from starlette.types import Message, Send

from ecograph.server.operations.compression import BARE, pays
from ecograph.server.operations.ids import HEADER
from ecograph.server.security.headers import NAMES, RAW


class Exchange:
    """Pass the messages of an answer on; without their body for HEAD."""

    __slots__ = ("_head", "_send", "identity", "size", "status")

    def __init__(self, send: Send, identity: str, *, head: bool = False) -> None:
        self._send, self.identity, self._head = send, identity, head
        self.status = self.size = 0

    async def send(self, message: Message) -> None:
        """Pass the next message on."""
        if message["type"] == "http.response.start":
            self.status = int(message["status"])  # some say it as a member of HTTPStatus
            message["headers"] = self._headers(message)
        elif self._head:
            message = {**message, "body": b""}
        else:
            self.size += len(message.get("body", b""))
        await self._send(message)

    def _headers(self, start: Message) -> list[tuple[bytes, bytes]]:
        kept, varies = list[tuple[bytes, bytes]](), list[bytes]()
        kind = packed = b""
        for pair in start.get("headers", ()):
            name = pair[0].lower()
            if name == b"vary":
                varies.append(pair[1])
                continue
            if name in NAMES:
                continue
            if name == b"content-type":
                kind = pair[1]
            elif name == b"content-encoding":
                packed = pair[1]
            kept.append(pair)
        apart = packed == b"gzip" or (not packed and self.status not in BARE and pays(kind))
        kept.append((b"vary", _varied(b", ".join(varies), apart=apart)))
        kept += RAW
        kept.append((HEADER, self.identity.encode()))
        return kept


@lru_cache(maxsize=256)
def _varied(named: bytes, *, apart: bool) -> bytes:
    """Return by what else an answer varies: always by who embeds it, and `apart` by what encodings the client accepts."""
    said = named.lower()
    if named.strip() == b"*":
        return named
    also = [b"Origin"] if b"origin" not in said else []
    if apart and b"accept-encoding" not in said:
        also.insert(0, b"Accept-Encoding")
    return b", ".join([named, *also] if named else also)
