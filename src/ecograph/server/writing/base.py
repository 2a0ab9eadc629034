"""What a request may ask of the writer."""

from __future__ import annotations

from typing import Any, Protocol

from ecograph.server.engine.base import Work


class Writer(Protocol):
    """Runs pieces of work that change the store, one after the other.

    Such a function is called `function(store, **arguments)` with the store open for writing; its result, a plain value, comes
    back once those who read from now on see the change.
    """

    async def do(self, work: Work, /, **arguments: object) -> Any:  # noqa: ANN401 - as the work has it
        """Return the result of a piece of work, or raise what it raised."""

    async def close(self) -> None:
        """Finish what runs and let go of the store."""
