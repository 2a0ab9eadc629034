"""Read the parts of an agency: branches (…局|平遥分局), divisions (…厅|水生态环境处), party organs (县委常委、统战部…)."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import takewhile

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.organisations.agency_hits import OWNERS, AgencyHit, Nearby
from ecograph.extract.organisations.agency_names import nested_agency, place_agency
from ecograph.extract.organisations.agency_owners import branch, prefixed
from ecograph.extract.words.lexicon import word_set

_GOVERNING = frozenset({"party", "government", "congress"})
_GOVERNED = re.compile(
    "([\u4e00-\u9fff]{0,8}[省市县区州旗盟镇乡道])(?:党?委|党?工委|人民政府|政府|人大|人大常委会|政协)$"
)
# What the heads of an assembly are called; 人大|代表 and 政协|委员 are its members.
_HEADS = re.compile("(?:原|党组|常务|机关|办公室)?(?:一级|二级)?副?(?:主任|主席|书记|秘书长|调研员)")
_SPECIAL = re.compile(
    "(?:第?[一二三四五六七八九十]{1,2}(?:中(?:级)?)?|铁路运输(?:第[一二])?(?:中级)?|海事|知识产权|互联网|金融|林区|矿区|垦区"
    "|城郊|军事|环境资源|(?:经济技术|高新技术产业|经济)?开发区|新区)$"
)
_DIVIDED = OWNERS - {"institution"}


def organ(near: Nearby, start: int, end: int, kind: str) -> AgencyHit | None:
    """Read a party organ that stands alone after its committee (县委常委、统战部部长)."""
    if kind not in ("party", "office") or end - start < 3 or not near.sheet.found("post").at(end):
        return None
    sentence, _ = near.sheet.sentence(start)
    before = list(takewhile(lambda h: h.start >= sentence, near.before(start)))
    again = next((h for h in before if h.kind in ("office", "taskforce") and h.name.endswith("办公室")), None)
    if again and near.text[start:end] == "办公室":
        # 领导小组办公室设在市水利局，|办公室|主任由…兼任
        return AgencyHit(start, end, again.name, again.kind, place=again.place, rule="agency.again", confidence=0.8)
    committee = next((h for h in before if kind == "office" or h.name.startswith("中共")), None)
    if committee is None or near.text[committee.end : start].count("，"):
        return None
    return AgencyHit(
        start,
        end,
        nested_agency(committee.name, near.text[start:end]),
        kind,
        place=committee.place,
        rule="agency.organ",
        confidence=0.8,
    )


def assembly(near: Nearby, start: int, end: int, kind: str) -> AgencyHit | None:
    """Read a bare 人大, 政协, 纪委 before its post as that of the place whose body or head the sentence named last.

    县委书记王明、县长李强、|人大主任|张伟: the county's; 人大代表, 政协委员 speak of no one body.
    """
    if not (kind == "congress" or near.text.startswith("纪委", start)) or not _HEADS.match(near.text, end):
        return None
    if "\u4e00" <= near.text[start - 1 : start] <= "\u9fff":
        return None
    sentence, _ = near.sheet.sentence(start)
    tail = near.text[start:end]
    for hit in takewhile(lambda h: h.start >= sentence, near.before(start)):
        printed = near.text[hit.start : hit.end]
        if printed.endswith(tail):
            return AgencyHit(start, end, hit.name, kind, place=hit.place, rule="agency.implied", confidence=0.8)
        if hit.kind not in _GOVERNING:
            continue
        if hit.place:
            name = place_agency(gazetteer().by_code[hit.place].name, tail)
            return AgencyHit(start, end, name, kind, place=hit.place, rule="agency.implied", confidence=0.8)
        if owner := _GOVERNED.match(printed):
            name = owner.group(1) + tail if len(owner.group(1)) == 1 else place_agency(owner.group(1), tail)
            return AgencyHit(start, end, name, kind, rule="agency.implied", confidence=0.7)
    return None


def special_court(near: Nearby, start: int, end: int, kind: str) -> AgencyHit | None:
    """Read 某市|第三中级|人民法院, 某市|铁路运输|检察院: what tells a court among those of its place."""
    if kind != "court" or (told := _SPECIAL.search(near.text, max(0, start - 10), start)) is None:
        return None
    place = near.place_ends.get(told.start())
    if place is None or place.rule == "place.deictic":
        return None
    name = near.text[place.start : end]
    return AgencyHit(place.start, end, name, kind, place=place.code, rule="agency.place", confidence=0.85)


def nested(near: Nearby, start: int, body: int, end: int, kind: str) -> AgencyHit | None:
    """Read a branch or division: parent agency, then a place or duties, then 分局, 科, 处."""
    parent = next(near.before(start), None)
    if parent and start - parent.end <= 12:
        middle = near.text[parent.end : start]
        posts = any(near.sheet.found("post").at(at) for at in range(parent.end, start))
        if (
            middle
            and not posts
            and all("\u4e00" <= c <= "\u9fff" for c in middle)
            and not _has_stop(near, parent.end, start)
        ):
            place = near.place_ends.get(start)
            return branch(near, parent, end, kind, place.code if place else parent.place)
    if kind == "division" and body < start and near.sheet.found("post").at(end) and (owner := _owner(near, start)):
        name = owner.name + near.text[body:end]
        return AgencyHit(body, end, name, kind, owner.name, owner.place, rule="agency.branch", confidence=0.8)
    if kind == "bureau" and body < start:
        return prefixed(near, body, end, kind)
    if kind == "bureau" and (place := near.place_ends.get(start)) and parent:
        whole = near.named(near.text[place.start : end])
        if whole:
            return AgencyHit(place.start, end, whole.name, kind, place=place.code, rule="agency.again", confidence=0.85)
    return None


def inspectors(near: Nearby, start: int, end: int) -> AgencyHit | None:
    """Read 市纪委监委|驻市生态环境局|纪检监察组: the inspectors whom a commission posts to a body."""
    post = near.text.rfind("驻", max(0, start - 24), start)
    if post < 0 or not all("\u4e00" <= char <= "\u9fff" for char in near.text[post:start]):
        return None
    post -= near.text[post - 1 : post] == "派"
    owner = near.ends.get(post)
    if owner:
        name = owner.name + near.text[post:end]
        return AgencyHit(owner.start, end, name, "party", place=owner.place, rule="agency.posted", absorbs=True)
    return AgencyHit(post, end, near.text[post:end], "party", rule="agency.posted", confidence=0.8, absorbs=True)


def _owner(near: Nearby, start: int) -> AgencyHit | None:
    """Return the body of the same sentence whose division is named alone."""
    sentence, _ = near.sheet.sentence(start)
    before = takewhile(lambda h: h.start >= sentence, near.before(start))
    return next((h for h in before if h.kind in _DIVIDED), None)


def _has_stop(near: Nearby, start: int, end: int) -> bool:
    first = bisect_left(near.sheet.words, (start,))
    inside = [w for w in near.sheet.words[first : first + 12] if w.end <= end]
    return any(w.tag[:1] in "xpcudry" or near.text[w.start : w.end] in word_set("agency_stops.csv") for w in inside)


def joined_branches(hits: list[AgencyHit]) -> list[AgencyHit]:
    """Give 平遥县生态环境局 the name of 晋中市生态环境局平遥分局, where the article has both: they are one body."""
    branches = {}
    for hit in hits:
        if hit.rule == "agency.branch" and hit.name.endswith("分局") and hit.place:
            owner = gazetteer().by_code[hit.place]
            body = re.sub(r"^.*?[省市州盟县区旗](?=[^省市州盟县区旗]{2,}$)", "", hit.parent)
            if owner.name + body != hit.parent:
                branches[owner.name + body] = hit.name
    return [
        hit._replace(name=branches[hit.name], forms=(*hit.forms, hit.name)) if hit.name in branches else hit
        for hit in hits
    ]
