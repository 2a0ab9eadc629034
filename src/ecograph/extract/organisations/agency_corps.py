"""Read the units of the production and construction corps: 兵团, 第三师, 四十五团."""

from __future__ import annotations

import re

from ecograph.extract.organisations.agency_hits import AgencyHit, Nearby
from ecograph.extract.words.affixes import matches

CORPS = "新疆生产建设兵团"
_NUMERALS = "一二三四五六七八九十零〇百两0-9"
_FIRST = re.compile(rf"[第{_NUMERALS}兵]")
_UNIT = re.compile(
    rf"兵团(?![战歌])|(?P<division>(?:第[{_NUMERALS}]{{1,4}}|[一二三四五六七八九十]{{1,3}})师)(?![生傅父资范])"
    rf"|第?(?P<regiment>[{_NUMERALS}]{{1,5}}团)(?![体队伙结圆员支费购组聚年])"
)
_SPEAKS_OF_CORPS = re.compile(r"兵团|第[一二三四五六七八九十]{1,3}师")


def find_units(near: Nearby) -> None:
    """Add the units of the corps, where the article speaks of it.

    A regiment belongs to the division that was named last; it is known by both (第三师四十五团).
    """
    if not _SPEAKS_OF_CORPS.search(near.text):
        return
    division: AgencyHit | None = None
    for match in matches(_UNIT, _FIRST, near.text):
        if any(hit.start <= match.start() < hit.end for hit in near.over(*match.span())):
            continue
        if match.group("regiment"):
            if division:
                near.add(_regiment(match, division))
        elif match.group("division"):
            division = _division(near, match)
            near.add(division)
        else:
            near.add(AgencyHit(*match.span(), CORPS, "government", rule="agency.corps", confidence=0.8))


def _division(near: Nearby, match: re.Match[str]) -> AgencyHit:
    """Return a division; its name is printed after that of the corps, or alone."""
    number = match.group("division")
    name = CORPS + (number if number.startswith("第") else "第" + number)
    corps, start = near.ends.get(match.start()), match.start()
    if corps and corps.name == CORPS:
        start = corps.start
        near.remove(corps)
    return AgencyHit(start, match.end(), name, "government", CORPS, rule="agency.corps", confidence=0.9)


def _regiment(match: re.Match[str], division: AgencyHit) -> AgencyHit:
    start = division.start if division.end == match.start() else match.start()
    name = division.name.removeprefix(CORPS) + match.group("regiment")
    return AgencyHit(start, match.end(), name, "government", division.name, rule="agency.corps", confidence=0.9)
