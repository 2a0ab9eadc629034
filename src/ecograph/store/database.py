"""Open the SQLite file that holds a store's records, and turn what SQLite raises into our errors."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, Self

from ecograph.errors import StoreError

FILE = "records.sqlite"
_FORMAT = 4
_SCHEMA = """
CREATE TABLE records (
  seq INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  document TEXT NOT NULL,
  source TEXT NOT NULL,
  version TEXT NOT NULL,
  read TEXT NOT NULL,
  first TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT NOT NULL DEFAULT '',
  facts BLOB NOT NULL,
  digest BLOB NOT NULL DEFAULT x'',
  signature BLOB NOT NULL DEFAULT x''
);
CREATE UNIQUE INDEX held ON records (key) WHERE until = '';
CREATE INDEX versions ON records (key, seq);
CREATE INDEX documents ON records (document);
CREATE TABLE told (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
# What the graph is made of (`parts`), which of it is just being changed (`moving`), and what waits to go (`gone`).
_PARTS = """
CREATE TABLE parts (
  number INTEGER PRIMARY KEY,
  graph TEXT NOT NULL,
  scope TEXT NOT NULL,
  seal TEXT NOT NULL,
  digest BLOB NOT NULL,
  lines BLOB NOT NULL
);
CREATE INDEX part ON parts (graph, scope);
CREATE TABLE moving (number INTEGER PRIMARY KEY, comes INTEGER NOT NULL);
CREATE TABLE gone (
  number INTEGER PRIMARY KEY, graph TEXT NOT NULL, line BLOB NOT NULL, there INTEGER NOT NULL
);
"""
# What was made of each document, with the figures that it lends to the tracking, and what was followed of those in a bucket.
_MADE = """
CREATE TABLE made (
  number INTEGER PRIMARY KEY,
  document TEXT NOT NULL UNIQUE,
  seal TEXT NOT NULL,
  kinds INTEGER NOT NULL,
  published TEXT NOT NULL,
  title TEXT NOT NULL,
  corrects TEXT NOT NULL,
  rules TEXT NOT NULL,
  claims INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  things BLOB NOT NULL
);
CREATE INDEX titles ON made (title);
CREATE INDEX correcting ON made (corrects) WHERE corrects != '';
CREATE INDEX days ON made (published);
CREATE TABLE figures (
  document INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  digest INTEGER NOT NULL,
  told BLOB NOT NULL,
  PRIMARY KEY (document, bucket)
) WITHOUT ROWID;
CREATE INDEX buckets ON figures (bucket, digest);
CREATE TABLE followed (bucket INTEGER PRIMARY KEY, basis TEXT NOT NULL, seal TEXT NOT NULL, until TEXT NOT NULL);
"""
# Which sources failed (`path` is the file that a source lies in, as its key is), and what each build did.
_JOURNAL = """
CREATE TABLE failures (
  key TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  document TEXT NOT NULL,
  version TEXT NOT NULL,
  time TEXT NOT NULL,
  what TEXT NOT NULL,
  place TEXT NOT NULL,
  remedy TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE builds (
  number INTEGER PRIMARY KEY,
  started TEXT NOT NULL,
  finished TEXT NOT NULL DEFAULT '',
  engine TEXT NOT NULL,
  workers INTEGER NOT NULL,
  read INTEGER NOT NULL DEFAULT 0,
  replaced INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  again INTEGER NOT NULL DEFAULT 0,
  words INTEGER NOT NULL DEFAULT 0
);
"""
# The tables that the records of a version were read with.
_TABLES = "CREATE TABLE tables (version TEXT PRIMARY KEY, packed BLOB NOT NULL) WITHOUT ROWID;"
_MORE_COLUMNS = """
ALTER TABLE records ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
ALTER TABLE records ADD COLUMN signature BLOB NOT NULL DEFAULT x'';
UPDATE records SET digest = digest_of(facts);
"""
_COUNTS_OF_WORDS = """
ALTER TABLE builds ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
ALTER TABLE builds ADD COLUMN words INTEGER NOT NULL DEFAULT 0;
"""
# What brings a file of an earlier format up to date, by that format.
_UPGRADES = {
    0: _SCHEMA + _PARTS + _MADE + _JOURNAL + _TABLES,
    1: "DROP TABLE graphs;" + _PARTS + _MADE + _MORE_COLUMNS + _JOURNAL + _TABLES,
    2: "DROP TABLE parts;" + _PARTS + _MADE + _MORE_COLUMNS + _JOURNAL + _TABLES,
    3: _COUNTS_OF_WORDS + _TABLES,
}


def digest_of(facts: bytes) -> bytes:
    """Return what tells packed facts from others."""
    return blake2b(facts, digest_size=16).digest()


def not_as_written(what: str, where: str, reason: str = "") -> StoreError:
    """Return the error of a store of which something is not as it was written."""
    told = f"{what} is damaged: {reason}" if reason else f"{what} is damaged"
    return StoreError(told, where=where, remedy="delete the store's folder and build it again")


class Rows:
    """The rows of a query, which may turn out to be damaged while they are read."""

    def __init__(self, cursor: sqlite3.Cursor, guarded: Callable[[], AbstractContextManager[None]]) -> None:
        self._cursor, self._guarded = cursor, guarded

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Any:  # noqa: ANN401 - a tuple of what was asked for
        with self._guarded():
            return next(self._cursor)

    def fetchone(self) -> Any:  # noqa: ANN401
        """Return the next row, None where there is none."""
        with self._guarded():
            return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""
        with self._guarded():
            return self._cursor.fetchall()


@contextmanager
def transaction(connection: sqlite3.Connection, begin: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection]:
    """Give the connection within one transaction: what is done becomes true together, or not at all."""
    connection.execute(begin)
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # on a full disk SQLite has gone back by itself
            connection.execute("ROLLBACK")
        raise


class Database:
    """One SQLite connection: a file, or memory for None.

    A file is opened for writing even where nothing will be written, so that what a killed writer left half-done is rolled
    back; `read_only` then forbids any change.
    """

    def __init__(self, path: Path | None, *, read_only: bool = False) -> None:
        self.where = str(path or "memory")
        with self.guarded():
            # Autocommit: a transaction begins and ends where `writing` says so. A server's threads share the store.
            self._inner = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode={'rw' if read_only else 'rwc'}" if path else ":memory:",
                uri=path is not None,
                timeout=30,
                isolation_level=None,
                check_same_thread=False,
            )
            self._inner.create_function("digest_of", 1, digest_of, deterministic=True)
            self._check(read_only=read_only)

    def rows(self, sql: str, *values: object) -> Rows:
        """Return the rows of a query."""
        with self.guarded():
            return Rows(self._inner.execute(sql, values), self.guarded)

    def many(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Do the same with each row; outside of `writing` each is a change of its own."""
        with self.guarded():
            self._inner.executemany(sql, rows)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection within one transaction: all or nothing, on disk when it ends."""
        with self.guarded(), transaction(self._inner) as connection:
            yield connection

    def copy(self, path: Path) -> None:
        """Write the database as it is, of one moment, into a new file."""
        with self.guarded(), contextlib.closing(sqlite3.connect(path)) as other:
            self._inner.backup(other)

    def close(self) -> None:
        """Let go of the file."""
        self._inner.close()

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn what SQLite raises into one of our errors."""
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(
                f"the store's records cannot be used: {error}",
                where=self.where,
                remedy="check that the disk has room and that nobody else writes; if they are damaged, build a new store",
            ) from error

    def _check(self, *, read_only: bool) -> None:
        (found,) = self._inner.execute("PRAGMA user_version").fetchone()
        if not found and read_only:  # its writer was killed before the first table stood
            self._inner.close()
            self._inner = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        if found > _FORMAT:
            raise StoreError(
                "the store was written by a later version of EcoGraph",
                where=self.where,
                remedy="install that version, or build a new store",
            )
        if found in _UPGRADES and not (found and read_only):
            self._inner.executescript(f"BEGIN IMMEDIATE; {_UPGRADES[found]} PRAGMA user_version = {_FORMAT}; COMMIT;")
        if read_only:
            self._inner.execute("PRAGMA query_only = ON")
