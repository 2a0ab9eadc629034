"""Grow the names whose duties no table knows: over nouns, to the place, the level or the first word that can begin a name."""

from __future__ import annotations

import re

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.organisations.agency_hits import AgencyHit, Nearby
from ecograph.extract.organisations.agency_names import other_forms, place_agency
from ecograph.extract.organisations.agency_owners import LEADS, branch, prefixed
from ecograph.extract.organisations.agency_sites import opens_name
from ecograph.extract.sheet import Word
from ecograph.extract.words.growing import Growth, grow_left
from ecograph.extract.words.lexicon import word_set

_JOIN = "和与及"
LEVELS = "市县区省州旗"
# How many characters tell a task (光伏征地|专班); 一线|指挥部 tells none.
_TOLD = 4
# Words that join one agency to another.
_MEETS = re.compile("会同|联合|协同|协助|配合|以及")
# What no division has under it, though its name stands among its bureaus.
_APART = frozenset({"海关"})
_BUREAUS = frozenset({"bureau", "department", "commission"})
_ORGANS = frozenset({"party", "government", "congress", "court", "bureau"})
# 党委、|政府部门, 政协|委员: not the body, but what there are many of, or an office that two bodies share.
_MANY = (
    "督查室",
    "办公室",
    "办公厅",
    "部门",
    "各部门",
    "有关",
    "相关",
    "采购",
    "投资",
    "补贴",
    "主导",
    "引导",
    "机关",
    "工作报告",
)
_MEMBERS = ("代表", "委员", "工作", "机关", "干警", "法官")
_OFFICES = ("编办", "长办", "防办", "环委")
_NUMBERED = re.compile("[0-9一二两三四五六七八九十多几][个支批]$")
# Words that begin the names of the nation's bodies.
NATIONAL = frozenset({"国家", "全国", "中国", "中华", "国务院"})
# Regions that begin the names of universities besides those with a point of the compass first.
_REGIONS = frozenset({"中南", "中原", "中北", "江南", "首都"})
_LEADING_NATIONAL = tuple(NATIONAL)
SECTOR = "部门"
# What the organs of a party do: 组织|部门 is its organ, and no sector.
_OF_PARTY = frozenset({"组织", "宣传", "统战", "政法", "党", "机构编制", "编制", "精神文明建设"})
# How far to the left a name may reach.
LONGEST = 28
_GROWTH = Growth("agency_stops.csv", most=LONGEST, numbers=False)
LED_LEVELS = frozenset(lead + level for lead in LEADS for level in LEVELS)


def unknown_body(near: Nearby, start: int, end: int, kind: str) -> AgencyHit | None:
    """Read a name whose duties no table knows, where a place or a level begins it and only nouns lie between.

    A river or a lake may be what the duties are about (湖北省|治理长江干线非法码头联席办公室): what lies to its left decides.
    """
    at, found = start, None
    while at > max(0, start - LONGEST):
        word = near.sheet.ends.get(at) or (_glued(near, start, end) if at == start else None)
        if at in near.ends and (at != start or end - start > 1):
            return (
                found
                if near.text[at] in _JOIN or _MEETS.search(near.text, at, start)
                else _less_sure(prefixed(near, at, end, kind)) or found
            )
        if at != start and (place := near.place_ends.get(at)):
            found = _less_sure(prefixed(near, at, end, kind)) or found
            if place.code or not found or found.start < place.start:
                return found
            at = place.start
            continue
        if word is None:
            return found
        text = near.text[word.start : at]
        if at == start and word.tag == "nt" and text.startswith(_LEADING_NATIONAL):
            # 中国风景园林学会: the dictionary has the whole name; 中国|公安部 is the ministry.
            inner = near.sheet.found("national").until(end)
            name = next((p.partition("|")[0] for s, _, p in inner if s == word.start + 2), near.text[word.start : end])
            return AgencyHit(word.start, end, name, kind, rule="agency.open", confidence=0.75)
        if text in NATIONAL and at != start:
            return AgencyHit(word.start, end, near.text[word.start : end], kind, rule="agency.open", confidence=0.75)
        if at != start and text[-1] in LEVELS and (len(text) == 1 or text in LED_LEVELS):
            return _less_sure(prefixed(near, at, end, kind)) or found
        if text == "”" and (opening := near.text.rfind("“", max(0, word.start - 16), word.start)) >= 0:
            at = opening
        elif (text in _JOIN and len(text) == 1) or _holds(word, text):
            at = word.start
        else:
            return found
    return found


