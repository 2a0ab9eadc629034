"""Reckon the places of what charts draw; the templates write them as SVG."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ecograph.server.pages.tracked import Tracked

_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)\s*(.*)")
_MOST_YEARS = 16


class Scale(NamedTuple):
    """A line from 0 (or below the smallest) to a round number, in the unit that is written; `factor` makes it of the base unit."""

    low: float
    high: float
    unit: str
    factor: float = 1.0

    def at(self, value: float, width: float) -> float:
        """Return how far along a line of this width a value in the base unit stands."""
        span = self.high - self.low
        return round(width * min(max((value * self.factor - self.low) / span, 0), 1), 1) if span else 0.0

    @property
    def ticks(self) -> list[float]:
        """Return the numbers to write below the line: both ends and the middle."""
        return [self.low, (self.low + self.high) / 2, self.high]


def scale_of(found: Sequence[Tracked]) -> Scale | None:
    """Return the scale that holds what is planned and reported; None where nothing is a number."""
    values = [value for each in found for value in (each.planned_number, each.reported_number) if value is not None]
    first = next((each for each in found if each.planned_number), None)
    written = _NUMBER.match(first.planned.lstrip("<>=~")) if first else None
    if not values or first is None or written is None or not first.planned_number:
        return None
    factor = float(written[1]) / first.planned_number
    low, high = min(0.0, *(value * factor for value in values)), max(value * factor for value in values)
    return Scale(-_round_up(-low) if low < 0 else 0.0, _round_up(high), written[2], factor)


def _round_up(value: float) -> float:
    """Return the next of 1, 1.2, 1.5, 2, 3, 4, 5, 6, 8 and 10 times a power of ten; 100 for what is a little below it."""
    if value <= 0:
        return 1.0
    power = 1.0
    while power * 10 <= value:
        power *= 10
    while power > value:
        power /= 10
    return next(step * power for step in (1, 1.2, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * power >= value * 0.999)


class Segment(NamedTuple):
    """One piece of a column: so many in a state, from `y` down by `height` of 100."""

    state: str
    n: int
    y: float
    height: float


class Columns:
    """A column for each year, of pieces by state, the worst at the foot; the most recent years where there are many."""

    def __init__(self, found: Iterable[tuple[str, str, int]], states: Sequence[str]) -> None:
        counted = {(year, state): n for year, state, n in found}
        totals = Counter[str]()
        for (year, _), n in counted.items():
            totals[year] += n
        first, last = (min(totals, default="0"), max(totals, default="0"))
        every = [f"{year:04}" for year in range(int(first), int(last) + 1)] if totals else []
        self.years = (
            every if len(every) <= _MOST_YEARS else sorted(sorted(totals, key=lambda y: -totals[y])[:_MOST_YEARS])
        )
        self.most = max((totals[year] for year in self.years), default=0)
        self.totals = totals
        self._counted, self._states = counted, states

    def of(self, year: str) -> list[Segment]:
        """Return the pieces of one year's column."""
        found, top = list[Segment](), 100.0
        for state in self._states:
            if n := self._counted.get((year, state)):
                height = max(100 * n / self.most, 1.2)
                top -= height
                found.append(Segment(state, n, round(top, 2), round(height, 2)))
        return found
