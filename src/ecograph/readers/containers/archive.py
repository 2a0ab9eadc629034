"""What archives of files have in common: which members are articles, and containers within them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ecograph.readers.containers.names import Names
from ecograph.readers.containers.opened import Opened
from ecograph.readers.containers.table import container_of, members
from ecograph.readers.kinds import allowance, named
from ecograph.readers.source import Source, shown, too_large

# What a Mac adds beside each file.
_DOUBLES = "__MACOSX/"


def wanted(name: str) -> bool:
    """Tell whether a member may hold articles."""
    return not name.startswith(_DOUBLES) and bool(container_of(name) or named(name))


def place_of(name: str, names: Names) -> str:
    """Return the place of a member; one of a name that has come before has its number behind it."""
    place = "!/" + shown(name.replace("\\", "/").removeprefix("./").lstrip("/"))
    times = names.times(place)
    return place if times == 1 else f"{place}~{times}"


def member(opened: Opened, place: str, size: int, stream: BinaryIO) -> Iterator[Source]:
    """Yield the article that a member is, or those that it holds; `size` is what the archive says of it."""
    if container_of(place):
        if opened.level:
            yield opened.fault(place, "this lies in an archive within an archive", "unpack the outer one")
        else:
            yield from members(opened.within(place, stream))
        return
    limit = allowance(place, "", opened.max_bytes)
    data = stream.read(limit + 1) if size <= limit else b""
    if max(len(data), size) > limit:
        yield opened.failed(place, too_large("", limit))
    else:
        yield opened.source(place, data)
