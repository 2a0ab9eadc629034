"""Note from what a store's graph was derived, so that a build that was cut short is found out and completed.

Records carry a generation that each change of them raises. While the graph is being brought up to date, nothing is noted;
only when it is on disk, the generation and the rules that it follows from are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

from ecograph.errors import StoreError
from ecograph.store.database import Database

Key: TypeAlias = tuple[str, str]
"""The graph and the scope of a part."""

_SET = "INSERT OR REPLACE INTO told VALUES (?, ?)"
_NOTHING = "nothing"


class Kept(NamedTuple):
    """What is known of a part: its seal, and a digest of its lines; for the default graph, of each line."""

    seal: str
    digest: bytes


class Written(NamedTuple):
    """What is noted of a part: besides, for the default graph, its lines, compressed."""

    seal: str
    digest: bytes
    lines: bytes = b""


class Derivation:
    """What is known of a store's graph: from which records it follows, by which rules, and of which parts it is made."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def move_on(self, connection: sqlite3.Connection) -> None:
        """Note, within a change of the records, that they changed."""
        connection.execute(_SET, ("generation", str(int(self._told("generation") or 0) + 1)))

    @property
    def generation(self) -> str:
        """Name the state of the records: it changes with each change of them."""
        return self._told("generation")

    @property
    def complete(self) -> bool:
        """Say whether the graph follows from the records as they are now."""
        return self._told("derived from") == self._told("generation")

    def follows(self, rules: str) -> bool:
        """Say whether the graph follows from the records as they are now, by these rules."""
        return self.complete and self._told("rules") in ("", rules)

    def parts(self) -> dict[Key, Kept]:
        """Return what is known of the parts that the graph is made of; nothing while a change of it is not known to be whole."""
        if self._told("derived from") == _NOTHING:
            return {}
        found = self._database.rows("SELECT graph, scope, seal, digest FROM parts")
        return {(graph, scope): Kept(seal, digest) for graph, scope, seal, digest in found}

    def lines(self, key: Key) -> bytes:
        """Return the lines of a part of the default graph, compressed."""
        row = self._database.rows("SELECT lines FROM parts WHERE graph = ? AND scope = ?", *key).fetchone()
        return bytes(row[0]) if row else b""

    @property
    def made(self) -> bool:
        """Say whether a build has made the graph, and will make it anew."""
        return bool(self._told("derived from") or self._told("rules"))

    def doubt(self) -> None:
        """Forget what the graph is made of: the next build compares each of its graphs with what it is to be."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM parts")

    def begin(self) -> None:
        """Note that the graph is about to change: until `settle`, nothing is known of it."""
        with self._database.writing() as connection:
            connection.execute(_SET, ("derived from", _NOTHING))

    def settle(self, rules: str, changed: Mapping[Key, Written], dropped: Iterable[Key] | None = None) -> None:
        """Note that the graph, on disk, follows from the records by these rules, and how its parts changed.

        With `dropped` None the parts are all that there are.
        """
        with self._database.writing() as connection:
            if dropped is None:
                connection.execute("DELETE FROM parts")
            connection.executemany("DELETE FROM parts WHERE graph = ? AND scope = ?", dropped or ())
            rows = ((*key, *written) for key, written in changed.items())
            connection.executemany("INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?)", rows)
            connection.execute(_SET, ("derived from", self._told("generation")))
            connection.execute(_SET, ("rules", rules))

    @property
    def base(self) -> str:
        """The IRI below which the graph's IRIs are made, "" before the first build."""
        return self._told("base")

    def fix_base(self, base: str) -> None:
        """Note the base at the first build; raise StoreError where it is another one than before."""
        if self.base == base:
            return
        if self.base:
            remedy = f"build with that base, or build a new store for {base}"
            raise StoreError(f"the store's IRIs begin with {self.base}", where=self._database.where, remedy=remedy)
        with self._database.writing() as connection:
            connection.execute(_SET, ("base", base))

    @property
    def decisions(self) -> str:
        """The file of people's decisions that the graph follows, as seen from the store's folder, "" for the usual one."""
        return self._told("decisions")

    def follow_decisions(self, path: str) -> None:
        """Note which file of decisions the graph is to follow from now on."""
        with self._database.writing() as connection:
            connection.execute(_SET, ("decisions", path))

    @property
    def foreign(self) -> bool:
        """Say whether the graph holds what no record tells of: what was loaded or added by hand."""
        return bool(self._told("foreign"))

    def mark_foreign(self) -> None:
        """Note that something is put into the graph that no record tells of."""
        if not self.foreign:
            with self._database.writing() as connection:
                connection.execute(_SET, ("foreign", "yes"))

    def _told(self, name: str) -> str:
        row = self._database.rows("SELECT value FROM told WHERE name = ?", name).fetchone()
        return str(row[0]) if row else ""
