"""Note from what a store's graph was derived, so that a build that was cut short is found out and completed.

Records carry a generation that each change of them raises. While the graph is being brought up to date, it is noted that it
follows from none; when it is on disk, the generation and the rules that it follows from are.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Sequence

from ecograph.errors import StoreError
from ecograph.store.database import Database
from ecograph.store.parts import Line, Parts, Row

_SET = "INSERT OR REPLACE INTO told VALUES (?, ?)"
_NOTHING = "nothing"


class Derivation:
    """What is known of a store's graph: from which records it follows, by which rules, and of which parts it is made."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.parts = Parts(database)

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

    @property
    def made(self) -> bool:
        """Say whether a build has made the graph, and will make it anew."""
        return bool(self._told("derived from") or self._told("rules"))

    def doubt(self) -> None:
        """Forget what the graph is made of: the next change compares each of its graphs with what it is to be."""
        with self._database.writing() as connection:
            self.parts.forget(connection)

    def begin(
        self, comes: Iterable[Row] = (), leave: Iterable[int] = (), gone: Iterable[tuple[str, Iterable[bytes]]] = ()
    ) -> None:
        """Note that the graph is about to change: which parts come and leave, and which lines (by graph) wait to go."""
        with self._database.writing() as connection:
            connection.execute(_SET, ("derived from", _NOTHING))
            self.parts.begin(connection, comes, leave)
            for graph, lines in gone:
                self.parts.wait(connection, graph, lines, there=True)

    def go_on(self) -> None:
        """Note that what `begin` told is done and on disk, and that there is more to come."""
        with self._database.writing() as connection:
            self.parts.settle(connection)

    def sweep(self, lines: Sequence[Line]) -> None:
        """Note that those lines that waited are about to go, as far as they are to."""
        with self._database.writing() as connection:
            self.parts.doubt(connection, lines[-1].number)

    def swept(self, lines: Sequence[Line]) -> None:
        """Note that they have gone."""
        with self._database.writing() as connection:
            self.parts.swept(connection, lines[-1].number)

    def settle(self, rules: str) -> None:
        """Note that the graph, on disk, follows from the records by these rules."""
        with self._database.writing() as connection:
            self.parts.settle(connection)
            self.parts.swept(connection, sys.maxsize)
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
