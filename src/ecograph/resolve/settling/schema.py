"""The tables of the working database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from ecograph.model import EntityType
from ecograph.resolve.joining import ORDER

_Item = TypeVar("_Item")
_ROWS = 2_000
# `state` has one row where all is settled, but for the documents in `changed`: with what each lent before, nothing for one that was
# not held.
_HELD = """
CREATE TABLE IF NOT EXISTS document (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, tag TEXT NOT NULL, lent BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS changed (number INTEGER PRIMARY KEY, lent BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS state (decisions TEXT NOT NULL);
"""
# `node` has the name and kind of a node that is a thing of its own, with its plain path, `thing` those of any other; `member` has
# the nodes of the things that are in `thing`, `post` the officials of an agency's node.
_SETTLED = {
    "node": """(
        number INTEGER PRIMARY KEY, own TEXT NOT NULL, plain TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
        told BLOB NOT NULL, documents BLOB NOT NULL
    )""",
    "thing": "(node INTEGER PRIMARY KEY, path TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL)",
    "member": "(path TEXT NOT NULL, node INTEGER NOT NULL, why BLOB NOT NULL, PRIMARY KEY (path, node)) WITHOUT ROWID",
    "post": "(agency TEXT NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (agency, node)) WITHOUT ROWID",
    "doubt": """(
        a TEXT NOT NULL, b TEXT NOT NULL, type TEXT NOT NULL, a_name TEXT NOT NULL, b_name TEXT NOT NULL,
        rule TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (a, b)
    ) WITHOUT ROWID""",
    "rename": """(
        old TEXT NOT NULL, new TEXT NOT NULL, date TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (old, new)
    ) WITHOUT ROWID""",
} | {
    f"shared_{type_}": "(hash INTEGER NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (hash, node)) WITHOUT ROWID"
    for type_ in ORDER
}  # fmt: skip


def opened(path: Path | None) -> sqlite3.Connection:
    """Return the database of a file, or one in memory; it is safe against a process that ends, not against a machine that does."""
    database = sqlite3.connect(path or ":memory:", isolation_level=None)
    for pragma in ("synchronous = OFF", "temp_store = FILE", "cache_size = -8000"):
        database.execute(f"PRAGMA {pragma}")
    database.executescript(_HELD)
    return database


def emptied(database: sqlite3.Connection) -> None:
    """Let go of all that was settled."""
    for table, columns in _SETTLED.items():
        database.execute(f"DROP TABLE IF EXISTS {table}")
        database.execute(f"CREATE TABLE {table} {columns}")
    for table in ("changed", "state"):
        database.execute(f"DELETE FROM {table}")


def shared(type_: EntityType) -> str:
    """Return the name of the table of the keys that nodes of a class share."""
    return f"shared_{type_}"


def chunks(items: Iterable[_Item], size: int = _ROWS) -> Iterator[list[_Item]]:
    """Yield the items so many at a time."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
