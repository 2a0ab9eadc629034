"""Carry names over an article: 独石口 is 独石口镇 where the article says so elsewhere, 安西保护区 the reserve named in full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ecograph.extract.geography.place_hit import PlaceHit
from ecograph.extract.geography.place_words import common, leads_in
from ecograph.extract.sheet import Sheet, mask_of
from ecograph.extract.words.affixes import Endings
from ecograph.extract.words.lexicon import word_set

_LEVELS = ("镇", "乡", "街道", "苏木")
_VILLAGES = ("村", "社区", "嘎查")
# 毛乌素, 塔克拉玛干: names that go on as the landscape that they name.
_LANDS = ("沙漠", "沙地", "草原", "高原", "盆地")
_RESERVE = "保护区"
_RANK = re.compile("国家级|省级|自治区级|市级|县级|自然|湿地|保护区")
_SURE = ("place.suffix", "place.natural", "place.list")
_CLOSED_BY = frozenset("、，。；：！？）)（(等段片两三四五六和与及至\n ")


def remember(sheet: Sheet, hits: list[PlaceHit]) -> list[PlaceHit]:
    """Return the hits with short names taken for the full ones, and with the later mentions of names found once."""
    full = _full_names(hits)
    whole = _by_endings(hits)
    ends = [0, *(hit.end for hit in hits)]
    told = [_as(_lengthened(sheet, hit, whole, end), full) for hit, end in zip(hits, ends, strict=False)]
    covered = mask_of(sheet.text, [(hit.start, hit.end) for hit in told])
    known = {hit.name: hit for hit in told if hit.rule in _SURE and not hit.code}
    more = [*_repeated(sheet, known, covered), *_stems(sheet, known, covered)]
    return sorted([*told, *more], key=lambda h: h.start)


def _by_endings(hits: Iterable[PlaceHit]) -> dict[str, str]:
    """Return the endings of the names that were found by their last word -> the name."""
    names = sorted({hit.name for hit in hits if hit.rule == "place.suffix" and len(hit.name) > 3})
    return {name[at:]: name for name in names for at in range(1, len(name) - 1)}


def _lengthened(sheet: Sheet, hit: PlaceHit, whole: dict[str, str], taken: int) -> PlaceHit:
    """Give a name the beginning that it has elsewhere (三家子沟 behind 后), where the text prints it here too."""
    name = whole.get(hit.name, "") if hit.rule == "place.suffix" and not hit.code else ""
    start = hit.end - len(name)
    if not name or start < taken or sheet.text[start : hit.end] != name:
        return hit
    return hit._replace(start=start, name=name)


def _full_names(hits: Iterable[PlaceHit]) -> dict[str, PlaceHit]:
    """Return short name -> the hit that has the full name, for names that lead to one place of the article only."""
    named = {hit.name: hit for hit in hits if not hit.code and hit.rule in _SURE}
    reserves = {_RANK.sub("", name): name for name in named if name.endswith(_RESERVE)}
    found: dict[str, set[str]] = {}
    for name in named:
        for short in _short_names(name, reserves):
            if short in named and short != name:
                found.setdefault(short, set()).add(name)
    return {name: named[min(others)] for name, others in found.items() if len(others) == 1}


def _short_names(name: str, reserves: dict[str, str]) -> Iterator[str]:
    """Yield what a place may be called for short: 毛乌素 for 毛乌素沙地, 苏典乡 for 苏典傈僳族乡, 安西保护区 for the reserve."""
    if name.endswith(_RESERVE):
        core = _RANK.sub("", name)
        for start in range(len(core) - 1):
            for end in range(start + 2, len(core) + 1):
                if end - start < len(core) and (short := reserves.get(core[start:end])):
                    yield short
        return
    if land := next((land for land in (*_LANDS, *_VILLAGES) if name.endswith(land)), ""):
        yield name.removesuffix(land)
    if stem := _stem(name):
        level = next(level for level in _LEVELS if name.endswith(level))
        yield from (stem, stem + level, name.removesuffix(level))


def _stem(name: str) -> str:
    """Return a town's name without its level and the people that it belongs to: 苏典 of 苏典傈僳族乡; "" for other places."""
    level = next((level for level in _LEVELS if name.endswith(level)), "")
    if not level:
        return ""
    bare = name.removesuffix(level)
    start = _peoples().before(bare, len(bare), start=1)
    return bare[:start] if start > 0 else bare


@cache
def _peoples() -> Endings:
    return Endings(word_set("ethnic_groups.csv"))


def _as(hit: PlaceHit, full: dict[str, PlaceHit]) -> PlaceHit:
    whole = full.get(hit.name)
    if whole is None or hit.code:
        return hit
    return hit._replace(name=whole.name, kind=whole.kind)


def _repeated(sheet: Sheet, known: dict[str, PlaceHit], covered: bytearray) -> Iterator[PlaceHit]:
    """Yield the further mentions of names of three characters and more that were found by their last word."""
    for name, hit in known.items():
        if hit.rule == "place.suffix" and len(name) >= 3 and hit.end - hit.start == len(name):
            for start in _at(sheet.text, name, covered):
                end = start + len(name)
                covered[start:end] = b"\x01" * (end - start)
                yield hit._replace(start=start, end=end, confidence=0.7, inside="")


def _stems(sheet: Sheet, known: dict[str, PlaceHit], covered: bytearray) -> Iterator[PlaceHit]:
    """Yield the mentions of towns without their last word, where they stand apart (镇宁堡、独石口; 卢集段)."""
    for name, hit in known.items():
        stem = _stem(name) if hit.kind == "admin" else ""
        if len(stem) < 2:
            continue
        for start in _at(sheet.text, stem, covered):
            end = start + len(stem)
            if (
                sheet.text[end : end + 1] in _CLOSED_BY
                and _opened(sheet, start)
                and (len(stem) > 2 or not common(sheet, start, end))
            ):
                covered[start:end] = b"\x01" * (end - start)
                yield PlaceHit(start, end, name, "admin", rule="place.memory", confidence=0.6)


def _opened(sheet: Sheet, start: int) -> bool:
    before = sheet.text[start - 1 : start]
    return not "\u4e00" <= before <= "\u9fff" or leads_in(sheet, start)


def _at(text: str, name: str, covered: bytearray) -> Iterator[int]:
    start = text.find(name)
    while start >= 0:
        if not any(covered[start : start + len(name)]):
            yield start
        start = text.find(name, start + len(name))
