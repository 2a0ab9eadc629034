"""Write a text as it is searched: small letters, half width, simplified, without line breaks.

What is searched for is folded in the same way, so a text that holds the words as they are written is always found; it is also
found by the other forms of the same words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from ecograph.resources import rows

# A blank between two Latin words or numbers; all other white space is dropped, which lines and justified text scatter.
BLANK = "␣"
_SPACE = " "
_BETWEEN = re.compile(f"(?<=[0-9a-z]){_SPACE}+(?=[0-9a-z])")
_QUOTES = {**dict.fromkeys("“”„‟〝〞「」『』＂", '"'), **dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("‧•∙⋅・﹒", "·")}
_MARKS = frozenset("\"'《》〈〉()[]【】〔〕·")
_SENTINELS = range(0x20)


class Folded(NamedTuple):
    """A text as it is searched; `places[i]` is where its character i stands in the text as written."""

    text: str
    places: tuple[int, ...]


class _Table(dict[int, str]):
    """Characters and what they become, found out at the first use of each."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _fold(chr(code))
        return made


def folded(text: str) -> str:
    """Return a text as it is searched."""
    text = text.translate(_table())
    return _BETWEEN.sub(BLANK, text).replace(_SPACE, "") if _SPACE in text else text


def bare(text: str) -> str:
    """Return a folded text without quotation marks, book marks and brackets, which people leave out when they type."""
    return text if _MARKS.isdisjoint(text) else "".join(each for each in text if each not in _MARKS)


def located(text: str, *, bare: bool = False) -> Folded:
    """Return a text as it is searched, with the place of each character."""
    table = _table()
    told = [(made, at) for at, each in enumerate(text) for made in table[ord(each)]]
    between = {found.start() for found in _BETWEEN.finditer("".join(made for made, _ in told))}
    kept = [
        (BLANK if made == _SPACE else made, at)
        for place, (made, at) in enumerate(told)
        if (made != _SPACE or place in between) and not (bare and made in _MARKS)
    ]
    return Folded("".join(made for made, _ in kept), tuple(at for _, at in kept))


@cache
def _table() -> _Table:
    return _Table()


def _fold(char: str) -> str:
    if char in _QUOTES:
        return _QUOTES[char]
    if char.isspace():
        return _SPACE
    if ord(char) in _SENTINELS or unicodedata.category(char) in ("Cf", "Cc", "Cs"):
        return ""
    told = unicodedata.normalize("NFKC", char).lower()
    # 〉 and the like have compatible forms with a space in them, which is none of the text's.
    return "".join(_simplified().get(each, each) for each in told if not each.isspace())


@cache
def _simplified() -> dict[str, str]:
    """Return the simplified forms of the characters that only traditional texts use."""
    table = rows("data", "lexicon", "traditional.csv")
    return {row["traditional"]: row["simplified"] for row in table if row["telling"] == "yes"}
