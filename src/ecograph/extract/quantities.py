"""Find quantities: a number, what bounds it, and its unit; and grades of water (Ⅲ类)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ecograph.extract.affixes import Beginnings, Endings, matches
from ecograph.extract.numerals import chinese_number
from ecograph.extract.sheet import Sheet, mask_of
from ecograph.model import Comparator
from ecograph.resources import rows

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN = r"(?:[零〇一二两三四五六七八九十百万亿]|千(?![瓦米克伏帕卡]))+(?:点[零〇一二三四五六七八九]+)?"
_MAGNITUDE = r"(?:[十百万亿]|千(?![瓦米克伏帕卡]))*"
_NUMBER = re.compile(
    rf"(?P<percent>百分之(?P<hundredth>{_HAN}))"
    rf"|(?P<per>每(?P<base>立方米|升|亩|公顷|天|日|年)(?P<pern>{_ARABIC})(?P<perm>{_MAGNITUDE})(?P<perunit>微克|毫克|吨|立方米|公斤|克))"
    rf"|(?<![A-Za-z\d.])(?P<low>{_ARABIC})(?P<lowm>{_MAGNITUDE})(?P<lowu>%|亩|公里|天|个百分点|亿元|万元)?(?:--?|—|至|到)(?P<high>{_ARABIC})(?P<highm>{_MAGNITUDE})(?P<highmore>[余多来])?"
    rf"|(?<![A-Za-z\d.])(?P<arabic>{_ARABIC})(?P<more1>[余多来几])?(?P<magnitude>{_MAGNITUDE})(?P<more2>[余多来])?"
    rf"|(?P<han>{_HAN})(?P<hanmore>[余多来几])?(?P<hanm>[万亿])?"
)
_GRADE = re.compile(
    r"(?P<bad>劣)?(?P<grade>[ⅠⅡⅢⅣⅤ]|I{1,3}|IV|V)(?:[-—～~至到]{1,2}(?P<grade2>[ⅠⅡⅢⅣⅤ]|I{1,3}|IV|V))?\s*类"
)
_HAN_GRADE = re.compile(r"(?P<bad>劣)?(?P<grade>[一二三四五])类(?=水|标准|水质|，|。|、|；|及以上|以上)")
_ROMAN = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ", "V": "Ⅴ", "一": "Ⅰ", "二": "Ⅱ", "三": "Ⅲ", "四": "Ⅳ", "五": "Ⅴ"}
_LIST_TO_UNIT = re.compile(
    r"个?(?:[、和及]\d+(?:\.\d+)?个?){1,6}(?=个?百分点|%|微克|毫克|μg|mg|吨/日)(?:(?<=个)(?=百分点))?"
)
_GRADE_BOUND = re.compile(r"(?:水质?|标准)?(?:及|或)?(以上|以下)")
# What a number can begin with.
_FIRST = re.compile(r"[百每\d零〇一二两三四五六七八九十千万亿]")
_FACTORS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_AFTER_UNIT = re.compile(
    r"(?P<half>半)?(?P<more>多|余)?(?P<bound>及?以上|及?以内|之内|及?以下|左右|上下|之上|起(?![来步])|内(?=[，。；、]))?"
)


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


_REACHES = ("了", "达到", "达", "到", "为", "在", "有", "于")


@cache
def _before() -> tuple[Endings, dict[str, Comparator]]:
    """Return the words that bound a number from the left, as they end a stretch, and what each form says."""
    table: dict[str, Comparator] = {
        row["word"]: row["operator"]  # type: ignore[misc]
        for row in rows("data", "lexicon", "comparators.csv")
        if row["side"] == "before"
    }
    forms = {word + verb: operator for verb in _REACHES for word, operator in table.items()}
    return Endings(table, _REACHES), forms | table


_BOUNDS: dict[str, Comparator] = {
    "以上": ">=",
    "之上": ">=",
    "起": ">=",
    "以内": "<=",
    "之内": "<=",
    "内": "<=",
    "以下": "<=",
    "左右": "~",
    "上下": "~",
}


def find_quantities(sheet: Sheet) -> list[Quantity]:
    """Return the quantities of a document, in the order of the text, without overlaps."""
    found = [*_grades(sheet.text)]
    taken = mask_of(sheet.text, [(q.start, q.end) for q in found])
    until = 0
    for match in matches(_NUMBER, _FIRST, sheet.text):
        # What ends a unit (百分 in 个百分点) is no number; the members of a list share their unit (1.4个和0.9个百分点).
        if (match.start() < until and not match.group()[0].isdigit()) or any(taken[match.start() : match.end()]):
            continue
        if quantity := _quantity(sheet.text, match):
            found.append(quantity)
            until = quantity.end
    return sorted(found, key=lambda q: q.start)


def _grades(text: str) -> list[Quantity]:
    found = []
    for pattern in (_GRADE, _HAN_GRADE) if "类" in text else ():
        for match in pattern.finditer(text):
            grade = _ROMAN.get(match.group("grade"), match.group("grade"))
            if match.group("bad"):
                grade = "劣" + grade
            end, comparator = match.end(), "="
            after = _GRADE_BOUND.match(text, end)
            before = text.endswith(("优于", "好于"), 0, match.start())
            if after:
                comparator = ">=" if after.group(1) == "以上" else "<="
            elif before:
                comparator = ">"
            found.append(
                Quantity(match.start(), end, match.start(), end - 1, None, None, "类", "grade", comparator, grade=grade)  # type: ignore[arg-type]
            )
    return found


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    if match.group("percent"):
        value = chinese_number(match.group("hundredth"))
        if value is None:
            return None
        start, end = match.span()
        return _bounded(text, start, start, end, end, value, None, "%", "ratio", han=True)
    if match.group("per"):
        value = _number(match.group("pern"), match.group("perm"))
        unit = f"{match.group('perunit')}/{match.group('base')}"
        return _bounded(
            text, match.start(), match.start("pern"), match.end(), match.end(), value, None, unit, "concentration"
        )
    high = None
    more = False
    magnitude = ""
    if match.group("low"):
        magnitude = match.group("highm") or match.group("lowm") or ""
        low, high = Decimal(match.group("low").replace(",", "")), Decimal(match.group("high").replace(",", ""))
        if match.group("lowm") and not match.group("highm"):
            return None
        number, han, more = low, False, bool(match.group("highmore"))
    elif match.group("arabic"):
        number, han = Decimal(match.group("arabic").replace(",", "")), False
        more = bool(match.group("more1") or match.group("more2"))
        magnitude = match.group("magnitude") or ""
    else:
        value = chinese_number(match.group("han"))
        if value is None:
            return None
        number, han, more = value, True, bool(match.group("hanmore"))
        magnitude = match.group("hanm") or ""
    name, unit_end = _unit(text, match.end())
    if not name or (name == "度" and text[unit_end : unit_end + 1] not in "电，。、；"):
        return None
    return _with_unit(text, match, name, unit_end, number, high, magnitude, more=more, han=han)


def _unit(text: str, at: int) -> tuple[str, int]:
    """Return the unit of a number and where it ends: behind the number, or at the end of a list that prints it once.

    So in 1.4个和0.9个百分点, 35、60微克/立方米.
    """
    if later := _LIST_TO_UNIT.match(text, at):
        shared = _unit_names().at(text, later.end())
        if shared and units()[shared][0] in ("ratio", "concentration", "rate"):
            return shared, later.end() + len(shared)
    name = _unit_names().at(text, at)
    return name, at + len(name)


def _number(digits: str, magnitude: str) -> Decimal:
    value = Decimal(digits.replace(",", ""))
    for char in magnitude or "":
        value *= _FACTORS[char]
    return value


def _with_unit(
    text: str,
    match: re.Match[str],
    name: str,
    unit_end: int,
    number: Decimal,
    high: Decimal | None,
    magnitude: str,
    *,
    more: bool,
    han: bool,
) -> Quantity | None:
    unit_class = units()[name][0]
    if magnitude in ("万", "亿", "万亿"):
        printed = magnitude + name
    else:
        printed = name
        number = _number(str(number), magnitude)
        high = _number(str(high), magnitude) if high is not None else None
    if name == "成":
        number, high, printed = number * 10, high, "%"
    return _bounded(
        text,
        match.start(),
        match.start(),
        match.end() - len(magnitude if magnitude in ("万", "亿", "万亿") else ""),
        unit_end,
        number,
        high,
        printed,
        unit_class,
        more=more,
        han=han,
    )


def _bounded(
    text: str,
    start: int,
    number: int,
    number_end: int,
    end: int,
    value: Decimal,
    high: Decimal | None,
    unit: str,
    unit_class: str,
    *,
    more: bool = False,
    han: bool = False,
) -> Quantity:
    comparator: Comparator = ">" if more else "="
    endings, operators = _before()
    at = endings.before(text, start, start=max(0, start - 7)) if high is None else -1
    if at >= 0:
        comparator = operators[text[at:start]]
        start = at
    if (after := _AFTER_UNIT.match(text, end)) and after.group():
        if after.group("more") and comparator == "=":
            comparator = ">"
        if after.group("bound"):
            bound = after.group("bound").removeprefix("及")
            comparator = _BOUNDS[bound] if not (bound == "以下" and comparator == "<=") else comparator
        if after.group("more") or after.group("bound"):
            end = after.end()
    return Quantity(start, end, number, number_end, value, high, unit, unit_class, comparator, han=han)
