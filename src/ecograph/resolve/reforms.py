"""Know which bodies a reform renamed, and when: 环境保护局 became 生态环境局 in 2019 (data/identity/reforms.csv)."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from ecograph.resolve.agency_names import in_order
from ecograph.resolve.divisions import NATION, divisions
from ecograph.resources import rows


class Reform(NamedTuple):
    """One row of the table, duties in one order: what became what, at which level, in which year, and by what it is known."""

    old: str
    new: str
    level: str
    kind: str
    year: str
    earliest: str
    latest: str
    basis: str


class Reforms:
    """The table, by level and old name."""

    def __init__(self, table: list[Reform]) -> None:
        self.renamed: dict[tuple[str, str], list[Reform]] = defaultdict(list)
        self.either: dict[str, list[Reform]] = defaultdict(list)
        self.branches: dict[str, Reform] = {row.old: row for row in table if row.kind == "branch"}
        for row in table:
            if row.kind in ("renamed", "merged"):
                self.renamed[row.level, row.old].append(row)
            elif row.kind == "either":
                self.either[row.old].append(row)
        self._families: dict[str, str] = {}
        for row in table:
            one, other = self.family(row.old), self.family(row.new)
            joined = [body for body, first in self._families.items() if first == other]
            self._families |= dict.fromkeys((row.old, row.new, *joined), one)

    def after(self, place: str, body: str) -> list[Reform]:
        """Return what a body of a place may have become."""
        return self.renamed.get((level_of(place), body), [])

    def family(self, body: str) -> str:
        """Return what stands for all bodies that rows of the table lead to from a body, the body itself where none does."""
        return self._families.get(body, body)

    def renames(self, place: str, old: str, new: str) -> bool:
        """Tell whether a reform made the one body into the other, at once or in steps."""
        seen, frontier = {old}, [old]
        while frontier:
            for row in self.after(place, frontier.pop()):
                if row.new == new:
                    return True
                if row.new not in seen:
                    seen.add(row.new)
                    frontier.append(row.new)
        return False


def level_of(place: str) -> str:
    """Return the level of a place as the table has it: nation, province, local."""
    if place == NATION:
        return "nation"
    return "province" if divisions().level(place) == "province" else "local"


@cache
def reforms() -> Reforms:
    """Return the shipped table, read once in a process."""
    table = (Reform(**row) for row in rows("data", "identity", "reforms.csv"))
    return Reforms([row._replace(old=in_order(row.old), new=in_order(row.new)) for row in table])
