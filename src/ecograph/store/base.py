"""What a store can do, whatever engine is behind it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol, Self, TypeAlias

import pyoxigraph

from ecograph.store.datasets import Dataset

if TYPE_CHECKING:
    import rdflib

    from ecograph.store.records import Records

Quad: TypeAlias = pyoxigraph.Quad
Solutions: TypeAlias = pyoxigraph.QuerySolutions
Triples: TypeAlias = pyoxigraph.QueryTriples
Answer: TypeAlias = Solutions | Triples | bool


class Part(NamedTuple):
    """Some lines of one graph, "" for the default graph: sorted, unique lines of N-Triples in the engine's form, each with its end.

    `scope` tells the parts of one graph apart. A named graph without scopes comes as one part; those of the default graph
    without a scope make up one together. A part with the `seal` that it had when the graph was last made has the same lines:
    they may be made only when asked for, which is before the next part is, and are then not asked for.
    """

    graph: str
    lines: bytes | Callable[[], bytes]
    scope: str = ""
    seal: str = ""

    def text(self) -> bytes:
        """Return the lines."""
        return self.lines if isinstance(self.lines, bytes) else self.lines()


class Difference(NamedTuple):
    """What a rewriting changed: facts (N-Triples lines of the default graph) gone and new, named graphs written and dropped.

    Of a change of more than 128 MB of text, as when a store is first filled with many documents, nothing is told: `told` says so.
    """

    gone: frozenset[bytes] = frozenset()
    new: frozenset[bytes] = frozenset()
    written: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    told: bool = True


class Store(Protocol):
    """A knowledge graph: facts in the default graph, each document's claims in the graph named after the document."""

    @property
    def records(self) -> Records:
        """The documents' facts that the graph is derived from; raises StoreError for a store that was built without."""

    def seal(self, graph: str, scope: str = "") -> str:
        """Return the seal of a part that the graph is known for certain to be made of, "" for none."""

    def become(self, parts: Iterable[Part], *, rules: str) -> Difference:
        """Make the graph what the parts are, touching only what differs, and note that it follows from records and `rules`.

        The parts are taken one after the other, and never more than 128 MB of their text held. One transaction, unless more
        than 32 MB of text change: then it is several, and the store knows until the last one is in that it is not whole. What
        was done until then is not done again.
        """

    def add(self, document: str, quads: Iterable[Quad]) -> None:
        """Replace the document's named graph and add its facts to the default graph, all or nothing.

        Not on disk for certain before `flush`. No record tells of what is added by hand: such a store is not built on.
        """

    def put_beside(self, graph: str, quads: Iterable[Quad]) -> None:
        """Replace a named graph that stands beside what the documents say (an analysis), all or nothing.

        One below the store's base that a build owns stays until the next build that changes the graph, any other for good.
        """

    def has_graph(self, graph: str) -> bool:
        """Tell whether a graph is there, be it empty; "", the default graph, always is."""

    def write_graph(self, sink: IO[bytes], graph: str, format: pyoxigraph.RdfFormat) -> None:
        """Write a graph, "" for the default graph, as the engine does: in any order, while it is read."""

    def put_graph(self, graph: str, quads: Iterable[Quad], *, keep: bool = False) -> bool:
        """Make a graph, "" for the default graph, hold these quads, besides what it holds with `keep`; all or nothing.

        Return whether it is new. Raises OwnedError for a graph that a build makes anew.
        """

    def drop_graph(self, graph: str) -> bool:
        """Drop a graph, or empty the default graph, and return whether it was there; raises OwnedError as `put_graph`."""

    def update(
        self, sparql: str, *, base: str = "", using: Dataset | None = None, services: Collection[str] = ()
    ) -> None:
        """Run a SPARQL 1.1 update, all or nothing; `using` gives each pattern its dataset, `services` are as in `query`.

        Raises QueryError on a syntax error, OwnedError where it may write a graph that a build makes anew.
        """

    def load(self, path: str | Path) -> None:
        """Add a file that `dump` wrote (.ttl .trig .nq .nt); claims go back to the graph of their document.

        A dump has no records: what was loaded can be asked and exported, not built on, retracted or looked back in.
        """

    def flush(self) -> None:
        """Force everything added so far to disk; once a batch, it is slow."""

    def query(
        self, sparql: str, *, base: str = "", dataset: Dataset | None = None, services: Collection[str] = ()
    ) -> Answer:
        """Answer a SPARQL 1.1 query; the usual prefixes need no declaration.

        `base` completes relative IRIs. A `dataset` takes the place of the query's own; several default graphs are merged, so
        that no triple counts twice. Raises QueryError on a syntax error (with line and column), and on SERVICE or LOAD of any
        address but `services`.
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
