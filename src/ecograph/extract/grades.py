"""Find grades of water (Ⅲ类, 劣V类, 三类水)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ecograph.extract.quantity import Quantity
from ecograph.model import Comparator

_GRADE = re.compile(
    r"(?P<bad>劣)?(?P<grade>[ⅠⅡⅢⅣⅤⅰⅱⅲⅳⅴ]|I{1,3}|IV|V)(?:[-—～~至到]{1,2}(?P<grade2>[ⅠⅡⅢⅣⅤ]|I{1,3}|IV|V))?\s*类"
)
_HAN_GRADE = re.compile(r"(?P<bad>劣)?(?P<grade>[一二三四五])类(?=水|标准|水质|，|。|、|；|及以上|以上)")
_ROMAN = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ", "V": "Ⅴ"} | dict(zip("一二三四五ⅰⅱⅲⅳⅴ", "ⅠⅡⅢⅣⅤ" * 2, strict=True))
_BOUND = re.compile(r"(?:水质?|标准)?(?:及|或)?(以上|以下)")


def find_grades(text: str) -> Iterator[Quantity]:
    """Yield the grades of water that a text names."""
    if "类" not in text:
        return
    for pattern in (_GRADE, _HAN_GRADE):
        for match in pattern.finditer(text):
            yield _grade(text, match)


def _grade(text: str, match: re.Match[str]) -> Quantity:
    start, end = match.span()
    grade = (match.group("bad") or "") + _ROMAN.get(match.group("grade"), match.group("grade"))
    comparator: Comparator = "="
    if after := _BOUND.match(text, end):
        comparator = ">=" if after.group(1) == "以上" else "<="
    elif text.endswith(("优于", "好于"), 0, start):
        comparator = ">"
    return Quantity(start, end, start, end - 1, None, None, "类", "grade", comparator, grade=grade)
