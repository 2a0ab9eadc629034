"""Find the administrative divisions that a text names in full or in short, and tell which of one name is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from ecograph.extract.geography.division_lists import listed_divisions
from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.geography.place_hit import PlaceHit
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.affixes import Beginnings
from ecograph.extract.words.lexicon import Hit, word_set

_LEVELS = {"province": 0, "prefecture": 1, "county": 2}
_BEFORE = frozenset("、和与及至到在 ")
# 石柱|镇 is a town, not the county.
_TOWNS = ("镇", "乡", "街道", "村")
# 滆|湖北部, 汝|河南岸: a side of a water or mountain; 河南|部分地区 is none.
_SIDE = re.compile("岸|侧|支(?![持援部队撑行出付])|麓|坡(?!耕)|部(?![分署门委队级属长])")
_SIDES = ("东", "南", "西", "北")
_AFTER = frozenset("、，段县市区境籍城")


class _Reading(NamedTuple):
    """How one name is read: the division, whether it is plausible here, and what it could be as well."""

    hit: PlaceHit
    sure: bool
    chained: bool


def uncertain() -> frozenset[str]:
    """Return the names that are common nouns too (城区, 新区): they count right after their parent, or near home."""
    return word_set("uncertain_divisions.csv")


@cache
def longer_names() -> Beginnings:
    """Return the words that make a place's name the beginning of another name: 衡水|中学, 河北|中路, 四川|日报."""
    return Beginnings(word_set("place_not_before.csv"))


def leftmost_longest(sheet: Sheet, categories: Iterable[str]) -> list[Hit]:
    """Return the table hits of some categories, one a stretch, the longest first where several begin."""
    hits = {(s, e): p for category in categories for s, e, p in sheet.found(category).all}
    return sorted(((s, e, p) for (s, e), p in hits.items()), key=lambda h: (h[0], -h[1]))


@cache
def of_water() -> Beginnings:
    """Return what is said of waters, which the segmenter may cut off wrongly from a name (如东|水环境, 练江|水质)."""
    return Beginnings(("水环境", "水质", "水生态", "水污染", "水系", "水体", "水域", "水资源"))


def side_follows(text: str, at: int) -> bool:
    """Tell whether 东, 南, 西 or 北 ends here and goes on as a side: 滆湖北|部, 汝河南|岸."""
    return text[at - 1 : at] in _SIDES and bool(_SIDE.match(text, at))


def find_divisions(sheet: Sheet) -> list[PlaceHit]:
    """Return the divisions that are named in full or in short, resolved to codes; `sheet.home` must be set."""
    sure: list[_Reading] = []
    doubtful: list[PlaceHit] = []
    natural = {(start, end): payload for start, end, payload in sheet.found("natural").all}
    taken = 0
    for start, end, _ in leftmost_longest(sheet, ("division", "short")):
        if start < taken or _is_natural(sheet, start, end, natural.get((start, end), "")):
            continue
        if sheet.text.startswith("地区生产总值", end - 2):
            # 台州|地区生产总值: what a region makes, and no region of that name.
            end -= 2
        previous = sure[-1].hit if sure and sure[-1].hit.end == start else None
        reading = _read(sheet, start, _with_level(sheet, start, end), previous)
        if reading.sure:
            sure.append(reading)
            taken = reading.hit.end
        else:
            doubtful.append(reading.hit)
    found = _in_lists(sheet, _settle(sure), doubtful)
    return sorted([*found, *listed_divisions(sheet, found)], key=lambda hit: hit.start)


def _is_natural(sheet: Sheet, start: int, end: int, payload: str) -> bool:
    """Tell whether 巢湖, 洪湖, 黄山 alone are the lake and the mountain.

    In its own news 黄山 is the city, and 榕江 is the county where the river of that name flows in another province.
    """
    if not payload or sheet.found("head").at(end):
        return False
    kind, _, provinces = payload.partition("|")
    divisions = gazetteer().by_name[sheet.text[start:end]]
    if any(d.code == sheet.home for d in divisions) and kind == "mountain":
        return False
    elsewhere = bool(sheet.home) and provinces != "CN" and sheet.home[:2] not in provinces.split("|")
    return not (elsewhere and any(_near_home(sheet, d.code) for d in divisions))


