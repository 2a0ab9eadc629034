"""Find what 我市, 全省, 该县 and a bare 市 stand for."""

from __future__ import annotations

import re
from bisect import bisect_left

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.geography.place_hit import PlaceHit
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.affixes import matches

# 安|全区, 健|全县域: 全 ends a word.
_DEICTIC = re.compile(
    r"(?<![安健])(?:[我全本](省|市|县|区|州|旗|盟)|该(省|市|县|区|州|旗|盟)(?![域块间段级名]))(?![委府长局])"
)
_OWN = re.compile("[我全本该]")


def context(sheet: Sheet, level: str, at: int, hits: list[PlaceHit]) -> str:
    """Return the code of the place that a bare 市, 县, 省, 区, 州, 旗 stands for at a place in the text, "" if unknown."""
    places = gazetteer()
    if level == "自治区":
        return places.at_level(sheet.home, "province") if sheet.home else ""
    if level == "自治州":
        level = "州"
    chain = places.chain(sheet.home) if sheet.home else ()
    own = [code for code in chain if _fits(code, level)]
    if own:
        return own[0]
    return _last(level, at, hits)


def _last(level: str, at: int, hits: list[PlaceHit]) -> str:
    """Return the code of the division of a level that was named last before a place in the text."""
    last = bisect_left(hits, (at,))
    near = (hits[number].code for number in range(last - 1, -1, -1))
    return next((code for code in near if code and _fits(code, level)), "")


def _fits(code: str, level: str) -> bool:
    division = gazetteer().by_code[code]
    if level == "省":
        return division.level == "province" and division.name.endswith(("省", "区"))
    return division.name.endswith(level)


def find_deictic(sheet: Sheet, hits: list[PlaceHit]) -> list[PlaceHit]:
    """Return what 我市, 全省, 全县 stand for, and 该县: the county named last."""
    found = []
    for match in matches(_DEICTIC, _OWN, sheet.text):
        own, back = match.groups()
        code = context(sheet, own, match.start(), hits) if own else _last(back, match.start(), hits)
        if code:
            name = gazetteer().by_code[code].name
            found.append(PlaceHit(match.start(), match.end(), name, "admin", code, "place.deictic", 0.9))
    return found
