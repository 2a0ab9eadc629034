"""Read solutions as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ecograph.store import Store


def rows(store: Store, sparql: str) -> Iterator[tuple[str, ...]]:
    """Yield the values of each solution in the order of the variables, "" for what has none."""
    solutions: Any = store.query(sparql)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield tuple("" if (term := solution[name]) is None else term.value for name in names)


def pairs(store: Store, sparql: str) -> Iterator[tuple[str, str]]:
    """Return the solutions of a query with two variables."""
    return ((one, other) for one, other in rows(store, sparql))
