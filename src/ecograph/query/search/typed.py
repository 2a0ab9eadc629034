"""Read what was typed in Latin letters as pinyin: whole syllables with the last one unfinished, or first letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from ecograph.query.search.folding import BLANK
from ecograph.query.search.readings import Reading, beginnings, syllables

_LATIN = re.compile(r"[a-z]+(?:'[a-z]+)*'?")
_BETWEEN = re.compile(f"['’{BLANK}]+")
# People type lue and nue for what the table has as lve and nve.
_OTHER = {"lue": "lve", "nue": "nve"}
_LONGEST_SYLLABLE = 6
_WAYS = 8


def letters(text: str) -> str:
    """Return what was typed if it can be pinyin, else "": letters, with ' where a syllable must end; `text` is folded."""
    typed = _BETWEEN.sub("'", text.replace("ü", "v"))
    return typed.removesuffix("'") if _LATIN.fullmatch(typed) else ""


def initials(typed: str) -> str:
    """Return the letters alone."""
    return typed.replace("'", "")


def divided(typed: str) -> list[Reading]:
    """Return the ways to divide letters into syllables, the last of which need not be finished; fewest syllables first."""
    return sorted(islice(_divided(typed), _WAYS), key=len)


@cache
def completions(begun: str) -> int:
    """Return how many syllables begin so."""
    return sum(each.startswith(begun) for each in syllables())


def _divided(typed: str) -> Iterator[Reading]:
    if _other(typed) in beginnings():
        yield (_other(typed),)
    for end in range(min(_LONGEST_SYLLABLE, len(typed) - 1), 0, -1):
        if (first := _other(typed[:end])) in syllables():
            yield from ((first, *rest) for rest in _divided(typed[end:].removeprefix("'")))


def _other(syllable: str) -> str:
    return _OTHER.get(syllable, syllable)
