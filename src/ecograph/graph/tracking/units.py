"""Measure quantities in base units, so that 37.8万亩 and 252平方公里 are the same.

The units and their factors are in `data/targets/units.csv`, as QUDT has them; `ontology/vocab/units.ttl` says the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation, localcontext
from functools import cache
from typing import NamedTuple

from ecograph.model import Attribute
from ecograph.resources import rows

_MAGNITUDES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_FLIPPED = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}
# More digits than any article prints, fewer than a factor with an endless fraction has.
_DIGITS = 15


class Unit(NamedTuple):
    """A unit of the vocabulary, "" for one that is not in it: `factor` times the base unit that `base` names."""

    id: str
    base: str
    factor: Decimal


class Amount(NamedTuple):
    """How much, in the base unit: `upper` is the end of a range, `step` the worth of the last digit that is printed.

    A class of water is its rank, 1 the best; a decrease is less than 0. `comparator` says how the quantity relates to the
    value in these terms. `printed` is number and unit as the article has them.
    """

    value: Decimal
    upper: Decimal | None
    step: Decimal
    base: str
    comparator: str
    printed: str

    def turned(self) -> Amount:
        """Return the same with the sign changed."""
        upper = None if self.upper is None else -self.upper
        low, high = (-self.value, None) if upper is None else (upper, -self.value)
        return self._replace(value=low, upper=high, comparator=_FLIPPED.get(self.comparator, self.comparator))

    def scaled(self, factor: Decimal, base: str) -> Amount:
        """Return the same in another base unit."""
        upper = None if self.upper is None else _tidy(self.upper * factor)
        return self._replace(value=_tidy(self.value * factor), upper=upper, step=self.step * factor, base=base)


@cache
def units() -> Mapping[str, Unit]:
    """Return the units by their printed forms, in NFKC."""
    return {
        folded(name): Unit(row["id"], row["base"], Decimal(row["factor"]))
        for row in rows("data", "targets", "units.csv")
        for name in row["notations"].split("|")
    }


@cache
def bases() -> Mapping[str, str]:
    """Return the base unit of each unit, by the unit's id."""
    return {row["id"]: row["base"] for row in rows("data", "targets", "units.csv")}


@cache
def grades() -> Mapping[str, int]:
    """Return the classes of water with their ranks, the best first."""
    return {row["grade"]: int(row["rank"]) for row in rows("data", "targets", "grades.csv")}


@cache
def unit(printed: str) -> Unit:
    """Return a unit as it is printed; 万 and 亿 before it multiply it, and one that nobody knows is its own base."""
    name, factor = folded(printed), Decimal(1)
    while name not in units() and name[:1] in _MAGNITUDES and len(name) > 1:
        factor *= _MAGNITUDES[name[0]]
        name = name[1:]
    known = units().get(name)
    if known is None:
        return Unit("", name or "count", factor)
    return known if factor == 1 else Unit("", known.base, factor * known.factor)


def amount(attributes: Mapping[str, Attribute]) -> Amount | None:
    """Return the amount of a target; None where its value is neither a number nor a class of water."""
    printed_unit, comparator = str(attributes.get("unit") or ""), str(attributes.get("comparator") or "=")
    printed = _printed(attributes) + printed_unit
    rank = grades().get(str(attributes.get("value")))
    if rank is not None:
        # 优于Ⅲ类 is at least as good: of a lower rank.
        turned = _FLIPPED.get(comparator, comparator)
        return Amount(Decimal(rank), None, Decimal(1), unit(printed_unit).base, turned, printed)
    value = _number(attributes.get("value"))
    if value is None:
        return None
    of = unit(printed_unit)
    upper = _number(attributes.get("value_max"))
    step = _step(str(attributes.get("value_text") or ""), value) * of.factor
    high = None if upper is None else _tidy(upper * of.factor)
    return Amount(_tidy(value * of.factor), high, step, of.base, comparator, printed)


def normalised(attributes: Mapping[str, Attribute]) -> dict[str, Attribute]:
    """Return the value of a target in its base unit, and that unit; nothing for a grade or a unit that nobody knows."""
    value, of = _number(attributes.get("value")), unit(str(attributes.get("unit") or ""))
    if value is None or of.base not in bases().values() or not attributes.get("unit"):
        return {}
    return {"normalized_value": plain(_tidy(value * of.factor)), "normalized_unit": of.base}


def plain(value: Decimal) -> str:
    """Return a number without an exponent and without zeros at its end."""
    return f"{value.normalize():f}"


def folded(text: str) -> str:
    """Return a text in NFKC without blanks: ㎡ is m2, ％ is %."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _printed(attributes: Mapping[str, Attribute]) -> str:
    """Return the number as the article prints it, a numeral in characters as digits: 七成 is 70%."""
    text, value = str(attributes.get("value_text") or ""), attributes.get("value")
    number = _number(value)
    if number is None or _number(folded(text).replace(",", "")) == number:
        return text or str(value)
    return plain(number)


def _number(value: Attribute) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _step(text: str, value: Decimal) -> Decimal:
    """Return the worth of the last digit: 0.1 of 96.0, 1 of 96; of a numeral in characters, that of its value."""
    printed = _number(folded(text).replace(",", ""))
    number = value if printed is None or printed != value else printed
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def _tidy(value: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = _DIGITS
        return +value
