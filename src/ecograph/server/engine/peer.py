"""A query process, as the front sees it: a connection that takes one request at a time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from ecograph.guarding.frames import BODY, END, ERROR, HEAD, LAST, READY, Frames
from ecograph.guarding.telling import retold
from ecograph.server.engine.heads import read

if TYPE_CHECKING:
    from ecograph.server.engine.running import Run


class Owner(Protocol):
    """Who is told what becomes of a process."""

    def ready(self, peer: Peer) -> None:
        """Hear that a process waits for its first request."""

    def done(self, peer: Peer, run: Run) -> None:
        """Hear that a process has answered, whole or with an error."""

    def lost(self, peer: Peer, run: Run | None, error: Exception | None) -> None:
        """Hear that a process has gone, with what it said where it could not even begin."""


class Peer(asyncio.Protocol):
    """One query process."""

    def __init__(self, owner: Owner, stamp: str) -> None:
        self._owner, self._frames = owner, Frames()
        self._transport: asyncio.Transport | None = None
        self._last = False
        self._error: Exception | None = None
        self.stamp = stamp
        self.run: Run | None = None
        self.pid = 0
        self.spent = False
        """Whether it has done its last work."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note the connection."""
        self._transport = transport  # type: ignore[assignment]

    @property
    def alive(self) -> bool:
        """Say whether the process can be asked."""
        return self._transport is not None and not self._transport.is_closing()

    def ask(self, run: Run, stamp: str) -> None:
        """Let the process work."""
        assert self._transport is not None
        self.run, self.stamp = run, stamp
        self._transport.write(run.request)

    def data_received(self, data: bytes) -> None:
        """Take what the process says."""
        for kind, payload in self._frames.feed(data):
            if kind == BODY:
                self._take(payload)
            elif kind == HEAD:
                self._head(payload)
            elif kind in (END, ERROR):
                self._end(retold(payload) if kind == ERROR else None)
            elif kind == LAST:
                self.spent = True
            elif kind == READY:
                self.pid = int(payload)
                self._owner.ready(self)
        if self.run is not None and self.run.headers:
            self.run.begin()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the connection's own reason tells nothing
        """Note that the process has gone."""
        self._transport = None
        run, self.run = self.run, None
        self._owner.lost(self, run, self._error)

    def let_go(self) -> Run | None:
        """Part from the process, whatever it does, and return what it was working on."""
        run, self.run = self.run, None
        self.spent = True
        if self._transport is not None:
            self._transport.abort()
        return run

    def pause(self) -> None:
        """Take no more for now; the process waits."""
        if self._transport is not None:
            self._transport.pause_reading()

    def resume(self) -> None:
        """Take more."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()

    def _take(self, payload: bytes) -> None:
        if self.run is not None:
            self.run.stream.put(payload)

    def _head(self, payload: bytes) -> None:
        if self.run is not None:
            self.run.status, self.run.headers = read(payload)

    def _end(self, error: Exception | None) -> None:
        run, self.run = self.run, None
        if run is None:
            self._error = error  # it could not even begin
            return
        if error is None:
            run.finish()
        else:
            run.fail(error)
        self._owner.done(self, run)