def _settle(readings: list[_Reading]) -> list[PlaceHit]:
    """Give an open name the meaning that the article gives it elsewhere: by a chain (徐州市鼓楼区), or by naming its parent."""
    told: dict[str, str] = {}
    for reading in readings:
        if reading.chained:
            told.setdefault(reading.hit.name, reading.hit.code)
    named = {hit.code for hit, _, _ in readings if not hit.candidates}
    return [_settled(hit, told, named) if hit.candidates else hit for hit, _, _ in readings]


def _settled(hit: PlaceHit, told: dict[str, str], named: set[str]) -> PlaceHit:
    codes = (hit.code, *hit.candidates)
    code = told.get(hit.name, "")
    if code not in codes:
        fitting = [c for c in codes if named.intersection(gazetteer().chain(c)[1:])]
        code = fitting[0] if len(fitting) == 1 else ""
    return hit._replace(code=code, candidates=(), confidence=0.8) if code else hit


def _in_lists(sheet: Sheet, hits: list[PlaceHit], doubtful: list[PlaceHit]) -> list[PlaceHit]:
    """Take in the doubtful names that stand in one list with sure ones of the same province (简阳、乐至、安岳)."""
    everyone = sorted([*((h, True) for h in hits), *((h, False) for h in doubtful)], key=lambda pair: pair[0].start)
    kept: list[PlaceHit] = []
    group: list[tuple[PlaceHit, bool]] = []
    for hit, sure in everyone:
        if group and sheet.text[group[-1][0].end : hit.start] != "、":
            kept += _of_province(group)
            group = []
        group.append((hit, sure))
    kept += _of_province(group)
    found: list[PlaceHit] = []
    for hit in kept:
        if not found or hit.start >= found[-1].end:
            found.append(hit)
    return found


def _of_province(group: list[tuple[PlaceHit, bool]]) -> list[PlaceHit]:
    provinces = {hit.code[:2] for hit, sure in group if sure}
    return [hit for hit, sure in group if sure or hit.code[:2] in provinces]


def _with_level(sheet: Sheet, start: int, end: int) -> int:
    """Return the end of a short name with its level: 澜沧|县 is the 澜沧拉祜族自治县, 鄂温克|旗 the 鄂温克族自治旗."""
    level = sheet.text[end : end + 1]
    if level not in ("县", "旗"):
        return end
    autonomous = any(d.name.endswith(f"自治{level}") for d in gazetteer().by_name[sheet.text[start:end]])
    return end + 1 if autonomous else end


def _read(sheet: Sheet, start: int, end: int, previous: PlaceHit | None) -> _Reading:
    places, name = gazetteer(), sheet.text[start:end]
    divisions = places.by_name.get(name) or [d for d in places.by_name[name[:-1]] if d.name.endswith(f"自治{name[-1]}")]
    codes = [d.code for d in divisions]
    exact = [code for code in codes if places.by_code[code].name == name]
    # 澜沧县, 大理州: short names with their level are as good as full ones.
    full = bool(exact) or name in places.former or (len(name) > 2 and name[-1] in "县旗州盟")
    ranks = sorted(_rank(sheet, code, previous) for code in exact or codes)
    best = ranks[0][2]
    chained = bool(previous and places.inside(best, previous.code))
    sure = _plausible(sheet, start, end, best, full=full, chained=chained)
    others = tuple(rank[2] for rank in ranks[1:] if rank[:2] == ranks[0][:2])
    rule = "place.division" if full else "place.short"
    confidence = 0.5 if others else 1.0 if full else 0.9
    hit = PlaceHit(start, end, places.by_code[best].name, "admin", best, rule, confidence, others)
    return _Reading(hit, sure, chained)


