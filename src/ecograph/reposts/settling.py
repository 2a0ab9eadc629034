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
from ecograph.reposts.comparing import Text, agree, holds, is_known_again, is_share
from ecograph.reposts.signature import Signature, digests, digests_of
from ecograph.reposts.sketching import body_of, sketch
from ecograph.store.dates import last_day

_SCHEMA = """
CREATE TABLE documents (
  document TEXT PRIMARY KEY,
  body INTEGER NOT NULL,
  day TEXT NOT NULL,
  published TEXT NOT NULL,
  home TEXT NOT NULL,
  years TEXT NOT NULL,
  marks TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX of_body ON documents (body);
CREATE TABLE bodies (
  body INTEGER PRIMARY KEY,
  characters INTEGER NOT NULL,
  sentences BLOB NOT NULL,
  openings BLOB NOT NULL
);
CREATE TABLE sketches (pair INTEGER, body INTEGER, PRIMARY KEY (pair, body)) WITHOUT ROWID;
CREATE TABLE links (part INTEGER, whole INTEGER, PRIMARY KEY (part, whole)) WITHOUT ROWID;
CREATE INDEX to_whole ON links (whole);
CREATE TABLE kept (document TEXT PRIMARY KEY, body INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX kept_body ON kept (body);
CREATE TABLE repeats (document TEXT PRIMARY KEY, kept TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX repeated ON repeats (kept, document);
"""
# A pair of sentences that more different texts share is boilerplate.
_BOILERPLATE = 100
# After every day.
_NEVER = "~"
_CANDIDATES = f"""
SELECT DISTINCT one.body, other.body
FROM (SELECT pair FROM sketches GROUP BY pair HAVING count(*) BETWEEN 2 AND {_BOILERPLATE}) AS shared
JOIN sketches AS one USING (pair) JOIN sketches AS other USING (pair)
WHERE one.body < other.body
"""
_TOLD = "documents.document, body, published, home, years, marks, characters"
# Whoever is to repeat another comes after it.
_IN_TURN = f"""
SELECT {_TOLD} FROM documents JOIN bodies USING (body)
WHERE EXISTS (SELECT 1 FROM links WHERE part = body) OR EXISTS (SELECT 1 FROM links WHERE whole = body)
  OR (SELECT count(*) FROM (SELECT 1 FROM documents AS other WHERE other.body = documents.body LIMIT 2)) = 2
ORDER BY characters DESC, day, documents.document
"""
_KEPT_THAT_HOLD = f"""
SELECT {_TOLD} FROM kept JOIN documents USING (document, body) JOIN bodies USING (body)
WHERE body = :body OR body IN (SELECT whole FROM links WHERE part = :body)
ORDER BY day, characters DESC, documents.document
"""


class Reposts:
    """The documents of a graph and which of them repeat another, in an SQLite file of its own or, for None, in memory.

    What `settle` finds follows from the set of documents alone: not from their order, nor from what was settled before. A
    document is held to repeat another that is not itself held to: of those that hold all it says, the earliest published,
    then the fullest, then that of the smallest id.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._where = str(path or "memory")
        with self._guarded():
            self._inner = sqlite3.connect(path or ":memory:", isolation_level=None)
            # What is lost is settled again from the signatures.
            self._inner.executescript(
                "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA temp_store = FILE;"
            )
            if not self._inner.execute("SELECT 1 FROM sqlite_schema").fetchone():
                self._inner.executescript(_SCHEMA)

    def __enter__(self) -> Reposts:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, rows: Iterable[tuple[str, bytes]]) -> None:
        """Take documents (the id below the base, `document/…`) with their signatures; one that is held is replaced."""
        with self._writing() as database:
            for document, packed in rows:
                _forget(database, document)
                _add(database, document, Signature.unpacked(packed))

    def remove(self, documents: Iterable[str]) -> None:
        """Let go of documents; one that is not held changes nothing."""
        with self._writing() as database:
            for document in documents:
                _forget(database, document)

    def settle(self) -> int:
        """Find out which documents repeat another and return how many."""
        with self._writing() as database:
            for table in ("links", "kept", "repeats"):
                database.execute(f"DELETE FROM {table}")
            database.executemany("INSERT INTO links VALUES (?, ?)", _links(database))
            for row in database.execute(_IN_TURN):
                _place(database, row)
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

    def _rows(self, sql: str, *values: str) -> sqlite3.Cursor:
        with self._guarded():
            return self._inner.execute(sql, values)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._guarded():
            self._inner.execute("BEGIN")
            try:
                yield self._inner
            except BaseException:
                self._inner.execute("ROLLBACK")
                raise
            self._inner.execute("COMMIT")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(
                f"what repeats what cannot be settled: {error}",
                where=self._where,
                remedy="check that the disk has room, and build again",
            ) from error


def _add(database: sqlite3.Connection, document: str, told: Signature) -> None:
    if not is_known_again(told):
        return
    body = body_of(told)
    database.execute(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
        (document, body, _day(told.published), told.published, told.home, told.years, told.marks),
    )
    row = (body, told.characters, digests(told.sentences), digests(told.openings))
    if database.execute("INSERT OR IGNORE INTO bodies VALUES (?, ?, ?, ?)", row).rowcount:
        pairs = ((pair, body) for pair in sketch(told.sentences, told.openings))
        database.executemany("INSERT INTO sketches VALUES (?, ?)", pairs)


def _day(published: str) -> str:
    """Return the day by which an article was out; a year alone is often a guess, and comes after every day like none."""
    return last_day(published) if len(published) > len("2024") else _NEVER


def _forget(database: sqlite3.Connection, document: str) -> None:
    held = database.execute("DELETE FROM documents WHERE document = ? RETURNING body", (document,)).fetchone()
    if held is None or database.execute("SELECT 1 FROM documents WHERE body = ?", held).fetchone():
        return
    told = database.execute("DELETE FROM bodies WHERE body = ? RETURNING sentences, openings", held).fetchone()
    pairs = ((pair, *held) for pair in sketch(*map(digests_of, told)))
    database.executemany("DELETE FROM sketches WHERE pair = ? AND body = ?", pairs)


def _links(database: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """Yield each body that another holds, with the other; of two that hold each other, both ways."""
    told = "SELECT body, characters, sentences, openings FROM bodies WHERE body IN (?, ?) ORDER BY characters, body"
    for both in database.execute(_CANDIDATES):
        (small, length, *part), (large, whole_length, *whole) = database.execute(told, both)
        shorter, longer = Text(*map(digests_of, part)), Text(*map(digests_of, whole))
        if is_share(length, whole_length) and holds(longer, shorter):
            yield small, large
            if length == whole_length:
                yield large, small


def _place(database: sqlite3.Connection, row: tuple[str, int, str, str, str, str, int]) -> None:
    """Hold a document to repeat the best of those kept before it, or keep it."""
    document, body, own = row[0], row[1], _signature(row)
    for other in database.execute(_KEPT_THAT_HOLD, {"body": body}):
        if agree(own, _signature(other)):
            database.execute("INSERT INTO repeats VALUES (?, ?)", (document, other[0]))
            return
    database.execute("INSERT INTO kept VALUES (?, ?)", (document, body))


def _signature(row: tuple[str, int, str, str, str, str, int]) -> Signature:
    """Return of a signature what `agree` asks for."""
    return Signature(*row[2:], ())
