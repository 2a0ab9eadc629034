"""A front process: takes requests from the socket that all fronts share, and has them answered."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import resource
import signal
import socket
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import uvicorn

from ecograph.errors import EcographError
from ecograph.server.children import Parent
from ecograph.server.connections import Connection, Visiting, Watch
from ecograph.server.engine.process import ProcessEngine
from ecograph.server.service import Service
from ecograph.server.settings import Settings
from ecograph.server.writing.process import ProcessWriter

# Modules that query processes have imported before their first work: all of the application, so all of the work.
PRELOAD = ("ecograph.server.app",)
# Files beside the connections': query processes, spools, the store's.
_OTHER_FILES = 256


@dataclass(frozen=True, slots=True)
class FrontTold:
    """What a front is told: the store, the listening socket's file, the writer's address ("" for none), and the rest.

    `grace` is how many seconds running requests have to finish when the front is to stop.
    """

    home: Path
    listener: int
    writer: str
    scratch: Path | None
    settings: Settings
    workers: int = 1
    connections: int = 4096
    head_seconds: float = 10.0
    grace: float = 15.0


def main() -> None:
    """Be a front until told to stop."""
    parent = Parent()
    told: FrontTold = parent.told
    try:
        _Front(parent, told).run(sockets=[socket.socket(fileno=told.listener)])
    except EcographError as error:
        parent.failed(error)


class _Front(uvicorn.Server):
    """uvicorn, with query processes that come and go with it."""

    def __init__(self, parent: Parent, told: FrontTold) -> None:
        self._parent = parent
        limits = replace(told.settings.limits, running=max(2, -(-told.settings.limits.running // told.workers)))
        self._engine = ProcessEngine(told.home, limits, preload=PRELOAD, scratch=told.scratch)
        self._engine.conceive()
        from ecograph.server.app import create_app
        from ecograph.server.operations.logs import configure

        configure(told.settings.log)
        writer = ProcessWriter(Path(told.writer)) if told.writer else None
        app = create_app(service=Service(self._engine, writer, told.settings))
        most = _files(told.connections)
        connection = type("Connection", (Connection,), {"watch": Watch(most, head_seconds=told.head_seconds)})
        logging.getLogger("uvicorn.error").addFilter(_is_news)
        super().__init__(
            uvicorn.Config(
                Visiting(app),
                http=connection,
                ws="none",
                loop="uvloop",
                log_level="warning",
                access_log=False,
                server_header=False,
                lifespan="on",
                backlog=2048,
                timeout_graceful_shutdown=max(1, round(told.grace)),
                # Who asks, and the log, are told by the layers around the application.
                proxy_headers=False,
                log_config=None,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Take requests as soon as they can be answered."""
        await self._engine.start()
        gc.collect()
        gc.freeze()  # the application stays as it is: nothing of it is to be looked at again
        await super().startup(sockets)
        loop = asyncio.get_running_loop()
        loop.add_reader(self._parent.line, self._orphaned, loop)
        self._parent.ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let running requests finish, then end all processes."""
        await super().shutdown(sockets)
        await self._engine.close()

    def _orphaned(self, loop: Any) -> None:  # noqa: ANN401 - an event loop
        loop.remove_reader(self._parent.line)
        self.handle_exit(signal.SIGTERM, None)


def _is_news(record: logging.LogRecord) -> bool:
    """Say whether a line of uvicorn's tells something: why an answer was cut off has been told, with the reason."""
    return "without completing response" not in record.getMessage()


def _files(connections: int) -> int:
    """Let this process have the files that so many connections need, and return how many it can have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + _OTHER_FILES
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    granted = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if granted < wanted:
        logging.getLogger(__name__).warning("%d connections at most: the system allows %d files", granted, granted)
    return max(16, min(connections, granted - _OTHER_FILES))
