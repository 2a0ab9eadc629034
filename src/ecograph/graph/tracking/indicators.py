"""Tell which indicator a metric counts: by the longest of the names it holds whose unit fits.

The indicators with their names, units and whether more is better are in `data/targets/indicators.csv`;
`ontology/vocab/indicators.ttl` says the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from ecograph.graph.tracking.units import bases, folded
from ecograph.resources import rows, words

# What a change may be told in, whatever the indicator is counted in: relative, or as a difference of shares.
_RELATIVE = ("1", "pp")
_QUOTES = re.compile(r"[“”‘’\"'《》〈〉「」]")
_BRACKETED = re.compile(r"\([^()]*\)")
_NUMBERED = re.compile(r"^(?:\(?[一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十\d]{1,2}[、.])(?!\d)")
_DASHES = re.compile("[—–~～]+|-{2,}")
_MARKS = re.compile(r"^[、,.:;。]+|[、,.:;。]+$")
_AREA = re.compile("^(?:全[省市县区州盟旗域国镇乡]|我[省市县区州盟旗]|[省市县区]内)")
_IDLE_END = re.compile(r"(?:的?(?:年度)?(?:任务|目标|指标|计划))+$")


class Indicator(NamedTuple):
    """What quantities of one sort count.

    `better` is more, less or none. `counts` is level for what is so at a time or on average (a share, a concentration), flow
    for what adds up over a period, size for what a thing has once and for all (total investment). `base` is the unit that it
    is counted in; `converts` gives for other base units what one of them is in it, `takes` those that do not convert.
    """

    id: str
    en: str
    zh: str
    better: str
    counts: str
    base: str
    converts: Mapping[str, Decimal]
    takes: tuple[str, ...]

    def fits(self, base: str) -> bool:
        """Say whether a level can be told in this base unit."""
        return base == self.base or base in self.converts or base in self.takes


class Match(NamedTuple):
    """What a metric counts: an indicator, or None; `name` is the metric in its normal form.

    `scope` is what the words around the indicator's name narrow it down to (urban, a-year), "" for nothing.
    """

    indicator: Indicator | None
    name: str
    scope: str = ""


@cache
def indicators() -> Mapping[str, Indicator]:
    """Return the indicators by their ids; those that only group others have no unit."""
    return {row["id"]: _indicator(row) for row in rows("data", "targets", "indicators.csv") if row["broader"]}


def _indicator(row: Mapping[str, str]) -> Indicator:
    also = [each.partition("*") for each in row["also"].split("|") if each]
    return Indicator(
        row["id"], row["en"], row["zh"], row["better"], row["counts"],
        bases()[row["unit"]] if row["unit"] else "",
        {base: Decimal(factor) for base, times, factor in also if times},
        tuple(base for base, times, _ in also if not times),
    )  # fmt: skip


@cache
def _names() -> Mapping[str, tuple[Indicator, ...]]:
    """Return the indicators that bear each name, in normal form."""
    found: defaultdict[str, dict[str, Indicator]] = defaultdict(dict)
    for row in rows("data", "targets", "indicators.csv"):
        for name in [row["zh"], *filter(None, row["called"].split("|"))] if row["broader"] else ():
            found[_folded(name)][row["id"]] = indicators()[row["id"]]
    return {name: tuple(each.values()) for name, each in found.items()}


@cache
def _longest() -> int:
    return max(map(len, _names()))


@lru_cache(maxsize=65_536)
def match(metric: str, base: str, *, change: bool = False) -> Match:
    """Return what a metric counts that is told in a base unit; `base` "" fits any indicator.

    The longest name counts, of two that are as long the one further right: the noun that rules the others comes last. What
    is not yet done, or a share of another figure, is told by a veto outside the name, and counts by its own words.
    """
    name = normal(metric)
    for start, end in _stretches(name):
        for indicator in _names().get(name[start:end], ()):
            if _fits(indicator, base, change=change):
                rest = name[:start] + "\n" + name[end:]
                if any(word in rest for word in _vetoes()):
                    return Match(None, name)
                return Match(indicator, name, _scope(rest, name, indicator))
    return Match(None, name, _scope(name, name, None))


def _fits(indicator: Indicator, base: str, *, change: bool) -> bool:
    if change and base in _RELATIVE:
        return indicator.base != "grade"
    return not base or indicator.fits(base)


def _stretches(name: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a name, the longest first, of those as long the last first."""
    for length in range(min(len(name), _longest()), 1, -1):
        for start in range(len(name) - length, -1, -1):
            yield start, start + length


def _scope(rest: str, name: str, indicator: Indicator | None) -> str:
    """Return what the words beside an indicator's name narrow it down to, and those within it that part one sort from another.

    新建污水管网 and 改造污水管网 both are sewage pipes, but not the same ones.
    """
    found: dict[str, None] = {}
    for row in _qualifiers():
        within = indicator is not None and indicator.id in row.of
        if row.word in (name if within else rest) and (within or not row.of) and _counts_for(row, indicator):
            found[row.scope] = None
            rest, name = (each.replace(row.word, "\n") for each in (rest, name))
    return " ".join(sorted(found))


class _Qualifier(NamedTuple):
    word: str
    scope: str
    counts: str
    of: frozenset[str]


def _counts_for(row: _Qualifier, indicator: Indicator | None) -> bool:
    return not row.counts or (indicator is not None and indicator.counts == row.counts)


@cache
def _vetoes() -> tuple[str, ...]:
    return words("data", "targets", "vetoes.csv")


@cache
def _qualifiers() -> tuple[_Qualifier, ...]:
    table = rows("data", "targets", "qualifiers.csv")
    return tuple(
        _Qualifier(row["word"], row["scope"], row["counts"], frozenset(filter(None, row["of"].split("|"))))
        for row in table
    )


def normal(metric: str) -> str:
    """Return a metric without what says nothing of what it counts: list marks, brackets, quotes, 全市, 任务."""
    name = _folded(metric)
    name = _NUMBERED.sub("", name)
    bare = _BRACKETED.sub("", name)
    name = bare if len(bare) > 1 else name
    name = re.sub(r"[()（）]", "", name)
    name = _AREA.sub("", _MARKS.sub("", name))
    return _IDLE_END.sub("", name) or name


def _folded(name: str) -> str:
    return _DASHES.sub("-", _QUOTES.sub("", folded(name)))
