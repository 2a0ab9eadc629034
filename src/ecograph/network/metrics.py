"""Measure and wrap labels without a font: a Chinese character is one em wide, others about half.

Layout and label placing use these figures alone, so that the picture is the same on every machine, whatever its fonts.
"""

from __future__ import annotations

import re
from unicodedata import east_asian_width

FONT_SIZE = 8.0  # points
LINE_HEIGHT = 1.22  # of the font size
WRAP = 8.0  # em
MAX_LINES = 4

_NARROW = 0.56
_TOKEN = re.compile(r"[A-Za-z0-9.,%+/_\-]+|.", re.DOTALL)
_NO_LINE_START = "，。、；：！？）》」』”’】％%—…·"
_NO_LINE_END = "（《「『“‘【"


def width(text: str) -> float:
    """Return the width of a text in em."""
    return sum(1.0 if east_asian_width(sign) in "WFA" else _NARROW for sign in text)


def wrap(text: str, *, limit: float = WRAP, lines: int = MAX_LINES) -> tuple[str, ...]:
    """Break a label into lines of about equal length, each at most about `limit` em; cut what is more than `lines`.

    A blank is the first choice. Numbers and Latin words stay whole; a line neither starts with a closing mark nor ends
    with an opening one.
    """
    text = " ".join(text.split())
    head, _, tail = text.partition(" ")
    if tail and width(text) > limit >= max(width(head), width(tail)):
        return head, tail
    tokens, count = _TOKEN.findall(text), max(1, -int(-width(text) // limit))
    even = max(width(text) / count, 1.0)
    tries = [_fill(tokens, min(even + step, limit)) for step in (0, 1, 2, limit)]
    broken = next((found for found in tries if len(found) <= count), tries[-1])
    if len(broken) > lines:
        return (*broken[: lines - 1], broken[lines - 1][:-1] + "…")
    return tuple(broken)


def _fill(tokens: list[str], limit: float) -> list[str]:
    """Fill lines greedily; half an em over the limit is let pass, so that equal lines stay equal."""
    lines = [""]
    for token in tokens:
        glued = token in _NO_LINE_START or (lines[-1] and lines[-1][-1] in _NO_LINE_END)
        if lines[-1] and not glued and width(lines[-1] + token) > limit + 0.5:
            lines.append("")
        lines[-1] += token if lines[-1] else token.lstrip()
    return [line.rstrip() for line in lines if line.strip()] or [""]


def block(lines: tuple[str, ...], size: float = FONT_SIZE) -> tuple[float, float]:
    """Return width and height of wrapped lines in points."""
    return max(width(line) for line in lines) * size, len(lines) * size * LINE_HEIGHT
