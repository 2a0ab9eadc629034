"""Read zip archives: the articles among their members, in the order in which the archive lists them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO, cast

from ecograph.errors import EcographError, ReadError
from ecograph.readers.containers.archive import member, place_of, wanted
from ecograph.readers.containers.names import Names
from ecograph.readers.containers.opened import Opened, Unpacking
from ecograph.readers.containers.packing import counted
from ecograph.readers.containers.salvage import salvaged
from ecograph.readers.source import Source

# An archive's list is held; one so long is that of 100,000 members.
MAX_LIST = 12_000_000
_UTF8, _ENCRYPTED = 0x800, 0x1
_END, _LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
_AGAIN = "unpack it yourself and name the file, or get the archive again"


def members(opened: Opened) -> Iterator[Source]:
    """Yield the articles of an archive; a member that cannot be unpacked gives a fault.

    One that was cut short has no list: of that what stands whole in it is read, from its beginning.
    """
    with closing(opened.seekable()) as stream:
        _check_list(stream, opened.name)
        try:
            archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            stream.seek(0)
            yield from salvaged(opened, stream)
        else:
            yield from _listed(archive, opened)


def _listed(archive: zipfile.ZipFile, opened: Opened) -> Iterator[Source]:
    names, count = Names(), Unpacking(opened.name)
    with archive:
        for info in archive.infolist():
            name = _name(info)
            if not info.is_dir() and wanted(name):
                yield from _member(archive, info, place_of(name, names), opened, count)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, opened: Opened, count: Unpacking
) -> Iterator[Source]:
    if info.flag_bits & _ENCRYPTED:
        yield opened.fault(place, "this member is encrypted", "unpack the archive with its password and name the files")
        return
    count.read += info.compress_size
    try:
        with archive.open(info) as inner:
            yield from member(opened, place, info.file_size, counted(cast(BinaryIO, inner), count, out=True))
    except EcographError:
        raise
    except Exception as error:  # noqa: BLE001 - zipfile passes on what each packing's library raises
        yield opened.fault(place, f"this member cannot be unpacked ({error})", _AGAIN)
    count.check()


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name: where the archive does not say that it is UTF-8, `shown` finds out what it is."""
    name = info.orig_filename
    try:
        return name if info.flag_bits & _UTF8 else name.encode("cp437").decode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return name


def _check_list(stream: BinaryIO, where: str) -> None:
    """Refuse an archive whose list of members would fill the memory, before it is read."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - (1 << 16) - 22 - 20))
    tail = stream.read()
    at = tail.rfind(_END)
    length = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if length == 0xFFFFFFFF and tail[at - 20 :].startswith(_LOCATOR):
        stream.seek(min(size, int.from_bytes(tail[at - 12 : at - 4], "little")))
        length = int.from_bytes(stream.read(48)[40:48], "little")
    stream.seek(0)
    if length > MAX_LIST:
        raise ReadError("this archive has more members than can be listed", where=where, remedy="unpack it, or use tar")
