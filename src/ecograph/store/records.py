"""Keep each document's facts for good, as they were extracted: what a store's graph is derived from.

A record is held until a later version of its source replaces it, or it is retracted; with history kept, it then stays for
`all(as_of=)`. What is known on a day is, of each source, the latest version that was out by then and not yet retracted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ecograph.model import Record
from ecograph.store.codec import packed, unpacked
from ecograph.store.database import Database
from ecograph.store.dates import known_since, last_day
from ecograph.store.derivation import Derivation

_KNOWN = "since <= :day AND (until = '' OR until > :day)"
_FIELDS = "facts, read, version, key"
_ORDER = "ORDER BY document, source, key, seq"


class Held(NamedTuple):
    """What is held of one source, without its facts.

    `document` is the id below the store's base (`document/…`), `until` the day from which it is history, "" for none.
    """

    key: str
    document: str
    source: str
    version: str
    until: str


class Records:
    """The records of one store, in an SQLite file or, for None, in memory."""

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        self._database = Database(path, read_only=read_only)
        self.derivation = Derivation(self._database)

    def put(self, records: Iterable[Record], *, keep_history: bool = False) -> int:
        """Hold the records, all or none, and return how many earlier versions they replaced.

        A record replaces the one with its key; where the bytes are the same, as when a better extractor has read them, no
        history is kept. A record that is held already as it is changes nothing.
        """
        with self._database.writing() as database:
            told = [_put(database, record, keep_history=keep_history) for record in records]
            if any(changed for changed, _ in told):
                self.derivation.move_on(database)
        return sum(replaced for _, replaced in told)

    def retract(
        self, document: str, *, key: str = "", keep_history: bool = False, when: str = ""
    ) -> tuple[Record, ...]:
        """Let go of a document, or of what one source holds of it, and return what was let go.

        With `keep_history` it stays known before the day `when`; else its history goes too. A document that is not held
        gives nothing.
        """
        chosen = "document = ? AND (? IN ('', key))" + (" AND until = ''" if keep_history else "")
        with self._database.writing() as database:
            found = database.execute(f"SELECT {_FIELDS} FROM records WHERE {chosen} ORDER BY key", (document, key))
            gone = tuple(map(_record, found))
            if keep_history:
                database.execute(f"UPDATE records SET until = ? WHERE {chosen}", (when[:10], document, key))
            else:
                database.execute(f"DELETE FROM records WHERE {chosen}", (document, key))
            if gone:
                self.derivation.move_on(database)
        return gone

    def all(self, *, as_of: str = "") -> Iterator[Record]:
        """Yield what is held, or what was known on a day (the last one of a month or year), by document and source."""
        if not as_of:
            yield from map(_record, self._database.rows(f"SELECT {_FIELDS} FROM records WHERE until = '' {_ORDER}"))
            return
        later = f"SELECT 1 FROM records AS other WHERE other.key = records.key AND other.seq > records.seq AND {_KNOWN}"
        sql = f"SELECT {_FIELDS} FROM records WHERE {_KNOWN} AND NOT EXISTS ({later}) {_ORDER}"
        yield from map(_record, self._database.rows(sql, last_day(as_of)))

    def held(self, *, history: bool = False) -> list[Held]:
        """Return what is held, and with `history` what was, without the facts, by document and source."""
        chosen = "" if history else "WHERE until = ''"
        rows = self._database.rows(f"SELECT key, document, source, version, until FROM records {chosen} {_ORDER}")
        return [Held(*row) for row in rows]

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def _record(row: tuple[bytes, str, str, str]) -> Record:
    return Record(unpacked(row[0]), *row[1:])


def _put(database: sqlite3.Connection, record: Record, *, keep_history: bool) -> tuple[bool, bool]:
    """Hold one record, and tell whether that changed anything, and whether it replaced another version."""
    document, facts = record.facts.document, packed(record.facts)
    key, first = record.key or document.id, record.read
    held = database.execute(
        "SELECT seq, document, version, first, facts FROM records WHERE key = ? AND until = ''", (key,)
    ).fetchone()
    if held:
        seq, known, version, read, same = held
        if (known, version, same) == (document.id, record.version, facts):
            return False, False
        # Read again, by a better extractor: an article without a date counts from the first time.
        first = read if known == document.id else first
        if keep_history and known != document.id:
            database.execute("UPDATE records SET until = ? WHERE seq = ?", (record.read[:10], seq))
        else:
            database.execute("DELETE FROM records WHERE seq = ?", (seq,))
    since = known_since(document.published, first)
    database.execute(
        "INSERT INTO records (key, document, source, version, read, first, since, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (key, document.id, document.source, record.version, record.read, first, since, facts),
    )
    return True, bool(held) and known != document.id
