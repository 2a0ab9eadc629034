"""Connections that cannot be held for nothing: bounds on how many there are, how long they take and what they send.

uvicorn has no bound on the time or size of a request's head, nor on the number of connections. Here a head must come whole
within `head_seconds` and `HEAD_BYTES`, a body at `BYTES_PER_SECOND` at least, and where there are more connections than
`most`, those that wait for nothing are closed, the oldest first: a new visitor always gets in.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ecograph.server.engine.leaving import VISIT, Visit

HEAD_BYTES = 64 * 1024
BODY_SECONDS, BYTES_PER_SECOND = 20.0, 4 * 1024
_TICK, _LINGER = 0.5, 1.0
_KEY = "ecograph.visit"
_SLOW = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_log = logging.getLogger(__name__)


class Watch:
    """All connections of one front, looked at twice a second."""

    def __init__(self, most: int, *, head_seconds: float = 10.0) -> None:
        self.most, self.head_seconds = most, head_seconds
        self._open: dict[Connection, None] = {}  # in the order in which they last had something to do
        self._timer: asyncio.TimerHandle | None = None

    def add(self, connection: Connection) -> None:
        """Take a new connection, and close an idle one where there are too many."""
        self._open[connection] = None
        if len(self._open) > self.most:
            self._make_room()
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_TICK, self._tick)

    def remove(self, connection: Connection) -> None:
        """Forget a connection."""
        self._open.pop(connection, None)

    def touch(self, connection: Connection) -> None:
        """Note that a connection has had something to do."""
        if connection in self._open:
            del self._open[connection]
            self._open[connection] = None

    def _make_room(self) -> None:
        for connection in self._open:
            if connection.waits_for_nothing:
                connection.abort()
                return

    def _tick(self) -> None:
        self._timer = None
        now = asyncio.get_running_loop().time()
        for connection in list(self._open):
            connection.look(now)
        if self._open:
            self._timer = asyncio.get_running_loop().call_later(_TICK, self._tick)


class Connection(HttpToolsProtocol):
    """One connection, with its bounds; `watch` is set on a subclass, one for each front."""

    watch: Watch

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request's head."""
        super().connection_made(transport)
        self._since = self.loop.time()
        self._head_bytes = self._body_bytes = 0
        self._in_head = True
        self._awaits_body = False
        self.watch.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of what was running for this client."""
        self.watch.remove(self)
        for cycle in (self.cycle, *(each for each, _ in self.pipeline)):
            if cycle is not None and not cycle.response_complete:
                visit: Any = cycle.scope.get(_KEY)
                if visit is not None:
                    visit.leave()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take the next bytes, within bounds."""
        if self._in_head:
            if not self._head_bytes:
                self._since = self.loop.time()
                self.watch.touch(self)
            self._head_bytes += len(data)
        else:
            self._body_bytes += len(data)
        super().data_received(data)
        if self._in_head and self._head_bytes > HEAD_BYTES:
            self._refuse(_LARGE)

    def on_message_begin(self) -> None:
        """Begin the head of a request."""
        super().on_message_begin()
        self._in_head = True

    def on_headers_complete(self) -> None:
        """Begin the body of a request."""
        scope: dict[str, Any] = self.scope  # type: ignore[assignment]
        scope[_KEY] = Visit()
        super().on_headers_complete()
        if scope["method"] != "HEAD":
            cycle: Any = self.cycle
            cycle.transport = _Joined(self.transport, cycle)
        self._in_head, self._awaits_body = False, True
        self._since, self._body_bytes = self.loop.time(), 0

    def on_message_complete(self) -> None:
        """Note that a request is whole."""
        super().on_message_complete()
        self._in_head, self._awaits_body, self._head_bytes = True, False, 0

    def on_response_complete(self) -> None:
        """Wait no longer for the rest of a body that was refused; a moment, so that the client can read the answer."""
        super().on_response_complete()
        if self._awaits_body and not self.transport.is_closing():
            self.loop.call_later(_LINGER, self._leave_body)

    def _leave_body(self) -> None:
        if self._awaits_body:
            self.abort()

    @property
    def waits_for_nothing(self) -> bool:
        """Say whether nothing is being done for this client."""
        return self.cycle is None or self.cycle.response_complete

    def look(self, now: float) -> None:
        """Close the connection where the client takes too long."""
        took = now - self._since
        if self._in_head:
            if took > self.watch.head_seconds and self.waits_for_nothing and (self._head_bytes or self.cycle is None):
                self._refuse(_SLOW)
        elif self._awaits_body and took > BODY_SECONDS + self._body_bytes / BYTES_PER_SECOND:
            self.abort()

    def abort(self) -> None:
        """End the connection at once."""
        if self.transport is not None and not self.transport.is_closing():
            self.transport.abort()

    def _refuse(self, answer: bytes) -> None:
        if self.transport is not None and not self.transport.is_closing():
            if self.waits_for_nothing:
                self.transport.write(answer)
            self.transport.close()


class _Joined:
    """A transport that sends the head of an answer together with the body where the head tells its length: it is there at once."""

    __slots__ = ("_cycle", "_head", "_transport", "is_closing")

    def __init__(self, transport: asyncio.Transport, cycle: Any) -> None:  # noqa: ANN401 - uvicorn's
        self._transport, self._cycle = transport, cycle
        self._head: bytes | None = None
        self.is_closing = transport.is_closing

    def write(self, data: bytes) -> None:
        """Send the next bytes, or keep the head until the body comes."""
        if self._head is None and self._cycle.chunked_encoding is False:
            self._head = data
            return
        self._transport.write(self._head + data if self._head else data)
        self._head = b""

    def close(self) -> None:
        """Send what is kept, and close the connection."""
        if self._head:
            self._transport.write(self._head)
        self._transport.close()


class Visiting:
    """Let those who work for a request know the visit that it belongs to."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        VISIT.set(scope.get(_KEY))
        await self._app(scope, receive, send)
