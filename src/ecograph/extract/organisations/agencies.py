"""Find agencies: government bodies, party committees, courts, bureaus and their branches, task forces, companies.

A name is read from its last word (局, 委员会, 公司 …) to the left: first the words of its duties (生态环境, 住房和城乡建设),
then what it belongs to: a place (晋中市), a level (市, 自治区), or the agency named just before (…局|平遥分局).
"""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.geography.places import PlaceHit
from ecograph.extract.organisations.agency_aliases import called, sharing, shortened
from ecograph.extract.organisations.agency_branches import (
    assembly,
    inspectors,
    joined_branches,
    nested,
    organ,
    special_court,
)
from ecograph.extract.organisations.agency_companies import company
from ecograph.extract.organisations.agency_corps import find_units
from ecograph.extract.organisations.agency_growth import bare, beside, grown, sector, taskforce, unknown_body
from ecograph.extract.organisations.agency_hits import AgencyHit, Nearby
from ecograph.extract.organisations.agency_owners import prefixed
from ecograph.extract.organisations.agency_sites import of_zone
from ecograph.extract.organisations.agency_told import told
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.affixes import Endings
from ecograph.extract.words.lexicon import word_set

_GENERIC_BEFORE = re.compile(
    r"(各级?|各[省市县区州旗地](?:[市县区]|（[^（）]{1,6}）)?|地区的|各有关|有关|相关|当地|地方|基层|[省市县区乡镇]?级|乡镇|所属|所在地?|上级|下级|同级|各地|职能|主管|[、，]乡|省市县|市县)$"
)
_RUNS_ON = {
    "局": "部面限势促长",
    "厅": "堂",
    "部": "门署分队落位件委族长",
    "委": "员托任派会",
    "办": "理法公好实事案学成",
    "处": "理罚置于分境所长",
    "科": "学技研目室普长",
    "院": "校落士长",
    "队": "伍员长",
    "站": "点位在长",
    "所": "有在以需属长",
    "心": "城区地港",
    "司": "机法长",
    "股": "份东权长",
    "行": "业为动政",
    "厂": "区房家",
    "场": "地景所面合",
    "社": "会区",
    "府": "采",
    "委员会": "",
    "组": "织长成",
    "会": "议展商",
    "协": "调助商作会",
    "军": "事",
}
# 区委、区政府中心|工作: what stands in the centre of the work.
_CENTRAL = re.compile("工作|任务|组|城区|城市")
# Divisions that ranks are called by (副处级, 正科级, 厅级).
_RANKED = frozenset("处科厅局部")
# 治水|办法, 南部|局地, 第五集团|军, 生科|院; 林业局|地处 is none.
_LONGER = ("办法", "局地", "团军", "科院")
_JOIN = "和与及"
_OF_LEVELS = tuple("省市县区州旗")

# Who printed an article is no body that it speaks of: 来源：祁县融媒体中心.
_SOURCE = re.compile("(?<!资金)(?<!经费)(?:来源|稿源|供稿|信源)[：:]$")
# 危险废物处置中心|项目: what is being built, not who acts.
_WORK = re.compile(
    "(?:建设|新建|扩建|改扩建|改造|迁建|提升|升级)?(?:项目|工程)(?![部组处师]|公司|经理|负责|建设指挥|指挥)"
)


@cache
def _sites() -> Endings:
    """Return the rooms and buildings whose last word is that of an agency (发布厅, 会展中心)."""
    return Endings(word_set("agency_sites.csv"))


def find_agencies(sheet: Sheet, places: list[PlaceHit]) -> list[AgencyHit]:
    """Return the agencies of a sheet, in the order of the text, without overlaps.

    They are read from left to right, so that a parent is known before its branches.
    """
    near = Nearby(sheet, places)
    _nationals(near)
    find_units(near)
    nationals = set(near.ends)
    heads = sheet.found("head")
    for end in sorted(set(heads.by_end) - nationals):
        if _whole(near, end):
            for start, _, payload in heads.until(end):
                kind, growth = payload.split("|")
                if (hit := _read(near, start, end, kind, growth)) and _take(near, hit):
                    break
    for hit in told(near):
        _take(near, hit)
    for hit in called(near):
        _take(near, hit)
    hits = shortened(joined_branches(near.hits))
    return sorted([*hits, *sharing(near)], key=lambda hit: hit.start)


def _nationals(near: Nearby) -> None:
    """Add the bodies of the nation that a table lists by name."""
    for start, end, payload in near.sheet.found("national").all:
        name, kind = payload.split("|")
        over = near.over(start, end)
        if not _whole(near, end) or any(h.end - h.start > end - start for h in over) or not near.sheet.boundary(start):
            continue
        if near.text[start:end] != name and _of_region(near, start):
            continue
        for hit in over:
            near.remove(hit)
        # 水利部|海河水利委员会
        owner = near.ends.get(start)
        near.add(AgencyHit(start, end, name, kind, owner.name if owner else "", rule="agency.national"))


def _of_region(near: Nearby, start: int) -> bool:
    """Tell whether the short name of a body of the nation is that of a region's own: 香港|证监会, 省|农发行."""
    place = near.place_ends.get(start)
    return near.text[start - 1 : start] in _OF_LEVELS or (place is not None and bool(place.code))


