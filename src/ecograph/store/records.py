"""Keep each document's facts for good, as they were extracted: what a store's graph is derived from.

A record is held until a later version of its source replaces it, or it is retracted; with history kept, it then stays for
`all(as_of=)`. What is known on a day is, of each source, the latest version that was out by then and not yet retracted.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ecograph.model import Document, Record
from ecograph.store.codec import document_of, packed, unpacked
from ecograph.store.database import Database, Rows, digest_of, not_as_written
from ecograph.store.dates import known_since, last_day
from ecograph.store.derivation import Derivation
from ecograph.store.journal import Failed, Journal, Put
from ecograph.store.makings import Makings
from ecograph.store.tables import Tables, words_due

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


class Row(NamedTuple):
    """A record as it comes from a worker: its facts packed (`codec`), and the `signature` of its text, b"" for none yet."""

    document: str
    source: str
    published: str
    read: str
    version: str
    key: str
    facts: bytes
    signature: bytes = b""


class Packed(NamedTuple):
    """A record without its facts, which are had by its `number`; `digest` tells them from others."""

    document: str
    source: str
    key: str
    read: str
    version: str
    digest: bytes
    number: int


class Records:
    """The records of one store, in an SQLite file or, for None, in memory."""

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        self._database = Database(path, read_only=read_only)
        self.folder = path.absolute().parent if path else None
        self.where = str(path.parent) if path else "memory"
        self.derivation = Derivation(self._database)
        self.makings = Makings(self._database)
        self.journal = Journal(self._database)
        self.tables = Tables(self._database)

    def key(self, path: str) -> str:
        """Return the key of a file: its path as seen from the store, so that both can be moved together.

        Two files of the same name in different folders have different keys, wherever the program was called.
        """
        given = Path(path).absolute()
        whole = given.parent.resolve() / given.name  # a file that is a link stays what the user named
        with suppress(ValueError):  # another drive
            whole = Path(os.path.relpath(whole, self.folder.resolve())) if self.folder else whole
        return whole.as_posix()

    def put(self, records: Iterable[Record], *, keep_history: bool = False) -> Put:
        """Hold the records, all or none, and return how many were new and how many earlier versions they replaced.

        A record replaces the one with its key; where the bytes are the same, as when a better extractor has read them, no
        history is kept. A record that is held already as it is changes nothing.
        """
        return self.put_packed(map(_row, records), keep_history=keep_history)

    def put_packed(
        self, rows: Iterable[Row], *, failed: Iterable[Failed] = (), build: int = 0, keep_history: bool = False
    ) -> Put:
        """Do what `put` does with records that are packed already, and note in the same step what failed beside them.

        Both are counted for the build of this number.
        """
        with self._database.writing() as database:
            done = Put()
            for row in rows:
                done = done.beside(_put(database, row, keep_history=keep_history))
                self.journal.mend(database, row.key)
            self.journal.read(database, build, done, failed)
            if done.changed:
                self.derivation.move_on(database)
        return done

    def retract(
        self, document: str, *, key: str = "", keep_history: bool = False, when: str = ""
    ) -> tuple[Record, ...]:
        """Let go of a document, or of what one source holds of it, and return what was let go.

        With `keep_history` it stays known before the day `when`; else its history goes too. A document that is not held
        gives nothing.
        """
        return self.retract_all([(document, key)], keep_history=keep_history, when=when)

    def retract_all(
        self, chosen: Iterable[tuple[str, str]], *, keep_history: bool = False, when: str = ""
    ) -> tuple[Record, ...]:
        """Do what `retract` does for several documents, each with a key or "", all or none."""
        meant = "document = ? AND ? IN ('', key)" + (" AND until = ''" if keep_history else "")
        gone = list[Record]()
        with self._database.writing() as database:
            for one in chosen:
                gone += map(_record, database.execute(f"SELECT {_FIELDS} FROM records WHERE {meant} {_ORDER}", one))
                if keep_history:
                    database.execute(f"UPDATE records SET until = ? WHERE {meant}", (when[:10], *one))
                else:
                    database.execute(f"DELETE FROM records WHERE {meant}", one)
            if gone:
                self.derivation.move_on(database)
        return tuple(gone)

    def all(self, *, as_of: str = "") -> Iterator[Record]:
        """Yield what is held, or what was known on a day (the last one of a month or year), by document and source."""
        yield from map(_record, self._chosen(_FIELDS, as_of))

    def packed(self, document: str = "", *, as_of: str = "") -> Iterator[Packed]:
        """Yield the same records, or those of one document, in the same order, without their facts."""
        fields = "document, source, key, read, version, digest, seq"
        yield from map(Packed._make, self._chosen(fields, as_of, document))

    def signature(self, number: int) -> bytes:
        """Return the signature of a record's text by its number, b"" for none."""
        (found,) = self._database.rows("SELECT signature FROM records WHERE seq = ?", number).fetchone()
        return bytes(found)

    def facts(self, number: int) -> bytes:
        """Return the facts of a record, packed, by its number; raise StoreError where they are not as they were written."""
        sql = "SELECT facts, digest, source FROM records WHERE seq = ?"
        facts, digest, source = self._database.rows(sql, number).fetchone()
        if digest_of(facts) != digest:
            raise not_as_written(f"the record of {source}", self.where)
        return bytes(facts)

    def mend(self) -> int:
        """Let go of the records that are not as they were written, as after a fault of the disk, and return how many."""
        with self._database.writing() as database:
            damaged = database.execute("DELETE FROM records WHERE digest_of(facts) != digest").rowcount
            if damaged:
                self.derivation.move_on(database)
        return damaged

    def _chosen(self, fields: str, as_of: str, document: str = "") -> Rows:
        one, values = ("document = ? AND", [document]) if document else ("", [])
        if not as_of:
            return self._database.rows(f"SELECT {fields} FROM records WHERE {one} until = '' {_ORDER}", *values)
        later = f"SELECT 1 FROM records AS other WHERE other.key = records.key AND other.seq > records.seq AND {_KNOWN}"
        sql = f"SELECT {fields} FROM records WHERE {one} {_KNOWN} AND NOT EXISTS ({later}) {_ORDER}"
        return self._database.rows(sql, *values, last_day(as_of))

    def documents(self, ids: Iterable[str]) -> Iterator[Document]:
        """Yield the documents of these ids that are held, each once, without what they say."""
        for id_ in ids:
            row = self._database.rows(
                f"SELECT facts FROM records WHERE document = ? AND until = '' {_ORDER} LIMIT 1", id_
            ).fetchone()
            if row:
                yield document_of(row[0])

    def held(self, *, history: bool = False) -> list[Held]:
        """Return what is held, and with `history` what was, without the facts, by document and source."""
        chosen = "" if history else "WHERE until = ''"
        rows = self._database.rows(f"SELECT key, document, source, version, until FROM records {chosen} {_ORDER}")
        return [Held(*row) for row in rows]

    def held_as(self, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return what is held of the sources of these keys: the document and the version."""
        wanted = "json_each(?) AS wanted JOIN records ON records.key = wanted.value"
        sql = f"SELECT records.key, document, version FROM {wanted} WHERE until = ''"
        rows = self._database.rows(sql, json.dumps(list(keys)))
        return {key: (document, version) for key, document, version in rows}

    def held_in(self, file: str) -> list[tuple[str, str]]:
        """Return the document and the key of each article held of the file of a key: it is one, or a container of them."""
        found = "SELECT document, key FROM records WHERE until = '' AND"
        inside = "((key >= ?1 || '!/' AND key < ?1 || '!0') OR (key >= ?1 || '#' AND key < ?1 || '$')) ORDER BY key"
        own = self._database.rows(f"{found} key = ?", file).fetchall()
        return own or self._database.rows(f"{found} {inside}", file).fetchall()

    def held_below(self, folder: str) -> Iterator[str]:
        """Yield, in their order, the keys of what is held of the files below the folder of a key."""
        sql = "SELECT key FROM records WHERE until = '' AND key >= ?1 || '/' AND key < ?1 || '0' ORDER BY key"
        yield from (key for (key,) in self._database.rows(sql, folder))

    def of(self, document: str) -> Record | None:
        """Return the record of a document (`document/…`): what is held of it or, let go with its history kept, was."""
        sql = f"SELECT {_FIELDS} FROM records WHERE document = ? ORDER BY until = '' DESC, source, key, seq LIMIT 1"
        row = self._database.rows(sql, document).fetchone()
        return _record(row) if row else None

    @property
    def first_known(self) -> str:
        """The day from which the first article counts, "" where there is none."""
        (day,) = self._database.rows("SELECT min(since) FROM records").fetchone()
        return day or ""

    def copy(self, path: Path) -> None:
        """Write the records as they are, of one moment, into a new file."""
        self._database.copy(path)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def _record(row: tuple[bytes, str, str, str]) -> Record:
    return Record(unpacked(row[0]), *row[1:])


def _row(record: Record) -> Row:
    document = record.facts.document
    facts = packed(record.facts)
    return Row(document.id, document.source, document.published, record.read, record.version, record.key, facts)


def _put(database: sqlite3.Connection, row: Row, *, keep_history: bool) -> Put:
    key, first, digest = row.key or row.document, row.read, digest_of(row.facts)
    held = database.execute(
        "SELECT seq, document, version, first, digest FROM records WHERE key = ? AND until = ''", (key,)
    ).fetchone()
    if held:
        seq, known, version, read, same = held
        if (known, version, same) == (row.document, row.version, digest):
            return Put()
        # Read again, by a better extractor: an article without a date counts from the first time.
        first = read if known == row.document else first
        if keep_history and known != row.document:
            database.execute("UPDATE records SET until = ? WHERE seq = ?", (row.read[:10], seq))
        else:
            database.execute("DELETE FROM records WHERE seq = ?", (seq,))
    since = known_since(row.published, first)
    database.execute(
        "INSERT INTO records (key, document, source, version, read, first, since, facts, digest, signature)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (key, row.document, row.source, row.version, row.read, first, since, row.facts, digest, row.signature),
    )
    if not held:
        return Put(1)
    words = words_due(version) if known == row.document else 0
    return Put(1, int(known != row.document), int(words > 0), words)
