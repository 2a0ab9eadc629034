"""Read what an agency belongs to: a place (晋中市|水利局), a level (市|水利局), a town, or the agency right before it."""

from __future__ import annotations

import re
from bisect import bisect_left

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.geography.places import PlaceHit, context
from ecograph.extract.organisations.agency_hits import OWNERS, AgencyHit, Nearby
from ecograph.extract.organisations.agency_names import nested_agency, other_forms, place_agency
from ecograph.extract.organisations.agency_sites import of_site, opens_name
from ecograph.extract.sheet import Sheet

_LEVEL = re.compile(r"(自治区|自治州|[省市县区州旗盟])([级直])?$")
_LEVELS = "市县区旗"
# 湾|区, 园|区, 库|区: areas that are no divisions.
_NO_DIVISIONS = tuple("站县湾园库灌林山景矿牧社校厂片小辖营街港税范")
_TOWN = re.compile(r"(镇|乡|街道|村|嘎查|社区)$")
# What has a rank of its own: 省级自然保护区管护局 is no bureau of the province.
_RANKED = re.compile(r"级(?:自然保护|湿地公园|森林公园|风景名胜|地质公园|开发|经济|高新|旅游|农业|产业)")
# Parts of a body that are no body beside it (局党委委员 is a post in the bureau).
_ORGANS = ("党委", "党组", "党总支", "党支部", "纪委")
# Parts of a company, named with it.
_COMPANY_PARTS = (
    "部",
    "处",
    "科",
    "室",
    "中心",
    "办公室",
    "规划院",
    "设计院",
    "研究院",
    "党委",
    "党支部",
    "团委",
    "工会",
)
_SMALLEST = ("村", "社区")
# Bodies of the nation that bear a short name: 瑞丽海关 is not the city's.
_PRINTED = frozenset({"海关", "海事局", "铁路局", "铁路公安局", "供电局", "航道局", "港务局"})
_COURTS = ("法院", "检察院")
_GOVERNMENTS = ("政府", "人民政府")
_PARTS = ("处", "科", "股", "室", "站", "所")
# Words that lead in an agency and that the segmenter glues to its level (由市|水务局).
LEADS = "以受跟为交因兼驻率由与和被向给让经及请是对据从到在"


def prefixed(near: Nearby, body: int, end: int, kind: str) -> AgencyHit | None:
    """Read what the agency belongs to, left of its duties."""
    tail = near.text[body:end]
    if not tail:
        return None
    if parent := near.ends.get(body):
        return _of_parent(near, parent, body, end, kind)
    if place := near.place_ends.get(body):
        return _of_place(near, place, tail, end, kind)
    if hit := of_site(near, body, end, kind):
        return hit
    if start := unlisted_place(near.sheet, body):
        name = place_agency(near.text[start:body], tail)
        return AgencyHit(start, end, name, "party" if tail == "委" else kind, rule="agency.place", confidence=0.7)
    if match := _LEVEL.search(near.text[max(0, body - 4) : body]):
        return None if _RANKED.match(near.text, body - 1) else _of_level(near, match, body, tail, end, kind)
    if match := _TOWN.search(near.text[max(0, body - 2) : body]):
        return _of_town(near, match.group(), body, tail, end, kind)
    return None


def unlisted_place(sheet: Sheet, end: int, level: str = "") -> int:
    """Return where a division begins that ends here and that the gazetteer does not hold (长岛县), 0 if none does."""
    word = sheet.ends.get(end)
    if word is None or word.end - word.start < 3 or word.tag != "ns" or sheet.text[end - 1] not in (level or _LEVELS):
        return 0
    if sheet.text[word.start] in "各全":
        return 0
    return word.start


