"""Put the records of one text together: a document, whichever sources hold it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from ecograph import __version__
from ecograph.store.records import Packed


class Known(NamedTuple):
    """One document as it is known: all sources that hold its text, when it was first read, and by which release.

    `number` is that of the record that has its facts, `digest` tells these from others.
    """

    document: str
    number: int
    digest: bytes
    sources: tuple[str, ...]
    read: str
    version: str = __version__


def documents(records: Iterable[Packed]) -> Iterator[Known]:
    """Yield the documents, sorted by id; one text from several sources is one document, told as by the first of them.

    The records come sorted by document, source and key.
    """
    for document, group in groupby(records, key=attrgetter("document")):
        same = list(group)
        sources = tuple(dict.fromkeys(each.source for each in same))
        first = same[0]
        read = min(each.read for each in same)
        yield Known(document, first.number, first.digest, sources, read, _release(first.version))


def _release(version: str) -> str:
    """Return the release in a record's version, which also tells the state of the rules and what the user said."""
    return version.partition(" ")[0].partition("+")[0] or __version__
