"""Grow a name to the left of its last word, over the words that a name can hold."""

from __future__ import annotations

from ecograph.extract.lexicon import word_set
from ecograph.extract.sheet import Sheet

_QUOTES = {"”": "“", "’": "‘", "）": "（", "》": "《"}


def grow_left(
    sheet: Sheet, at: int, *, stops: str, most: int, solid: dict[int, int] | None = None, numbers: bool = True
) -> int:
    """Return where a name that ends at `at` begins.

    Words are taken to the left until a mark, a function word, a word of the table `stops`, or `most` characters. A quoted or
    bracketed stretch is taken whole; `solid` maps ends to starts of stretches that are taken whole as well (place names).
    """
    start = at
    table = word_set(stops)
    while start > 0 and at - start < most:
        if solid and start in solid:
            start = solid[start]
            continue
        char = sheet.text[start - 1]
        if char in "、至—-" and solid and start - 1 in solid and any(begin == start for begin in solid.values()):
            # 北运河、永定新河“清四乱”专项整治; 商州至丹凤段…工程
            start = solid[start - 1]
            continue
        if char in _QUOTES:
            opening = sheet.text.rfind(_QUOTES[char], max(0, start - 26), start - 1)
            if opening < 0 or "。" in sheet.text[opening:start]:
                break
            if char == "》" or (char == "）" and opening == 0):
                break
            start = opening
            continue
        word = sheet.ends.get(start)
        step = word.start if word else start - 1
        text = sheet.text[step:start]
        if text in table or not _can_hold(sheet, step, start, word.tag if word else "n", numbers=numbers):
            break
        start = step
    return start


def _can_hold(sheet: Sheet, start: int, end: int, tag: str, *, numbers: bool) -> bool:
    text = sheet.text[start:end]
    if text in ("和", "与", "及"):
        left = sheet.ends.get(start)
        return (
            bool(left and left.tag in ("n", "vn", "v", "nz", "l") and len(sheet.text[left.start : left.end]) >= 2)
            and end - start == 1
        )
    if text in ("、", "-", "—", "·", "+", "/"):
        return text in "-—·+/"
    if tag == "x" and not text.isalnum():
        return False
    if tag.startswith("m") or tag == "q":
        return numbers
    if tag == "t":
        return not any(c.isdigit() or c in "今去明年月日" for c in text)
    return tag[:1] not in "pudryc" or tag in ("ng", "nt")


def trim_left(sheet: Sheet, start: int, end: int, *, stops: str) -> int:
    """Step over leading words that no name begins with (conjunctions, counts)."""
    table = word_set(stops)
    while start < end:
        word = sheet.starts.get(start)
        if word is None or word.end >= end:
            return start
        text = sheet.text[start : word.end]
        if text in table or text in ("和", "与", "及", "、", "-", "—") or word.tag in ("c", "q"):
            start = word.end
        else:
            return start
    return start