def _of_parent(near: Nearby, parent: AgencyHit, body: int, end: int, kind: str) -> AgencyHit | None:
    """Read a part of the agency right before it."""
    tail = near.text[body:end]
    if tail in _GOVERNMENTS and parent.kind == "party":
        return _beside_party(near, parent, body, end, kind)
    if len(tail) == 1 or tail in _GOVERNMENTS or (parent.kind == "company" and kind == "company"):
        return None
    if tail in _ORGANS and any(hit[1] > end for hit in near.sheet.found("post").at(body)):
        return None
    inner = parent.kind in OWNERS and not tail.startswith("办公")
    inner = inner or (parent.kind == "office" and tail.endswith(_PARTS))
    inner = inner or (parent.kind == "company" and tail.endswith(_COMPANY_PARTS))
    if kind == "institution" and tail.endswith(_PARTS) and inner and not tail.endswith("研究所"):
        kind = "division"
    if parent.kind == "congress" and tail.endswith(("委", "委员会")):
        kind = "division"
    if parent.kind == "company" and kind in ("ministry", "institution", "office") and len(tail) <= 12:
        kind = "division"
    if kind == "division" or inner or parent.rule == "agency.national":
        return branch(near, parent, end, kind, parent.place)
    name = nested_agency(parent.name, tail)
    return AgencyHit(
        parent.start, end, name, kind, parent=parent.name, place=parent.place, rule="agency.nested", absorbs=True
    )


def _beside_party(near: Nearby, parent: AgencyHit, body: int, end: int, kind: str) -> AgencyHit | None:
    """Read 镇党委|政府: the government of the place whose party committee stands before it."""
    place = parent.name.removeprefix("中共").removesuffix("委员会")
    if place == parent.name or not parent.name.startswith("中共"):
        return None
    name = place_agency(place, near.text[body:end])
    return AgencyHit(body, end, name, kind, place=parent.place, rule="agency.beside", confidence=0.8)


def _of_place(near: Nearby, place: PlaceHit, tail: str, end: int, kind: str) -> AgencyHit | None:
    start = place.start
    if place.kind == "section" or (tail == "委" and place.kind in ("river", "lake")):
        # 金鸡桥断面水质自动监测站 is a place; 珠江|委 is no party's.
        return None
    if (parent := near.ends.get(start)) and parent.kind != "party":
        return branch(near, parent, end, kind, place.code)
    if tail in _COURTS and _collective(near, place):
        return None
    short = not place.code or near.text[place.start : place.end] != place.name
    if short and (owner := _owner(near, place, end, kind)):
        return owner
    if kind in ("institution", "bureau", "taskforce") and (hit := _of_places(near, place, end, kind)):
        return hit
    while (
        (above := near.place_ends.get(start))
        and above.code
        and place.code
        and gazetteer().inside(place.code, above.code)
    ):
        start = above.start
    if near.text[max(0, start - 2) : start] == "中共":
        start -= 2
    if tail == "委":
        kind = "party"
    names = gazetteer().by_code[place.code].short if place.code else ()
    if place.rule == "place.short" and (kind in ("institution", "company") or tail in _PRINTED):
        return AgencyHit(start, end, near.text[start:end], kind, place=place.code, rule="agency.place")
    name = place_agency(place.name, tail)
    if not place.code and kind not in ("government", "party", "congress", "commission"):
        name = place.name + tail
    return AgencyHit(
        start, end, name, kind, place=place.code, forms=other_forms(place.name, names, tail), rule="agency.place"
    )


def _collective(near: Nearby, place: PlaceHit) -> bool:
    """Tell whether the courts of a place are meant, not one of them: 全省|法院, 广东|法院."""
    if place.rule == "place.deictic":
        return near.text.startswith("全", place.start)
    return place.rule == "place.short" and place.code.endswith("00")


