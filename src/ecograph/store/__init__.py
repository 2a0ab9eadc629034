"""Keep the graph: one protocol, an embedded engine, SPARQL, and dumps that are the same bytes every time."""

from ecograph.store.base import Answer, Quad, Solutions, Store, Triples
from ecograph.store.guard import refuse_network
from ecograph.store.names import BASE, ECO, PREFIXES, VOCAB
from ecograph.store.opening import open_store

__all__ = [
    "BASE", "ECO", "PREFIXES", "VOCAB", "Answer", "Quad", "Solutions", "Store", "Triples", "open_store",
    "refuse_network",
]  # fmt: skip
