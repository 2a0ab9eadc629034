"""Read tar archives as a stream: the articles among their members, in their order."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from ecograph.readers.containers.archive import member, place_of, wanted
from ecograph.readers.containers.names import Names
from ecograph.readers.containers.opened import Opened
from ecograph.readers.containers.packing import DAMAGED, forward
from ecograph.readers.source import Source

_AGAIN = "get the archive again; what stands whole in it has been read"
# No name is longer; what says that it is would fill the memory.
_LONGEST_NAME = 1 << 20
_NAMES = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)


def members(opened: Opened) -> Iterator[Source]:
    """Yield the articles of an archive; what is damaged between two members is passed over, and told at the end."""
    names, tail = Names(), _Tail(opened.stream)
    with _Archive.open(fileobj=cast(BinaryIO, tail), mode="r|", ignore_zeros=True, tarinfo=_Info) as archive:
        while info := archive.next():
            archive.members.clear()  # type: ignore[attr-defined]  # it would hold them all
            if info.isreg() and wanted(info.name):
                place = place_of(info.name, names)
                if info.issparse():  # a few bytes of it can claim any size
                    yield opened.fault(place, "a sparse file, as no article is", "unpack it yourself and name the file")
                else:
                    yield from _member(archive, info, place, opened)
    if archive.broken:
        yield opened.fault("", f"{archive.broken} blocks of this archive are damaged, or it is no tar archive", _AGAIN)
    elif tail.last.strip(b"\0"):
        yield opened.fault("", "cut short: it ends without the mark of its end", _AGAIN)


def _member(archive: tarfile.TarFile, info: tarfile.TarInfo, place: str, opened: Opened) -> Iterator[Source]:
    inner = archive.extractfile(info)
    assert inner is not None  # it is a file
    try:
        yield from member(opened, place, info.size, forward(cast(BinaryIO, inner)))
    except (tarfile.TarError, *DAMAGED) as error:
        yield opened.fault(place, f"this member is cut short or damaged ({error})", _AGAIN)


class _Archive(tarfile.TarFile):
    broken = 0
    """How many blocks were no heads of members where there should have been one."""


class _Info(tarfile.TarInfo):
    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> _Info:
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.InvalidHeaderError:  # type: ignore[attr-defined]
            assert isinstance(tarfile_, _Archive)
            tarfile_.broken += 1
            raise

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Info:
        info = super().frombuf(buf, encoding, errors)
        if info.type in _NAMES and info.size > _LONGEST_NAME:
            raise tarfile.InvalidHeaderError("a name of such a length is none")  # type: ignore[attr-defined]
        return info


class _Tail:
    """A stream whose last block is kept."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self.last = b""

    def read(self, size: int) -> bytes:
        data = self._inner.read(size)
        self.last = (self.last + data)[-tarfile.BLOCKSIZE :]
        return data
