"""One piece of work, from the question until its process is done with it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from ecograph.guarding.errors import GuardError
from ecograph.server.engine.heads import Raw
from ecograph.server.engine.stream import Stream
from ecograph.server.limits import LimitError

_STATUS = {"time": 503, "memory": 503, "output": 413, "nesting": 400, "crash": 503}


@dataclass(slots=True, eq=False)
class Run:
    """A piece of work that runs: what is known of its response, and whether it may begin."""

    request: bytes
    stream: Stream
    began: float
    begun: asyncio.Future[None]
    slow: bool = False
    status: int = 200
    headers: Raw = ()
    peak: int = 0

    def begin(self) -> None:
        """Let the response begin."""
        if not self.begun.done():
            self.begun.set_result(None)

    def finish(self) -> None:
        """Note that the answer is whole."""
        self.stream.finish()
        self.begin()

    def fail(self, error: Exception) -> None:
        """Note that there will be no answer, or only a part of one."""
        meant = limited(error) if isinstance(error, GuardError) else error
        self.stream.finish(meant)
        if not self.begun.done():
            self.begun.set_exception(meant)
            self.begun.exception()  # the one who asked may have gone; then nobody else looks at it


def limited(error: GuardError) -> LimitError:
    """Return the error for a limit that a query met, with the status of the response that says so."""
    remedy = _REMEDIES.get(error.reason, error.remedy)
    retry_after = 1 if error.reason == "crash" else None
    return LimitError(error.what, status=_STATUS[error.reason], remedy=remedy, retry_after=retry_after)


_REMEDIES = {
    "time": "ask for less (a LIMIT, a narrower pattern) or query a local copy of the graph",
    "memory": "ask for less (a LIMIT, a narrower pattern, no ORDER BY) or query a local copy of the graph",
    "output": "add LIMIT and OFFSET, or export the graph instead",
}
