"""Find grades of water (Ⅲ类, 劣V类, 三类水)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ecograph.extract.figures.quantity import Quantity
from ecograph.extract.words.affixes import Endings, matches
from ecograph.model import Comparator
from ecograph.resources import rows

_GRADE = re.compile(
    r"(?P<bad>劣于?)?\s*(?P<grade>[ⅠⅡⅢⅣⅤⅰⅱⅲⅳⅴ]|I{1,3}|IV|V)(?:[-—～~至到]{1,2}(?P<grade2>[ⅠⅡⅢⅣⅤ]|I{1,3}|IV|V))?\s*类"
)
_HAN_GRADE = re.compile(r"(?P<bad>劣于?)?(?P<grade>[一二三四五])类(?=水|标准|水质|，|。|、|；|及以上|以上)")
# What a grade can begin with.
_FIRST = re.compile(r"[劣\sⅠⅡⅢⅣⅤⅰⅱⅲⅳⅴIV](?=[于\sⅠⅡⅢⅣⅤⅰⅱⅲⅳⅴIV类\-—～~至到])")
_HAN_FIRST = re.compile("[劣一二三四五](?=[于一二三四五类])")
_ROMAN = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ", "V": "Ⅴ"} | dict(zip("一二三四五ⅰⅱⅲⅳⅴ", "ⅠⅡⅢⅣⅤ" * 2, strict=True))
_FAR = 6
_BOUND = re.compile(r"(?:水质?|标准)?(?:及|或)?(以上|以下)")


def find_grades(text: str) -> Iterator[Quantity]:
    """Yield the grades of water that a text names."""
    if "类" not in text:
        return
    for pattern, first in ((_GRADE, _FIRST), (_HAN_GRADE, _HAN_FIRST)):
        for match in matches(pattern, first, text):
            yield _grade(text, match)


def _grade(text: str, match: re.Match[str]) -> Quantity:
    start, end = match.span()
    number, worse = start, match["bad"] == "劣于"
    grade = _ROMAN.get(match["grade"], match["grade"])
    comparator: Comparator = "="
    if worse and (grade != "Ⅴ" or text[start - 1 : start] == "不"):
        number = match.start("grade")
        start, comparator = _bounded(text, number)
    elif match["bad"]:
        # Worse than the fifth grade is a grade of its own.
        grade = "劣" + grade
    else:
        start, comparator = _bounded(text, number)
    if after := _BOUND.match(text, end):
        comparator = ">=" if after.group(1) == "以上" else "<="
    return Quantity(start, end, number, end - 1, None, None, "类", "grade", comparator, grade=grade)


def _bounded(text: str, at: int) -> tuple[int, Comparator]:
    """Return where the word begins that bounds a grade from the left (优于, 逼近), and what it says."""
    endings, operators = _bounds()
    start = endings.before(text, at, start=max(0, at - _FAR))
    return (start, operators[text[start:at]]) if start >= 0 else (at, "=")


@cache
def _bounds() -> tuple[Endings, dict[str, Comparator]]:
    """Return the words that bound a grade, and what each says: a better grade is one above."""
    table: dict[str, Comparator] = {
        row["word"]: row["operator"]  # type: ignore[misc]
        for row in rows("data", "lexicon", "grade_bounds.csv")
    }
    return Endings(table), table
