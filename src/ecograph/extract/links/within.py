"""Draw within: which place lies in which, as the text chains them, lists them, or says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.geography.place_hit import PlaceHit
from ecograph.extract.sheet import Draft, Mark, Sheet, within
from ecograph.extract.words.affixes import matches

_LEVELS = {"province": 0, "prefecture": 1, "county": 2}
_PARTS = ("段", "断面", "启动区", "起步区", "核心区", "片区", "河段", "江段", "湖区", "湖湾", "河口")
_ZONES = ("开发区", "高新区", "经开区", "新区", "新城")
_TOWNS = ("镇", "乡", "街道", "苏木")
_VILLAGES = ("村", "社区", "嘎查", "屯")
_JOINED = frozenset({"", "境内", "境内的", "内", "内的", "辖区", "辖区内", "辖区内的"})
# 大清河系|王快水库, 滦河水系|大黑汀水库: the waters that drain into one.
_SYSTEM = frozenset({"系", "水系", "水系的", "流域的"})
_DAMS = ("水库", "枢纽", "大坝", "电站", "闸")
_LISTED = frozenset({"、", "和", "与", "及", "以及"})
_LIES = re.compile(
    r"(?:均|都|分别|就|静静)?(?:位于|地处|坐落于|坐落在|横?卧在|静卧于|镶嵌在|矗立在|深藏在|隶属于?|属于?)(?:我国|中国)?$"
)
# 雅砻江|上游的|扎曲河谷
_PART = re.compile("(?:[上中下]游|源头|[东南西北中]{1,2}[端缘部麓侧]|腹地|境内|深处|顶部|沿岸|岸边)(?:地区|一带)?的")
_LONGEST_PART = 10
_LYING = ("位于", "地处", "坐落于", "坐落在")
_WIDE = frozenset({"admin", "region", "river", "lake", "mountain"})
# 东坪村|是|祁县|较偏远的村落; 洱海|是|云南省|第二大淡水湖
_KIND_OF_PLACE = re.compile(
    r"(?:[^，。；、的]{0,4}(?:最[大长高小深浅早]|第[一二三四五]大|唯一|重要|主要)[^，。；、]{0,8}(?:湖泊?|水库|湿地|保护区|灌区|水源地|公园|林场|沙漠|草原|沙地)(?![\u4e00-\u9fff])|"
    r"[^，。；、]{0,10}?的?(?:村落|村庄|行政村|自然村|小山村|村子|乡镇|小镇|大镇|山乡|大乡)(?![\u4e00-\u9fff]{0,3}[书主]))"
)
_LIE = re.compile("位于|地处|坐落|卧在|卧于|镶嵌|矗立在|深藏在|隶属|属于|(?<=[村镇乡湖海库泊区地江河])是")
_LIE_FIRST = re.compile("[位地坐卧镶矗深隶属是](?:(?=[于处落在嵌立藏属])|(?<=[村镇乡湖海库泊区地江河]是))")
# 位于白洋淀北侧, 位于长江下游: beside it, or a part of it that the words do not name as a place.
_BESIDE = re.compile("[东南西北左右]|[上中下]游|[沿两]岸|[湖江河海]?畔|[边旁]|以")
# 潜江市16个湖泊中, 长春市排查确定75个黑臭水体，其中.
_COUNTED = re.compile(
    "[0-9一二两三四五六七八九十]+多?[个条座处](?:城市|主要|重点|大型|中型|小型|建成区|国控|省控)*(?:黑臭)?(?:湖泊|水库|河流|河道|水体|湖库|河湖|河涌)"
)
_COUNT = re.compile(
    "[0-9一二两三四五六七八九十](?=[0-9一二两三四五六七八九十]{0,6}多?[个条座处][城主重大中小建国省黑湖水河])"
)
_PICKED = re.compile("其中|中[，,]|包括|分别[为是]|有[：:]")
_COUNTED_NEAR, _PICKED_NEAR = 16, 24
_LOCAL = re.compile(r"(?:镇|乡|街道|村|社区|苏木|嘎查)$")
_LISTED_TOWNS = re.compile(
    r"(?:[、和][\u4e00-\u9fff]{2,4}?){0,8}(?:等)?[\d一二两三四五六七八九十]*个?(?:乡镇?|镇|街道|村|社区|苏木)(?![\u4e00-\u9fff]{0,2}[长委办])"
)
_WATERS = frozenset({"river", "lake"})
_BEARERS = frozenset({"site", "section"})
_HOLDS = frozenset({"admin", "region", "river", "lake", "site"})


def draw_within(sheet: Sheet, places: list[PlaceHit]) -> None:
    """Add what lies in what, the text's own words before what the gazetteer knows."""
    _chained(sheet, places)
    _lying(sheet)
    _part_of(sheet)
    _bracketed(sheet)
    _acting(sheet)
    _counted(sheet)
    _bearing(sheet)
    _segments(sheet)
    _local_places(sheet)
    _known(sheet)


