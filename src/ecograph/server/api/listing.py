"""Read one page of a list from the catalogue: what matches, from after the last row, in an order that has no equals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import quote

from ecograph.server.api import cursor as cursors
from ecograph.server.api.catalogue import Row, catalogue
from ecograph.server.engine import Snapshot

_COUNTS = 512

Filter: TypeAlias = Any
"""What a filter takes: the plain value of a parameter, which the route has checked."""


class Found(NamedTuple):
    """The rows of a page, the cursor of the next one, "" on the last, and how many match in all, if that was asked."""

    rows: list[Row]
    cursor: str
    total: int | None

    def next(self, url: str) -> str | None:
        """Return the address of the next page; `url` is that of this list, without a cursor."""
        mark = "&" if "?" in url else "?"
        return f"{url}{mark}cursor={quote(self.cursor)}" if self.cursor else None


@dataclass
class Listing:
    """A list: the tables it is read from, the column that names a row, what it can be sorted by, and what must hold.

    A sort is the name of an expression that is never NULL; with `-` before it the greatest comes first. Rows of the same
    value stand in the order of their key, so that an index over both gives a page at once.
    """

    source: str
    key: str
    sorts: Mapping[str, str]
    where: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def must(self, condition: str, *values: object) -> None:
        """Take only rows for which the condition holds."""
        self.where.append(condition)
        self.values += values

    def page(
        self, snapshot: Snapshot, columns: str, *, sort: str, limit: int, cursor: str = "", count: bool = False
    ) -> Found:
        """Return a page of the list."""
        order, down = self.sorts[sort.removeprefix("-")], sort.startswith("-")
        where, values = list(self.where), list(self.values)
        if cursor:
            at = cursors.read(cursor, sort=sort)
            where.append(f"({order}, {self.key}) {'<' if down else '>'} (?, ?)")
            values += [at.value, at.key]
        way = " DESC" if down else ""
        sql = (
            f"SELECT {columns}, {order} AS sort_value, {self.key} AS sort_key FROM {self.source}{_where(where)} "
            f"ORDER BY {order}{way}, {self.key}{way} LIMIT ?"
        )
        rows = catalogue(snapshot).rows(sql, [*values, limit + 1])
        last = rows[limit - 1] if len(rows) > limit else None
        following = str(cursors.Cursor(sort, last["sort_value"], last["sort_key"])) if last else ""
        return Found(rows[:limit], following, self.total(snapshot) if count else None)

    def total(self, snapshot: Snapshot) -> int:
        """Return how many rows match; counted once for a state of the graph."""
        sql = f"SELECT COUNT(*) FROM {self.source}{_where(self.where)}"
        return int(_once(snapshot, sql, self.values)[0][0])

    def facet(self, snapshot: Snapshot, column: str, *, most: int = 50, join: str = "") -> list[tuple[str, int]]:
        """Return the values of a column in the list, with how many rows have each, the most frequent first."""
        where = [*self.where, f"{column} <> ''"]
        # A join may give a row several times.
        number = f"COUNT(DISTINCT {self.key})" if join else "COUNT(*)"
        sql = (
            f"SELECT {column} AS value, {number} AS n FROM {self.source} {join}{_where(where)} "
            f"GROUP BY 1 ORDER BY n DESC, value LIMIT {most}"
        )
        return [(str(row["value"]), int(row["n"])) for row in _once(snapshot, sql, self.values)]


def _once(snapshot: Snapshot, sql: str, values: Sequence[object]) -> list[Row]:
    """Return what a query that counts gives, counted once for a state of the graph."""
    counts: dict[object, list[Row]] = snapshot.kept.setdefault("counts", {})
    asked = (sql, tuple(values))
    if asked not in counts:
        if len(counts) >= _COUNTS:
            counts.clear()
        counts[asked] = catalogue(snapshot).rows(sql, values)
    return counts[asked]


def _where(conditions: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""
