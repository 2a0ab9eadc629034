"""Keep, beside a store's records, which parts its graph is made of: what stays as it was is neither read nor written again.

What is about to change is noted before (`begin`), and what has changed after (`settle`): the parts that come and go meanwhile
are `moving`. Should the program end in between, nobody knows which of their lines are in the graph: `recover` takes them for
ones that may be there and need not, and the next build puts that right.
"""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from ecograph.store.database import Database, not_as_written

Lines: TypeAlias = set[bytes]
Key: TypeAlias = tuple[str, str]
"""The graph and the scope of a part."""

_SETTLED = "number NOT IN (SELECT number FROM moving)"
_GIVEN = "CREATE TEMP TABLE IF NOT EXISTS given (number INTEGER PRIMARY KEY)"
_PAGE = 500


class Known(NamedTuple):
    """What is known of a part: its number here, its seal, and a digest (of each line, where it shares its graph)."""

    number: int
    seal: str
    digest: bytes


class Row(NamedTuple):
    """What is to be known of a part: besides, for one that shares its graph with others, its lines, compressed."""

    graph: str
    scope: str
    seal: str
    digest: bytes
    lines: bytes = b""


class Line(NamedTuple):
    """A line that goes unless a part has it.

    `number` is its place in the queue; `there` says that it is in the graph for certain.
    """

    number: int
    graph: str
    line: bytes
    there: bool


def shared(graph: str, scope: str, seal: str, lines: Iterable[bytes]) -> Row:
    """Return what is to be known of a part that shares its graph."""
    ordered = sorted(lines)
    digest = array("I", map(zlib.crc32, ordered)).tobytes()
    return Row(graph, scope, seal, digest, zlib.compress(b"\n".join(ordered), level=1))


