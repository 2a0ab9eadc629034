"""The clause around a number, as far as it can tell what the number counts."""

from __future__ import annotations

from ecograph.extract.sheet import Sheet

# A clause of real prose is shorter; what runs longer is a table or a list without marks, and is not read through for each number.
REACH = 80


def clause_near(sheet: Sheet, at: int) -> tuple[int, int]:
    """Return the clause around `at`, cut off at some distance on either side."""
    start, end = sheet.clause(at)
    return start if start > at - REACH else at - REACH, end if end < at + REACH else at + REACH
