"""Write from a thread of this process: for a store in memory, which is read as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anyio
import anyio.to_thread

from ecograph.server.engine.base import Work, found
from ecograph.server.engine.inside import cleared
from ecograph.store import Store


class InsideWriter:
    """Change a store of this process."""

    def __init__(self, store: Store, *, changed: Callable[[], None] = lambda: None) -> None:
        self._store, self._changed = store, changed
        self._turn = anyio.Lock()

    async def do(self, work: Work, /, **arguments: object) -> Any:  # noqa: ANN401 - as the work has it
        """Return the result of a piece of work, or raise what it raised."""
        async with self._turn:
            try:
                return await anyio.to_thread.run_sync(self._run, work, arguments)
            finally:
                self._changed()

    def _run(self, work: Work, arguments: dict[str, object]) -> Any:  # noqa: ANN401 - as the work has it
        with cleared():
            return found(work)(self._store, **arguments)

    async def close(self) -> None:
        """Let go of nothing: the store is its opener's."""
