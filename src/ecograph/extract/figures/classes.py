"""Tell the amounts that only name a class of things: 5亿元以上项目3个, 12个亿元以上项目, 6兆瓦级机组."""

from __future__ import annotations

import re

from ecograph.extract.figures.quantity import Quantity
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.clauses import clause_near

_NUMBER = r"[\d一二三四五六七八九十百千万亿两][\d.,十百千万亿]*"
_UNIT = r"(?:万?元|亩|万?吨|公里|米|千瓦|兆瓦|MW|立方米|平方米|公顷|千伏|马力|头|蒸吨|毫米)"
_CLASS = re.compile(
    rf"{_NUMBER}{_UNIT}?(?:至|到|[-—~～]){_NUMBER}{_UNIT}(?=[\u4e00-\u9fff])(?!的)"
    rf"|{_NUMBER}{_UNIT}(?:及?以上|及?以下|以内|级)(?=[\u4e00-\u9fff])(?!的)"
)
FIRST = frozenset("0123456789一二三四五六七八九十百千万亿两")
"""What an amount can begin with: to be asked before `class_at` where most places hold none."""
_COUNT_BEFORE = re.compile(r"\d[余多]?[个家座处条项台口]$")
_NOUN = re.compile(r"[\u4e00-\u9fff]{2,10}")
# 100毫米以上|笼罩面积
_UNDER_RAIN = ("笼罩", "降雨笼罩", "覆盖", "面积", "区域", "点位", "站点", "降雨站", "雨区")
_SPANNED = frozenset({"money", "area", "mass", "length", "power", "volume", "rate"})


def class_at(text: str, at: int) -> int:
    """Return where the amount ends that opens the name of a class of things at `at`, -1 if none does."""
    found = _CLASS.match(text, at) if text[at : at + 1] in FIRST else None
    return found.end() if found else -1


def names_class(sheet: Sheet, quantity: Quantity, following: Quantity | None) -> bool:
    """Tell whether a quantity is only the size of the things that are counted beside it."""
    text = sheet.text
    if quantity.unit_class not in _SPANNED or class_at(text, quantity.number) != quantity.end:
        return False
    if text.startswith("级", quantity.end - 1) or _COUNT_BEFORE.search(
        text, max(0, quantity.number - 4), quantity.number
    ):
        return True
    if following is None or following.start > clause_near(sheet, quantity.end)[1]:
        return False
    if quantity.unit == "毫米" and text.startswith(_UNDER_RAIN, quantity.end):
        return True
    if following.unit_class != "count":
        return False
    noun, word = text[quantity.end : following.start], sheet.starts.get(quantity.end)
    return bool(_NOUN.fullmatch(noun)) and word is not None and word.tag != "v"
