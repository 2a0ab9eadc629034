"""Find the places that a word behind 等 tells for such: 郑家湖等9个湖泊, 官林、和桥、高塍等地."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from ecograph.extract.geography.place_hit import PlaceHit
from ecograph.extract.geography.place_lists import FUNCTION, opening
from ecograph.extract.geography.place_words import is_generic
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.lexicon import word_set
from ecograph.resources import rows

_COUNT = r"(?:[0-9一二两三四五六七八九十]{1,3}多?[个条座处大]|多[个条座])?"
_ITEM = re.compile("[\u4e00-\u9fff]{2,5}")
_ANYWHERE = "地"
_LONGEST = 5
_NAME_TAGS = ("ns", "nr", "nz", "nx", "nt")


class _Class(NamedTuple):
    """The kind of place that a class noun tells, and the characters that the names of its members end in."""

    kind: str
    last: str


@cache
def _classes() -> dict[str, _Class]:
    return {row["word"]: _Class(row["kind"], row["last"]) for row in rows("data", "lexicon", "place_classes.csv")}


@cache
def _closing() -> re.Pattern[str]:
    words = "|".join(sorted((word for word in _classes() if word != _ANYWHERE), key=len, reverse=True))
    # 等地方, 等地块, 等地区 say less than 等地.
    return re.compile(rf"等(?:{_COUNT}({words})|({_ANYWHERE})(?![方区块面质段形下产铁貌毯理]))")


def find_series(sheet: Sheet, hits: list[PlaceHit]) -> list[PlaceHit]:
    """Return the hits with the members of series that only the word behind 等 tells for places."""
    starts = [hit.start for hit in hits]
    found: list[PlaceHit] = []
    for match in _closing().finditer(sheet.text):
        if match.group(2) and not sheet.boundary(match.end()):
            # 玉米等|地膜
            continue
        told = _classes()[match.group(1) or match.group(2)]
        items = _items(sheet, match.start(), hits, starts)
        fresh = [item for item in items if not _covered(item, hits, starts)]
        if told.last:
            found += [_hit(sheet, item, told) for item in fresh if _is_member(sheet, item, told)]
        elif len(items) > 1:
            known = len(fresh) < len(items) or any(_is_name(sheet, item, beside=False) for item in fresh)
            found += [_hit(sheet, item, told) for item in fresh if _is_name(sheet, item, beside=known)]
    return sorted([*hits, *found], key=lambda hit: hit.start) if found else hits


def _hit(sheet: Sheet, item: tuple[int, int], told: _Class) -> PlaceHit:
    return PlaceHit(*item, sheet.text[slice(*item)], told.kind, rule="place.list", confidence=0.6)


def _items(sheet: Sheet, end: int, hits: list[PlaceHit], starts: list[int]) -> list[tuple[int, int]]:
    """Read the members of a series back from 等, as far as they look like names."""
    items: list[tuple[int, int]] = []
    while True:
        begin = sheet.text.rfind("、", max(0, end - _LONGEST - 12), end) + 1
        first = begin == 0 or not _ITEM.fullmatch(sheet.text, begin, end)
        start = opening(sheet, end, hits, starts) if first else begin
        if start < 0 or start >= end:
            return items
        items.append((start, end))
        if start == 0 or sheet.text[start - 1] != "、":
            return items
        end = start - 1


def _covered(item: tuple[int, int], hits: list[PlaceHit], starts: list[int]) -> bool:
    at = bisect_left(starts, item[1])
    return at > 0 and hits[at - 1].end > item[0]


def _plain(sheet: Sheet, item: tuple[int, int]) -> bool:
    name = sheet.text[slice(*item)]
    # 、和桥、 is no conjunction.
    rest = name.removeprefix("和") if sheet.text[item[0] - 1 : item[0]] == "、" else name
    return 2 <= len(name) <= _LONGEST and not FUNCTION.search(rest) and not is_generic(name)


def _is_member(sheet: Sheet, item: tuple[int, int], told: _Class) -> bool:
    return sheet.text[item[1] - 1] in told.last and _plain(sheet, item)


def _is_name(sheet: Sheet, item: tuple[int, int], *, beside: bool) -> bool:
    """Tell whether a member is a name for the segmenter or, `beside` other names, nothing but single characters."""
    if not _plain(sheet, item) or sheet.text[slice(*item)] in word_set("not_names.csv"):
        return False
    glued = sheet.ends.get(item[1])
    if glued and glued.start < item[0] and glued.tag.startswith(_NAME_TAGS):
        # 滆|湖官林
        return True
    words = [word for at in range(*item) if (word := sheet.starts.get(at))]
    if not words or words[0].start != item[0] or words[-1].end != item[1]:
        return False
    longer = [word for word in words if word.end - word.start > 1]
    return all(word.tag.startswith(_NAME_TAGS) for word in longer) and (bool(longer) or beside)
