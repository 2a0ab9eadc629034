"""Read what a text says of names: 以下简称X, （原Y）, Y更名为X."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ecograph.model import Entity, Facts, Span

_CALLED = re.compile(
    r"[（(](?:以下|下)?(?:统一)?(?:简称|又称|又名|俗称|也称|亦称|别称|也叫|又叫)(?:为|作)?[：:]?"
    r"[“\"‘「『《]*([^（）()“”\"「」『』《》]{2,24})[”\"’」』》]*[）)]"
)
_FORMERLY = re.compile(r"[（(]原(?:名|称)?(?:为|[：:])?")
_BECAME = re.compile(
    r"^[，,]?(?:已|正式|现已|现)?(?:更名|改名|改称|改|调整|变更|重组|改组|改组建|组建|调整组建|整合组建|挂牌)"
    r"(?:成立|设立|更名)?(?:为|成)[“\"「]?$"
)
_REPLACED = re.compile(
    r"^[，,、]?(?:同时)?(?:的?基础上)?[，,]?(?:新)?(?:组建|成立|挂牌成立|设立)(?:了)?(?:新的)?[“\"「]?$"
)
_DISSOLVED = re.compile(r"(?:撤销|不再保留|撤并|在)(?:原)?[“\"「]?$")
_DATE = re.compile(r"(?:(\d{4})年|(今年)|(去年))(?:(\d{1,2})月)?(?:(\d{1,2})日)?")
_CUES = ("简称", "又称", "又名", "俗称", "也称", "亦称", "别称", "也叫", "又叫")
_RENAMING = (
    "（原", "(原", "改为", "调整为", "变更为", "更名", "改名", "改称", "组建", "重组", "改组", "挂牌", "撤销", "不再保留", "设立",
)  # fmt: skip
_ENDS = re.compile(r"[”\"」]?(?:[，。；、！？）)\s]|$|挂牌|揭牌|正式)")
# Rules whose words only point back to what is named elsewhere.
_POINTING = (".back", ".implied", ".deictic")
_ACTING = tuple("由让经")
_CLOSING = tuple('”"》」')
_SENTENCE_END = re.compile(r"[。！？；\n]")


class Renamed(NamedTuple):
    """A text says that an agency (a local key) became another, on a day, month or year ("" if it does not say when)."""

    old: str
    new: str
    date: str
    quote: str


class Place(NamedTuple):
    """Where the clean text names an entity."""

    start: int
    end: int
    key: str


def clean(facts: Facts, span: Span) -> tuple[int, int]:
    """Return where a span of the source lies in the clean text."""
    offsets = facts.document.offsets
    return bisect_left(offsets, span.start), bisect_left(offsets, span.end)


def printed(facts: Facts, entity: Entity) -> tuple[str, ...]:
    """Return the words of the clean text that name an entity, without those that only point back to it."""
    text, offsets = facts.document.text, facts.document.offsets
    found: dict[str, None] = {}
    for (begin, end, _), rule, _ in entity.mentions:
        if not rule.endswith(_POINTING):
            start = bisect_left(offsets, begin)
            found[text[start : bisect_left(offsets, end, start)]] = None
    return tuple(found)


def aliases_told(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Return the names that a text says to be other names of an entity, by its local key."""
    text = facts.document.text
    if not any(cue in text for cue in _CUES):
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for place in _places(facts, ("Agency", "Project", "Policy")):
        if match := _CALLED.match(text, place.end + (text[place.end : place.end + 1] in _CLOSING)):
            found[place.key] = (*found.get(place.key, ()), match.group(1))
    return found


def renames_told(facts: Facts) -> tuple[Renamed, ...]:
    """Return the renamings of agencies that a text tells."""
    text = facts.document.text
    if not any(cue in text for cue in _RENAMING):
        return ()
    places = _places(facts, ("Agency",))
    return tuple(dict.fromkeys(_renamed(facts, places)))


def _renamed(facts: Facts, places: list[Place]) -> Iterator[Renamed]:
    text = facts.document.text
    for one, other in pairwise(places):
        between = text[one.end : other.start]
        if one.key == other.key or other.start < one.end or len(between) > 16:
            continue
        quote = text[one.start : other.end]
        if not _ENDS.match(text, other.end):
            # 原市林业局|局长, 改为市林业局|负责: no renaming.
            continue
        if _FORMERLY.fullmatch(between):
            yield Renamed(other.key, one.key, "", quote)
        elif (_BECAME.match(between) and text[one.start - 1 : one.start] not in _ACTING) or (
            _REPLACED.match(between) and _DISSOLVED.search(text, max(0, one.start - 8), one.start)
        ):
            yield Renamed(one.key, other.key, _date(facts, one.start), quote)


def _date(facts: Facts, at: int) -> str:
    """Return the last date before a place in its sentence, ISO 8601, "" if there is none."""
    text, year = facts.document.text, facts.document.published[:4]
    ends = [match.end() for match in _SENTENCE_END.finditer(text, max(0, at - 80), at)]
    dates = list(_DATE.finditer(text, ends[-1] if ends else max(0, at - 80), at))
    if not dates:
        return ""
    number, this, last, month, day = dates[-1].groups()
    told = number or (year if this else str(int(year) - 1) if last and year else "")
    if not told:
        return ""
    return "-".join([told, *(part.zfill(2) for part in (month, month and day) if part)])


def _places(facts: Facts, types: tuple[str, ...]) -> list[Place]:
    """Return where entities are named in the clean text, in its order, the longest of those that begin together."""
    found: dict[int, Place] = {}
    for entity in facts.entities:
        if entity.type not in types:
            continue
        for mention in entity.mentions:
            start, end = clean(facts, mention.span)
            if not mention.rule.endswith((".implied", ".back")) and (start not in found or found[start].end < end):
                found[start] = Place(start, end, entity.id)
    return [found[start] for start in sorted(found)]
