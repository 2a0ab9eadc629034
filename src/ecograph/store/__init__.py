"""Keep the graph: one protocol, an embedded engine, SPARQL, and dumps that are the same bytes every time."""

from ecograph.store.addresses import is_address
from ecograph.store.base import Answer, Difference, Part, Quad, Solutions, Store, Triples
from ecograph.store.datasets import Dataset
from ecograph.store.guard import refuse_network
from ecograph.store.names import BASE, ECO, PREFIXES, VOCAB
from ecograph.store.opening import open_store
from ecograph.store.records import Records

__all__ = [
    "BASE", "ECO", "PREFIXES", "VOCAB", "Answer", "Dataset", "Difference", "Part", "Quad", "Records", "Solutions", "Store",
    "Triples", "is_address", "open_store", "refuse_network",
]  # fmt: skip
