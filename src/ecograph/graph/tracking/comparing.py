"""Compare amounts: whether two articles give the same value, whether a report meets a plan."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Literal

from ecograph.graph.tracking.units import Amount

# What the conversion of units leaves, and what cutting digits off (26.47 printed as 26.4) may.
_EXACT, _CUT_OFF = Decimal("1e-9"), Decimal("0.009")
_ABOUT = Decimal("0.05")
# Nobody says 超过26万亩 of 50.
_BEYOND = Decimal("0.2")
_SHARES = ("1", "pp", "grade")
_LEAST, _MOST = (">=", ">"), ("<=", "<")


def is_same_plan(one: Amount, other: Amount) -> bool:
    """Say whether two plans name the same value, whatever the word for the bound: 24万亩, 24万亩以上.

    Plans are set, not measured: 34% and 34.4% are two plans. Only where another unit was used (公顷 for 亩) may digits differ.
    """
    return _equal(one.value, other.value) and (one.upper is None) == (other.upper is None) and (
        one.upper is None or other.upper is None or _equal(one.upper, other.upper)
    )  # fmt: skip


def agree(one: Amount, other: Amount) -> bool:
    """Say whether two articles can mean the same measured value, as precisely as each prints it.

    26万亩 is 26.4万亩 rounded; 3000亩 may be 2987亩, and 26.4 be 26.47 cut off, within 0.9 %; 超过26万亩 agrees with what is
    somewhat more, 约26万亩 with what is near. 26.4万亩 and 26.1万亩 do not agree, nor do 22 and 21.
    """
    if _equal(one.value, other.value):
        return True
    if one.upper is not None or other.upper is not None:
        return _overlap(one, other)
    if _allows(one, other) or _allows(other, one):
        return True
    fine, coarse = sorted((one, other), key=lambda each: (_worth(each), each.step))
    if coarse.step > fine.step and _equal(_cut(fine, coarse.step, ROUND_HALF_UP), coarse.value):
        return True
    near = abs(fine.value - coarse.value) <= _CUT_OFF * max(abs(fine.value), abs(coarse.value))
    cut_off = coarse.step > fine.step and _equal(_cut(fine, coarse.step, ROUND_DOWN), coarse.value)
    round_number = _worth(coarse) > _worth(fine) and _equal(_cut(fine, _worth(coarse), ROUND_HALF_UP), coarse.value)
    return near and (cut_off or round_number)


def _cut(amount: Amount, step: Decimal, rounding: str) -> Decimal:
    return (amount.value / step).quantize(Decimal(1), rounding) * step


def _worth(amount: Amount) -> Decimal:
    """Return the worth of the last digit that may be meant: of 3000亩 it is the 3, of a share always the last printed."""
    if amount.base in _SHARES or not amount.value:
        return amount.step
    digits = f"{(amount.value / amount.step).to_integral_value():f}"
    return amount.step * Decimal(10) ** (len(digits) - len(digits.rstrip("0")))


def meets(plan: Amount, report: Amount, better: Literal["more", "less"]) -> bool:
    """Say whether a report meets a plan; a plan without a bound is the least where more is better, the most where less is."""
    upward = plan.comparator in _LEAST or (plan.comparator not in _MOST and better == "more")
    if upward:
        return report.value > plan.value or (_equal(report.value, plan.value) and report.comparator not in ("<",))
    bound = plan.value if plan.upper is None else plan.upper
    reached = report.value if report.upper is None else report.upper
    return reached < bound or (_equal(reached, bound) and report.comparator not in (">",))


def wanted(plan: Amount, better: str, *, changes: bool) -> Literal["more", "less"]:
    """Return what is better, as the indicator says; where it does not say, the direction that a planned change has."""
    if better in ("more", "less"):
        return "more" if better == "more" else "less"
    return "less" if changes and plan.value < 0 else "more"


def _equal(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _EXACT * max(abs(one), abs(other))


def _allows(bound: Amount, other: Amount) -> bool:
    """Say whether a value that is only bounded, or about right, leaves room for the other."""
    apart = other.value - bound.value
    if bound.comparator in _LEAST:
        return 0 <= apart <= _BEYOND * abs(bound.value)
    if bound.comparator in _MOST:
        return 0 <= -apart <= _BEYOND * abs(bound.value)
    return bound.comparator == "~" and abs(apart) <= max(bound.step, _ABOUT * abs(bound.value))


def _overlap(one: Amount, other: Amount) -> bool:
    """Say whether two ranges, or a range and a value, have a value in common."""
    low, high = one.value, one.value if one.upper is None else one.upper
    return low <= (other.value if other.upper is None else other.upper) and other.value <= high