class Parts:
    """The parts of one store's graph."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._given = list[int]()

    def known(self, graph: str, scope: str) -> Known | None:
        """Return what is known of a part, None for one that is not in the graph."""
        sql = f"SELECT number, seal, digest FROM parts WHERE graph = ? AND scope = ? AND {_SETTLED}"
        row = self._database.rows(sql, graph, scope).fetchone()
        return Known(*row) if row else None

    def lines(self, number: int) -> Lines:
        """Return the lines of a part that shares its graph; raise StoreError where they are not as they were written."""
        (text,) = self._database.rows("SELECT lines FROM parts WHERE number = ?", number).fetchone()
        try:
            return set(zlib.decompress(text).splitlines()) if text else set()
        except zlib.error as error:
            raise not_as_written("what the records know of the graph", self._database.where, str(error)) from error

    @property
    def none(self) -> bool:
        """Say whether nothing is known of the graph."""
        return self._database.rows("SELECT 1 FROM parts LIMIT 1").fetchone() is None

    def held(self, graph: str, lines: Iterable[bytes]) -> Lines:
        """Return those of some lines of a graph that stand in parts which are not moving."""
        wanted: defaultdict[int, Lines] = defaultdict(set)
        for line in lines:
            wanted[zlib.crc32(line)].add(line)
        found = set[bytes]()
        rows = self._database.rows(f"SELECT number, digest FROM parts WHERE graph = ? AND {_SETTLED}", graph)
        for number, digest in rows:
            if not wanted:
                break
            if alike := wanted.keys() & array("I", digest):
                there = self.lines(number)
                for each in alike:
                    found |= wanted[each] & there
                    wanted[each] -= there
                    if not wanted[each]:
                        del wanted[each]
        return found

    def has(self, graph: str, *, scoped: bool = False) -> bool:
        """Say whether a part (with `scoped`, one that shares it) stands in a graph or comes there."""
        sql = "SELECT 1 FROM parts LEFT JOIN moving USING (number) WHERE graph = ? AND scope >= ? AND comes IS NOT 0 LIMIT 1"
        return self._database.rows(sql, graph, "\x01" if scoped else "").fetchone() is not None

    # Which parts are given, in one run

    def start(self) -> None:
        """Forget which parts were given before."""
        self._database.rows(_GIVEN)
        self._database.rows("DELETE FROM given")
        self._given.clear()

    def keep(self, number: int) -> None:
        """Note that a part is given, and so stays or is replaced."""
        self._given.append(number)
        if len(self._given) == _PAGE:
            self._note_given()

    def _note_given(self) -> None:
        self._database.many("INSERT OR IGNORE INTO given VALUES (?)", ((each,) for each in self._given))
        self._given.clear()

    def others(self) -> Iterator[tuple[int, str, str]]:
        """Yield number, graph and scope of the parts that were not given; they may go meanwhile."""
        self._note_given()
        sql = (
            "SELECT number, graph, scope FROM parts WHERE number > ? AND number NOT IN (SELECT number FROM given)"
            f" ORDER BY number LIMIT {_PAGE}"
        )
        last = -1
        while found := self._database.rows(sql, last).fetchall():
            yield from found
            last = found[-1][0]

    # Changes

    def begin(self, connection: sqlite3.Connection, comes: Iterable[Row], leave: Iterable[int]) -> None:
        """Note which parts come and which go."""
        connection.execute(_GIVEN)
        for row in comes:
            number = connection.execute(
                "INSERT INTO parts (graph, scope, seal, digest, lines) VALUES (?, ?, ?, ?, ?)", row
            ).lastrowid
            connection.execute("INSERT INTO moving VALUES (?, 1)", (number,))
            connection.execute("INSERT OR IGNORE INTO given VALUES (?)", (number,))
        connection.executemany("INSERT OR REPLACE INTO moving VALUES (?, 0)", ((each,) for each in leave))

    def settle(self, connection: sqlite3.Connection) -> None:
        """Note that those that came are in the graph, and those that went are not."""
        connection.execute("DELETE FROM parts WHERE number IN (SELECT number FROM moving WHERE comes = 0)")
        connection.execute("DELETE FROM moving")

    def wait(self, connection: sqlite3.Connection, graph: str, lines: Iterable[bytes], *, there: bool) -> None:
        """Note lines that go unless a part has them."""
        sql = "INSERT INTO gone (graph, line, there) VALUES (?, ?, ?)"
        connection.executemany(sql, ((graph, line, there) for line in lines))

    def waiting(self, size: int) -> list[Line]:
        """Return the first lines that wait, of about so many bytes; [] for none."""
        found, much = list[Line](), 0
        for number, graph, line, there in self._database.rows("SELECT * FROM gone ORDER BY number"):
            found.append(Line(number, graph, line, bool(there)))
            much += len(line)
            if much > size:
                break
        return found

    def doubt(self, connection: sqlite3.Connection, last: int) -> None:
        """Note that the lines up to this one may be in the graph and need not."""
        connection.execute("UPDATE gone SET there = 0 WHERE number <= ?", (last,))

    def swept(self, connection: sqlite3.Connection, last: int) -> None:
        """Note that the lines up to this one have gone, as far as they were to."""
        connection.execute("DELETE FROM gone WHERE number <= ?", (last,))

    def recover(self) -> None:
        """Take the parts that were moving when the program ended for what may be in the graph and need not."""
        if self._database.rows("SELECT 1 FROM moving LIMIT 1").fetchone() is None:
            return
        with self._database.writing() as connection:
            rows = connection.execute("SELECT number, graph FROM parts JOIN moving USING (number)").fetchall()
            for number, graph in rows:
                if lines := self.lines(number):
                    self.wait(connection, graph, lines, there=False)
                    connection.execute("DELETE FROM parts WHERE number = ?", (number,))
            connection.execute(
                "DELETE FROM parts WHERE number IN (SELECT number FROM moving WHERE comes = 1) AND EXISTS"
                " (SELECT 1 FROM parts AS other WHERE other.graph = parts.graph AND other.scope = parts.scope"
                " AND other.number < parts.number)"
            )
            connection.execute("UPDATE parts SET seal = '', digest = x'' WHERE number IN (SELECT number FROM moving)")
            connection.execute("DELETE FROM moving")

    def take_stock(self, graphs: Iterable[str], lines: Iterable[bytes]) -> None:
        """Note what is there where nothing is known: graphs, of which it is not known what they hold, and facts."""
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT INTO parts (graph, scope, seal, digest, lines) VALUES (?, '', '', x'', x'')",
                ((graph,) for graph in graphs),
            )
            self.wait(connection, "", lines, there=True)

    def forget(self, connection: sqlite3.Connection) -> None:
        """Forget all that is known of the graph."""
        for table in ("parts", "moving", "gone"):
            connection.execute(f"DELETE FROM {table}")
