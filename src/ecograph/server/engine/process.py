"""Run work in processes of its own, over generations of the store that nobody changes."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path

from starlette.responses import Response

from ecograph.guarding import Nursery, Work
from ecograph.guarding.frames import request
from ecograph.server.engine.leaving import VISIT
from ecograph.server.engine.pool import GONE, Pool
from ecograph.server.engine.reading import Asked
from ecograph.server.engine.running import Run
from ecograph.server.engine.sending import Streamed, Whole
from ecograph.server.engine.stream import Spool, Stream
from ecograph.server.settings import Limits
from ecograph.store.generations import Generations, state_of

_SPARE = 2
# How long it may take until what the processes are born from has imported everything.
_START = 60.0


class ProcessEngine:
    """Answer from the current generation of the store in a folder; a folder without generations is read as it is.

    `preload` names modules that every process has imported before its first work: those of the work. `scratch` is a folder
    for what is made of the graph where there are no generations.
    """

    def __init__(self, home: Path, limits: Limits, *, preload: Sequence[str] = (), scratch: Path | None = None) -> None:
        self._limits, self._home = limits, home
        self._generations = Generations(home)
        self._pointer = os.fspath(self._generations.pointer)
        self._seen: tuple[int, int] | None = None
        self._name = ""
        self._spool = Spool()
        self._nursery = Nursery(preload=["ecograph.server.engine.reading", *preload])
        arguments = {"home": str(home), "scratch": str(scratch or "")}
        self._pool = Pool(limits, self._nursery, stamp=lambda: self.stamp, arguments=arguments, spare=_SPARE)
        self._started = False

    @property
    def stamp(self) -> str:
        """Name the state of the graph that the next answer will come from."""
        try:
            found = os.stat(self._pointer)  # noqa: PTH116 - with each request: a Path takes twice as long
        except OSError:
            self._name = self._name or self._unmade()
            return self._name
        seen = (found.st_ino, found.st_mtime_ns)
        if seen != self._seen:
            current = self._generations.current()
            self._name, self._seen = (current.name, seen) if current else (self._unmade(), None)
        return self._name

    @property
    def figures(self) -> dict[str, int]:
        """What the pool counts, and when the current generation was made; for the metrics."""
        if not (self._name or self.stamp) or self._seen is None:
            return self._pool.figures
        return {**self._pool.figures, "generation": int(self._name, 16) // 10**9}

    def conceive(self) -> None:
        """Start what the query processes are born from: it has much to import, and can do so beside the caller."""
        self._nursery.start()

    async def start(self) -> None:
        """Have processes ready; returns when the first one is, so that the first request need not wait."""
        self._begin()
        peer = await self._pool.place("", patience=_START)
        self._pool.put_back(peer)

    async def answer(self, work: Work, /, *, client: str = "", **arguments: object) -> Response:
        """Return the response that a piece of work writes, while it writes it."""
        if not self._started:
            self._begin()
        pool = self._pool
        pool.enter(client)
        leave = partial(pool.leave, client)
        try:
            visit = VISIT.get()
            peer = await pool.place(client, visit)
            run = self._run(peer.pause, peer.resume, work, arguments)
            pool.work(peer, run, self._name)
            if visit is not None:
                visit.on_leaving = partial(pool.end, run, GONE)
            try:
                await run.begun
            except asyncio.CancelledError:
                pool.end(run, GONE)
                raise
        except BaseException:
            leave()
            raise
        stream = run.stream
        if not stream.complete:
            return Streamed(stream, run.status, run.headers, close=_Once(self._closing(run, leave)))
        leave()
        if stream.error is not None:
            stream.close()
            raise stream.error
        if stream.spooled:
            return Streamed(stream, run.status, run.headers, close=stream.close)
        return Whole(stream.whole(), run.status, run.headers)

    async def close(self) -> None:
        """End all work."""
        await self._pool.close()
        self._nursery.close()

    def _begin(self) -> None:
        self._started = True
        self._nursery.start()
        self._pool.fill()

    def _run(
        self, pause: Callable[[], None], resume: Callable[[], None], work: Work, arguments: dict[str, object]
    ) -> Run:
        limits, loop = self._limits, asyncio.get_running_loop()
        asked: Asked = (self.stamp, work, arguments, limits.rows, limits.result_bytes)
        stream = Stream(self._spool, wait=pause, go_on=resume)
        return Run(request((limits.seconds, asked)), stream, loop.time(), loop.create_future())

    def _closing(self, run: Run, leave: Callable[[], None]) -> Callable[[], None]:
        def close() -> None:
            leave()
            if not run.stream.complete:
                self._pool.end(run, GONE)
            run.stream.close()

        return close

    def _unmade(self) -> str:
        """Name the state of a folder that has no generations."""
        with contextlib.suppress(OSError):
            return sha256(state_of(self._home).encode()).hexdigest()[:16]
        return "none"


class _Once:
    """Something to do once, however often it is asked for."""

    def __init__(self, do: Callable[[], None]) -> None:
        self._do: Callable[[], None] | None = do

    def __call__(self) -> None:
        do, self._do = self._do, None
        if do is not None:
            do()