def _of_places(near: Nearby, place: PlaceHit, end: int, kind: str) -> AgencyHit | None:
    """Read 石屏县|异龙湖|管理局, 塔里木河流域|喀什|管理局: the water or reserve, and the place before or behind it."""
    above = near.place_ends.get(place.start)
    if above is None or above.rule == "place.deictic" or (above.kind == "admin") == (place.kind == "admin"):
        return None
    name = near.text[above.start : end]
    return AgencyHit(above.start, end, name, kind, place=above.code or place.code, rule="agency.place", confidence=0.8)


def _owner(near: Nearby, place: PlaceHit, end: int, kind: str) -> AgencyHit | None:
    """Read 市|巢湖综合治理指挥部: a level before the place that the duties speak of."""
    match = _LEVEL.search(near.text[max(0, place.start - 4) : place.start])
    if not match or near.text[place.end : end] in ("政府", "人民政府", "委"):
        return None
    return _of_level(near, match, place.start, near.text[place.start : end], end, kind)


def _of_level(near: Nearby, match: re.Match[str], body: int, tail: str, end: int, kind: str) -> AgencyHit | None:
    level = match.group(1)
    if match.group(2) == "级":
        # 县级河长办, 市级融媒体中心: of any county, any city.
        return None
    start = body - len(match.group())
    before = near.text[start - 1 : start]
    if before in tuple("各全每本两三四五六七八九多外该") or _inside_word(near, start):
        return None
    if (level == "区" and before in _NO_DIVISIONS) or (level == "市" and before == "地"):
        return None
    if tail == "委":
        kind = "party"
    if (place := near.place_ends.get(start)) and place.code and place.name.endswith(level):
        # 乳山市|市委书记
        code = place.code
    else:
        code = context(near.sheet, level, start, near.places)
    if near.text[max(0, start - 2) : start] == "中共":
        start -= 2
    if not code:
        return AgencyHit(start, end, near.text[start:end], kind, rule="agency.level", confidence=0.6)
    division = gazetteer().by_code[code]
    name = place_agency(division.name, tail)
    if tail == "委" and before == "团":
        start, name = start - 1, f"共青团{division.name}委员会"
    return AgencyHit(
        start,
        end,
        name,
        kind,
        place=code,
        forms=other_forms(division.name, (), tail),
        rule="agency.level",
        confidence=0.9,
    )


def _inside_word(near: Nearby, start: int) -> bool:
    """Tell whether the level's character is the end of a longer word (城|市, 上|市)."""
    word = near.sheet.ends.get(start + 1)
    if word is None or word.start >= start or near.text[start - 1] in LEADS or near.text[start - 2 : start] == "会同":
        return False
    return near.text[word.start : word.end] not in ("该市", "我市")


def _of_town(near: Nearby, level: str, body: int, tail: str, end: int, kind: str) -> AgencyHit | None:
    """Read 镇党委, 乡政府: the town that was named last, or whose name stands before the level (九龙|镇政府)."""
    start = body - len(level)
    if _inside_word(near, start) or near.text[start - 1 : start] in tuple("各全乡城"):
        return None
    if level in _SMALLEST and not opens_name(near, start):
        return None
    word = near.sheet.ends.get(start)
    if word and word.tag.startswith(("ns", "nz", "nr", "nx")) and start not in near.place_ends:
        name = near.text[word.start : body]
        return AgencyHit(word.start, end, place_agency(name, tail), kind, rule="agency.town", confidence=0.7)
    last = bisect_left(near.places, start, key=lambda hit: hit.start)
    towns = (hit for hit in reversed(near.places[:last]) if not hit.code and hit.name.endswith(level))
    if (town := next(towns, None)) is None:
        return None
    name = place_agency(town.name, tail)
    return AgencyHit(start, end, name, kind, rule="agency.town", confidence=0.8)


def branch(near: Nearby, parent: AgencyHit, end: int, kind: str, place: str) -> AgencyHit:
    """Return the branch whose name runs on from its parent's."""
    name = nested_agency(parent.name, near.text[parent.end : end])
    return AgencyHit(parent.start, end, name, kind, parent=parent.name, place=place, rule="agency.branch")
