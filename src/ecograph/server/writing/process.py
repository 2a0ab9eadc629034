"""Ask the writer process to write: what each front does."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Any

from ecograph.errors import StoreError
from ecograph.guarding.frames import BODY, ERROR, Frames, plain, request
from ecograph.guarding.named import Work
from ecograph.guarding.telling import retold

_PATIENCE, _PAUSE = 5.0, 0.1


class ProcessWriter:
    """Change the store by way of the writer process that listens at `address`, a socket in the file system."""

    def __init__(self, address: Path) -> None:
        self._address = str(address)
        self._turn = asyncio.Lock()

    async def do(self, work: Work, /, **arguments: object) -> Any:  # noqa: ANN401 - as the work has it
        """Return the result of a piece of work, or raise what it raised.

        Work that has begun is finished whatever becomes of the one who asked.
        """
        async with self._turn:
            reader, writer = await self._connected()
            try:
                writer.write(request((work, arguments)))
                return await _result(reader)
            finally:
                writer.close()
                with contextlib.suppress(OSError):
                    await writer.wait_closed()

    async def close(self) -> None:
        """Let go of nothing: the process is its starter's."""

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Return a connection; a writer process that was just lost has a successor soon."""
        until = asyncio.get_running_loop().time() + _PATIENCE
        while True:
            try:
                return await asyncio.open_unix_connection(self._address)
            except OSError as error:
                if asyncio.get_running_loop().time() > until:
                    remedy = "try again in a few seconds"
                    raise StoreError("the process that writes is not there", remedy=remedy) from error
            await asyncio.sleep(_PAUSE)


async def _result(reader: asyncio.StreamReader) -> Any:  # noqa: ANN401 - as the work has it
    frames = Frames()
    while data := await reader.read(1 << 18):
        for kind, payload in frames.feed(data):
            if kind == ERROR:
                raise retold(payload)
            if kind == BODY:
                return plain(payload)
    raise StoreError(
        "the process that writes ended in the middle of it",
        remedy="look whether the change is there, and try again; what is half done is completed or undone",
    )
