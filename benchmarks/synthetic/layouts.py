"""Lay an article out as papers, web pages and files do."""

from __future__ import annotations

import random
from collections.abc import Sequence

from synthetic import words

_BROKEN, _TITLE_LAST, _BARE = 0.15, 0.1, 0.2


def laid_out(title: str, paragraphs: Sequence[str], printed: tuple[int, int, int, str], chance: random.Random) -> str:
    """Return the text of an article: most have a source line, some broken lines, some the title after the body."""
    year, month, day, place = printed
    kind = chance.random()
    body = list(paragraphs)
    if kind < _BROKEN:
        width = 18 + int(chance.random() * 20)
        body = [line for each in body for line in _wrapped("　　" + each, width)]
    if kind > 1 - _TITLE_LAST:
        return "\n".join((*body, title, f"{year}年{month}月{day}日")) + "\n"
    source = f"{place}{words.MEDIA[int(chance.random() * len(words.MEDIA))]}"
    lines = [title]
    if chance.random() > _BARE:
        lines.append(f"{year}-{month:02}-{day:02} 来源：{source}")
    else:
        lines.append(f"{year}年{month}月{day}日")
    return "\n".join((*lines, "", *body)) + "\n"


def _wrapped(paragraph: str, width: int) -> list[str]:
    return [paragraph[start : start + width] for start in range(0, len(paragraph), width)]
