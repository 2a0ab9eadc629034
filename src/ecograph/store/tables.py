"""Keep which tables the records of a version were read with, and tell what a change of their words means for each record.

What holds none of the changed words gets the new version at once. What holds one is due: its version says so, with the number of
the words, and is no version of a program, so that the next build that meets its source reads it again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ecograph.store.database import Database

_DUE = "~"
# What a program of a version read, whatever the user told it besides.
_OF = "until = '' AND substr(version || ' ', 1, length(?) + 1) = ? || ' '"


class Tables:
    """The tables of words of one store, packed, by the version of the program that has them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, version: str, packed: bytes) -> None:
        """Keep the tables of a version, before the first record is read with them."""
        self._database.rows("INSERT OR IGNORE INTO tables VALUES (?, ?)", version, packed)

    def others(self, version: str) -> list[tuple[str, bytes]]:
        """Return the other versions, each with its tables."""
        return self._database.rows("SELECT * FROM tables WHERE version != ? ORDER BY version", version).fetchall()

    def forget(self, version: str) -> None:
        """Let go of the tables of a version: no record is compared with them any more."""
        self._database.rows("DELETE FROM tables WHERE version = ?", version)

    def held(self, version: str, many: int) -> Iterator[list[tuple[int, bytes | None]]]:
        """Yield what is held of a version, so many records at a time: their numbers, and their facts packed, None if damaged."""
        facts = "CASE WHEN digest_of(facts) = digest THEN facts END"
        sql, seq = f"SELECT seq, {facts} FROM records WHERE seq > ? AND {_OF} ORDER BY seq LIMIT ?", -1
        while some := self._database.rows(sql, seq, version, version, many).fetchall():
            yield some
            seq = some[-1][0]

    def renew(self, version: str, to: str, same: Iterable[int], due: Iterable[int], words: int) -> None:
        """Give the records that stay the `same` another version, and note those that are `due` for so many changed words."""
        sql = "UPDATE records SET version = ? || substr(version, ?) WHERE seq IN (SELECT value FROM json_each(?))"
        with self._database.writing() as connection:
            for numbers, new in ((same, to), (due, f"{version}{_DUE}{words}")):
                connection.execute(sql, (new, len(version) + 1, json.dumps(list(numbers))))


def words_due(version: str) -> int:
    """Return for how many changed words a record of this version is to be read again, 0 for none."""
    return int(version.partition(" ")[0].partition(_DUE)[2] or 0)