def _glued(near: Nearby, start: int, end: int) -> Word | None:
    """Return the word that the segmenter makes of a last word and what stands before it: 营销|部, 指挥|中心; 布局 is none."""
    word = near.sheet.ends.get(end)
    if word is None or not word.tag.startswith("n") or near.text[end - 1] == "园":
        return None
    told = end - start > 1 or near.sheet.found("post").at(end) or near.text.endswith(_OFFICES, word.start, end)
    return word if told else None


def _holds(word: Word, text: str) -> bool:
    """Tell whether the name of an agency may hold this word."""
    if text in word_set("agency_stops.csv") or (text.isdecimal() and len(text) < 5):
        return False
    if text in word_set("name_stops.csv") and (word.tag[:1] not in "nabjv" or text[0] == "全" or len(text) == 1):
        return False
    return word.tag.startswith(("n", "v", "j", "l", "a", "b", "i", "s", "eng", "m", "q", "f"))


def _less_sure(hit: AgencyHit | None) -> AgencyHit | None:
    return hit and hit._replace(rule="agency.open", confidence=0.75)


def bare(near: Nearby, body: int, start: int, end: int, kind: str) -> AgencyHit | None:
    """Read a name without place or level: the agency of that name seen before, else the home place's own."""
    if kind in ("bureau", "department", "commission", "office", "taskforce") and start - body >= 2:
        if nation := re.search(r"中央(?:第[一二三四五六七八九十]{1,2})?$", near.text[max(0, body - 5) : body]):
            body -= len(nation.group())
            return AgencyHit(body, end, near.text[body:end], kind, rule="agency.national")
        if near.text.startswith("联合", body) and start - body > 2:
            body += 2
        if not near.sheet.boundary(body) or not opens_name(near, body):
            return None
        tail = near.text[body:end]
        if hit := beside(near, body, end, kind):
            return hit
        known = near.named(place_agency("", tail))
        if known:
            return AgencyHit(body, end, known.name, kind, place=known.place, rule="agency.again", confidence=0.85)
        if kind in ("bureau", "department", "commission") and tail not in word_set("agency_generic.csv"):
            if tail.startswith(("国家", "全国")):
                return AgencyHit(body, end, tail, kind, rule="agency.national", confidence=0.8)
            if not near.sheet.home:
                return AgencyHit(body, end, tail, kind, rule="agency.bare", confidence=0.5)
            # Only provinces have 厅.
            own = tail.endswith("厅") and gazetteer().at_level(near.sheet.home, "province")
            division = gazetteer().by_code[own or near.sheet.home]
            return AgencyHit(
                body,
                end,
                place_agency(division.name, tail),
                kind,
                place=division.code,
                rule="agency.bare",
                confidence=0.6,
            )
        if kind in ("taskforce", "office") and tail not in word_set("agency_generic.csv"):
            return AgencyHit(body, end, tail, kind, rule="agency.bare", confidence=0.5)
    return None


def beside(near: Nearby, body: int, end: int, kind: str) -> AgencyHit | None:
    """Read the further members of 省工信厅、|自然资源厅、|林业局: they belong to the place of the first."""
    before = near.ends.get(body - 1)
    if near.text[body - 1 : body] not in ("、", "和", "与") or before is None or not before.place:
        return None
    if near.text[body:end] in _APART or not _alike(near, before, body, end, kind):
        return None
    place, tail = gazetteer().by_code[before.place].name, near.text[body:end]
    return AgencyHit(
        body,
        end,
        place_agency(place, tail),
        kind,
        place=before.place,
        forms=other_forms(place, (), tail),
        rule="agency.beside",
        confidence=0.7,
    )


def _alike(near: Nearby, before: AgencyHit, body: int, end: int, kind: str) -> bool:
    """Tell whether a body of this kind shares its place with the one before it: 县委、|人大, but not 县委、|人大代表."""
    if kind in _BUREAUS:
        return before.kind in _BUREAUS or (before.kind == "party" and near.text.startswith("监", body))
    if kind == "government":
        return before.kind in ("party", "congress") and not near.text.startswith(_MANY, end)
    return kind in ("court", "congress") and before.kind in _ORGANS and not near.text.startswith(_MEMBERS, end)


