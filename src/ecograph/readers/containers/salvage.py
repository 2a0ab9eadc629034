"""Read what is left of a zip archive without its list, which a cut takes off: member by member, from the beginning."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, NamedTuple

from ecograph.errors import ReadError
from ecograph.readers.containers.archive import member, place_of, wanted
from ecograph.readers.containers.names import Names
from ecograph.readers.containers.opened import Opened, Unpacking
from ecograph.readers.containers.table import container_of
from ecograph.readers.kinds import allowance
from ecograph.readers.source import Source

_MARK = b"PK\x03\x04"
_HEADER = struct.Struct("<4s5H3L2H")
_ENCRYPTED, _SIZES_FOLLOW, _STORED, _DEFLATED = 0x1, 0x8, 0, 8
_PIECE = 1 << 16
_AGAIN = "get the archive again"


def salvaged(opened: Opened, stream: BinaryIO) -> Iterator[Source]:
    """Yield the articles that stand whole in an archive, then what stands for those that do not; `stream` can be moved in."""
    if stream.read(4) != _MARK:
        raise ReadError("this is no zip archive, or its beginning is lost", where=opened.name, remedy=_AGAIN)
    stream.seek(0)
    names, count = Names(), Unpacking(opened.name)
    while _found(stream):
        head = _Head(*_HEADER.unpack(stream.read(_HEADER.size).ljust(_HEADER.size, b"\0")))
        name = stream.read(head.name).decode("utf-8", "surrogateescape")
        stream.seek(head.extra, 1)
        start = stream.tell()
        if wanted(name):
            place = place_of(name, names)
            try:
                data = _data(head, stream, 0 if container_of(place) else allowance(place, "", opened.max_bytes), count)
            except (EOFError, zlib.error) as error:
                yield opened.fault(place, f"this member is cut short or damaged ({error})", _AGAIN)
                stream.seek(start)
            else:
                yield from member(opened, place, len(data), BytesIO(data))
    yield opened.fault("", "cut short: the list of its members is missing, and more of them may be", _AGAIN)


class _Head(NamedTuple):
    """What stands before a member; `name` and `extra` are lengths."""

    mark: bytes
    version: int
    flags: int
    packing: int
    time: int
    date: int
    crc: int
    packed: int
    size: int
    name: int
    extra: int


def _found(stream: BinaryIO) -> bool:
    """Move to where the next member begins; tell whether there is one."""
    left = b""
    while piece := stream.read(_PIECE):
        data = left + piece
        if (at := data.find(_MARK)) >= 0:
            stream.seek(at - len(data), 1)
            return True
        left = data[-3:]
    return False


def _data(head: _Head, stream: BinaryIO, limit: int, count: Unpacking) -> bytes:
    """Return the bytes of a member, one more than `limit` at the most."""
    if head.flags & _ENCRYPTED or head.packing not in (_STORED, _DEFLATED) or not limit:
        raise EOFError("it cannot be unpacked without the archive's list")
    if head.packing == _STORED:
        data = stream.read(min(head.packed, limit + 1))
        whole = not head.flags & _SIZES_FOLLOW and (len(data) == head.packed or head.packed > limit)
    else:
        data = _inflated(stream, limit, count)
        whole = True
    if not whole or (len(data) <= limit and not head.flags & _SIZES_FOLLOW and zlib.crc32(data) != head.crc):
        raise EOFError("its end is missing")
    return data


def _inflated(stream: BinaryIO, limit: int, count: Unpacking) -> bytes:
    unpacking = zlib.decompressobj(-15)
    data = b""
    while not unpacking.eof and len(data) <= limit:
        piece = unpacking.unconsumed_tail or stream.read(_PIECE)
        if not piece:
            raise EOFError("its end is missing")
        data += unpacking.decompress(piece, limit + 1 - len(data))
        count.read += len(piece) - len(unpacking.unconsumed_tail)
    count.unpacked += len(data)
    count.check()
    stream.seek(-len(unpacking.unused_data) - len(unpacking.unconsumed_tail), 1)
    return data
