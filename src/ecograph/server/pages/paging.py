"""Which page of a list is shown."""

from __future__ import annotations

from typing import NamedTuple, Self


class Page(NamedTuple):
    """One page of a list, from 1, of how many, of how many items in all, and after how many it begins."""

    total: int
    page: int
    pages: int
    after: int

    @classmethod
    def of(cls, total: int, page: int, size: int) -> Self:
        """Return a page of a list; the nearest one where there is none of that number."""
        pages = max(1, -(-total // size))
        page = min(max(1, page), pages)
        return cls(total, page, pages, (page - 1) * size)
