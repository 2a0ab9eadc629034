"""The writer process: the only one of the service that opens the store for writing.

It holds the store only while there is something to write, and for a moment after: in between, `ecograph build` and the
other commands can write to a store that is being served. What is written, here or there, becomes a generation at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import pickle
import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecograph.errors import EcographError, StoreError
from ecograph.guarding import Bounds, Nursery
from ecograph.guarding.frames import BODY, ERROR, frame, received_from
from ecograph.guarding.named import Work, found
from ecograph.guarding.telling import told
from ecograph.server.children import Parent
from ecograph.server.engine.prepared import MEMORY_BYTES, PREPARED, SECONDS
from ecograph.store import Store
from ecograph.store.generations import Generations
from ecograph.upkeep import open_graph

_IDLE = 2.0
_WATCH = 2.0
_PREPARE = "ecograph.server.engine.prepared:prepare"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WriterTold:
    """What the writer process is told: the store, where to listen ("" for a service that is only read)."""

    home: Path
    address: str


def main() -> None:
    """Be the writer process until told to stop."""
    parent = Parent()
    asyncio.run(_Writer(parent, parent.told).run())


class _Writer:
    def __init__(self, parent: Parent, told: WriterTold) -> None:
        self._parent, self._home, self._address = parent, told.home, told.address
        self._generations = Generations(told.home)
        self._thread = ThreadPoolExecutor(1, "writing")
        self._store: Store | None = None
        self._closing: asyncio.TimerHandle | None = None
        self._stopped = asyncio.Event()
        self._working = 0
        self._nursery = Nursery(preload=["ecograph.server.engine.prepared"])
        self._preparing: asyncio.Task[None] | None = None
        self._prepared = ""

    async def run(self) -> None:
        """Publish the store as it is, then write what is asked for."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stopped.set)
        loop.add_reader(self._parent.line, self._stopped.set)
        try:
            await loop.run_in_executor(self._thread, self._begin)
        except EcographError as error:
            self._parent.failed(error)
            return
        server = await asyncio.start_unix_server(self._serve, self._address) if self._address else None
        self._parent.ready()
        await self._watch()
        loop.remove_reader(self._parent.line)
        if server is not None:
            server.close()
        while self._working:
            await asyncio.sleep(0.02)
        if self._preparing is not None:
            self._preparing.cancel()
        await loop.run_in_executor(self._thread, self._close)
        self._nursery.close()

    def _begin(self) -> None:
        """Publish the store as it is; where another one is writing, what was published last will do."""
        self._generations.tidy()
        try:
            self._opened().publish()
        except StoreError:
            if self._generations.current() is None:
                raise
        self._close()

    async def _watch(self) -> None:
        """Prepare each new generation, whoever made it, and delete old ones, until the end."""
        while not self._stopped.is_set():
            current = self._generations.current()
            if current and current.name != self._prepared:
                self._prepared = current.name
                self._prepare(current.name)
            self._generations.tidy()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), _WATCH)

    def _prepare(self, stamp: str) -> None:
        if not PREPARED:
            return
        if self._preparing is not None:
            self._preparing.cancel()
        bounds = Bounds(SECONDS, MEMORY_BYTES)
        run = self._nursery.run(_PREPARE, bounds, home=str(self._home), stamp=stamp, works=PREPARED)
        self._preparing = asyncio.create_task(_logged(run))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        data = await received_from(reader)
        if data is not None:
            self._working += 1
            try:
                work, arguments = pickle.loads(data)
                loop = asyncio.get_running_loop()
                reply = await loop.run_in_executor(self._thread, self._do, work, arguments)
                if self._closing is not None:
                    self._closing.cancel()
                self._closing = loop.call_later(_IDLE, lambda: loop.run_in_executor(self._thread, self._close))
                writer.write(reply)
                with contextlib.suppress(ConnectionError):
                    await writer.drain()
            finally:
                self._working -= 1
        writer.close()

    def _do(self, work: Work, arguments: dict[str, Any]) -> bytes:
        """Do a piece of work and return the reply; nothing is told before readers see the change."""
        try:
            result = found(work)(self._opened(), **arguments)
            self._opened().publish()
            return frame(BODY, pickle.dumps(result, protocol=5))
        except Exception as error:  # noqa: BLE001 - whatever it is, the one who asked must hear of it
            with contextlib.suppress(EcographError):
                self._close()  # opened again, what is half done is completed
            return frame(ERROR, told(error))

    def _opened(self) -> Store:
        if self._store is None:
            self._store = open_graph(self._home)
            _forget_old_logs(self._home)
        return self._store

    def _close(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            store.close()


def _forget_old_logs(home: Path) -> None:
    """Delete what the engine said at earlier openings: it keeps a thousand of these."""
    for path in home.glob("LOG.old.*"):
        with contextlib.suppress(OSError):
            path.unlink()


async def _logged(run: Any) -> None:  # noqa: ANN401 - a coroutine
    try:
        await run
    except Exception as error:  # noqa: BLE001 - without what was to be prepared, requests make it themselves
        _log.warning("what is made of a new generation could not be made: %s", error)
