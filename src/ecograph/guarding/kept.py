"""Ask one guarded process again and again, until something hurts it; the next request then finds a new one.

    with closing(Kept(nursery, Bounds(seconds=20))) as kept:
        pages = [kept.call("ecograph.readers.pdf:pages", data=data) for data in files]

What a fork costs is paid once, and the limits hold for each request all the same.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from ecograph.guarding.bounds import Bounds
from ecograph.guarding.errors import GuardError, died, over_time
from ecograph.guarding.frames import BODY, END, ERROR, LAST, READY, Frames, plain, request
from ecograph.guarding.named import Work
from ecograph.guarding.telling import retold

if TYPE_CHECKING:
    from ecograph.guarding.nursery import Nursery

CALLING = "ecograph.guarding.child:calling"
# How long a new process may take before its work begins, and how long the nest to tell of a death.
BIRTH, NOTICE = 120.0, 1.0


class Kept:
    """A guarded process that is kept between requests; threads take turns.

    Each request has the seconds of the bounds; the process ends by itself where one has made it grow by an eighth of its memory.
    `setup`, called with `arguments` in each new process, returns its handler: by default one that calls functions by name. What it
    answers may not depend on the requests before.
    """

    def __init__(self, nursery: Nursery, bounds: Bounds, setup: Work = CALLING, **arguments: object) -> None:
        self._nursery, self._bounds, self._setup, self._arguments = nursery, bounds, setup, arguments
        self._one: One | None = None
        self._turn = threading.Lock()

    def call(self, work: Work, /, **arguments: object) -> Any:  # noqa: ANN401 - as the work has it
        """Return what a function returns, a plain value; raise what it raised, or GuardError for a limit that it met."""
        return self.ask((work, arguments, self._bounds.output_bytes))

    def ask(self, what: object) -> Any:  # noqa: ANN401 - as the handler has it
        """Return what the handler answers to a request; one that fails where another was answered is asked in a new process."""
        with self._turn:
            kept = self._one is not None
            try:
                return self._ask(what)
            except GuardError as error:
                if not kept or error.reason == "time":
                    raise
            self._end()
            return self._ask(what)

    def close(self) -> None:
        """End the process."""
        with self._turn:
            self._end()

    def _end(self) -> None:
        if self._one is not None:
            self._one.end()
            self._one.connection.close()
            self._one = None

    def _ask(self, what: object) -> Any:  # noqa: ANN401 - as the handler has it
        one, self._one = self._one, None
        if one is None:
            one = One(self._nursery, self._bounds, self._setup, **self._arguments)
        try:
            self._answer(one, what)
        finally:
            if one.sound:
                self._one = one
            else:
                one.end()
                one.connection.close()
        return one.result(self._nursery.ending(one.pid, patience=NOTICE) if one.lost else None)

    def _answer(self, one: One, what: object) -> None:
        connection, seconds = one.connection, self._bounds.seconds
        one.begin()
        try:
            connection.settimeout(BIRTH)
            one.await_ready(connection.recv)
            if not one.running:
                return
            connection.sendall(request((seconds, what)))
            until = time.monotonic() + seconds
            while one.running:
                connection.settimeout(max(0.001, until - time.monotonic()))
                one.take(connection.recv(1 << 18))
        except TimeoutError:
            raise over_time(seconds) from None
        except ConnectionError:
            one.take(b"")


class One:
    """One guarded process, and what it answers to one request at a time."""

    def __init__(self, nursery: Nursery, bounds: Bounds, setup: Work = CALLING, **arguments: object) -> None:
        self._nursery, self._bounds = nursery, bounds
        self._frames, self._body = Frames(), list[bytes]()
        self._error: Exception | None = None
        self.connection = nursery.spawn(setup, memory_bytes=bounds.memory_bytes, **arguments)
        self.pid, self.running, self.lost, self.last = 0, True, False, False

    def begin(self) -> None:
        """Forget what was answered before."""
        self._body.clear()
        self._error, self.running = None, True

    def await_ready(self, receive: Any) -> None:  # noqa: ANN401 - a socket's
        """Take messages until the process is there."""
        while not self.pid and self.running:
            self.take(receive(1 << 18))

    def take(self, data: bytes) -> None:
        """Take what the process sent, b"" where it has gone."""
        if not data:
            self.running, self.lost = False, self._error is None
        for kind, payload in self._frames.feed(data):
            if kind == READY:
                self.pid = int(payload)
            elif kind == BODY:
                self._body.append(payload)
            elif kind == LAST:
                self.last = True
            elif kind == ERROR:
                self.running, self._error = False, retold(payload)
            elif kind == END:
                self.running = False

    def end(self) -> None:
        """Let the process end."""
        if self.pid:
            self._nursery.kill(self.pid)

    @property
    def sound(self) -> bool:
        """Whether the process can take another request."""
        return bool(self.pid) and not (self.running or self.lost or self.last)

    def result(self, ending: int | None) -> Any:  # noqa: ANN401 - as the work has it
        """Return what the work returned, or raise what it raised or how it died."""
        if self._error is not None:
            raise self._error
        if self.lost:
            raise died(ending, memory_bytes=self._bounds.memory_bytes, seconds=self._bounds.seconds)
        return plain(b"".join(self._body))
