"""Find places: administrative divisions, towns and villages, waters, mountains, sections, parks, regions.

What is found here are candidates (`PlaceHit`): agencies and projects take them as parts of their names first; `commit` then
turns those that stand for themselves into entities.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from ecograph.extract.geography.deictic import context, find_deictic
from ecograph.extract.geography.divisions import find_divisions, longer_names, uncertain
from ecograph.extract.geography.place_hit import PlaceHit
from ecograph.extract.geography.place_lists import find_listed
from ecograph.extract.geography.place_memory import remember
from ecograph.extract.geography.place_names import find_named
from ecograph.extract.geography.place_series import find_series
from ecograph.extract.persons.names import surnames
from ecograph.extract.sheet import Draft, Mark, Sheet, mask_of
from ecograph.extract.words.affixes import Beginnings
from ecograph.extract.words.lexicon import word_set

__all__ = ["PlaceHit", "commit", "context", "find_places", "uncertain"]

# 美丽晋中, 《晋中日报》, 北京时间: a place's name that names no place.
_SLOGAN = re.compile(
    r"(?:美丽|平安|法治|数字|健康|幸福|绿色|文明|诚信|清廉)[\u4e00-\u9fff]{2}(?![省市县区州])"
    r"|《[\u4e00-\u9fff]{2,10}报》|北京时间"
)
# Waterworks that go by a name of their own: they are what is built, not where.
_TRANSFER = re.compile("引.{1,4}[济入].{1,3}|引.{1,2}供水|.{2}引水|.{2}调水|南水北调(?:[东中西]线)?")
_VILLAGES = ("村", "嘎查")
# How long a place's name is that other names begin with: 海南|长臂猿, but not 海南热带雨林国家公园|长臂猿种群.
_LONGEST_BEGINNING = 4
_BASIN = "流域"
_SYSTEM = re.compile("系(?![统列数指为由属])")
# Surnames that join the last member of a list: 太原、和晋中.
_JOINS = frozenset("和与及于向从由")
# What is done in a basin, which is done on its water.
_DONE_THERE = Beginnings(
    (*("水环境", "水生态", "水污染", "水资源", "水系", "水土", "水利"), *"生综整治保系湿山环", "总河", "总磷", "总氮")
)


def find_places(sheet: Sheet) -> list[PlaceHit]:
    """Return all place candidates of a document, in the order of the text, without overlaps."""
    divisions = find_divisions(sheet)
    named = find_named(sheet, divisions)
    begins = {hit.start for hit in named}
    found = [*divisions, *find_deictic(sheet, divisions), *(_basin(sheet, hit, begins) for hit in named)]
    return remember(sheet, find_series(sheet, find_listed(sheet, _apart(found))))


def _apart(hits: list[PlaceHit]) -> list[PlaceHit]:
    """Return the hits in the order of the text; of two that overlap, the one that begins first, or the longer."""
    found: list[PlaceHit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not found or hit.start >= found[-1].end:
            found.append(hit)
    return found


def _basin(sheet: Sheet, hit: PlaceHit, begins: set[int]) -> PlaceHit:
    """Let 流域 behind a water make a region of it, but for where the words go on to what is done there (流域综合治理).

    With 系 it is the river and all that flows into it (北三河系降雨量), unless a water follows (北三河系|密云水库).
    """
    if hit.name.endswith("河") and hit.end + 1 not in begins and _SYSTEM.match(sheet.text, hit.end):
        return PlaceHit(hit.start, hit.end + 1, hit.name + "系", "river", rule="place.suffix", confidence=0.8)
    if hit.kind not in ("river", "lake") or not sheet.text.startswith(_BASIN, hit.end):
        return hit
    if _DONE_THERE.at(sheet.text, hit.end + len(_BASIN)):
        return hit
    return PlaceHit(hit.start, hit.end + 2, hit.name + _BASIN, "region", rule="place.suffix", confidence=0.8)


def commit(sheet: Sheet, hits: list[PlaceHit], closed: list[tuple[int, int]]) -> None:
    """Make entities of the places that do not stand inside a closed stretch (an agency's name, a slogan)."""
    inside = mask_of(sheet.text, [*closed, *((m.start(), m.end()) for m in _SLOGAN.finditer(sheet.text))])
    bodies = mask_of(sheet.text, closed)
    people = mask_of(sheet.text, [(m.start, m.end) for m in sheet.marks("Official")])
    names = {draft.name for draft in sheet.of("Official")}
    names |= {hit.name for hit in hits if not hit.code and sheet.found("post").until(hit.start)}
    projects = sheet.marks("Project")
    before: PlaceHit | None = None
    for hit in hits:
        if any(people[hit.start : hit.end]) or (all(inside[hit.start : hit.end]) and not _village_of(hit, before)):
            continue
        if not hit.code and bodies[hit.start] and bodies[hit.start - 1] and not bodies[hit.end - 1]:
            # 住房和城乡建设|部|完整社区: half of a body's name.
            continue
        if _personal(sheet, hit, names) or _after_post(sheet, hit, before) or _begins_longer(sheet, hit):
            continue
        project = _around(projects, hit)
        if project is not None:
            if hit.works or _quoted_verb(sheet, hit):
                _enter_town(sheet, hit)
                continue
            hit = _water_of(hit)
        _enter(sheet, hit, before)
        before = hit


def _begins_longer(sheet: Sheet, hit: PlaceHit) -> bool:
    """Tell whether a name is the beginning of another one: 衡水|中学, 河北|中路, 南湖|广场, 引江济汉|工程."""
    if hit.rule not in ("place.short", "place.natural"):
        return False
    if _TRANSFER.fullmatch(hit.name):
        return True
    return hit.end - hit.start <= _LONGEST_BEGINNING and bool(longer_names().at(sheet.text, hit.end))


def _village_of(hit: PlaceHit, before: PlaceHit | None) -> bool:
    """Tell whether a village is named with its town, though a body's name begins with it: 岳壁乡|石家湾村|党支部."""
    return hit.name.endswith(_VILLAGES) and not hit.code and before is not None and before.end == hit.start


def _after_post(sheet: Sheet, hit: PlaceHit, before: PlaceHit | None) -> bool:
    """Tell whether a water begins with the last character of a post (局长|江振羽); 荆州市|长江段 is none."""
    if hit.code or hit.end - hit.start != 2 or (before is not None and before.end == hit.start):
        return False
    return any(start < hit.start for start, _, _ in sheet.found("post").until(hit.start + 1))


def _personal(sheet: Sheet, hit: PlaceHit, names: set[str]) -> bool:
    """Tell whether a hit is a person's name or a part of one (镇长关山, 吐尔逊江·艾则孜)."""
    if hit.code:
        return hit.rule == "place.short" and _in_name(sheet.text, hit)
    return hit.name in names or sheet.text[hit.end : hit.end + 1] == "·" or sheet.text[hit.start - 1 : hit.start] == "·"


def _in_name(text: str, hit: PlaceHit) -> bool:
    """Tell whether a short name is a given name in a list of persons (陈兴、汪|长春|、王益贤)."""
    surname = text[hit.start - 1 : hit.start]
    if (
        hit.end - hit.start != 2
        or text[hit.start - 2 : hit.start - 1] != "、"
        or text[hit.end : hit.end + 1] not in "、等，。"
    ):
        return False
    return surname in surnames()[0] and surname not in _JOINS


def _around(projects: list[Mark], hit: PlaceHit) -> Mark | None:
    at = bisect_right(projects, hit.start, key=lambda m: m.start)
    return next((m for m in reversed(projects[max(0, at - 3) : at]) if hit.end <= m.end), None)


def _quoted_verb(sheet: Sheet, hit: PlaceHit) -> bool:
    """Tell whether a quoted campaign opens with a verb that looks like a water (“清河行动”, “碧海2023”)."""
    opens = sheet.text[hit.start - 1 : hit.start] == "“"
    return opens and hit.end - hit.start == 2 and hit.name[0] in word_set("place_quoted_verbs.csv")


def _water_of(hit: PlaceHit) -> PlaceHit:
    """Return the water of a basin in a project's name: 新安江流域面源污染治理 is done on the 新安江."""
    if hit.kind != "region" or not hit.name.endswith(_BASIN) or hit.rule != "place.suffix":
        return hit
    return hit._replace(end=hit.end - 2, name=hit.name.removesuffix(_BASIN), kind="river")


def _enter(sheet: Sheet, hit: PlaceHit, before: PlaceHit | None) -> None:
    draft = sheet.draft("Place", hit.name, key=hit.key)
    draft.attributes.setdefault("kind", hit.kind)
    if hit.code:
        draft.attributes.setdefault("code", hit.code)
    _note_candidates(draft, hit)
    sheet.mark(draft, hit.start, hit.end, rule=hit.rule, confidence=hit.confidence)
    if hit.kind == "section" and before is not None and before.end == hit.start:
        draft.aliases.setdefault(sheet.text[before.start : hit.end])
    _enter_town(sheet, hit)


def _enter_town(sheet: Sheet, hit: PlaceHit) -> None:
    """Mark the town whose name a plant bears: 球溪镇 in 球溪镇污水处理厂."""
    if hit.inside:
        town = sheet.draft("Place", hit.inside)
        town.attributes.setdefault("kind", "admin")
        sheet.mark(town, hit.start, hit.start + len(hit.inside), rule="place.suffix", confidence=0.7)


def _note_candidates(draft: Draft, hit: PlaceHit) -> None:
    """Keep what else a name could stand for, as long as no mention of the place is sure."""
    if hit.code and not draft.marks and hit.candidates:
        draft.attributes["candidates"] = hit.candidates
    elif hit.code and not hit.candidates and hit.rule != "place.deictic":
        draft.attributes.pop("candidates", None)
