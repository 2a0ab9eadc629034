"""An engine of processes over a small store, for the tests."""

from __future__ import annotations

import asyncio
import contextlib
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


def run(home: Path, test: Callable[[ProcessEngine], Awaitable[Any]], limits: Limits = LIMITS) -> Any:
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
