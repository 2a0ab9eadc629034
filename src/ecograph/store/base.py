"""What a store can do, whatever engine is behind it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol, Self, TypeAlias

import pyoxigraph

if TYPE_CHECKING:
    import rdflib

    from ecograph.store.records import Records

Quad: TypeAlias = pyoxigraph.Quad
Solutions: TypeAlias = pyoxigraph.QuerySolutions
Triples: TypeAlias = pyoxigraph.QueryTriples
Answer: TypeAlias = Solutions | Triples | bool


class Part(NamedTuple):
    """Some quads of one graph, "" for the default graph; the quads of a named graph come in one part."""

    graph: str
    quads: list[Quad]


class Difference(NamedTuple):
    """What a rewriting changed: facts (N-Triples lines of the default graph) gone and new, named graphs written and dropped."""

    gone: frozenset[bytes] = frozenset()
    new: frozenset[bytes] = frozenset()
    written: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


class Store(Protocol):
    """A knowledge graph: facts in the default graph, each document's claims in the graph named after the document."""

    @property
    def records(self) -> Records:
        """The documents' facts that the graph is derived from; raises StoreError for a store that was built without."""

    def become(self, parts: Iterable[Part], *, rules: str) -> Difference:
        """Make the graph what the parts are, touching only what differs, and note that it follows from records and `rules`.

        One transaction, unless more than 32 MB of text change: then it is several, and the store knows until the last one is
        in that it is not whole.
        """

    def add(self, document: str, quads: Iterable[Quad]) -> None:
        """Replace the document's named graph and add its facts to the default graph, all or nothing.

        Not on disk for certain before `flush`. No record tells of what is added by hand: such a store is not built on.
        """

    def put_beside(self, graph: str, quads: Iterable[Quad]) -> None:
        """Replace a named graph that stands beside what the documents say (an analysis), all or nothing.

        It stays until the next build that changes the graph.
        """

    def load(self, path: str | Path) -> None:
        """Add a file that `dump` wrote (.ttl .trig .nq .nt); claims go back to the graph of their document.

        A dump has no records: what was loaded can be asked and exported, not built on, retracted or looked back in.
        """

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

    def dump(self, sink: IO[bytes], format: str = "ttl", *, beside: Iterable[Quad] = ()) -> None:
        """Write the whole store as ttl, trig, nq or nt, and some quads beside it: equal stores give equal bytes.

        Turtle and N-Triples have no named graphs: there the claims stand beside the facts, and `load` tells them apart.
        """

    def documents(self) -> list[str]:
        """Return the IRIs of the documents, sorted."""

    def count(self) -> dict[str, int]:
        """Return the number of instances by class name ("Agency", …), and of the default graph's "triples"."""

    def rdflib(self) -> rdflib.Dataset:
        """Return a live view for rdflib; ask it plain strings, anything else falls back to rdflib's slow engine."""

    def backup(self, folder: Path) -> None:
        """Copy the graph as it is, of one moment, into a new folder: by hard links where it is on the same disk.

        It is opened like a store, and has no records.
        """

    def publish(self) -> str:
        """Let those who serve the store read it as it is now, and return the name of this state."""

    def close(self) -> None:
        """Let go of the store, and of its lock; a second call does nothing. A store that is served is published first."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
