"""Read the names of peoples who write them with a dot: 艾尔肯·吐逊."""

from __future__ import annotations

import re

from ecograph.extract.persons.name_ends import MARKS, end_score, in_dictionary
from ecograph.extract.sheet import Sheet

DOT = re.compile(r"[·•‧・]")
"""The dots that join the parts of a name."""

LONGEST = 6
"""How many characters a part of a name has at most."""

_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,7}(?:[·•‧・][\u4e00-\u9fff]{1,7})+")
# Characters that end names of the peoples of Xinjiang, and that the segmenter leaves alone (莫合木|提).
_LAST = frozenset("提木江克拉丁力孜甫尔")


def dotted_at(sheet: Sheet, at: int) -> str:
    """Return the name with a dot that begins here, "" if none does."""
    match = _DOTTED.match(sheet.text, at)
    return _trim(sheet, match.group(), at) if match else ""


def _trim(sheet: Sheet, name: str, at: int) -> str:
    """Cut what the pattern took too much of after the last dot (热西提|表示).

    Words that the segmenter takes for names, and single characters before them, belong to the name; else what follows decides.
    """
    last = DOT.split(name)[-1]
    base = at + len(name) - len(last)
    if (end := _name_words(sheet, base, at + len(name))) > base + 1:
        return sheet.text[at:end]
    if (
        sheet.text[at + len(name) : at + len(name) + 1] in MARKS
        and len(last) <= LONGEST
        and not _verb_in(sheet, base, len(last))
    ):
        return name
    lengths = range(2 if len(last) > 1 else 1, len(last) + 1)
    for length in lengths:
        here, longer = end_score(sheet, base + length), end_score(sheet, base + length + 1)
        if here >= 1.8 and (here >= 2.1 or longer < 2.1 or length == len(last)):
            return sheet.text[at : base + length]
    return name


def _verb_in(sheet: Sheet, start: int, length: int) -> bool:
    """Tell whether a verb or a word of time lies in a stretch (热西提|表示|，)."""
    words = (sheet.starts.get(at) for at in range(start + 1, start + length))
    return any(w and w.end - w.start > 1 and w.tag[:1] in "vtpm" for w in words) or any(
        hit[1] - hit[0] > 1 for at in range(start + 1, start + length) for hit in sheet.found("saying").at(at)
    )


def _name_words(sheet: Sheet, start: int, stop: int) -> int:
    """Return where the words that the segmenter takes for parts of a name end (阿卜杜拉|翻开, 巴合|提|别克|（), 0 if unsure."""
    at, good = start, 0
    while at < stop and (word := sheet.starts.get(at)) and word.end <= stop:
        if word.tag.startswith("nr") or (at == start and word.tag.startswith("n") and word.end - word.start > 2):
            good = word.end
        elif word.end - word.start > 1 and (at > start or not word.tag.startswith(("ns", "nz", "nx", "ng"))):
            break
        at = word.end
    if sheet.text[good : good + 1] in _LAST and end_score(sheet, good + 1) >= 1.8:
        word = sheet.starts.get(good)
        good += 1 if word and (word.end == good + 1 or not in_dictionary(sheet.text[good : word.end])) else 0
    return good if end_score(sheet, good) >= 1.8 else 0
