"""The bytes of one answer, on their way from the process that writes them to the client that reads them.

The process shall not wait for a slow client: up to a bound the bytes are kept here, in memory, and beyond that in a file.
Only where all answers together keep more than their bound does a process wait, until its time is over.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

IN_MEMORY = 1 << 20
_PIECE = 1 << 17


@dataclass(slots=True)
class Spool:
    """What all answers keep in files, and may."""

    most: int = 1 << 30
    kept: int = 0


class Stream:
    """A queue of bytes with one writer and one reader."""

    def __init__(self, spool: Spool, *, wait: Callable[[], None], go_on: Callable[[], None]) -> None:
        self._spool, self._wait, self._go_on = spool, wait, go_on
        self._parts: deque[bytes] = deque()
        self._held = 0
        self._file: IO[bytes] | None = None
        self._read = self._written = 0
        self._waiting = False
        self._reader: asyncio.Future[None] | None = None
        self.complete = False
        self.error: Exception | None = None

    def put(self, data: bytes) -> None:
        """Take the next bytes."""
        if self._file is None and self._held + len(data) <= IN_MEMORY:
            self._parts.append(data)
            self._held += len(data)
        else:
            self._put_in_file(data)
        self._wake()

    def finish(self, error: Exception | None = None) -> None:
        """Say that nothing more comes; with an error, that the answer is not whole."""
        if not self.complete:
            self.complete, self.error = True, error
            self._wake()

    @property
    def spooled(self) -> bool:
        """Say whether some of it is in a file."""
        return self._file is not None

    def whole(self) -> bytes:
        """Return all that is there of a small answer."""
        return b"".join(self._parts)

    async def get(self) -> bytes:
        """Return the next bytes, b"" at the end; raises the error with which the answer ended."""
        while not self._held and self._read == self._written:
            if self.complete:
                if self.error is not None:
                    raise self.error
                return b""
            self._reader = asyncio.get_running_loop().create_future()
            await self._reader
        if self._held:
            data = self._parts.popleft()
            self._held -= len(data)
            return data
        return self._get_from_file()

    def close(self) -> None:
        """Let go of what is kept."""
        self._parts.clear()
        self._held = 0
        self._drop_file()

    def _put_in_file(self, data: bytes) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed in _drop_file
            self._read = self._written = 0
        self._file.seek(self._written)
        self._file.write(data)
        self._written += len(data)
        self._spool.kept += len(data)
        if self._spool.kept >= self._spool.most and not self._waiting:
            self._waiting = True
            self._wait()

    def _get_from_file(self) -> bytes:
        assert self._file is not None
        self._file.seek(self._read)
        data = self._file.read(min(_PIECE, self._written - self._read))
        self._read += len(data)
        if self._read == self._written:
            self._drop_file()  # the client has caught up: what comes is kept in memory again
        return data

    def _drop_file(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
            self._spool.kept -= self._written
            self._read = self._written = 0
        if self._waiting:
            self._waiting = False
            self._go_on()

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)
