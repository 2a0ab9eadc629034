"""Compare the times of articles, which may be a day, a month or a year."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

# Two posts told less than these days apart are told at the same time, as far as one can say.
_SOON = 90


class Period(NamedTuple):
    """From when to when articles tell of something, ISO 8601, as far as their dates say.

    The first article is of some day from `first` to `begun`, the last of some day from `settled` to `last`.
    """

    first: str
    last: str
    begun: str
    settled: str

    def before(self, other: Period) -> bool:
        """Tell whether it ends before the other begins, and not just before."""
        return self.last < other.first and _days(other.begun) - _days(self.settled) >= _SOON

    def years(self) -> str:
        """Return the year, or the first and the last."""
        first, last = self.first[:4], self.last[:4]
        return first if first == last else f"{first}-{last}"


def _days(day: str) -> int:
    """Return a number of days; months count 31, which is near enough."""
    year, month, date = map(int, day.split("-"))
    return (year * 12 + month) * 31 + date


@lru_cache(maxsize=8192)
def period(published: str) -> Period | None:
    """Return the days that a date of a day, a month or a year may mean; None for an unknown one."""
    if len(published) not in (4, 7, 10):
        return None
    # No month is longer; comparing is all that these days are for.
    first, last = (published + rest[len(published) - 4 :] for rest in ("-01-01", "-12-31"))
    return Period(first, last, last, first)


def spanned(periods: Iterable[Period | None]) -> Period | None:
    """Return the time from the first of several periods to the last; None where one of them is unknown."""
    listed = list(periods)
    if len(listed) == 1:
        return listed[0]
    known = [each for each in listed if each]
    if not known or len(known) < len(listed):
        return None
    return Period(
        min(each.first for each in known),
        max(each.last for each in known),
        min(each.begun for each in known),
        max(each.settled for each in known),
    )
