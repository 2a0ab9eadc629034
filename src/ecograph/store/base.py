"""What a store can do, whatever engine is behind it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Protocol, Self, TypeAlias

import pyoxigraph

if TYPE_CHECKING:
    import rdflib

Quad: TypeAlias = pyoxigraph.Quad
Solutions: TypeAlias = pyoxigraph.QuerySolutions
Triples: TypeAlias = pyoxigraph.QueryTriples
Answer: TypeAlias = Solutions | Triples | bool


class Store(Protocol):
    """A knowledge graph: facts in the default graph, each document's claims in the graph named after the document."""

    def add(self, document: str, quads: Iterable[Quad]) -> None:
        """Replace the document's named graph and add its facts to the default graph, all or nothing.

        Not on disk for certain before `flush`.
        """

    def load(self, path: str | Path) -> None:
        """Add a file that `dump` wrote (.ttl .trig .nq .nt); claims go back to the graph of their document."""

    def flush(self) -> None:
        """Force everything added so far to disk; once a batch, it is slow."""

    def query(self, sparql: str) -> Answer:
        """Answer a SPARQL 1.1 query; the usual prefixes need no declaration.

        Raises QueryError on a syntax error (with line and column) and on SERVICE or LOAD.
        """

    def serialize_results(self, answer: Answer, format: str) -> bytes:
        """Return the answer as json, xml, csv or tsv, and triples as ttl, nt, rdf or jsonld.

        Triples answers (CONSTRUCT, DESCRIBE) come sorted, so that equal graphs give equal bytes.
        """

    def dump(self, sink: IO[bytes], format: str = "ttl") -> None:
        """Write the whole store as ttl, trig, nq or nt: equal stores give equal bytes.

        Turtle and N-Triples have no named graphs: there the claims stand beside the facts, and `load` tells them apart.
        """

    def documents(self) -> list[str]:
        """Return the IRIs of the documents, sorted."""

    def count(self) -> dict[str, int]:
        """Return the number of instances by class name ("Agency", …), and of the default graph's "triples"."""

    def rdflib(self) -> rdflib.Dataset:
        """Return a live view for rdflib; ask it plain strings, anything else falls back to rdflib's slow engine."""

    def close(self) -> None:
        """Let go of the store, and of its lock; a second call does nothing."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
