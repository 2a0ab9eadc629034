"""Compare names as a reader would: marks, blanks and character widths make no difference."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

# What is left out before two names are compared, once the widths are folded.
_SILENT = re.compile(r"[\s“”\"'‘’《》〈〉()\[\]【】「」·,、]")
_DIVISION = re.compile("(?:特别行政区|自治区|自治州|自治县|省|市|县|区|旗|州|盟|镇|乡)$")
# From here on, two names that are not the same still mean the same project or policy.
ALIKE = 0.6


def folded(text: object) -> str:
    """Return a name without marks, brackets and blanks, in half-width characters."""
    return _SILENT.sub("", unicodedata.normalize("NFKC", str(text)))


def place_stem(name: str) -> str:
    """Return a folded place name without the word for its kind of division (和顺县 -> 和顺); never a single character."""
    stem = _DIVISION.sub("", name)
    return stem if len(stem) > 1 else name


def likeness(one: str, other: str) -> float:
    """Return how alike two folded names are, in [0, 1].

    Where one holds the other, the share that it makes up; else the characters that both have over the longer's length.
    """
    if not one or not other:
        return 0.0
    longer = max(len(one), len(other))
    if one in other or other in one:
        return min(len(one), len(other)) / longer
    return (Counter(one) & Counter(other)).total() / longer
