"""Put the records of one text together: a document, whichever sources hold or repeat it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from ecograph import __version__
from ecograph.reposts import Reposts
from ecograph.store import Records


class Known(NamedTuple):
    """One document as it is known: all sources that hold or repeat its text, when it was first read, and by which release.

    `number` is that of the record that has its facts, `digest` tells these from others.
    """

    document: str
    number: int
    digest: bytes
    sources: tuple[str, ...]
    read: str
    version: str = __version__


def documents(records: Records, reposts: Reposts | None = None, *, as_of: str = "") -> Iterator[Known]:
    """Yield the documents that are held, or were known on a day, sorted by id.

    One text from several sources is one document, told as by the first of them. With `reposts`, so is one that repeats
    another: its sources come after those of the other.
    """
    for document, group in groupby(records.packed(as_of=as_of), key=attrgetter("document")):
        if reposts and reposts.of(document):
            continue
        same = list(group)
        first = same[0]
        for repost in reposts.by(document) if reposts else ():
            same += records.packed(repost, as_of=as_of)
        sources = tuple(dict.fromkeys(each.source for each in same))
        read = min(each.read for each in same)
        yield Known(document, first.number, first.digest, sources, read, _release(first.version))


def _release(version: str) -> str:
    """Return the release in a record's version, which also tells the state of the rules and what the user said."""
    return version.partition(" ")[0].partition("+")[0] or __version__
