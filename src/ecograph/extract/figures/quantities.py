"""Find quantities: a number, what bounds it, and its unit; and grades of water (Ⅲ类)."""

from __future__ import annotations

import re
from decimal import Decimal

from ecograph.extract.figures.bounds import bound_after, bound_before, bound_of_share
from ecograph.extract.figures.grades import find_grades
from ecograph.extract.figures.quantity import Quantity as Quantity
from ecograph.extract.figures.quantity import people_at, unit_at, unprinted_unit
from ecograph.extract.figures.quantity import units as units
from ecograph.extract.sheet import Sheet, mask_of
from ecograph.extract.words.affixes import matches
from ecograph.extract.words.numerals import chinese_number
from ecograph.extract.words.slips import legible
from ecograph.model import Comparator

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN = r"(?:[零〇一二两三四五六七八九十百万亿萬億]|千(?![瓦米克伏帕卡]))+(?:点[零〇一二三四五六七八九]+)?"
_MAGNITUDE = r"(?:个(?=亿(?!元)))?(?:[十万亿萬億]|百(?!姓)|千(?![瓦米克伏帕卡]))*"
_RANGE_UNIT = (
    "%|亩|公里|天|个百分点|亿元|万元|元|吨|米|公顷|平方米|立方米|平方公里|微克/立方米|毫克/升|家|户|处|座|株|人|度"
)
_NUMBER = re.compile(
    rf"(?P<percent>百分之(?P<hundredth>{_HAN}))"
    rf"|(?P<per>每(?P<base>立方米|升)(?P<pern>{_ARABIC})(?P<perm>{_MAGNITUDE})(?P<perunit>微克|毫克|克))"
    rf"|(?P<second>每秒(?P<pers>{_ARABIC})(?P<permag>{_MAGNITUDE})立方米)"
    rf"|(?<![A-Za-z\d.])(?P<low>{_ARABIC})(?P<lowm>{_MAGNITUDE})(?P<lowu>{_RANGE_UNIT})?(?:--?|—+|[~～]|至|到)(?P<high>{_ARABIC})(?P<highm>{_MAGNITUDE})(?P<highmore>[余多来])?"
    # 1X15MW: the mark of times may be a letter.
    rf"|(?:(?<=\d[xX])|(?<![A-Za-z\d.]))(?P<arabic>{_ARABIC})(?P<more1>[余多来几])?(?P<magnitude>{_MAGNITUDE})(?P<more2>[余多来])?"
    rf"|(?P<han>{_HAN})(?P<hanmore>[余多来几])?(?P<hanm>个?[万亿萬億])?"
)
# What a number can begin with.
_FIRST = re.compile(r"[百每\d零〇一二两三四五六七八九十千万亿]")
_FACTORS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "萬": 10_000, "億": 100_000_000}
_PRINTED = frozenset({"万", "亿", "万亿", "萬", "億"})
_ROUND = frozenset("百千")
# 一成五 is 15 %; 三五成群 and 三成立 hold no share.
_TENTHS = re.compile(r"[一二三四五六七八九](?![\u4e00-\u9fff]?[、和至到]|[个座家处条项])")
_NOT_TENTHS = tuple("群立员功果")
# 三家子, 五家屯 are places.
_PLACE_ENDS = tuple("子沟屯庄堡岭坡湾营坊滩窝洼")
_UNPRINTED_END = re.compile(r"(?:以上|以下|以内|左右)?(?:[，。、；！）)\n]|$)")


def find_quantities(sheet: Sheet) -> list[Quantity]:
    """Return the quantities of a document, in the order of the text, without overlaps."""
    text = legible(sheet.text)
    found = [*find_grades(text)]
    taken = mask_of(text, [(q.start, q.end) for q in found])
    until = 0
    for match in matches(_NUMBER, _FIRST, text):
        # What ends a unit (百分 in 个百分点) is no number; the members of a list share their unit (1.4个和0.9个百分点).
        if (match.start() < until and not match.group()[0].isdigit()) or any(taken[match.start() : match.end()]):
            continue
        if quantity := _quantity(text, match):
            found.append(quantity)
            until = quantity.end
    return sorted(found, key=lambda q: q.start)


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if match["percent"]:
        value = chinese_number(match["hundredth"])
        return value if value is None else _bounded(text, (start, end), end, (value, None), "%", "ratio", han=True)
    if match["per"]:
        value = _scaled(_plain(match["pern"]), match["perm"])
        unit = f"{match['perunit']}/{match['base']}"
        stretch = match.start("pern"), end
        return _bounded(text, stretch, end, (value, None), unit, "concentration", begin=start)
    if match["second"]:
        value = _scaled(_plain(match["pers"]), match["permag"])
        return _bounded(text, (match.start("pers"), end), end, (value, None), "立方米/秒", "rate", begin=start)
    if match["low"]:
        return _range(text, match)
    if match["arabic"]:
        more = match["more1"] or match["more2"] or ""
        return _measured(text, match, (_plain(match["arabic"]), None), match["magnitude"], more)
    if text.endswith("唯", 0, start):
        # 唯|一一个: the only one, not eleven.
        return None
    digits, magnitude = _split(match["han"], match["hanm"] or "")
    value = chinese_number(digits)
    if value is None:
        return None
    return _measured(text, match, (value, None), magnitude, match["hanmore"] or "", han=True)


