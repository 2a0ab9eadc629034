"""Read the bodies of reserves, parks and zones that are named by halves: 保护区管理局 is that of the reserve named before."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from itertools import takewhile

from ecograph.extract.organisations.agency_hits import AgencyHit, Nearby
from ecograph.extract.words.affixes import Endings
from ecograph.extract.words.lexicon import word_set

# How far back the reserve may stand.
_REACH = 3_000


@cache
def _nouns() -> Endings:
    return Endings(word_set("site_nouns.csv"))


def of_site(near: Nearby, body: int, end: int, kind: str) -> AgencyHit | None:
    """Read 保护区|管理局, 景区|管委会: the last reserve, park or zone of that noun, where no name stands before the noun."""
    start = _nouns().before(near.text, body)
    if start < 0 or not opens_name(near, start):
        return None
    noun = near.text[start:body]
    last = bisect_left(near.places, start, key=lambda hit: hit.start)
    for place in takewhile(lambda hit: hit.start > start - _REACH, reversed(near.places[max(0, last - 200) : last])):
        if not place.code and place.name.endswith(noun) and len(place.name) > len(noun):
            name = place.name + near.text[body:end]
            return AgencyHit(start, end, name, kind, rule="agency.site", confidence=0.8)
    return None


def of_zone(near: Nearby, start: int, end: int) -> AgencyHit | None:
    """Read 某开发区党工委书记、|管委会|主任: the committee of the zone whose party committee stands in the sentence."""
    if not near.sheet.found("post").at(end) or not opens_name(near, start):
        return None
    sentence, _ = near.sheet.sentence(start)
    for hit in takewhile(lambda h: h.start >= sentence, near.before(start)):
        if hit.name.startswith("中共") and hit.name.endswith("工作委员会"):
            zone = hit.name.removeprefix("中共").removesuffix("工作委员会")
            forms = (zone + near.text[start:end],)
            return AgencyHit(
                start,
                end,
                zone + "管理委员会",
                "commission",
                place=hit.place,
                forms=forms,
                rule="agency.site",
                confidence=0.8,
            )
    return None


def opens_name(near: Nearby, start: int) -> bool:
    """Tell whether no word of a name stands before a place in the text: a mark, a verb, a preposition, or nothing does."""
    word = near.sheet.ends.get(start)
    return (near.sheet.boundary(start) and word is None) or bool(word and word.tag[:1] in "xpcudvrft")
