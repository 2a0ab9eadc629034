"""Make terms of named values, as a table of `ecograph.graph.mapping` says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ecograph.graph.mapping import Row
from ecograph.graph.terms import Term
from ecograph.model import Attribute


def terms_of(rows: Iterable[Row], values: Mapping[str, Attribute]) -> Iterator[tuple[str, Term]]:
    """Yield the property and the term of each value that the rows write."""
    for name, path, make in rows:
        value = values.get(name)
        for each in value if isinstance(value, tuple) else (value,):
            term = None if each is None or each == "" else make(each)
            if term is not None:
                yield path, term
