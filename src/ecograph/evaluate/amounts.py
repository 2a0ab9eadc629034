"""Compare amounts whatever their unit's scale: 1.36 亿元 and 13600 万元 are the same."""

from __future__ import annotations

from ecograph.evaluate.folding import folded

# Longest first, so that 百万 is not read as 百.
_SCALES = {"百万": 1e6, "千万": 1e7, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
_UNSCALED = frozenset({"千米", "千克", "千瓦", "千瓦时"})
_SAME = {"μg/m3": "微克/立方米", "㎡": "平方米", "km": "公里", "千米": "公里", "kg": "公斤"}


def amount(value: object, unit: object) -> tuple[float | str, str]:
    """Return a value and its unit with 百, 千, 万 and 亿 moved out of the unit into the value; a grade stays text."""
    size, measure = _number(value), folded(unit or "")
    measure = _SAME.get(measure, measure)
    if isinstance(size, str) or measure in _UNSCALED:
        return size, measure
    for word, factor in _SCALES.items():
        if measure.startswith(word):
            return round(size * factor, 6), measure.removeprefix(word)
    return size, measure


def same_measure(one: str, other: str) -> bool:
    """Return whether two units agree; one may leave out what the other puts before it (立方米, 亿立方米)."""
    return one == other or bool(one and other and (one.endswith(other) or other.endswith(one)))


def _number(value: object) -> float | str:
    try:
        return round(float(str(value).replace(",", "")), 6)
    except ValueError:
        return folded(value)
