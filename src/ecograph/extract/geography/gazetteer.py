"""Administrative divisions: codes, names, parents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ecograph.errors import UsageError
from ecograph.extract.geography.former_names import former_names
from ecograph.resources import rows


@dataclass(frozen=True, slots=True)
class Division:
    """A province, prefecture or county, with its GB/T 2260 code."""

    code: str
    name: str
    parent: str
    level: str
    short: tuple[str, ...]


class Gazetteer:
    """All divisions by code and by name, and the names that they bore before: former name -> code."""

    def __init__(self, divisions: list[Division], former: dict[str, str] | None = None) -> None:
        self.by_code = {division.code: division for division in divisions}
        self._chains: dict[str, tuple[str, ...]] = {}
        self.by_name: dict[str, list[Division]] = {}
        for division in divisions:
            for name in (division.name, *division.short):
                self.by_name.setdefault(name, []).append(division)
        self.former = {name: code for name, code in (former or {}).items() if name not in self.by_name}
        for name, code in self.former.items():
            self.by_name[name] = [self.by_code[code]]

    def chain(self, code: str) -> tuple[str, ...]:
        """Return a division's code and those above it, finest first."""
        found = self._chains.get(code)
        if found is None:
            above = self.chain(self.by_code[code].parent) if code in self.by_code else ()
            found = self._chains[code] = (code, *above) if code in self.by_code else ()
        return found

    def inside(self, code: str, area: str) -> bool:
        """Tell whether a division is an area or lies in it."""
        return area in self.chain(code)

    def at_level(self, code: str, level: str) -> str:
        """Return the division of a level at or above a division, "" if there is none."""
        return next((c for c in self.chain(code) if self.by_code[c].level == level), "")

    def prefecture(self, code: str) -> str:
        """Return the prefecture of a division; a county without one gives its province."""
        return self.at_level(code, "prefecture") or self.at_level(code, "province")

    def lookup(self, name: str) -> str:
        """Return the code of a division that a user named by code, full name or short name.

        Raise `UsageError` where the name is unknown, or stands for several divisions of one level.
        """
        if name in self.by_code:
            return name
        found = self.by_name.get(name, [])
        if not found:
            raise UsageError(
                f"no administrative division is called {name}",
                where="--place",
                remedy="give its full name or its GB/T 2260 code",
            )
        exact = [d for d in found if d.name == name] or found
        for level in ("province", "prefecture", "county"):
            same = [d for d in exact if d.level == level]
            if len(same) == 1:
                return same[0].code
            if same:
                listed = ", ".join(
                    f"{d.code} {'/'.join(self.by_code[c].name for c in self.chain(d.code)[::-1])}" for d in same
                )
                raise UsageError(
                    f"{name} is the name of several divisions: {listed}", where="--place", remedy="give the code"
                )
        raise AssertionError(f"a division without a level: {exact!r}")


@cache
def gazetteer() -> Gazetteer:
    """Return the shipped gazetteer, read once in a process."""
    called: dict[str, list[str]] = {}
    for row in rows("data", "gazetteer", "divisions_called.csv"):
        called.setdefault(row["code"], []).append(row["called"])
    divisions = [
        Division(
            row["code"],
            row["name"],
            row["parent"],
            row["level"],
            (*filter(None, row["short"].split("|")), *called.get(row["code"], ())),
        )
        for row in rows("data", "gazetteer", "divisions.csv")
    ]
    return Gazetteer(divisions, former_names({division.code: division.name for division in divisions}))
