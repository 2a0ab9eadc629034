"""Find the divisions that only the company they keep tells: 岑巩、天柱、黄平、锦屏县, whose names are everyday words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.geography.place_hit import PlaceHit
from ecograph.extract.geography.place_words import leads_in
from ecograph.extract.sheet import Sheet

_LEVELS = "县市区旗"
_CLOSED_BY = frozenset("等和与及为的两三四五六七八九十县市区旗")


def listed_divisions(sheet: Sheet, hits: Iterable[PlaceHit]) -> Iterator[PlaceHit]:
    """Yield the counties without a short name of their own that stand in a list with counties of their prefecture."""
    counties = [hit for hit in hits if hit.code and gazetteer().by_code[hit.code].level == "county"]
    taken = {hit.start for hit in counties} | {hit.end for hit in counties}
    for county in counties:
        for step in (_before, _after):
            hit: PlaceHit | None = county
            while hit is not None and (hit := step(sheet, hit)) and hit.start not in taken and hit.end not in taken:
                taken |= {hit.start, hit.end}
                yield hit


def _before(sheet: Sheet, hit: PlaceHit) -> PlaceHit | None:
    """Read the member of a list right before a county."""
    end = hit.start - 1
    if sheet.text[end : hit.start] != "、":
        return None
    for length in (2, 3):
        start = end - length
        if start >= 0 and _begins(sheet, start) and (code := _same_prefecture(sheet.text[start:end], hit.code)):
            return _hit(start, end, code)
    return None


def _after(sheet: Sheet, hit: PlaceHit) -> PlaceHit | None:
    """Read the member of a list right behind a county."""
    start = hit.end + 1
    if sheet.text[hit.end : start] != "、":
        return None
    for length in (2, 3):
        end = start + length
        if _ends(sheet, end) and (code := _same_prefecture(sheet.text[start:end], hit.code)):
            return _hit(start, end, code)
    return None


def _hit(start: int, end: int, code: str) -> PlaceHit:
    return PlaceHit(start, end, gazetteer().by_code[code].name, "admin", code, "place.short", 0.8)


def _begins(sheet: Sheet, start: int) -> bool:
    return start == 0 or not "\u4e00" <= sheet.text[start - 1] <= "\u9fff" or leads_in(sheet, start)


def _ends(sheet: Sheet, end: int) -> bool:
    after = sheet.text[end : end + 1]
    return not "\u4e00" <= after <= "\u9fff" or (after in _CLOSED_BY and end in sheet.starts)


def _same_prefecture(stem: str, code: str) -> str:
    """Return the county of this stem in the prefecture of another county, "" if there is none."""
    places = gazetteer()
    prefecture = places.prefecture(code)
    found = [d.code for level in _LEVELS for d in places.by_name.get(stem + level, ()) if d.name == stem + level]
    return next((c for c in found if places.prefecture(c) == prefecture), "")