def _link(sheet: Sheet, inner: str, outer: str, at: tuple[int, int], rule: str, confidence: float) -> None:
    sheet.link(inner, "within", outer, at=at, rule=f"within.{rule}", confidence=confidence)


def level_of(hit: PlaceHit) -> int:
    """Return how fine a place is: 0 a province, 2 a county, 3 a zone, 4 a town, 5 a village, 6 what is no division."""
    if hit.code:
        return _LEVELS[gazetteer().by_code[hit.code].level]
    if hit.kind != "admin":
        return 6
    if hit.name.endswith(_ZONES):
        return 3
    return 4 if hit.name.endswith(_TOWNS) else 5 if hit.name.endswith(_VILLAGES) else 2


def _chained(sheet: Sheet, places: list[PlaceHit]) -> None:
    """Read 灵石县|王庄桥南断面, and 敖勒召其镇|塔班陶勒盖嘎查、乌兰道崩嘎查: what is listed shares what it lies in."""
    marked = {(m.start, m.end): m.key for m in sheet.marks("Place")}
    before: PlaceHit | None = None
    above: list[PlaceHit] = []
    for hit in places:
        if hit.inside and before is not None and sheet.text[before.end : hit.start] in _JOINED:
            _link_town(sheet, before, hit)
        whole = hit.rule == "place.deictic" and sheet.text[hit.start] == "全"
        if hit.rule == "place.deictic" or (hit.start, hit.end) not in marked:
            before, above = (hit, []) if hit.key in sheet.drafts and not whole else (None, [])
            continue
        between = sheet.text[before.end : hit.start] if before is not None else "\n"
        drains = before is not None and before.kind in ("river", "region") and between in _SYSTEM
        if before is not None and (drains or between in _JOINED):
            above = [*above, before]
        elif between in _LISTED and above and _beside_water(sheet, above[-1], before, hit):
            pass
        elif between in _LISTED and hit.rule != "place.natural":
            above = [place for place in above if level_of(place) < level_of(hit)]
        else:
            above = []
        if above and (_can_hold(sheet, above[-1], hit) or _drains(sheet, above[-1], hit)):
            _link(sheet, hit.key, above[-1].key, (above[-1].start, hit.end), "chain", 0.9)
        before = hit


def _link_town(sheet: Sheet, outer: PlaceHit, hit: PlaceHit) -> None:
    """Put the town whose name a plant bears in the county before it: 洋县|磨子桥镇|污水处理厂."""
    town = PlaceHit(hit.start, hit.start + len(hit.inside), hit.inside, "admin", rule="place.suffix")
    if town.key in sheet.drafts and _can_hold(sheet, outer, town):
        _link(sheet, town.key, outer.key, (outer.start, town.end), "chain", 0.9)


def _can_hold(sheet: Sheet, outer: PlaceHit, inner: PlaceHit) -> bool:
    if outer.key == inner.key or outer.kind not in _HOLDS or outer.key not in sheet.drafts:
        return False
    if outer.code and inner.code:
        return gazetteer().inside(inner.code, outer.code)
    if inner.code or (inner.kind == "admin" and level_of(inner) <= level_of(outer)):
        return False
    if outer.kind in ("river", "lake"):
        return inner.kind == "section" or (inner.kind in ("river", "lake", "site") and inner.rule != "place.natural")
    # 荆州市|长江: a river of many provinces lies in none of them.
    return not (inner.kind == "river" and _of_many(sheet, inner))


