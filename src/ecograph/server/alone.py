"""A service for one program of this machine: the same processes and limits, without a socket and without writing."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from ecograph.server.app import create_app
from ecograph.server.engine.process import ProcessEngine
from ecograph.server.front import PRELOAD
from ecograph.server.service import Service
from ecograph.server.settings import Settings
from ecograph.store import open_store


@dataclass(frozen=True, slots=True)
class Alone:
    """The application, and what must be around its use: it ends the query processes."""

    app: FastAPI
    engine: ProcessEngine

    @contextlib.asynccontextmanager
    async def lifespan(self, _: Any) -> AsyncIterator[None]:  # noqa: ANN401 - whoever runs it
        """Have query processes ready, and end them at the end."""
        await self.engine.start()
        try:
            yield
        finally:
            await self.engine.close()


@contextlib.contextmanager
def alone(home: Path, settings: Settings | None = None) -> Iterator[Alone]:
    """Give the application on the store of a folder, which is only read; StoreError where there is none."""
    settings = settings or Settings(read_only=True)
    if not (home / "CURRENT").exists():
        open_store(home, read_only=True).close()  # says what is wrong
    with tempfile.TemporaryDirectory(prefix="ecograph-") as scratch:
        engine = ProcessEngine(home, settings.limits, preload=PRELOAD, scratch=Path(scratch))
        engine.conceive()
        yield Alone(create_app(service=Service(engine, None, settings)), engine)
