"""Make triples of named values, as a table of `ecograph.graph.mapping` says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import DefaultGraph, NamedNode, Quad

from ecograph.graph import mapping
from ecograph.graph.terms import Term, iri
from ecograph.model import Attribute


def rows_of(
    node: NamedNode,
    table: Iterable[mapping.Row],
    values: Mapping[str, Attribute],
    *,
    graph: NamedNode | DefaultGraph | None = None,
) -> Iterator[Quad]:
    """Yield what the table makes of the values."""
    for name, predicate, make in table:
        value = values.get(name)
        for each in value if isinstance(value, tuple) else (value,):
            term: Term | None = None if each is None or each == "" else make(each)
            if term is not None:
                yield Quad(node, iri(predicate), term, graph or DefaultGraph())
