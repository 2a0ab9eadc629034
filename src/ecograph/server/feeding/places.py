"""Let only so many documents be read at once, in all and for one client."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.exceptions import HTTPException


class Places:
    """Places for work: `running` at once, so many more that wait, and of both together at most `by_client` for one client."""

    def __init__(self, *, running: int, waiting: int, by_client: int) -> None:
        self._running = asyncio.Semaphore(running)
        self._most, self._by_client = running + waiting, by_client
        self._taken: Counter[str] = Counter()

    @asynccontextmanager
    async def held(self, client: str) -> AsyncIterator[None]:
        """Hold a place while something is sent and read; raise 429 for a client that has its share, 503 where none is left."""
        if self._taken[client] >= self._by_client:
            raise HTTPException(
                429, f"{self._by_client} documents of yours are being read; wait for them", {"Retry-After": "2"}
            )
        if self._taken.total() >= self._most:
            raise HTTPException(503, "too many documents are being read; try again in a moment", {"Retry-After": "5"})
        self._taken[client] += 1
        try:
            yield
        finally:
            self._taken[client] -= 1
            if not self._taken[client]:
                del self._taken[client]

    async def enter(self) -> None:
        """Wait for one of the places to run in."""
        await self._running.acquire()

    def leave(self) -> None:
        """Let the next one in."""
        self._running.release()
