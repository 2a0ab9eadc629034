"""Unpack what is packed as one stream: gzip, bzip2, xz, Zstandard; and refuse what unpacks without end."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, cast

from ecograph.errors import ReadError
from ecograph.readers.containers.opened import Unpacking

# What the libraries raise for packed data that is damaged or ends too early.
DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError)
_PIECE = 1 << 18


def unpacked(stream: BinaryIO, suffix: str, *, where: str) -> BinaryIO:
    """Return what a stream holds that is packed as its suffix (`.gz`, `.bz2`, `.xz`, `.zst`) says."""
    count = Unpacking(where)
    return counted(_OPENERS[suffix](counted(stream, count), where), count, out=True)


def counted(stream: BinaryIO, count: Unpacking, *, out: bool = False) -> BinaryIO:
    """Return a stream whose bytes are counted, as read or, with `out`, as unpacked; it goes forward only."""
    return cast(BinaryIO, io.BufferedReader(_Counted(stream, count, out=out), _PIECE))


def _zstd(stream: BinaryIO, where: str) -> BinaryIO:
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        try:
            from backports import zstd
        except ImportError as error:
            remedy = 'install it: pip install "ecograph[tables]"; or unpack it with zstd -d'
            raise ReadError("Zstandard is read by a package that is missing", where=where, remedy=remedy) from error
    return cast(BinaryIO, _Zstd(zstd.ZstdFile(stream), zstd.ZstdError))


_OPENERS: Mapping[str, Callable[[BinaryIO, str], BinaryIO]] = {
    ".gz": lambda stream, _: cast(BinaryIO, gzip.GzipFile(fileobj=stream)),
    ".bz2": lambda stream, _: cast(BinaryIO, bz2.BZ2File(stream)),
    ".xz": lambda stream, _: cast(BinaryIO, lzma.LZMAFile(stream)),  # noqa: SIM115
    ".zst": _zstd,
}
SUFFIXES = tuple(_OPENERS)


def forward(stream: BinaryIO) -> BinaryIO:
    """Return a stream that says that it goes forward only."""
    return counted(stream, Unpacking(""))


class _Counted(io.RawIOBase):
    def __init__(self, inner: BinaryIO, count: Unpacking, *, out: bool = False) -> None:
        self._inner, self._count, self._out = inner, count, out

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - whatever holds bytes
        # Not all that is asked for: what comes before a fault would be lost with it.
        data = getattr(self._inner, "read1", self._inner.read)(len(buffer))
        buffer[: len(data)] = data
        if self._out:
            self._count.unpacked += len(data)
            self._count.check()
        else:
            self._count.read += len(data)
        return len(data)


class _Zstd(io.RawIOBase):
    """Zstandard, with the errors that the other packings have."""

    def __init__(self, inner: Any, damaged: type[Exception]) -> None:  # noqa: ANN401 - of a package that may be missing
        self._inner, self._damaged = inner, damaged

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - whatever holds bytes
        try:
            data = self._inner.read1(len(buffer))
        except self._damaged as error:
            raise OSError(str(error)) from error
        buffer[: len(data)] = data
        return len(data)
