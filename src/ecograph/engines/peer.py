"""One worker process of this machine."""

from __future__ import annotations

import signal

from ecograph.guarding import Nursery
from ecograph.guarding.frames import BODY, END, ERROR, LAST, READY, Frames, request
from ecograph.guarding.telling import retold

_WORKING = "ecograph.engines.worker:working"
# So much memory more than it was born with a worker may use; once it has used an eighth of that, it is replaced.
_MEMORY = 4 * 1024**3
# A task that takes longer has lost its way.
_SECONDS = 900.0
_NOTICE = 1.0


class LostError(Exception):
    """A worker has gone; the text says how, if that is known."""


class Peer:
    """The connection to a worker process."""

    def __init__(self, nursery: Nursery) -> None:
        self._nursery = nursery
        self._connection = nursery.spawn(_WORKING, memory_bytes=_MEMORY)
        self._frames, self._pid = Frames(), 0
        self._answer, self._whole = list[bytes](), False
        self.last = False  # it ended with the answer that it gave

    def done(self, task: bytes) -> bytes:
        """Have a task done and return its outcome; raise LostError where the process goes, GuardError at its limits."""
        self._answer, self._whole = [], False
        try:
            while not self._pid:
                self._receive()
            self._connection.sendall(request((_SECONDS, task)))
            while not self._whole:
                self._receive()
        except OSError:
            raise LostError(self._ending()) from None
        if self.last:
            self.close()
        return b"".join(self._answer)

    def close(self) -> None:
        """Let the process end."""
        self._connection.close()

    def _receive(self) -> None:
        data = self._connection.recv(1 << 18)
        if not data:
            raise ConnectionError
        for kind, payload in self._frames.feed(data):
            if kind == READY:
                self._pid = int(payload)
            elif kind == BODY:
                self._answer.append(payload)
            elif kind == LAST:
                self.last = True
            elif kind == END:
                self._whole = True
            elif kind == ERROR:
                raise retold(payload)

    def _ending(self) -> str:
        ended = self._nursery.ending(self._pid, patience=_NOTICE) if self._pid else None
        if ended is None:
            return ""
        return f"signal {signal.Signals(-ended).name}" if ended < 0 else f"status {ended}"
