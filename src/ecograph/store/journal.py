"""Keep, beside a store's records, what each build did and which sources failed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ecograph.store.database import Database

# So many builds are remembered.
_REMEMBERED = 1000


class Failed(NamedTuple):
    """A source that gave nothing when it was last read: the key and the name of it, and the error.

    `path` is the key of the file that it lies in, `document` (`document/…`) tells its bytes, "" where these could not be had,
    and `version` what read it; while these two are the same, it fails again.
    """

    key: str
    name: str
    path: str
    document: str
    version: str
    time: str
    what: str
    place: str
    remedy: str


class Put(NamedTuple):
    """How many records a putting changed, and how many of these took the place of an earlier version.

    `again` came of articles that were to be read again because of changed words of the tables, and of so many `words`.
    """

    changed: int = 0
    replaced: int = 0
    again: int = 0
    words: int = 0

    def beside(self, other: Put) -> Put:
        """Return what two puttings did together."""
        changed, replaced, again = (one + two for one, two in zip(self[:3], other[:3], strict=True))
        return Put(changed, replaced, again, max(self.words, other.words))


class Build(NamedTuple):
    """What one build did; `finished` is "" for one that is under way or was cut short.

    Of the articles that were `read`, so many were read `again` because `words` of the tables had changed.
    """

    number: int
    started: str
    finished: str
    engine: str
    workers: int
    read: int
    replaced: int
    unchanged: int
    failed: int
    again: int = 0
    words: int = 0


class Journal:
    """The builds and the failures of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, started: str, *, engine: str, workers: int) -> int:
        """Note that a build begins, and return its number."""
        with self._database.writing() as connection:
            sql = "INSERT INTO builds (started, engine, workers) VALUES (?, ?, ?)"
            number = connection.execute(sql, (started, engine, workers)).lastrowid or 0
            connection.execute("DELETE FROM builds WHERE number <= ?", (number - _REMEMBERED,))
        return number

    def finish(self, number: int, finished: str, *, unchanged: int, failed: int) -> None:
        """Note that a build is done: the graph follows from what it read."""
        with self._database.writing() as connection:
            sql = "UPDATE builds SET finished = ?, unchanged = ?, failed = ? WHERE number = ?"
            connection.execute(sql, (finished, unchanged, failed, number))

    def read(self, connection: sqlite3.Connection, number: int, put: Put, failed: Iterable[Failed]) -> None:
        """Note, within the change of the records that it is of, what a build has read so far."""
        listed = list(failed)
        fields = ", ".join("?" * len(Failed._fields))
        connection.executemany(f"INSERT OR REPLACE INTO failures VALUES ({fields})", listed)
        sql = (
            "UPDATE builds SET read = read + ?, replaced = replaced + ?, again = again + ?, words = max(words, ?),"
            " failed = failed + ? WHERE number = ?"
        )
        connection.execute(sql, (*put, len(listed), number))

    def mend(self, connection: sqlite3.Connection, key: str) -> None:
        """Note, within a change of the records, that a source fails no longer."""
        connection.execute("DELETE FROM failures WHERE key = ?", (key,))

    def forget(self, keys: Iterable[str]) -> None:
        """Let go of failures, as of sources that are no longer there."""
        with self._database.writing() as connection:
            for key in keys:
                self.mend(connection, key)

    def failed(self, keys: Iterable[str] | None = None) -> Iterator[Failed]:
        """Yield the sources that failed, all or those of these keys, in the order of their keys."""
        if keys is None:
            rows = self._database.rows("SELECT * FROM failures ORDER BY key")
        else:
            wanted = "json_each(?) AS wanted JOIN failures ON failures.key = wanted.value"
            rows = self._database.rows(f"SELECT failures.* FROM {wanted} ORDER BY failures.key", json.dumps(list(keys)))
        yield from (Failed(*row) for row in rows)

    def builds(self) -> list[Build]:
        """Return the builds that are remembered, the last one first."""
        return [Build(*row) for row in self._database.rows("SELECT * FROM builds ORDER BY number DESC")]