@cache
def _areas(home: str) -> tuple[str, str, str]:
    """Return the prefecture, the province, and the area that counts as near of a home place."""
    places = gazetteer()
    if not home:
        return "", "", ""
    prefecture, province = places.prefecture(home), places.at_level(home, "province")
    return prefecture, province, province if home == province else prefecture


def _rank(sheet: Sheet, code: str, previous: PlaceHit | None) -> tuple[int, int, str]:
    """Order the divisions of one name: inside the one named just before, near home, higher level."""
    chain = gazetteer().chain(code)
    prefecture, province, _ = _areas(sheet.home)
    chained = previous is not None and previous.code in chain
    distance = 0 if chained else 1 if prefecture in chain else 2 if province in chain else 3
    return distance, _LEVELS[gazetteer().by_code[code].level], code


def _near_home(sheet: Sheet, code: str) -> bool:
    places = gazetteer()
    return bool(sheet.home) and (_areas(sheet.home)[2] in places.chain(code) or places.inside(sheet.home, code))


def _plausible(sheet: Sheet, start: int, end: int, code: str, *, full: bool, chained: bool) -> bool:
    name, near = sheet.text[start:end], chained or _near_home(sheet, code)
    if name in uncertain() and not near:
        return False
    if full:
        return _plausible_in_full(sheet, start, end, code, near=near, chained=chained)
    return _plausible_in_short(sheet, start, end, code, near=near, chained=chained)


def _parallel(text: str, start: int, end: int) -> bool:
    """Tell whether a short name is a verb and its object beside others of that verb: 富民、|富县|、富区域."""
    verb = text[start]
    before = text.rfind("、", max(0, start - 5), start - 1) + 1 or start - 3
    return (text[start - 1 : start] == "、" and text[before : before + 1] == verb) or text.startswith("、" + verb, end)


def _plausible_in_full(sheet: Sheet, start: int, end: int, code: str, *, near: bool, chained: bool) -> bool:
    name = sheet.text[start:end]
    if len(name) == 2 and not near and _parallel(sheet.text, start, end):
        return False
    if name in gazetteer().former and name.endswith("区") and not near:
        return False
    if len(name) > 2 and not gazetteer().by_code[code].short and not near:
        # 会同|县水利局: the name's stem is an everyday word, and nothing speaks for the far county.
        return False
    clean_cut = chained or sheet.boundary(start)
    whole = clean_cut and sheet.boundary(end)
    return (len(name) > 2 and clean_cut) or chained or (whole and not (name[0] in "和与及" and not near))


def _plausible_in_short(sheet: Sheet, start: int, end: int, code: str, *, near: bool, chained: bool) -> bool:
    if not (chained or sheet.boundary(start)):
        return False
    if sheet.text.startswith(_TOWNS, end) and not _holds_next(sheet, end, code):
        return False
    if side_follows(sheet.text, end):
        return False
    level = gazetteer().by_code[code].level
    if level == "province":
        return True
    goes_on = _continues_as_name(sheet, end)
    if not sheet.boundary(end) and not goes_on:
        return False
    word = sheet.starts.get(start)
    alone = bool(word and word.end == end)
    if near:
        return alone or chained or goes_on or sheet.text[start - 1 : start] in _BEFORE
    if level == "prefecture":
        return alone and word is not None and word.tag.startswith("ns")
    return chained


def _holds_next(sheet: Sheet, at: int, code: str) -> bool:
    """Tell whether a division begins here that lies in another: 江苏|镇江, whose first character is no town's last."""
    found = (*sheet.found("division").at(at), *sheet.found("short").at(at))
    return any(end - at > 1 and gazetteer().inside(inner, code) for _, end, inner in found)


def _continues_as_name(sheet: Sheet, at: int) -> bool:
    """Tell whether what follows is how a place name goes on (平遥|段, 平遥|分局, 平遥、介休)."""
    if sheet.found("head").at(at) or sheet.text[at : at + 1] in _AFTER or at >= len(sheet.text):
        return True
    return bool(of_water().at(sheet.text, at))
