"""What a request may ask of the engine: a piece of work, by name, whose bytes become the response.

Work is a function of a module, `package.module:function`, that is called `function(snapshot, sink, **arguments)`. It is named,
and its arguments are plain values, because it may run in another process. It reads the snapshot, writes the response's
bytes into the sink, and raises EcographError or HTTPException for what becomes a problem response.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from starlette.responses import Response

from ecograph.guarding.named import Work, found

__all__ = ["Engine", "Sink", "Work", "found"]


class Sink(Protocol):
    """Where a piece of work puts its response; a file for the engine's serialisers."""

    def head(
        self, *, status: int = 200, content_type: str = "application/json", headers: Mapping[str, str] = {}
    ) -> None:
        """Say what the response is, before the first byte."""

    def write(self, data: bytes) -> int:
        """Send the next bytes; raises to end the work past its time, or where its result grows too large."""

    def flush(self) -> None:
        """Do nothing that matters to the work."""


class Engine(Protocol):
    """Runs pieces of work within limits of time, memory, size and number."""

    @property
    def stamp(self) -> str:
        """Name the state of the graph that the next answer will come from: it changes whenever the graph does."""

    async def answer(self, work: Work, /, *, client: str = "", **arguments: object) -> Response:
        """Return the response that a piece of work writes, while it writes it.

        `client` names who asks, for limits by client. Raises LimitError where a limit was met before the first byte;
        after it, a response that cannot be finished is cut off so that the client sees that it is not whole.
        """

    async def close(self) -> None:
        """End all work."""
