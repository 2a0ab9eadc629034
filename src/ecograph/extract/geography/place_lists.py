"""Find towns that share one last word in a list: 章村、杭垓、报福三镇; 诺邓、检槽、长新、白石等4个乡镇."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.geography.place_hit import PlaceHit
from ecograph.extract.geography.place_words import goes_on, leads_in, suffixes
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.affixes import Endings, matches
from ecograph.extract.words.lexicon import word_set

# What closes a list: 等, a count, or both, and the word for all its members.
_CLOSE = re.compile(
    r"(?:[两二三四五六]大(?=沙[地漠])|等(?:[0-9一二两三四五六七八九十]{1,3}多?[个座条处]?)?|[0-9一二两三四五六七八九十]{1,3}多?[个座条处]?)(?:(?:大中|大|中|小)型|重点|主要)?"
    r"(县区|县市|区县|市县|旗县|县（市、区）|县\(市、区\)|县|区|市|旗|乡镇|镇区|镇街|镇乡|乡街|镇|乡|街道|村|社区|苏木|嘎查|水库|断面|锚地|林场|灌区|码头|沙地|沙漠)(?![级干长民政党委域直场])"
)
# What it can begin with; 4座水库 counts, and seldom closes a list.
_FIRST = re.compile(
    "[等0-9一二两三四五六七八九十](?![座条处])"
    "(?=[0-9一二两三四五六七八九十]{0,3}多?[个座条处]?[大中小重主县区市旗乡镇街村社苏嘎水断锚林灌码沙])"
)
# The members of 乡镇 are of either level; the bare name is all that the text says.
_MIXED = frozenset({"乡镇", "镇区", "镇街", "镇乡", "乡街"})
_OF_WATERS = frozenset({"水库", "断面", "锚地", "灌区", "码头", "沙地", "沙漠"})
_STRETCH = Endings(("上游", "中游", "下游", "沿岸", "沿线", "周边", "两岸", "流域", "库区"))
_COUNTIES = frozenset("县区市旗")
_ITEM = re.compile("[\u4e00-\u9fff]{2,6}")
FUNCTION = re.compile("[的了是等将已被们这着并而且把我你他它该各每又也很和与及在]")
_MEASURES = frozenset("个座处名批次")
_LONGEST = 6
_KNOWN_TAGS = ("ns", "nr", "nz", "nt", "nx", "nrt")


def find_listed(sheet: Sheet, hits: list[PlaceHit]) -> list[PlaceHit]:
    """Return the hits with the members of lists that share their last word."""
    found = {hit.start: hit for hit in hits}
    starts = [hit.start for hit in hits]
    for match in matches(_CLOSE, _FIRST, sheet.text):
        if len(goes_on().at(sheet.text, match.start(1))) > len(match.group(1)):
            # 桂花、香樟等|乡土树种
            continue
        listed = _members(sheet, match, hits, starts)
        for member in listed:
            at = bisect_left(starts, member.start)
            while at < len(starts) and starts[at] < member.end:
                found.pop(starts[at], None)
                at += 1
            found[member.start] = member
    return [found[start] for start in sorted(found)]


def _members(sheet: Sheet, match: re.Match[str], hits: list[PlaceHit], starts: list[int]) -> list[PlaceHit]:
    """Read a list back from its last word; a single name before it is no list."""
    items, end = [], match.start()
    while True:
        begin = sheet.text.rfind("、", max(0, end - _LONGEST - 12), end) + 1
        first = begin == 0 or not _ITEM.fullmatch(sheet.text, begin, end)
        start = opening(sheet, end, hits, starts) if first else begin
        if start < 0 or start >= end:
            break
        items.append((start, end))
        if first or start != begin:
            break
        end = begin - 1
    if len(items) < 2 or (match.group(1) not in _OF_WATERS and any(_is_water(sheet, hits, starts, *i) for i in items)):
        return []
    return [hit for start, end in reversed(items) if (hit := _member(sheet, start, end, match.group(1), hits, starts))]


def _is_water(sheet: Sheet, hits: list[PlaceHit], starts: list[int], start: int, end: int) -> bool:
    """Tell whether a member is a water or a stretch of one: 白河、黑河上游九个乡镇 are no towns called 白河."""
    at = bisect_left(starts, start)
    water = at < len(hits) and hits[at].start == start and hits[at].rule == "place.natural" and not hits[at].code
    return water or _STRETCH.before(sheet.text, end, start=start) > start


def opening(sheet: Sheet, end: int, hits: list[PlaceHit], starts: list[int]) -> int:
    """Return where the first member of a list begins: after a place, a mark, or a word that leads places in."""
    text = sheet.text
    at = bisect_right(starts, end - 1) - 1
    before = hits[at] if at >= 0 else None
    if before and before.end == end:
        return before.start
    for start in range(end - 2, max(-1, end - _LONGEST - 1), -1):
        if not "\u4e00" <= text[start] <= "\u9fff":
            return -1
        if before and before.end == start and not _far(sheet, before):
            return start
        if start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff" or leads_in(sheet, start):
            return start
        if _STRETCH.before(sheet.text, start) >= 0:
            # 通过上游|甲、乙等水库
            return start
    return -1


def _far(sheet: Sheet, hit: PlaceHit) -> bool:
    """Tell whether a short name is that of a far city, and more likely the beginning of a longer name (长沙|贡马)."""
    return hit.rule == "place.short" and bool(sheet.home) and hit.code[:2] != sheet.home[:2]


def _member(sheet: Sheet, start: int, end: int, last: str, hits: list[PlaceHit], starts: list[int]) -> PlaceHit | None:
    at = bisect_left(starts, start)
    if at < len(hits) and (begins := hits[at]).start == start and start + 1 < begins.end < end - 1 and _over(begins):
        # 江西峡江、|湖南|梅山|等大型灌区
        start, at = begins.end, at + 1
    text = sheet.text[start:end]
    whole = hits[at] if at < len(hits) and hits[at].start == start and hits[at].end == end else None
    if FUNCTION.search(text) or text[0] in _MEASURES or text in word_set("generic_places.csv"):
        return None
    if whole is not None and whole.rule == "place.suffix" and text.endswith(("镇", "乡", "街道", "苏木")):
        return None
    if last[0] in _COUNTIES:
        return whole or _county(sheet, start, end, last)
    if whole is not None and text.endswith(last):
        return whole
    name = text if last in _MIXED or text.endswith(last) else text + last
    kind = "admin" if last in _MIXED else suffixes()[last].kind
    return PlaceHit(start, end, name, kind, rule="place.list", confidence=0.7)


def _over(hit: PlaceHit) -> bool:
    """Tell whether a place is a province or printed in full, so that what follows lies in it and does not go on from it."""
    return hit.code.endswith("0000") or hit.rule == "place.division"


def _county(sheet: Sheet, start: int, end: int, last: str) -> PlaceHit | None:
    """Return the county of the home province that a member of 寻乌、安远、定南三县 names, even by an everyday word."""
    text, levels = sheet.text[start:end], [c for c in last if c in _COUNTIES]
    codes = [
        d.code
        for level in (levels if len(levels) == 1 else _COUNTIES)
        for d in gazetteer().by_name.get(text + level, ())
        if sheet.home and d.name == text + level and d.code[:2] == sheet.home[:2]
    ]
    if len(codes) != 1:
        return None
    return PlaceHit(start, end, gazetteer().by_code[codes[0]].name, "admin", codes[0], "place.short", 0.8)
