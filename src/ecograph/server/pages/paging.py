"""Cut a list into pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Paged(Generic[Item]):
    """The items of one page of a list, from 1, and how many there are of both."""

    items: Sequence[Item]
    total: int
    page: int
    pages: int


def paged(found: Sequence[Item], page: int, size: int) -> Paged[Item]:
    """Return a page of a list; the nearest one where there is none of that number."""
    pages = max(1, -(-len(found) // size))
    page = min(max(1, page), pages)
    return Paged(found[(page - 1) * size : page * size], len(found), page, pages)
