"""Keep one query from taking the whole server: time, size, length and number at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn, TypeVar

import anyio
import anyio.to_thread

from ecograph.errors import EcographError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost: seconds of work, bytes of result, bytes of query, and queries running at once."""

    seconds: float = 30.0
    result_bytes: int = 64 * 1024 * 1024
    query_bytes: int = 256 * 1024
    running: int = 8


class LimitError(EcographError):
    """A request went over a limit; `status` is the HTTP status that says so.

    `retry_after` says in how many seconds the same request may be let in, None where it would only fail again.
    """

    def __init__(self, what: str, *, status: int, remedy: str, retry_after: int | None = None) -> None:
        super().__init__(what, remedy=remedy)
        self.status, self.retry_after = status, retry_after


def _too_slow(limits: Limits) -> LimitError:
    return LimitError(
        f"the query took longer than {limits.seconds:g} seconds",
        status=503,
        remedy="ask for less (a LIMIT, a narrower pattern) or query a local copy of the graph",
    )


def _too_large(limits: Limits) -> LimitError:
    return LimitError(
        f"the result is larger than {limits.result_bytes:,} bytes",
        status=413,
        remedy="add LIMIT and OFFSET, or export the graph instead",
    )


def _too_busy(limits: Limits) -> LimitError:
    what, remedy = f"{limits.running} queries are running already", "try again in a few seconds"
    return LimitError(what, status=503, remedy=remedy, retry_after=5)


def too_long(limits: Limits) -> LimitError:
    """Return the error for a query text over the limit."""
    return LimitError(
        f"the query is longer than {limits.query_bytes:,} bytes", status=413, remedy="split it, or shorten its VALUES"
    )


@dataclass(slots=True)
class Sink:
    """
    Collect a serialiser's bytes, and stop it by raising at the deadline or over the size.

    The engine has no cancel; an exception out of `write` is the one way to end a streaming result.
    """

    limits: Limits
    deadline: float
    size: int = 0
    parts: list[bytes] = field(default_factory=list)
    stopped: bool = False

    def write(self, data: bytes) -> int:
        """Take the next bytes; LimitError past a limit, once."""
        if self.stopped:
            return len(data)  # the engine empties its buffer on the way out, and has no place for a second error
        self.size += len(data)
        if time.monotonic() > self.deadline:
            self._stop(_too_slow(self.limits))
        if self.size > self.limits.result_bytes:
            self._stop(_too_large(self.limits))
        self.parts.append(bytes(data))
        return len(data)

    def _stop(self, error: LimitError) -> NoReturn:
        self.stopped = True
        self.parts.clear()
        raise error

    def flush(self) -> None:
        """Do nothing: the bytes stay in memory until the result is whole."""

    def getvalue(self) -> bytes:
        """Return all bytes so far."""
        return b"".join(self.parts)


class Gate:
    """
    Run blocking work in a thread, at most `limits.running` at once, and answer at the deadline.

    Work that outlives its deadline keeps its place until the engine lets go, so that late queries cannot pile up.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._places = threading.BoundedSemaphore(limits.running)
        self._threads = anyio.CapacityLimiter(2 * limits.running)

    async def run(self, work: Callable[[Sink], T]) -> T:
        """Return `work(sink)`; LimitError when it is too slow, too large, or when the server is busy."""
        sink = Sink(self.limits, time.monotonic() + self.limits.seconds)
        with anyio.move_on_after(self.limits.seconds):
            return await anyio.to_thread.run_sync(
                self._guarded, work, sink, abandon_on_cancel=True, limiter=self._threads
            )
        raise _too_slow(self.limits)

    def _guarded(self, work: Callable[[Sink], T], sink: Sink) -> T:
        if not self._places.acquire(timeout=min(2.0, self.limits.seconds / 2)):
            raise _too_busy(self.limits)
        try:
            return work(sink)
        finally:
            self._places.release()
