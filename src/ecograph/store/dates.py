"""Reckon with dates of which only the year or the month may be known (ISO 8601: YYYY, YYYY-MM, YYYY-MM-DD)."""

from __future__ import annotations

from calendar import monthrange


def first_day(date: str) -> str:
    """Return the first day of a year or month, a day as it is, "" for ""."""
    return f"{date}-01-01" if len(date) == 4 else f"{date}-01" if len(date) == 7 else date


def last_day(date: str) -> str:
    """Return the last day of a year or month, a day as it is, "" for ""."""
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7 and date[5:7].isdigit() and 1 <= int(date[5:7]) <= 12:
        return f"{date}-{monthrange(int(date[:4]), int(date[5:7]))[1]}"
    return date


def known_since(published: str, read: str) -> str:
    """Return the day from which an article counts as known, by when it was published and when it was read.

    It is the day of publication; where only the year or the month of that is known, the day of reading if that lies within,
    else the last day that is possible: nothing counts before it was out for certain. Without a date, the day of reading.
    """
    day = read[:10]
    return max(first_day(published), min(last_day(published), day)) if published else day