def _whole(near: Nearby, end: int) -> bool:
    """Tell whether the last word ends here (部 in 部门 does not, nor 办 in 办理)."""
    if near.text[end : end + 4] == "工作报告" or _sites().before(near.text, end) >= 0:
        return False
    if near.text[end - 1] == "心" and _CENTRAL.match(near.text, end):
        return False
    if near.text.startswith(_LONGER, end - 1) and not near.text.startswith("处", end + 1):
        return False
    if near.text[end - 1] in _RANKED and near.text.startswith("级", end):
        # 副处|级干部
        return False
    if near.sheet.boundary(end) or near.sheet.found("post").at(end):
        return True
    if near.text.startswith("所在", end - 1) and any(e - s > 2 for s, e, _ in near.sheet.found("head").until(end)):
        # 自然资源所|在巡查中
        return True
    # The segmenter glues unknown words together (局|要); only what makes another word of the last character speaks against.
    return near.text[end : end + 1] not in _RUNS_ON.get(near.text[end - 1 : end], "")


def _take(near: Nearby, hit: AgencyHit) -> bool:
    if _GENERIC_BEFORE.search(near.text[max(0, hit.start - 9) : hit.start]) and not hit.parent:
        return False
    if _SOURCE.search(near.text, max(0, hit.start - 6), hit.start) or (
        hit.kind == "institution" and _WORK.match(near.text, hit.end)
    ):
        return False
    over = near.over(hit.start, hit.end)
    if any(h.start < hit.start or h.end > hit.end for h in over):
        return False
    for old in over:
        if hit.absorbs or old.name != hit.parent:
            near.remove(old)
    near.add(hit)
    return True


def _read(near: Nearby, start: int, end: int, kind: str, growth: str) -> AgencyHit | None:
    if growth == "never" or (end - start == 1 and (start in near.ends or not _a_word(near.text, start, end))):
        return None
    if growth == "posted":
        return inspectors(near, start, end)
    body = _bodies(near, start)
    if growth == "listed":
        return _listed(near, body, start, end, kind)
    if growth == "place":
        return (
            prefixed(near, body, end, kind)
            or (prefixed(near, start, end, kind) if body != start else None)
            or organ(near, start, end, kind)
            or assembly(near, start, end, kind)
            or special_court(near, start, end, kind)
            or beside(near, start, end, kind)
            or (of_zone(near, start, end) if near.text[start:end] == "管委会" else None)
        )
    if growth in ("branch", "division"):
        return nested(near, start, body, end, kind)
    if growth == "sector":
        return sector(near, body, start, end, kind)
    if growth == "company":
        return company(near, start, end, kind)
    return grown(near, start, body, end, kind)


def _a_word(text: str, start: int, end: int) -> bool:
    """Tell whether a last word of one character is one: 公|司 is none, nor is 部 behind a number (电梯107|部)."""
    return not text[start - 1 : start].isdigit() and not text.endswith("公司", 0, end)


def _bodies(near: Nearby, at: int) -> int:
    """Step left over words of duties (生态环境, 规划和自然资源); return where they begin."""
    bodies = near.sheet.found("body")
    begun = False
    while at > 0:
        if found := bodies.until(at):
            at, begun = found[0][0], True
        elif begun and near.text[at - 1] in _JOIN and bodies.until(at - 1) and _joined(near, at - 1):
            at -= 1
        else:
            break
    return at


def _joined(near: Nearby, at: int) -> bool:
    """Tell whether 和 joins two duties of one agency (规划|和|自然资源), not two agencies."""
    return not any(start < at for start, end, _ in near.sheet.found("head").until(at) if end - start > 1)


def _listed(near: Nearby, body: int, start: int, end: int, kind: str) -> AgencyHit | None:
    tail = near.text[start:end]
    if kind == "taskforce" or tail.endswith(("领导小组办公室", "指挥部办公室")):
        return prefixed(near, body, end, kind) or taskforce(near, body, start, end, kind)
    if body == start and tail not in ("委", "工委", "总局", "办公室", "办公厅", "办"):
        return unknown_body(near, start, end, kind)
    if hit := prefixed(near, body, end, kind):
        return hit
    if tail in ("办公室", "办公厅") and body == start:
        return organ(near, start, end, kind)
    if tail in ("委", "工委"):
        # Committees of a congress: 市人大常委会|城建环资工委.
        hit = unknown_body(near, start, end, kind)
        if hit and hit.kind == "division":
            return hit
        return beside(near, body, end, kind) if body < start else None
    if body == start:
        return unknown_body(near, start, end, kind)
    # The segmenter may know the duties and the last word as one (水务局).
    edge = start if start in near.sheet.ends else body
    return unknown_body(near, edge, end, kind) or bare(near, body, start, end, kind)


def commit(sheet: Sheet, hits: list[AgencyHit]) -> None:
    """Make entities of the agencies, and note which is part of which."""
    printed = {form for form in {form for hit in hits for form in hit.forms[1:]} if form in sheet.text}
    for hit in hits:
        draft = sheet.draft("Agency", hit.name)
        draft.attributes.setdefault("kind", hit.kind)
        sheet.mark(draft, hit.start, hit.end, rule=hit.rule, confidence=hit.confidence)
        for number, form in enumerate(hit.forms):
            # The first form only puts the place before what the text prints; the others must be printed themselves.
            if form != draft.name and (number == 0 or form in printed):
                draft.aliases.setdefault(form)
    known = {hit.name for hit in hits}
    for hit in hits:
        if hit.parent and (hit.rule == "agency.branch" or hit.parent in known):
            sheet.draft("Agency", hit.parent).attributes.setdefault("kind", "bureau")
            sheet.link(hit.key, "partOf", f"Agency:{hit.parent}", at=(hit.start, hit.end), rule="partOf.name")
