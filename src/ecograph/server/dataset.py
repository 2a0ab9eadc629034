"""The dataset that a protocol request names: a store in memory that holds these graphs and no others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad

from ecograph.server.api.terms import iri
from ecograph.store import Store, open_store


def dataset(store: Store, *, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> Store:
    """
    Return the merge of `default_graphs` as default graph, beside `named_graphs`; an unknown graph is empty.

    A document's graph has hundreds of triples, so copying is cheaper than teaching each store about datasets. Terms are
    IRIs and literals only: there is no blank node whose identity could be lost.
    """
    made = open_store(None)
    for name in default_graphs:
        made.add(name, (Quad(s, p, o, DefaultGraph()) for s, p, o in _triples(store, name)))
    for name in named_graphs:
        made.add(name, (Quad(s, p, o, NamedNode(name)) for s, p, o in _triples(store, name)))
    return made


def _triples(store: Store, name: str) -> Iterator[Any]:
    found: Any = store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {iri(name)} {{ ?s ?p ?o }} }}")
    yield from found
