"""Find the waters, mountains, regions and sites that the table of natural places holds."""

from __future__ import annotations

from ecograph.extract.geography.divisions import leftmost_longest, of_water, side_follows
from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.geography.place_hit import PlaceHit
from ecograph.extract.geography.place_words import is_generic, leads_in, suffixes
from ecograph.extract.sheet import Sheet, mask_of
from ecograph.extract.words.lexicon import word_set

_WATER_PARTS = frozenset("流干支上中下沿段水")
_HOLDING = ("国家公园", "保护区", "示范区", "风景区")
_AROUND = ("环", "沿", "绕")
_SIZES = frozenset("小大老新东西南北")


def find_natural(sheet: Sheet, divisions: list[PlaceHit]) -> list[PlaceHit]:
    """Return the places of the table, in the order of the text, without overlaps."""
    covered = mask_of(sheet.text, [(hit.start, hit.end) for hit in divisions])
    begins = {hit.start: hit for hit in divisions}
    province = gazetteer().at_level(sheet.home, "province")[:2] if sheet.home else ""
    found: list[PlaceHit] = []
    taken = 0
    for start, end, payload in leftmost_longest(sheet, ("natural",)):
        kind, _, provinces = payload.partition("|")
        if start < taken or all(covered[start:end]) or not _stands_alone(sheet, start, end):
            continue
        if _is_two(sheet, start, end):
            continue
        if end - start <= 3 and province and _elsewhere(sheet, start, end, provinces, province):
            continue
        if hit := _natural(sheet, start, end, kind, begins.get(start)):
            found.append(hit)
            taken = end
    return found


def _is_two(sheet: Sheet, start: int, end: int) -> bool:
    """Tell whether a name of the table is two that it holds as well, or one and 地区: 三江源国家公园|长江源园区, 祁连山|地区."""
    if end - start < 5:
        return False
    parts = {hit[1]: hit[2].partition("|")[0] for hit in sheet.found("natural").at(start)}
    if sheet.text.startswith("地区", end - 2):
        return parts.get(end - 2, "region") != "region"
    return any(
        hit[0] in parts and sheet.text.endswith(_HOLDING, start, hit[0]) for hit in sheet.found("natural").until(end)
    )


def _natural(sheet: Sheet, start: int, end: int, kind: str, division: PlaceHit | None) -> PlaceHit | None:
    """Return the place of a table name, without the division or the 环 (around) that it may begin with."""
    if division and division.rule == "place.division" and division.end < end - 2:
        rest = sheet.text[division.end : end]
        start = start if is_generic(rest) else division.end
    name = sheet.text[start:end]
    if name[0] == "环" and any(s == start + 1 for s, _, _ in sheet.found("natural").until(end)):
        start, name, kind = start + 1, name[1:], "lake"
    if name in suffixes():
        return None
    divisions = [d for d in gazetteer().by_name.get(name, ()) if d.name == name]
    code = divisions[0].code if len(divisions) == 1 else ""
    if len(name) == 2 and sheet.text[start - 1 : start] in _SIZES and sheet.text[start - 2 : start - 1] == "、":
        # 午河、澧河、|小漳河: in a list the adjective is a part of the name.
        start -= 1
        name = sheet.text[start:end]
    return PlaceHit(start, end, name, "admin" if code else kind, code, rule="place.natural")


def _stands_alone(sheet: Sheet, start: int, end: int) -> bool:
    """Tell whether a name of the table does not straddle two words: the longer it is, the less is asked."""
    clean = sheet.boundary(start)
    if end - start < 3 and not clean:
        return False
    return (
        end - start > 3
        or sheet.text.startswith(_AROUND, start - 1)
        or (end - start == 3 and (clean or leads_in(sheet, start)))
        or sheet.boundary(end)
        or sheet.text[end : end + 1] in _WATER_PARTS
        or bool(of_water().at(sheet.text, end))
        or side_follows(sheet.text, end + 1)
    )


def _elsewhere(sheet: Sheet, start: int, end: int, provinces: str, province: str) -> bool:
    """Tell whether a name belongs to another province and is one of many there (东干渠) or none to the segmenter (坝上)."""
    if provinces == "CN" or province in provinces.split("|"):
        return False
    if end - start > 2:
        return sheet.text[start:end] in word_set("generic_places.csv")
    word = sheet.starts.get(start)
    return word is None or not word.tag.startswith("ns") or sheet.text[start:end] in word_set("regions_everyday.csv")
