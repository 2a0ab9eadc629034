"""Compare the times of articles, which may be a day, a month or a year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Period(NamedTuple):
    """The first and last day of a stretch of time, ISO 8601."""

    first: str
    last: str

    def before(self, other: Period) -> bool:
        """Tell whether it ends before the other begins."""
        return self.last < other.first

    def years(self) -> str:
        """Return the year, or the first and the last."""
        first, last = self.first[:4], self.last[:4]
        return first if first == last else f"{first}-{last}"


def period(published: str) -> Period | None:
    """Return the days that a date of a day, a month or a year may mean; None for an unknown one."""
    if len(published) not in (4, 7, 10):
        return None
    # No month is longer; comparing is all that these days are for.
    return Period(published + "-01-01"[len(published) - 4 :], published + "-12-31"[len(published) - 4 :])


def spanned(dates: Iterable[str]) -> Period | None:
    """Return the stretch from the first of several dates to the last; None where one of them is unknown."""
    periods = [period(date) for date in dates]
    known = [each for each in periods if each]
    if not known or len(known) < len(periods):
        return None
    return Period(min(each.first for each in known), max(each.last for each in known))