def sector(near: Nearby, body: int, start: int, end: int, kind: str) -> AgencyHit | None:
    """Read 祁县|水利|部门: the bodies of a place for one field, and the further ones of a list; 有关部门 names none."""
    place = near.place_ends.get(body)
    if body == start or near.text[body:start] in _OF_PARTY or near.text.startswith("规章", end):
        return None
    if place is None:
        before = near.ends.get(body - 1)
        return beside(near, body, end, kind) if before and before.name.endswith(SECTOR) else None
    if not place.code or place.rule == "place.deictic":
        return None
    name, tail = gazetteer().by_code[place.code].name, near.text[body:end]
    forms = other_forms(name, gazetteer().by_code[place.code].short, tail)
    return AgencyHit(place.start, end, name + tail, kind, "", place.code, forms, "agency.place", 0.8)


def taskforce(near: Nearby, body: int, start: int, end: int, kind: str) -> AgencyHit | None:
    """Read a task force: led by a place, or named by its task alone (“护绿”专班), or the one named before (指挥部)."""
    if hit := unknown_body(near, start, end, kind) or (organ_of(near, start, end) if body == start else None):
        return hit
    at = grow_left(near.sheet, start, _GROWTH, blocks=near.blocks)
    if any(near.sheet.found("post").at(inside) for inside in range(at, start)):
        return bare(near, body, start, end, kind)
    tail = near.text[at:end]
    if _NUMBERED.search(near.text, max(0, at - 6), at):
        # 派出2个|抢险专家组
        return None
    told = start - at >= _TOLD or near.text[start - 1] == "”"
    if told and tail not in word_set("agency_generic.csv") and at < body:
        return AgencyHit(at, end, tail, kind, rule="agency.bare", confidence=0.6)
    return bare(near, body, start, end, kind)


def organ_of(near: Nearby, start: int, end: int) -> AgencyHit | None:
    """Read a bare 指挥部, 领导小组, 专班: the one of that word named before."""
    known = near.named(near.text[start:end])
    if known is None or known.kind != "taskforce" or not opens_name(near, start):
        return None
    return AgencyHit(start, end, known.name, known.kind, place=known.place, rule="agency.again", confidence=0.8)


def grown(near: Nearby, start: int, body: int, end: int, kind: str) -> AgencyHit | None:
    """Read a body whose name only its last word gives away (研究院, 管护站), as far to the left as it goes."""
    if (
        hit := prefixed(near, body, end, kind)
        or prefixed(near, start, end, kind)
        or unknown_body(near, start, end, kind)
    ):
        return hit
    if near.text[start:end] == "大学":
        return _university(near, start, end)
    if body < start and near.text[start:end] in ("研究院", "研究所", "学会", "协会", "科学院", "设计院"):
        return AgencyHit(body, end, near.text[body:end], kind, rule="agency.open", confidence=0.6)
    word = near.sheet.ends.get(end)
    if word and word.start < start and (parent := near.ends.get(word.start)):
        # 中国科学院|西双版纳热带植物园
        return branch(near, parent, end, kind, parent.place)
    if (
        word
        and word.start < start
        and word.tag in ("nt", "nz")
        and near.text[start:end] in ("大学", "学院", "研究院", "研究所", "林场")
    ):
        place = near.place_ends.get(word.start)
        first = place.start if place else word.start
        return AgencyHit(first, end, near.text[first:end], kind, rule="agency.open", confidence=0.8)
    return None


def _university(near: Nearby, start: int, end: int) -> AgencyHit | None:
    """Read a university's name: nouns, to a town, a region or the nation that begins it (西北|农林|科技|大学)."""
    at = start
    while (word := near.sheet.ends.get(at)) and start - word.start <= 8:
        if place := near.place_ends.get(at):
            return AgencyHit(
                place.start, end, near.text[place.start : end], "institution", rule="agency.open", confidence=0.8
            )
        text = near.text[word.start : at]
        if text in gazetteer().by_name or text in NATIONAL or text[0] in "东西南北华" or text in _REGIONS:
            return AgencyHit(
                word.start, end, near.text[word.start : end], "institution", rule="agency.open", confidence=0.8
            )
        if not word.tag.startswith(("n", "v", "j")):
            break
        at = word.start
    whole = near.sheet.ends.get(end)
    if whole and whole.start < start and whole.tag in ("nt", "nz"):
        place = near.place_ends.get(whole.start)
        first = place.start if place else whole.start
        return AgencyHit(first, end, near.text[first:end], "institution", rule="agency.open", confidence=0.8)
    return None
