"""Read the bodies that only the post behind them tells: 江苏省|滆湖渔管办|资环处|处长, 合肥市|巢管局|环保处|副处长.

No table has these names and the segmenter cuts them anyhow; but a post that repeats the last character of what stands before it
ends the name of a body, and the division before it begins the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.geography.places import context
from ecograph.extract.organisations.agency_hits import AgencyHit, Nearby
from ecograph.extract.organisations.agency_names import nested_agency
from ecograph.extract.organisations.agency_owners import branch
from ecograph.extract.words.affixes import matches

_POSTED = re.compile(
    "(?:([处科局所站队院厅])(?=(?:原|常务)?副?\\1长)|(?:办|办公室|室|委|中心)(?=(?:原|常务)?(?:专职)?副?主任))"
)
_LAST = re.compile("[处科局所站队院厅办室委中](?=[公心原常专副主处科局所站队院厅])")
_BODY = re.compile("[\u4e00-\u9fff]{2,16}")
_PARTS = re.compile(
    "(?P<whole>.{2,8}?(?:局|办|委|中心|院|总队|支队|大队))(?P<part>[\u4e00-\u9fff]{2,8}(?:处|科|室|站|所|队|办|中心))"
)
_WHOLE = re.compile(".{2,12}(?:局|办|办公室|中心|总队|支队|大队|院)")
_NO_NAME = re.compile("[的了和与及在由对等为将是有其各该时任原]|会议|负责|工作|同志")
_LEVEL = re.compile("(?<![\u4e00-\u9fff])[省市县区州旗]")
_LONGEST = 20
_GOVERNING = frozenset({"party", "government", "congress"})
_KINDS = {"局": "bureau", "办": "office", "委": "commission", "室": "office"}


def told(near: Nearby) -> Iterator[AgencyHit]:
    """Yield the bodies, each whole before its part."""
    for match in matches(_POSTED, _LAST, near.text):
        end = match.end()
        if end in near.ends:
            continue
        if (hit := _of_body(near, end)) is not None:
            yield hit
            continue
        start, begin, code = _owner(near, end)
        if start < 0 or near.over(start, end) or _unlike(near, begin, end):
            continue
        name = gazetteer().by_code[code].name if code else near.text[start:begin]
        if parts := _PARTS.fullmatch(near.text, begin, end):
            whole = name + parts.group("whole")
            middle = parts.end("whole")
            yield AgencyHit(start, middle, whole, _kind(whole), place=code, rule="agency.told", confidence=0.7)
            part = whole + parts.group("part")
            yield AgencyHit(start, end, part, "division", whole, code, rule="agency.branch", confidence=0.7)
        elif _WHOLE.fullmatch(near.text, begin, end):
            body = name + near.text[begin:end]
            yield AgencyHit(start, end, body, _kind(body), place=code, rule="agency.told", confidence=0.7)


def _of_body(near: Nearby, end: int) -> AgencyHit | None:
    """Read 县委|编办|主任, 市人大|城环委|主任: an office of the committee, government or assembly right before it."""
    for at in range(end - 2, end - 8, -1):
        owner = near.ends.get(at)
        if owner is None:
            continue
        if owner.kind not in _GOVERNING or _unlike(near, at, end):
            return None
        kind = "division" if owner.kind == "congress" else "office"
        if kind == "division":
            return branch(near, owner, end, kind, owner.place)
        name = nested_agency(owner.name, near.text[at:end])
        return AgencyHit(
            owner.start, end, name, kind, owner.name, owner.place, rule="agency.nested", confidence=0.8, absorbs=True
        )
    return None


def _kind(name: str) -> str:
    return _KINDS.get(name[-1], "institution")


def _owner(near: Nearby, end: int) -> tuple[int, int, str]:
    """Return where the name begins, where the division ends that it begins with, and the division's code; -1 if none does."""
    for at in range(end - 3, max(0, end - _LONGEST) - 1, -1):
        if not "\u4e00" <= near.text[at] <= "\u9fff":
            break
        place = near.place_ends.get(at)
        if place is not None and place.code and place.rule != "place.deictic":
            return place.start, at, place.code
        if _LEVEL.match(near.text, at):
            return at, at + 1, context(near.sheet, near.text[at], at, near.places)
    return -1, -1, ""


def _unlike(near: Nearby, start: int, end: int) -> bool:
    """Tell whether a stretch is more than a body's name: it holds a post, or a word that names do not."""
    if not _BODY.fullmatch(near.text, start, end) or _NO_NAME.search(near.text, start, end):
        return True
    return any(near.sheet.found("post").at(at) for at in range(start, end - 1))
