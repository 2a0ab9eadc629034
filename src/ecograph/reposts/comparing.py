"""Compare two documents by their signatures."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from ecograph.reposts.signature import Signature
from ecograph.store.dates import first_day, last_day


class Text(NamedTuple):
    """The sentences of a body and the other readings of the first of them, by their digests."""

    sentences: Sequence[int]
    openings: Sequence[int] = ()


# What is shorter has too little of its own to be known again.
FEWEST, SHORTEST = 2, 80
# What makes up less of another is a passage of it, not the article.
_SHARE = 0.5
# An article is printed again within so many days (as in the tracking of targets); later, it says the same anew.
_DAYS = 7
_YEAR = len("2024")


def holds(whole: Text, part: Text) -> bool:
    """Say whether the sentences of the part all stand in the whole, in their order.

    Of the first one, what runs into it on one side only is left out.
    """
    first, *others = part.sentences
    for opening in (first, *part.openings):
        if opening in whole.sentences:
            return _in_order(others, whole.sentences[whole.sentences.index(opening) + 1 :])
    return first in whole.openings and _in_order(others, whole.sentences[1:])


def _in_order(part: Sequence[int], whole: Sequence[int]) -> bool:
    rest = iter(whole)
    return all(each in rest for each in part)


def is_share(part: int, whole: int) -> bool:
    """Say whether so many characters of so many are the article still."""
    return part >= _SHARE * whole


def is_known_again(one: Signature) -> bool:
    """Say whether a document is long enough to be told from every other."""
    return one.characters >= SHORTEST and len(one.sentences) >= FEWEST


def agree(one: Signature, other: Signature) -> bool:
    """Say whether two documents may be one article by their days, their home places and the years in their titles.

    What is not known of one of them agrees with anything. What corrects an article does not repeat it.
    """
    same_years = one.years == other.years or not (one.years and other.years)
    same_days = _same_days(one.published, other.published)
    return one.marks == other.marks and same_years and _same_place(one.home, other.home) and same_days


def _same_place(one: str, other: str) -> bool:
    """Say whether one place is, or lies in, the other."""
    one, other = sorted((_stem(one), _stem(other)), key=len)
    return other.startswith(one)


def _stem(code: str) -> str:
    """Return a GB/T 2260 code without the pairs of zeros at its end."""
    while code.endswith("00"):
        code = code[:-2]
    return code


def _same_days(one: str, other: str) -> bool:
    """Say whether two articles were out within some days; the year alone is often a guess, and agrees with any day."""
    if _YEAR in (len(one), len(other)):
        return one == other or len(one) != len(other)
    with suppress(ValueError):  # no dates
        gaps = ((last_day(one), first_day(other)), (last_day(other), first_day(one)))
        return all((date.fromisoformat(later) - date.fromisoformat(earlier)).days <= _DAYS for earlier, later in gaps)
    return True
