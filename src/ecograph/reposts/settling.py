"""Settle which of many documents repeat which: candidates by sketches, then every sentence compared.

All of it is in SQLite, so that memory does not grow with the documents. Bodies are compared, not documents: a text that a
thousand sites print is one body.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from ecograph.errors import StoreError
from ecograph.reposts import schema
from ecograph.reposts.comparing import Text, agree, holds, is_known_again, is_share
from ecograph.reposts.signature import Signature, digests, digests_of
from ecograph.reposts.sketching import body_of, sketch
from ecograph.store.database import transaction
from ecograph.store.dates import last_day

# After every day; and the body of what is too short to be known again.
_NEVER, _NONE = "~", -1
# Where more than this share of the bodies came or went, all are compared anew.
_MANY = 0.2


class Reposts:
    """The documents of a graph and which of them repeat another, in an SQLite file of its own or, for None, in memory.

    What `settle` finds follows from the set of documents alone: not from their order, nor from what was settled before. A
    document is held to repeat one that is kept, that is, repeats none itself: of those that hold all it says, the earliest
    published, then the fullest, then that of the smallest id. The file can be made again from the signatures at any time.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._where = str(path or "memory")
        with self._guarded():
            self._inner = sqlite3.connect(path or ":memory:", isolation_level=None)
            self._inner.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
            if not self._inner.execute("SELECT 1 FROM sqlite_schema").fetchone():
                self._inner.executescript(f"BEGIN; {schema.TABLES} COMMIT;")

    def __enter__(self) -> Reposts:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Take on documents: the id of each, a tag that tells it from what it was before, and its signature.

        A document that is held is replaced.
        """
        with self._writing() as database:
            noting = self._is_settled()
            for document, tag, packed in rows:
                _forget(database, document, noting=noting)
                _add(database, document, tag, Signature.unpacked(packed), noting=noting)

    def remove(self, documents: Iterable[str]) -> None:
        """Let go of documents; one that is not held changes nothing."""
        with self._writing() as database:
            noting = self._is_settled()
            for document in documents:
                _forget(database, document, noting=noting)

    def tags(self) -> Iterator[tuple[str, str]]:
        """Yield the id and the tag of each document that is held, in the order of the ids."""
        yield from self._rows("SELECT document, tag FROM documents ORDER BY document")

    def settle(self) -> int:
        """Find out which documents repeat another and return how many; where little changed, only what that bears on."""
        with self._writing() as database:
            if not self._is_settled() or self._is_much():
                _compare_all(database)
            else:
                _link(database, schema.NEW_COMPARED)
            for clear in schema.CLEARED:
                database.execute(clear)
            for row in database.execute(schema.IN_TURN):
                _place(database, row)
            for table in ("changed", "touched", "settled"):
                database.execute(f"DELETE FROM {table}")
            database.execute("INSERT INTO settled VALUES (1)")
            (found,) = database.execute("SELECT count(*) FROM repeats").fetchone()
        return int(found)

    def of(self, document: str) -> str:
        """Return the document that one repeats, "" for none."""
        found = self._rows("SELECT kept FROM repeats WHERE document = ?", document).fetchone()
        return found[0] if found else ""

    def by(self, document: str) -> tuple[str, ...]:
        """Return the documents that repeat one, in the order of their ids."""
        return tuple(
            row[0] for row in self._rows("SELECT document FROM repeats WHERE kept = ? ORDER BY document", document)
        )

    def all(self) -> Iterator[tuple[str, str]]:
        """Yield each document that repeats another, with the other, in the order of their ids."""
        yield from self._rows("SELECT document, kept FROM repeats ORDER BY document")

    def close(self) -> None:
        """Let go of the file."""
        self._inner.close()

    def _is_settled(self) -> bool:
        return self._inner.execute("SELECT 1 FROM settled").fetchone() is not None

    def _is_much(self) -> bool:
        """Say whether so much changed, or what is boilerplate, that all is to be compared anew."""
        (changed,), (held,) = (
            self._inner.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("changed", "bodies")
        )
        return changed > _MANY * held or self._inner.execute(schema.TURNED).fetchone() is not None

    def _rows(self, sql: str, *values: str) -> sqlite3.Cursor:
        with self._guarded():
            return self._inner.execute(sql, values)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._guarded(), transaction(self._inner) as connection:
            yield connection

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(
                f"what repeats what cannot be settled: {error}",
                where=self._where,
                remedy="check that the disk has room; if the file is damaged, delete it: the next build makes it again",
            ) from error


def _add(database: sqlite3.Connection, document: str, tag: str, told: Signature, *, noting: bool) -> None:
    """Take on a document, and note what it changes if all else is settled."""
    body = body_of(told) if is_known_again(told) else _NONE
    database.execute(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (document, tag, body, _day(told.published), told.published, told.home, told.years, told.marks),
    )
    if body == _NONE:
        return
    row = (body, told.characters, digests(told.sentences), digests(told.openings))
    if database.execute("INSERT OR IGNORE INTO bodies VALUES (?, ?, ?, ?)", row).rowcount:
        pairs = sketch(told.sentences, told.openings)
        database.executemany("INSERT INTO sketches VALUES (?, ?)", ((pair, body) for pair in pairs))
        if noting:
            _touch(database, pairs)
    if noting:
        database.execute("INSERT OR IGNORE INTO changed VALUES (?)", (body,))


def _day(published: str) -> str:
    """Return the day by which an article was out; a year alone is often a guess, and comes after every day like none."""
    return last_day(published) if len(published) > len("2024") else _NEVER


def _forget(database: sqlite3.Connection, document: str, *, noting: bool) -> None:
    """Let go of a document, and note what that changes if all else is settled."""
    held = database.execute("DELETE FROM documents WHERE document = ? RETURNING body", (document,)).fetchone()
    if held in (None, (_NONE,)):
        return
    if noting:
        database.execute("DELETE FROM repeats WHERE document = ?", (document,))
        database.execute("DELETE FROM kept WHERE document = ?", (document,))
        database.execute("INSERT OR IGNORE INTO changed VALUES (?)", held)
    if database.execute("SELECT 1 FROM documents WHERE body = ?", held).fetchone():
        return
    told = database.execute("DELETE FROM bodies WHERE body = ? RETURNING sentences, openings", held).fetchone()
    pairs = sketch(*map(digests_of, told))
    database.executemany("DELETE FROM sketches WHERE pair = ? AND body = ?", ((pair, *held) for pair in pairs))
    if noting:
        _touch(database, pairs)
        database.execute("INSERT OR IGNORE INTO changed SELECT part FROM links WHERE whole = ?", held)
        database.execute("DELETE FROM links WHERE part = ?1 OR whole = ?1", held)


def _touch(database: sqlite3.Connection, pairs: Iterable[int]) -> None:
    database.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((pair,) for pair in pairs))


def _compare_all(database: sqlite3.Connection) -> None:
    """Compare every body with its candidates, and note that all changed."""
    for table in ("links", "crowded", "kept", "repeats"):
        database.execute(f"DELETE FROM {table}")
    database.execute(schema.CROWDED)
    _link(database, schema.ALL_COMPARED)
    database.execute("INSERT OR IGNORE INTO changed SELECT body FROM bodies")


def _link(database: sqlite3.Connection, compared: str) -> None:
    """Note which of the candidates holds which; whatever holds another is no longer alone."""
    links = "INSERT OR IGNORE INTO links VALUES (?, ?)"
    database.executemany(links, _links(database, compared))
    database.execute("INSERT OR IGNORE INTO changed SELECT whole FROM links WHERE part IN (SELECT body FROM changed)")


def _links(database: sqlite3.Connection, compared: str) -> Iterator[tuple[int, int]]:
    """Yield each body that another holds, with the other; of two that hold each other, both ways."""
    told = "SELECT body, characters, sentences, openings FROM bodies WHERE body IN (?, ?) ORDER BY characters, body"
    for both in database.execute(compared):
        (small, length, *part), (large, whole_length, *whole) = database.execute(told, both)
        shorter, longer = Text(*map(digests_of, part)), Text(*map(digests_of, whole))
        if is_share(length, whole_length) and holds(longer, shorter):
            yield small, large
            if length == whole_length:
                yield large, small


def _place(database: sqlite3.Connection, row: tuple[str, int, str, str, str, str, int]) -> None:
    """Hold a document to repeat the best of those kept before it, or keep it."""
    document, body, own = row[0], row[1], _signature(row)
    for other in database.execute(schema.KEPT_THAT_HOLD, {"body": body}):
        if agree(own, _signature(other)):
            database.execute("INSERT INTO repeats VALUES (?, ?)", (document, other[0]))
            return
    database.execute("INSERT INTO kept VALUES (?, ?)", (document, body))


def _signature(row: tuple[str, int, str, str, str, str, int]) -> Signature:
    """Return of a signature what `agree` asks for."""
    return Signature(*row[2:], ())