def _beside_water(sheet: Sheet, outer: PlaceHit, before: PlaceHit | None, hit: PlaceHit) -> bool:
    """Tell whether a water stands beside another in a list that a region or a system opens: 大清河系王快水库、|西大洋水库."""
    if sheet.text.startswith(("系", "水系"), hit.end):
        # 大清河系拒马河、|子牙河系滹沱河: the next system.
        return False
    waters = before is not None and before.kind in _WATERS and hit.kind in _WATERS
    return waters and outer.kind in ("river", "region") and before is not outer


def _drains(sheet: Sheet, outer: PlaceHit, inner: PlaceHit) -> bool:
    """Tell whether a water lies in a region, a system of waters or on the river before it: 海河流域|永定河, 滹沱河|岗南水库."""
    if outer.key == inner.key or outer.key not in sheet.drafts or inner.code:
        return False
    if outer.kind == "region":
        return inner.kind in _WATERS and not outer.name.endswith("区")
    system = sheet.text[outer.end : inner.start] in _SYSTEM or sheet.text.startswith(("系", "水系"), outer.end)
    dam = inner.name.endswith(_DAMS) and outer.end == inner.start
    return outer.kind == "river" and (dam or (system and inner.kind in _WATERS))


def _of_many(sheet: Sheet, hit: PlaceHit) -> bool:
    return _many(sheet, hit.start, hit.end)


def _many(sheet: Sheet, start: int, end: int) -> bool:
    rows = [row for row in sheet.found("natural").at(start) if row[1] == end]
    return any("CN" in row[2] or row[2].count("|") > 1 for row in rows)


def _lying(sheet: Sheet) -> None:
    """Read 张朝村位于山西临县白文镇: what lies in the finest of the places named together."""
    admin = {d.key for d in sheet.of("Place") if d.attributes.get("kind") == "admin"}
    for marks in _lying_sentences(sheet):
        for number, place in enumerate(marks[:-1]):
            following = marks[number + 1]
            between = sheet.text[place.end : following.start]
            if len(between) > 14 or re.search("[，。；、]", between):
                continue
            if not _LIES.search(between) and not (between == "是" and _KIND_OF_PLACE.match(sheet.text, following.end)):
                continue
            finest = following
            for mark in marks[number + 2 :]:
                if mark.start != finest.end:
                    break
                finest = mark
            if finest.key not in admin and _BESIDE.match(sheet.text, finest.end):
                continue
            if finest.key != place.key and not _gazetteer_denies(sheet, place.key, finest.key):
                _link(sheet, place.key, finest.key, (place.start, finest.end), "lies", 0.9)


def _part_of(sheet: Sheet) -> None:
    """Read 雅砻江上游的扎曲河谷, 位于祁县的X林场: what lies in a named part of a river, a region or a division."""
    for one, two in pairwise(sheet.marks("Place")):
        if not sheet.text.endswith("的", 0, two.start) or two.start - one.end > _LONGEST_PART:
            continue
        lying = one.end == two.start - 1 and sheet.text.endswith(_LYING, 0, one.start)
        if one.key == two.key or not (lying or _PART.fullmatch(sheet.text, one.end, two.start)):
            continue
        kinds = [str(sheet.drafts[mark.key].attributes.get("kind")) for mark in (one, two)]
        drains = kinds[0] in _WATERS or sheet.drafts[one.key].name.endswith("流域")
        if kinds[0] not in _WIDE or (kinds[0] == "admin" and kinds[1] == "river") or _gazetteer_far(sheet, one, two):
            continue
        if drains and _is_division(sheet, two):
            # 黄河上游的四川省: a river flows through it.
            continue
        _link(sheet, two.key, one.key, (one.start, two.end), "part", 0.8)


def _gazetteer_far(sheet: Sheet, outer: Mark, inner: Mark) -> bool:
    """Tell whether the gazetteer puts a division elsewhere than in the division before it."""
    return _is_division(sheet, outer) and _gazetteer_denies(sheet, inner.key, outer.key)


def _bracketed(sheet: Sheet) -> None:
    """Read 东坪水文站（祁县）: the division in brackets behind a place holds it."""
    marks = sheet.marks("Place")
    for one, two in pairwise(marks):
        enclosed = sheet.text[one.end : two.start] in ("（", "(") and sheet.text.startswith(("）", ")"), two.end)
        if enclosed and (_is_division(sheet, two) or sheet.drafts[two.key].name.endswith(_TOWNS)):
            _hold(sheet, one, two, "bracket")