def _split(digits: str, magnitude: str) -> tuple[str, str]:
    """Part a numeral from the 万 or 亿 that it ends with, as of Arabic ones: 两千六百|万元, but 一亿三千万元."""
    if digits == "万亿":
        # 突破万亿元: a numeral of its unit alone is one of them.
        return "一", digits
    if magnitude or len(digits) < 2 or digits[-1] not in _PRINTED or not _PRINTED.isdisjoint(digits[:-1]):
        return digits, magnitude
    return (digits, "") if set(digits[:-1]) <= _ROUND else (digits[:-1], digits[-1])


def _range(text: str, match: re.Match[str]) -> Quantity | None:
    if match["lowm"] and not match["highm"]:
        return None
    values = _plain(match["low"]), _plain(match["high"])
    return _measured(text, match, values, match["highm"] or match["lowm"] or "", match["highmore"] or "")


def _plain(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _scaled(value: Decimal, magnitude: str) -> Decimal:
    for char in magnitude:
        value *= _FACTORS[char]
    return value


def _measured(
    text: str,
    match: re.Match[str],
    values: tuple[Decimal, Decimal | None],
    magnitude: str,
    more: str,
    *,
    han: bool = False,
) -> Quantity | None:
    """Return the number with the unit behind it, None where there is none."""
    name, class_, unit_end = unit_at(text, match.end())
    if not name:
        return _unprinted(text, match, values, magnitude, more, han=han)
    if (name == "度" and text[unit_end : unit_end + 1] not in "电，。、；") or (
        han and name == "家" and text.startswith(_PLACE_ENDS, unit_end)
    ):
        return None
    if name == "成":
        return _tenths(text, match, values[0], unit_end, more)
    scale = magnitude.removeprefix("个")
    printed, number_end = name, match.end()
    if scale in _PRINTED:
        printed, number_end = scale + name, match.end() - len(magnitude)
    else:
        low, high = values
        values = _scaled(low, scale), None if high is None else _scaled(high, scale)
    stretch = match.start(), number_end
    return _bounded(text, stretch, unit_end, values, printed, class_, more=more, han=han)


def _unprinted(
    text: str,
    match: re.Match[str],
    values: tuple[Decimal, Decimal | None],
    magnitude: str,
    more: str,
    *,
    han: bool,
) -> Quantity | None:
    """Read a number that leaves its unit out, since the noun before it tells it: 受益人口达到400多万, 总投资3.5亿."""
    if magnitude not in ("万", "亿", "万亿"):
        return None
    stretch = match.start(), match.end() - len(magnitude)
    if people_at(text, match.end()):
        return _bounded(text, stretch, match.end(), values, magnitude, "count", more=more, han=han)
    if not _UNPRINTED_END.match(text, match.end()):
        return None
    class_ = unprinted_unit(text, bound_before(text, stretch[0])[0])
    if not class_:
        return None
    return _bounded(text, stretch, match.end(), values, magnitude, class_, more=more, han=han)


def _tenths(text: str, match: re.Match[str], value: Decimal, end: int, more: str) -> Quantity | None:
    """Read 八成, 一成五, 近三成 as shares in per cent."""
    if value >= 10 or text.startswith(_NOT_TENTHS, end):
        return None
    number_end = match.end()
    value *= 10
    if tail := _TENTHS.match(text, end):
        value += chinese_number(tail.group()) or 0
        end = number_end = tail.end()
    return _bounded(text, (match.start(), number_end), end, (value, None), "%", "ratio", more=more, han=True)


def _bounded(
    text: str,
    stretch: tuple[int, int],
    end: int,
    values: tuple[Decimal, Decimal | None],
    unit: str,
    unit_class: str,
    *,
    begin: int = -1,
    more: str = "",
    han: bool = False,
) -> Quantity:
    """Return the quantity with what bounds it; `stretch` is the number, `begin` where the quantity begins if before it."""
    start = begin if begin >= 0 else stretch[0]
    comparator: Comparator = "=" if not more else "~" if more == "来" else ">"
    if values[1] is None:
        start, before = bound_before(text, start)
        comparator = before if before != "=" else comparator
    end, comparator = bound_after(text, end, comparator)
    if comparator == "=" and unit_class == "ratio":
        comparator = bound_of_share(text, start)
    return Quantity(start, end, *stretch, *values, unit, unit_class, comparator, han=han)
