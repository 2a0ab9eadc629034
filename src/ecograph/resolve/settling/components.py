"""Find which of many numbered things hang together, in memory of three integers each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator


class Components:
    """Sets of numbers that follow one another, each alone at first."""

    def __init__(self, numbers: range) -> None:
        self._first = numbers.start
        self._parent = array("I", range(len(numbers)))

    def join(self, a: int, b: int) -> None:
        """Put the sets of two numbers together."""
        parent = self._parent
        one, other = self._root(a - self._first), self._root(b - self._first)
        if one < other:
            parent[other] = one
        elif other < one:
            parent[one] = other

    def join_equal(self, rows: Iterable[tuple[int, int]]) -> None:
        """Put the numbers together that follow one another after the same key."""
        last, before = None, 0
        for key, number in rows:
            if key == last:
                self.join(before, number)
            last, before = key, number

    def groups(self) -> Iterator[list[int]]:
        """Yield the sets of more than one number, each sorted, by their first numbers."""
        parent, count = self._parent, len(self._parent)
        none = count
        following, head = array("I", [none]) * count, array("I", [none]) * count
        # What stands for a set is its first number, so that each parent is settled before its children.
        for number in range(count):
            parent[number] = parent[parent[number]]
        for number in range(count - 1, -1, -1):
            if (root := parent[number]) != number:
                following[number], head[root] = head[root], number
        for root in range(count):
            if (at := head[root]) != none:
                group = [self._first + root]
                while at != none:
                    group.append(self._first + at)
                    at = following[at]
                yield group

    def _root(self, at: int) -> int:
        parent = self._parent
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at
