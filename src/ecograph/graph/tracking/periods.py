"""Reckon with stretches of time: the period of a commitment, the time that a report speaks of."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

_FIRST, _LAST = "-01-01", "-12-31"


class Period(NamedTuple):
    """The first and the last day of a stretch of time, ISO 8601."""

    first: str
    last: str

    @property
    def text(self) -> str:
        """Return it as ISO 8601, in whole years or months: 2022, 2022-10, 2021/2025, 2022-01/2022-06."""
        start, end = self.first[:7], self.last[:7]
        if self.first.endswith(_FIRST) and self.last.endswith(_LAST):
            start, end = start[:4], end[:4]
        return start if start == end else f"{start}/{end}"

    @property
    def is_month(self) -> bool:
        """Say whether it lies within one month."""
        return self.first[:7] == self.last[:7]

    @property
    def of_one_year(self) -> bool:
        """Say whether it lies within one year."""
        return self.first[:4] == self.last[:4]

    def covers(self, other: Period) -> bool:
        """Say whether the other lies within it."""
        return self.first <= other.first and other.last <= self.last


def years(first: int, last: int | None = None) -> Period:
    """Return a year, or the years from the first to the last."""
    return Period(f"{first:04}{_FIRST}", f"{last or first:04}{_LAST}")


def months(year: int, first: int, last: int | None = None) -> Period:
    """Return a month, or the months of a year from the first to the last."""
    return Period(f"{year:04}-{first:02}-01", last_day(f"{year:04}-{last or first:02}"))


def read(text: str) -> Period | None:
    """Return the period that ISO 8601 writes as a year, a month or a day; None for anything else."""
    if len(text) not in (4, 7, 10) or not text[:4].isdigit():
        return None
    return Period(first_day(text), last_day(text))


def first_day(text: str) -> str:
    """Return the first day of a year or month, a day as it is, "" for ""."""
    return text + {4: _FIRST, 7: "-01"}.get(len(text), "")


def last_day(text: str) -> str:
    """Return the last day of a year or month, a day as it is, "" for ""."""
    if len(text) == 4:
        return text + _LAST
    return f"{text}-{monthrange(int(text[:4]), int(text[5:7]))[1]:02}" if len(text) == 7 else text


def day_after(day: str) -> str:
    """Return the next day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def days_between(day: str, other: str) -> int:
    """Return how many days lie between two days."""
    return abs((date.fromisoformat(day) - date.fromisoformat(other)).days)
