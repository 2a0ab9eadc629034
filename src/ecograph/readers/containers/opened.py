"""A container that is being read: where it lies, what it gives, and how much of it is too much."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from ecograph.errors import EcographError, ReadError
from ecograph.readers.containers.columns import Columns
from ecograph.readers.kinds import allowance
from ecograph.readers.remote import is_remote
from ecograph.readers.source import Source, too_large

# So much may be unpacked from anything; beyond that, no more than this many times what was read. Text packs to a twentieth.
_FREE, _RATIO = 100_000_000, 200
_PIECE = 1 << 20

# A row may hold more than the article: what it was made from, its markup.
WIDER = 10


@dataclass(frozen=True, slots=True)
class Opened:
    """A container: the file `path` that it lies in, what names it there (`member`, "" for the file itself), and its bytes.

    `columns` are what the user called the columns, `max_bytes` is what an article may have, `tell` takes what the user should
    know though nothing failed. `level` is 0 for a file, 1 for a container in a container.
    """

    name: str
    path: str
    member: str
    stream: BinaryIO
    columns: Columns
    max_bytes: int
    tell: Callable[[str], None]
    level: int = 0

    def source(self, place: str, data: bytes, *, name: str = "", media_type: str = "", charset: str = "") -> Source:
        """Return an article of this container; `place` names it here, `name` is how it is known, if otherwise."""
        named = name or self.name + place
        if len(data) > allowance(named, media_type, self.max_bytes):
            return self.failed(place, too_large("", self.max_bytes))
        return Source(named, self.path, self.member + place, data, media_type, charset)

    def fault(self, place: str, what: str, remedy: str) -> Source:
        """Return what stands for an article that cannot be had, or, for the place "", for what is left of the container."""
        return self.failed(place, ReadError(what, where=self.name + place, remedy=remedy))

    def failed(self, place: str, error: EcographError) -> Source:
        """Return what stands for an article whose reading raised an error."""
        error.where = error.where or self.name + place
        return Source(self.name + place, self.path, self.member + place, fault=error)

    def within(self, place: str, stream: BinaryIO) -> Opened:
        """Return a container in this one."""
        return replace(self, name=self.name + place, member=self.member + place, stream=stream, level=self.level + 1)

    def seekable(self) -> BinaryIO:
        """Return the bytes as a stream that can be read from anywhere; copied to a temporary file where it cannot yet."""
        return self.stream if self.stream.seekable() else self._copied()

    @contextmanager
    def as_file(self) -> Iterator[str]:
        """Give the path of a file that holds the bytes: where it lies already, or a temporary one."""
        if self.level or is_remote(self.path):
            with self._copied() as copy:
                yield copy.name
        else:
            yield self.path

    def _copied(self) -> BinaryIO:
        copy = tempfile.NamedTemporaryFile(prefix="ecograph-")  # noqa: SIM115 - whoever asked closes it
        shutil.copyfileobj(self.stream, copy, _PIECE)
        copy.flush()
        copy.seek(0)
        return cast(BinaryIO, copy)


class Unpacking:
    """Counts what goes in and what comes out, and refuses what only fills the disk and the time of whoever reads it."""

    def __init__(self, where: str) -> None:
        self._where = where
        self.read = self.unpacked = 0

    def check(self) -> None:
        """Raise `ReadError` where far more has come out than any article packs to."""
        if self.unpacked > _FREE and self.unpacked > _RATIO * self.read:
            what = f"unpacks to more than {_RATIO} times its size, as no articles do"
            raise ReadError(what, where=self._where, remedy="unpack it yourself if you trust it, and name the files")
