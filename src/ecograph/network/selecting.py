"""Ask the store for rows of plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias, cast

if TYPE_CHECKING:
    from ecograph.store import Store

Row: TypeAlias = dict[str, str]


def select(store: Store, query: str) -> Iterator[Row]:
    """Run a SELECT (the store knows the prefixes); unbound variables are left out of the row."""
    solutions = cast("Any", store.query(query))
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: solution[name].value for name in names if solution[name] is not None}


def tail(iri: str) -> str:
    """Return the last part of an IRI, after # or /."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