def _acting(sheet: Sheet) -> None:
    """Read 东坪镇在西坡、南坡两村办展: what a town does in its villages, a county in its towns."""
    marks = sheet.marks("Place")
    outer: Mark | None = None
    before: Mark | None = None
    for mark in marks:
        between = sheet.text[before.end : mark.start] if before is not None else ""
        if before is not None and between == "在" and sheet.drafts[before.key].attributes.get("kind") == "admin":
            outer = before
        elif outer is None or between not in _LISTED:
            outer = None
        name = sheet.drafts[mark.key].name
        if outer is not None and not _is_division(sheet, mark) and name.endswith(_TOWNS + _VILLAGES):
            town = sheet.drafts[outer.key].name.endswith(_TOWNS)
            if _is_division(sheet, outer) or (town and name.endswith(_VILLAGES)):
                _hold(sheet, mark, outer, "acts")
        before = mark


def _hold(sheet: Sheet, inner: Mark, outer: Mark, rule: str) -> None:
    """Link a place to the division that holds it, unless that is no division or a coarser one is meant."""
    admin = sheet.drafts[outer.key].attributes.get("kind") == "admin"
    river = sheet.drafts[inner.key].attributes.get("kind") == "river"
    if admin and not river and inner.key != outer.key and not _gazetteer_denies(sheet, inner.key, outer.key):
        at = (min(inner.start, outer.start), max(inner.end, outer.end))
        _link(sheet, inner.key, outer.key, at, rule, 0.8)


def _lying_sentences(sheet: Sheet) -> Iterator[list[Mark]]:
    marks = sheet.marks("Place")
    for match in matches(_LIE, _LIE_FIRST, sheet.text):
        sentence = sheet.sentence(match.start())
        yield within(marks, sentence)


def _gazetteer_denies(sheet: Sheet, inner: str, outer: str) -> bool:
    one, two = (str(sheet.drafts[key].attributes.get("code") or "") for key in (inner, outer))
    return bool(one) and (not two or not gazetteer().inside(one, two))


def _counted(sheet: Sheet) -> None:
    """Read 潜江市16个湖泊中，马昌湖…: the waters that a sentence picks out of those it counts in a division."""
    marks = sheet.marks("Place")
    for match in matches(_COUNTED, _COUNT, sheet.text):
        _, end = sheet.sentence(match.start())
        start = max(sheet.sentence(match.start())[0], match.start() - _COUNTED_NEAR)
        outer = next((m for m in reversed(within(marks, (start, match.start()))) if _is_division(sheet, m)), None)
        picked = _PICKED.search(sheet.text, match.end(), min(end, match.end() + _PICKED_NEAR))
        if outer is None or picked is None:
            continue
        for mark in within(marks, (picked.end(), end)):
            draft = sheet.drafts[mark.key]
            if _is_division(sheet, mark):
                break
            if draft.attributes.get("kind") in ("river", "lake") and not _many(sheet, mark.start, mark.end):
                _link(sheet, mark.key, outer.key, (outer.start, mark.end), "counted", 0.8)


def _is_division(sheet: Sheet, mark: Mark) -> bool:
    return bool(sheet.drafts[mark.key].attributes.get("code"))


def _bearing(sheet: Sheet) -> None:
    """Read 球溪镇污水处理厂, 大兴机场: a site or zone that bears the name of a town or county, full or short, lies there."""
    admin: dict[str, Draft] = {}
    for draft in sheet.of("Place"):
        if draft.attributes.get("kind") == "admin" and draft.marks:
            code = str(draft.attributes.get("code") or "")
            for name in (draft.name, *(gazetteer().by_code[code].short if code else ())):
                known = admin.get(name)
                if known is None or str(known.attributes.get("code") or "9") > (code or "9"):
                    admin[name] = draft
    for draft in list(sheet.of("Place")):
        zone = draft.attributes.get("kind") == "admin" and draft.name.endswith(_ZONES)
        if not (zone or draft.attributes.get("kind") in _BEARERS) or not draft.marks or draft.attributes.get("code"):
            continue
        name = draft.name
        for length in range(min(len(name) - 2, 12), 1, -1):
            town = admin.get(name[:length])
            if town is not None and town is not draft:
                mark = draft.marks[0]
                _link(sheet, draft.key, town.key, (mark.start, mark.end), "name", 0.85)
                break


