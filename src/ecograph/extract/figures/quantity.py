"""What a quantity is, and the units it can have."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ecograph.extract.figures.values import fillers, value_verb_endings
from ecograph.extract.words.affixes import Beginnings, Endings
from ecograph.extract.words.lexicon import word_set
from ecograph.model import Comparator
from ecograph.resources import rows

_LIST_TO_UNIT = re.compile(
    r"个?(?:[、和及]\d+(?:\.\d+)?个?){1,6}(?=个?百分点|%|微克|毫克|μg|mg|吨/日)(?:(?<=个)(?=百分点))?"
)
# What an amount is for: 6000元每公斤, 12元/公斤.
_PER = re.compile(
    r"(?:/|每(?=[^，。、；,;）)]{1,3}[，。、；,;）)\n]))"
    r"(?:公斤|千克|斤|吨|亩|公顷|平方米|立方米|方|人|户|株|度|千瓦时|公里|年|月|天|日|小时)"
)
_PER_CLASSES = frozenset({"money", "mass", "volume"})
# How far before a number its noun may stand, over verbs and fillers; no mark stands between.
_FAR_NOUN, _MARKS = 12, "，：、"


class Quantity(NamedTuple):
    """A number with its unit as the text prints it.

    `start`:`end` is the number with its bound and unit; `number`:`unit_start` the number alone. `value` is in `unit` (万亩 stays
    万亩); a grade has no value but `grade`.
    """

    start: int
    end: int
    number: int
    number_end: int
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    unit_class: str
    comparator: Comparator
    grade: str = ""
    han: bool = False


@cache
def units() -> dict[str, tuple[str, str, str]]:
    """Return the units: name -> class, base unit, factor."""
    return {row["unit"]: (row["class"], row["base"], row["factor"]) for row in rows("data", "lexicon", "units.csv")}


@cache
def _unit_names() -> Beginnings:
    return Beginnings(units())


def tells_kind(text: str, quantity: Quantity) -> bool:
    """Tell whether a numeral is a part of the noun behind it (三级, 8类措施, 6兆瓦级机组), not a quantity beside it."""
    return quantity.unit in word_set("not_units.csv") or text.startswith("级", quantity.end)


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def unit_at(text: str, at: int) -> tuple[str, str, int]:
    """Return the unit of a number, its class, and where it ends: behind the number, or at the end of a list that prints it once.

    So in 1.4个和0.9个百分点, 35、60微克/立方米.
    """
    if later := _LIST_TO_UNIT.match(text, at):
        shared = _unit_names().at(text, later.end())
        if shared and units()[shared][0] in ("ratio", "concentration", "rate"):
            # Without its 个 the unit would read as hundreds of 分点.
            printed = "个百分点" if shared == "百分点" else shared
            return printed, units()[shared][0], later.end() + len(shared)
    name = _unit_names().at(text, at)
    if not name and text[at : at + 1] == " ":
        # 66 g/m3: a blank stands before a unit in Latin letters.
        at += 1
        name = _unit_names().at(text, at)
        name = name if name and name[0] < "\u4e00" else ""
    end = at + len(name)
    if not name or (_latin(name[-1]) and _latin(text[end : end + 1])):
        return "", "", at
    class_ = units()[name][0]
    if class_ in _PER_CLASSES and (per := _PER.match(text, end)):
        return name + per.group(), "rate", per.end()
    return name, class_, end


@cache
def _countable() -> tuple[Endings, dict[str, str]]:
    table = {row["word"]: row["class"] for row in rows("data", "lexicon", "unprinted_units.csv")}
    return Endings(table), table


@cache
def _people() -> Beginnings:
    return Beginnings(word_set("people_nouns.csv"))


def people_at(text: str, at: int) -> bool:
    """Tell whether a word for people stands here, which a number of them counts without a unit (600万|百姓)."""
    return bool(_people().at(text, at))


def unprinted_unit(text: str, at: int) -> str:
    """Return the class of the unit that the noun before a number implies (人口, 总投资), "" if it implies none."""
    endings, classes = _countable()
    floor = max(0, at - _FAR_NOUN)
    while at > floor:
        if (start := endings.before(text, at, start=floor)) >= 0:
            return classes[text[start:at]]
        before = max(value_verb_endings().before(text, at, start=floor), fillers().before(text, at, start=floor))
        if before < 0 or text[at - 1] in _MARKS:
            return ""
        at = before
    return ""
