"""Names that divisions bore before (日喀则地区, 大同县), and the divisions that stand in their place today."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from ecograph.resources import rows

_YEAR = re.compile(r"\[\d+\]")
_SHORTEST = 3
_STEPS = 6


def former_names(current: Mapping[str, str]) -> dict[str, str]:
    """Return former name -> code of today, for the names that lead to one division; `current` is code -> name."""
    table = rows("data", "gazetteer", "divisions_former.csv")
    next_codes: defaultdict[str, set[str]] = defaultdict(set)
    for row in table:
        next_codes[row["code"]].update(filter(None, _YEAR.sub("", row["successor_codes"]).split(";")))
    names = set(current.values())
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in table:
        name = row["name"]
        if len(name) >= _SHORTEST and name not in names:
            found[name] |= _today(row["code"], next_codes, current) or _same_stem(row, current)
    return {name: min(codes) for name, codes in found.items() if len(codes) == 1}


def _today(code: str, next_codes: Mapping[str, set[str]], current: Mapping[str, str]) -> set[str]:
    """Follow a code to the codes of today."""
    reached, frontier = set(), set(next_codes.get(code, ()))
    for _ in range(_STEPS):
        reached |= {c for c in frontier if c in current}
        frontier = {n for c in frontier if c not in current for n in next_codes.get(c, ())}
    return reached


def _same_stem(row: dict[str, str], current: Mapping[str, str]) -> set[str]:
    """Return the prefecture-level city that took the place of a prefecture without a successor in the table (那曲地区)."""
    stem = row["name"].removesuffix("地区").removesuffix("盟")
    return {code for code, name in current.items() if code[:2] == row["code"][:2] and name == stem + "市"}
