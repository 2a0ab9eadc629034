"""Take things together, some at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_T = TypeVar("_T")
# Fewer batches than these are done in this process.
LEAST = 4


def together(items: Iterable[_T], size: int) -> Iterator[tuple[_T, ...]]:
    """Yield the items, so many at a time."""
    rest = iter(items)
    while some := tuple(islice(rest, size)):
        yield some
