"""Keep what was made of each document beside its lines: what the graph as a whole needs of it, without making it again.

Figures, which the tracking follows over all documents, lie in buckets: those in one have no bearing on those in another.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ecograph.store.database import Database

_FIELDS = "document, seal, kinds, published, title, corrects, rules, claims, unread, things"
_GIVEN = "CREATE TEMP TABLE IF NOT EXISTS told_of (number INTEGER PRIMARY KEY)"


class Making(NamedTuple):
    """What was made of one document, by its IRI: the same `seal` gives the same.

    `kinds` tells which parts of the graph came of it, `published` its date, `title` a digest of its title, `corrects` what it says
    to correct (JSON, "" for nothing), `rules` the release that read it and the rules that were used, a line each; `claims` and
    `unread` are counted, `things` are digests of the entities, 8 bytes each.
    """

    document: str
    seal: str
    kinds: int
    published: str
    title: str
    corrects: str
    rules: str
    claims: int
    unread: int
    things: bytes


class Figures(NamedTuple):
    """The figures of one document in one bucket, and a digest of them in 48 bits."""

    bucket: int
    digest: int
    told: bytes


class Followed(NamedTuple):
    """What was followed of a bucket: from what (`basis`), the seal of what came of it, and until which day that holds."""

    basis: str
    seal: str
    until: str


class Makings:
    """What was made of the documents of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Which documents are given, in one run

    def start(self) -> None:
        """Forget which documents were given before."""
        self._database.rows(_GIVEN)
        self._database.rows("DELETE FROM told_of")

    def of(self, document: str) -> tuple[int, Making] | None:
        """Return what was made of a document, with its number here."""
        row = self._database.rows(f"SELECT number, {_FIELDS} FROM made WHERE document = ?", document).fetchone()
        return (row[0], Making(*row[1:])) if row else None

    def keep(self, numbers: Iterable[int]) -> None:
        """Note that documents are given, and stay as they are."""
        self._database.many("INSERT OR IGNORE INTO told_of VALUES (?)", ((each,) for each in numbers))

    def put(self, made: Iterable[tuple[Making, Sequence[Figures]]]) -> None:
        """Keep what was made of some documents, in place of what was made of them before."""
        with self._database.writing() as connection:
            for making, figures in made:
                number = _put(connection, making)
                connection.execute("INSERT OR IGNORE INTO told_of VALUES (?)", (number,))
                connection.executemany("INSERT INTO figures VALUES (?, ?, ?, ?)", ((number, *each) for each in figures))

    def finish(self) -> None:
        """Let go of the documents that were not given."""
        gone = "(SELECT number FROM made WHERE number NOT IN (SELECT number FROM told_of))"
        with self._database.writing() as connection:
            connection.execute(f"DELETE FROM figures WHERE document IN {gone}")
            connection.execute(f"DELETE FROM made WHERE number IN {gone}")

    # What the documents give together

    @property
    def newest(self) -> str:
        """The date of the newest document, "" for none."""
        (date,) = self._database.rows("SELECT max(published) FROM made").fetchone()
        return date or ""

    def rules(self) -> Iterator[str]:
        """Yield which rules were used in one document or several."""
        yield from (rules for (rules,) in self._database.rows("SELECT DISTINCT rules FROM made"))

    def things(self) -> Iterator[bytes]:
        """Yield the digests of the things of each document."""
        yield from (things for (things,) in self._database.rows("SELECT things FROM made"))

    def correcting(self) -> list[Making]:
        """Return the documents that say that they correct others, or are corrections."""
        return [Making(*row) for row in self._database.rows(f"SELECT {_FIELDS} FROM made WHERE corrects != ''")]

    def titled(self, title: str) -> Iterator[Making]:
        """Yield the documents whose titles have a digest."""
        for row in self._database.rows(f"SELECT {_FIELDS} FROM made WHERE title = ?", title):
            yield Making(*row)

    # Figures

    def buckets(self) -> Iterator[tuple[int, str, Followed | None]]:
        """Yield each bucket in which there are figures, what tells these from others, and what was followed of it."""
        halves = "sum(digest & 0xffffff), sum(digest >> 24)"  # of which a bucket may have any number
        told = f"SELECT bucket, count(*) AS many, {halves} FROM figures GROUP BY bucket"
        for bucket, *sums, basis, seal, until in self._database.rows(
            f"SELECT told.*, basis, seal, until FROM ({told}) AS told LEFT JOIN followed USING (bucket) ORDER BY bucket"
        ):
            yield bucket, " ".join(map(str, sums)), None if basis is None else Followed(basis, seal, until)

    def buckets_of(self, document: str) -> list[int]:
        """Return the buckets in which a document has figures."""
        sql = "SELECT bucket FROM figures WHERE document = (SELECT number FROM made WHERE made.document = ?)"
        return [bucket for (bucket,) in self._database.rows(sql, document)]

    def figures(self, bucket: int) -> list[tuple[str, bytes]]:
        """Return the figures in a bucket, by document, sorted."""
        sql = (
            "SELECT made.document, told FROM figures JOIN made ON number = figures.document WHERE bucket = ?"
            " ORDER BY made.document"
        )
        return self._database.rows(sql, bucket).fetchall()

    def put_followed(self, found: Iterable[tuple[int, Followed]]) -> None:
        """Keep what was followed of some buckets."""
        with self._database.writing() as connection:
            rows = ((bucket, *followed) for bucket, followed in found)
            connection.executemany("INSERT OR REPLACE INTO followed VALUES (?, ?, ?, ?)", rows)


def _put(connection: sqlite3.Connection, making: Making) -> int:
    row = connection.execute("SELECT number FROM made WHERE document = ?", (making.document,)).fetchone()
    if row is None:
        marks = ", ".join("?" * len(making))
        done = connection.execute(f"INSERT INTO made ({_FIELDS}) VALUES ({marks})", making)
        assert done.lastrowid is not None  # a row was inserted
        return done.lastrowid
    (number,) = row
    columns = ", ".join(f"{name} = ?" for name in Making._fields)
    connection.execute(f"UPDATE made SET {columns} WHERE number = ?", (*making, number))
    connection.execute("DELETE FROM figures WHERE document = ?", (number,))
    return int(number)
