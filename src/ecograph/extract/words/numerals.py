"""Read Chinese numerals."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_TENTH = {"百": 10, "千": 100, "万": 1_000, "亿": 10_000_000}
_LARGE = {"万": 10_000, "亿": 100_000_000}


def chinese_number(text: str) -> Decimal | None:
    """Return the value of a Chinese numeral (三千二百, 二〇二五, 七十一点三, 二百二十万), None if it is none."""
    whole, _, fraction = text.partition("点")
    value = _digits(whole) if len(whole) > 1 and all(c in DIGITS for c in whole) else _whole(whole)
    if value is None or not all(c in DIGITS for c in fraction):
        return None
    if fraction:
        return Decimal(f"{value}." + "".join(str(DIGITS[c]) for c in fraction))
    return Decimal(value)


def _digits(text: str) -> int:
    return int("".join(str(DIGITS[c]) for c in text))


def _whole(text: str) -> int | None:
    total, section, number = 0, 0, 0
    for char in text:
        if char in DIGITS:
            number = DIGITS[char]
        elif char in _SMALL:
            section += (number or 1) * _SMALL[char]
            number = 0
        elif char in _LARGE:
            total = (
                (total + section + number) * _LARGE[char]
                if char == "亿"
                else total + (section + number or 1) * _LARGE[char]
            )
            section = number = 0
        else:
            return None
    if len(text) > 2 and text[-1] in DIGITS and text[-2] in _TENTH:
        # 两万五 is 25,000: the digit behind a unit counts tenths of it.
        number *= _TENTH[text[-2]]
    return total + section + number if text else None
