"""Read names aloud: the syllables of their characters, without tones, and in the ways that people read them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice, product
from typing import NamedTuple, TypeAlias

from ecograph.query.search.folding import folded
from ecograph.resources import rows, words

Reading: TypeAlias = tuple[str, ...]
Ways: TypeAlias = tuple[str, ...]

# So many readings of one name are kept; only in a short one is each character taken to be read in any of its ways.
_READINGS, _SHORT = 4, 6
_LONGEST_SURNAME = 2


class _Table(NamedTuple):
    surnames: dict[str, Reading]
    places: dict[str, Reading]
    characters: dict[str, Ways]
    begin: frozenset[str]


def readings(name: str, *, person: bool = False) -> list[Reading]:
    """Return how a name is read, one syllable a Chinese character; Latin letters and digits stand for themselves."""
    text = "".join(each for each in folded(name) if each.isalnum())
    if not any(_is_han(each) for each in text):
        return []
    short = len(text) <= _SHORT
    ways = [_only(each) or _ways(text, at, short=short) for at, each in enumerate(text)]
    for at, reading in _known(text, person=person):
        for step, syllable in enumerate(reading):
            ways[at + step] = tuple(dict.fromkeys((syllable, *ways[at + step])))
    return list(islice(product(*ways), _READINGS))


def places(name: str) -> list[int]:
    """Return where in a name the characters stand that have a syllable, in the order of the syllables."""
    return [at for at, each in enumerate(name) if any(part.isalnum() for part in folded(each))]


@cache
def syllables() -> frozenset[str]:
    """Return all syllables of the standard language, with v for ü."""
    return frozenset(words("data", "search", "syllables.csv"))


@cache
def beginnings() -> frozenset[str]:
    """Return what syllables begin with: the first letters of each."""
    return frozenset(each[:end] for each in syllables() for end in range(1, len(each) + 1))


def _known(text: str, *, person: bool) -> Iterator[tuple[int, Reading]]:
    """Yield the readings of surnames and places that a name holds, with their place."""
    table = _table()
    if person:
        for length in range(_LONGEST_SURNAME, 0, -1):
            if reading := table.surnames.get(text[:length]):
                yield 0, reading
                break
    for at, char in enumerate(text):
        if char in table.begin:
            for length in (2, 3):
                if reading := table.places.get(text[at : at + length]):
                    yield at, reading


def _ways(text: str, at: int, *, short: bool) -> Ways:
    char = text[at]
    usual = _in_context(text[max(0, at - 1) : at], char, text[at + 1 : at + 2])
    if not short:
        return (usual,)
    return tuple(dict.fromkeys((usual, *_table().characters.get(char, ()))))


@lru_cache(maxsize=30_000)
def _only(char: str) -> Ways:
    """Return the reading of a character that has one only, () for others; what is none of ours stands for itself."""
    if not _is_han(char):
        return (char,)
    if char in _table().characters:
        return ()
    from pypinyin import Style, pinyin

    (found,) = pinyin(char, style=Style.NORMAL, heteronym=True)[:1] or [[char]]
    return (found[0],) if len(set(found)) == 1 else ()


@lru_cache(maxsize=100_000)
def _in_context(before: str, char: str, after: str) -> str:
    """Return the reading of a character between its neighbours, which a table of phrases tells."""
    from pypinyin import lazy_pinyin

    return lazy_pinyin(before + char + after)[len(before)] if _are_han(before + after) else lazy_pinyin(char)[0]


def _are_han(text: str) -> bool:
    return all(map(_is_han, text))


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or char == "〇"


@cache
def _table() -> _Table:
    table = _Table({}, {}, {}, frozenset())
    for row in rows("data", "search", "readings.csv"):
        said = tuple(row["reading"].split())
        {"surname": table.surnames, "place": table.places, "character": table.characters}[row["where"]][row["name"]] = (
            said
        )
    return table._replace(begin=frozenset(each[0] for each in table.places))
