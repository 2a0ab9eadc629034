"""What a build did, and what failed."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ecograph.errors import EcographError
from ecograph.model import ENTITY_TYPES
from ecograph.store.makings import Making


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that gave nothing, with the error that says why.

    `document` (`document/…`) tells its bytes, "" where these could not be had. One that is `known` failed in an earlier build
    and, since it is as it was, was not read again.
    """

    source: str
    error: EcographError
    document: str = ""
    known: bool = False


@dataclass(slots=True)
class Summary:
    """What a build did.

    `documents` were read; of these, `replaced` took the place of an earlier version, and `again` were read again because they
    hold some of the `words` of the tables that had changed. `unchanged` sources were there already.
    `reposts` of them repeat an article that is held, and are sources of it now. `completed` says that an earlier build had been
    cut short, and `damaged` how many records it left that could not be used. What is counted is what the documents just read
    tell; `kept_out` are all things that are in the store's quarantine.
    """

    documents: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    unread: int = 0
    reposts: int = 0
    kept_out: int = 0
    unchanged: int = 0
    replaced: int = 0
    again: int = 0
    words: int = 0
    completed: bool = False
    damaged: int = 0
    failures: list[Failure] = field(default_factory=list)


class Count:
    """Counts, for a summary, what the documents just read tell; a thing that several tell of counts once.

    What was met lies in a file of its own, which goes with it.
    """

    def __init__(self, summary: Summary) -> None:
        self._summary, self._told = summary, False
        self._met = sqlite3.connect("", isolation_level=None)
        self._met.execute("CREATE TABLE document (iri TEXT PRIMARY KEY) WITHOUT ROWID")
        self._met.execute("CREATE TABLE thing (digest INTEGER PRIMARY KEY)")

    def read(self, documents: Iterable[str]) -> None:
        """Take on documents, by their IRIs, that were just read."""
        self._met.executemany("INSERT OR IGNORE INTO document VALUES (?)", ((each,) for each in documents))

    def note(self, making: Making) -> None:
        """Count what a document tells, if it was just read."""
        self._told = True
        if self._met.execute("DELETE FROM document WHERE iri = ?", (making.document,)).rowcount:
            self._summary.claims += making.claims
            self._summary.unread += making.unread
            things = array("q", making.things)
            self._met.executemany("INSERT OR IGNORE INTO thing VALUES (?)", ((each,) for each in things))

    def close(self) -> None:
        """Tell the summary how many things of each class there are, and how many documents were told of by another."""
        for type_, many in self._met.execute("SELECT digest & 7, count(*) FROM thing GROUP BY 1"):
            self._summary.entities[ENTITY_TYPES[type_]] += many
        if self._told:
            (self._summary.reposts,) = self._met.execute("SELECT count(*) FROM document").fetchone()
        self._met.close()
