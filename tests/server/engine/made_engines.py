"""An engine of processes over a small store, for the tests."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

from ecograph.server.engine.process import ProcessEngine
from ecograph.server.settings import Limits

LIMITS = Limits(seconds=1.5, memory_bytes=192 << 20, result_bytes=4 << 20, rows=1000, running=6, by_client=4)


@contextlib.asynccontextmanager
async def engine(home: Path, limits: Limits = LIMITS) -> AsyncIterator[ProcessEngine]:
    made = ProcessEngine(home, limits, preload=["engine_works"])
    try:
        await made.start()
        yield made
    finally:
        await made.close()


class Engines:
    """Engines that tests have one after the other, one for each store and limits: a start takes longer than most tests."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._made: dict[tuple[Path, Limits], ProcessEngine] = {}
        self._open = contextlib.AsyncExitStack()

    def run(self, home: Path, test: Callable[[ProcessEngine], Awaitable[Any]], limits: Limits = LIMITS) -> Any:
        """Return what a test returns that is run with an engine."""

        async def main() -> Any:
            if (home, limits) not in self._made:
                self._made[home, limits] = await self._open.enter_async_context(engine(home, limits))
            return await test(self._made[home, limits])

        return asyncio.run_coroutine_threadsafe(main(), self._loop).result(60)

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._open.aclose(), self._loop).result(60)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def run(home: Path, test: Callable[[ProcessEngine], Awaitable[Any]], limits: Limits = LIMITS) -> Any:
    """Return what a test returns that is run with an engine of its own."""

    async def main() -> Any:
        async with engine(home, limits) as made:
            return await test(made)

    return asyncio.run(main())


async def body(response: Any) -> bytes:
    """Return what a client gets; raises EOFError where it is cut off."""
    parts, ended = [], False

    async def send(message: dict[str, Any]) -> None:
        nonlocal ended
        if message["type"] == "http.response.body":
            parts.append(message.get("body", b""))
            ended = not message.get("more_body", False)

    await response({"type": "http", "path": "/", "method": "GET"}, None, send)
    if not ended:
        raise EOFError(sum(map(len, parts)))
    return b"".join(parts)
