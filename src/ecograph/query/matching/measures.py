"""Turn a number in a printed unit into the base unit that the graph compares in (data/targets/units.csv)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ecograph.resources import rows

_MAGNITUDES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


class Measure(NamedTuple):
    """A unit: so many of the base unit."""

    base: str
    factor: Decimal


def measure(printed: str) -> Measure | None:
    """Return a unit as it is printed, 万 and 亿 before it too; None for one that the table does not have."""
    name, factor = _folded(printed), Decimal(1)
    while name not in _units() and name[:1] in _MAGNITUDES and len(name) > 1:
        factor *= _MAGNITUDES[name[0]]
        name = name[1:]
    known = _units().get(name)
    return known and Measure(known.base, known.factor * factor)


@cache
def _units() -> Mapping[str, Measure]:
    return {
        _folded(name): Measure(row["base"], Decimal(row["factor"]))
        for row in rows("data", "targets", "units.csv")
        for name in row["notations"].split("|")
    }


def _folded(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