def _segments(sheet: Sheet) -> None:
    """Read 大运河淮安段, 古泊河西桥断面, 雄安新区启动区: a part whose name begins with the whole's."""
    wholes = {
        draft.name: draft
        for draft in sheet.of("Place")
        if draft.marks and (draft.attributes.get("kind") in _WATERS or draft.name.endswith(_ZONES))
    }
    for draft in list(sheet.of("Place")) if wholes else []:
        name = draft.name
        if not draft.marks or not name.endswith(_PARTS):
            continue
        for length in range(len(name) - 2, 1, -1):
            whole = wholes.get(name[:length])
            if whole is not None and whole is not draft:
                mark = draft.marks[0]
                _link(sheet, draft.key, whole.key, (mark.start, mark.end), "name", 0.85)
                break


def _local_places(sheet: Sheet) -> None:
    """Put the towns and villages of a county's news in the county, where the text puts them nowhere else.

    The county is the home place, or the only one that the article names, in the paragraph before the town.
    """
    county = _only_county(sheet)
    home = f"Place:{sheet.home}" == county
    placed = {k.subject for k in sheet.links if k.predicate == "within"}
    counties = [m for m in sheet.marks("Place") if _is_county(sheet, m)]
    for draft in list(sheet.of("Place")):
        if draft.key in placed or not draft.marks or draft.attributes.get("code") or not _is_local(sheet, draft):
            continue
        mark = draft.marks[0]
        at = (mark.start, mark.end)
        near = within(counties, (sheet.text.rfind("\n", 0, mark.start) + 1, mark.start))
        keys = {m.key for m in near}
        if len(keys) == 1 and county in ("", *keys):
            _link(sheet, draft.key, near[0].key, at, "only", 0.5)
        elif near and near[-1].start >= sheet.sentence(mark.start)[0] and not _in_list(sheet, near):
            _link(sheet, draft.key, near[-1].key, at, "only", 0.5)
        elif home and (not near or county in keys):
            _link(sheet, draft.key, county, at, "home", 0.6)


def _in_list(sheet: Sheet, counties: list[Mark]) -> bool:
    """Tell whether the last of some counties is listed with the one before it."""
    return len(counties) > 1 and sheet.text[counties[-2].end : counties[-1].start] in _LISTED


def _is_local(sheet: Sheet, draft: Draft) -> bool:
    """Tell whether a place is a town or a village, also one of a list without their words (坂东、白中、池园三个乡镇)."""
    if _LOCAL.search(draft.name):
        return True
    mark = draft.marks[0]
    return mark.rule == "place.list" and _LISTED_TOWNS.match(sheet.text, mark.end) is not None


def _is_county(sheet: Sheet, mark: Mark) -> bool:
    code = str(sheet.drafts[mark.key].attributes.get("code") or "")
    return bool(code) and gazetteer().by_code[code].level == "county"


def _only_county(sheet: Sheet) -> str:
    """Return the key of the county that an article is about: its home, or the only one that it names."""
    divisions = gazetteer().by_code
    if sheet.home and divisions[sheet.home].level == "county":
        return f"Place:{sheet.home}" if f"Place:{sheet.home}" in sheet.drafts else ""
    codes = {str(d.attributes["code"]): d.key for d in sheet.of("Place") if d.attributes.get("code") and d.marks}
    counties = [key for code, key in codes.items() if divisions[code].level == "county"]
    if not counties and sheet.home in codes and set(codes) <= set(gazetteer().chain(sheet.home)):
        # News of a city that names none of its counties, and nothing beyond.
        return codes[sheet.home]
    return counties[0] if len(counties) == 1 else ""


def _known(sheet: Sheet) -> None:
    """Add what the gazetteer knows of two divisions that the article names."""
    coded = {d.attributes["code"]: d for d in sheet.of("Place") if d.attributes.get("code") and d.marks}
    for code, draft in coded.items():
        parent = next((c for c in gazetteer().chain(str(code))[1:] if c in coded), None)
        if parent:
            mark = draft.marks[0]
            sheet.link(draft.key, "within", coded[parent].key, at=(mark.start, mark.end), rule="within.gazetteer")
