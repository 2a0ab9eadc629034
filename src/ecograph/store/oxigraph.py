"""The embedded store: Oxigraph, in memory or in a folder."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

import pyoxigraph as ox

from ecograph.errors import QueryError, StoreError
from ecograph.store.base import Answer, Difference, Part, Quad
from ecograph.store.database import FILE
from ecograph.store.dump import WRITERS, Graphs
from ecograph.store.generations import Generations, Held
from ecograph.store.guard import refuse_network
from ecograph.store.loading import read_quads
from ecograph.store.names import ECO, PREFIXES, RDF
from ecograph.store.records import Records
from ecograph.store.results import results
from ecograph.store.rewriting import Rewriting, fill

if TYPE_CHECKING:
    import rdflib

_TYPE = ox.NamedNode(RDF + "type")
_DOCUMENT = ox.NamedNode(ECO + "Document")
_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class OxigraphStore:
    """Keep a knowledge graph in an Oxigraph store."""

    def __init__(
        self,
        inner: ox.Store,
        *,
        where: str = "",
        folder: Path | None = None,
        read_only: bool = False,
        held: Held | None = None,
    ) -> None:
        self._inner: ox.Store | None = inner
        self._where = where
        self._folder, self._read_only, self._held = folder, read_only, held
        self._records: Records | None = None

    @property
    def records(self) -> Records:
        """The documents' facts that the graph is derived from; raises StoreError for a store that was built without."""
        if self._records is None:
            self._records = self._opened_records()
        return self._records

    def become(self, parts: Iterable[Part], *, rules: str) -> Difference:
        """Make the graph what the parts are, touching only what differs, and note that it follows from the records."""
        derivation = self.records.derivation
        if self._folder is None and self._is_empty():
            derivation.settle(rules, {})
            return fill(self._ox, parts)
        with Rewriting(self._ox, derivation.digests()) as rewriting:
            rewriting.compare(parts)
            derivation.begin()
            with self._guarded():
                done = rewriting.apply()
                self._ox.flush()
            derivation.settle(rules, rewriting.digests)
        return done

    def add(self, document: str, quads: Iterable[Quad]) -> None:
        """Replace the document's named graph and add its facts to the default graph, all or nothing."""
        batch = _fitting(document, quads, ox.DefaultGraph())
        self._mark_foreign()
        self._replace(document, batch)

    def put_beside(self, graph: str, quads: Iterable[Quad]) -> None:
        """Replace a named graph that stands beside what the documents say, all or nothing."""
        self._replace(graph, _fitting(graph, quads))

    def _replace(self, graph: str, batch: list[Quad]) -> None:
        name = ox.NamedNode(graph)
        with self._guarded():
            # One transaction either way; adding is ten times faster than an update, and nearly always enough.
            if set(self._ox.quads_for_pattern(None, None, None, name)) - set(batch):
                self._ox.update(_replacement(name, batch))
            else:
                self._ox.extend(batch)

    def load(self, path: str | Path) -> None:
        """Add a file that `dump` wrote; claims go back to the graph of their document."""
        quads = read_quads(Path(path))
        self._mark_foreign()
        with self._guarded():
            self._ox.extend(quads)

    def flush(self) -> None:
        """Force everything added so far to disk."""
        with self._guarded():
            self._ox.flush()

    def query(self, sparql: str) -> Answer:
        """Answer a SPARQL 1.1 query; the usual prefixes need no declaration."""
        refuse_network(sparql)
        try:
            with self._guarded():
                answer = self._ox.query(sparql, prefixes=PREFIXES)
        except SyntaxError as error:
            raise _syntax_error(error) from error
        return bool(answer) if isinstance(answer, ox.QueryBoolean) else answer

    def serialize_results(self, answer: Answer, format: str) -> bytes:
        """Return the answer as json, xml, csv or tsv, and triples as ttl, nt, rdf or jsonld."""
        return results(answer, format)

    def dump(self, sink: IO[bytes], format: str = "ttl", *, beside: Iterable[Quad] = ()) -> None:
        """Write the whole store as ttl, trig, nq or nt, and some quads beside it: equal stores give equal bytes."""
        writer = WRITERS.get(format)
        if writer is None:
            raise StoreError(f"a store is not written as {format!r}", remedy=f"choose one of {', '.join(WRITERS)}")
        for text in writer({**self._graphs(), **_graphs_of(beside)}):
            sink.write(text.encode())

    def documents(self) -> list[str]:
        """Return the IRIs of the documents, sorted."""
        found = self._ox.quads_for_pattern(None, _TYPE, _DOCUMENT, ox.DefaultGraph())
        return sorted(quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode))

    def count(self) -> dict[str, int]:
        """Return the number of instances by class name, and of "triples" in the default graph."""
        counts = dict.fromkeys(_COUNTED, 0)
        for pattern in ("?x a ?class", "GRAPH ?g { ?x a ?class }"):
            for solution in _rows(self._ox, f"SELECT ?class (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?class"):
                counts[solution["class"].value.removeprefix(ECO)] = int(solution["n"].value)
        triples = next(_rows(self._ox, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))["n"]
        return {name: counts[name] for name in _COUNTED} | {"triples": int(triples.value)}

    def rdflib(self) -> rdflib.Dataset:
        """Return a live view for rdflib."""
        import oxrdflib
        import rdflib

        return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=self._ox))

    def backup(self, folder: Path) -> None:
        """Copy the graph as it is, of one moment, into a new folder: by hard links where it is on the same disk."""
        with self._guarded():
            self._ox.flush()
            self._ox.backup(str(folder))

    def publish(self) -> str:
        """Let those who serve the store read it as it is now, and return the name of this state."""
        if self._folder is None or self._read_only:
            raise StoreError("only a store in a folder, open for writing, is published", where=self._where)
        try:
            return Generations(self._folder).publish(self.backup)
        except OSError as error:
            raise StoreError(
                f"the state of the store cannot be kept for its readers ({error})",
                where=self._where,
                remedy="check that the disk has room and that the folder can be written",
            ) from error

    def close(self) -> None:
        """Let go of the store, and of its lock; a second call does nothing."""
        try:
            if self._inner is not None and self._is_awaited():
                self.publish()
        finally:
            self._let_go()

    def _is_awaited(self) -> bool:
        """Say whether somebody serves this store, which was open for writing and is not in the middle of a change."""
        if self._folder is None or self._read_only or not Generations(self._folder).wanted:
            return False
        try:
            derivation = self.records.derivation
        except StoreError:
            return True  # without records, what is there is all there is
        return derivation.foreign or derivation.complete

    def _let_go(self) -> None:
        self._inner = None
        if self._held is not None:
            self._held.release()
            self._held = None
        if self._records is not None:
            self._records.close()
            self._records = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _ox(self) -> ox.Store:
        if self._inner is None:
            raise StoreError("the store is closed", where=self._where, remedy="open it again with open_store")
        return self._inner

    def _opened_records(self) -> Records:
        if self._folder is None:
            return Records()
        path = self._folder / FILE
        if self._holds_records(path):
            # What cannot be written and does not exist is read as holding nothing.
            return Records(path if path.exists() or not self._read_only else None, read_only=self._read_only)
        raise StoreError(
            "the store was built by an earlier version, which kept no records of its articles",
            where=self._where,
            remedy="it can be asked and exported; for the rest build a new one: ecograph build PATH... --store DIR",
        )

    def _holds_records(self, path: Path) -> bool:
        """Say whether there are records, or could be: a store without anything in it gets them when it is built."""
        return path.exists() or self._is_empty()

    def _is_empty(self) -> bool:
        return next(iter(self._ox.quads_for_pattern(None, None, None, None)), None) is None

    def _mark_foreign(self) -> None:
        if not self._read_only and (self._folder is None or self._holds_records(self._folder / FILE)):
            self.records.derivation.mark_foreign()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Turn what the engine raises on a full disk, a read-only store or damaged data into one of our errors."""
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise StoreError(
                f"the store gave up: {' '.join(str(error).split())}",
                where=self._where,
                remedy="check that the disk has room and that the store was not opened read-only",
            ) from error

    def _graphs(self) -> Graphs:
        names = (name for name in self._ox.named_graphs() if isinstance(name, ox.NamedNode))
        return {"": self._lines(ox.DefaultGraph())} | {name.value: self._lines(name) for name in names}

    def _lines(self, graph: ox.NamedNode | ox.DefaultGraph) -> list[str]:
        buffer = io.BytesIO()
        self._ox.dump(buffer, ox.RdfFormat.N_TRIPLES, from_graph=graph)
        return buffer.getvalue().decode().removesuffix("\n").split("\n") if buffer.tell() else []


_COUNTED = (
    "Document", "Agency", "Official", "Project", "Place", "Policy", "Target", "Observation", "Claim", "Mention", "Slot",
)  # fmt: skip


def _rows(store: ox.Store, sparql: str) -> Iterator[ox.QuerySolution]:
    answer = store.query(sparql, prefixes=PREFIXES)
    assert isinstance(answer, ox.QuerySolutions)
    return answer


def _graphs_of(quads: Iterable[Quad]) -> Graphs:
    """Return the lines of quads of named graphs, by graph."""
    graphs: dict[str, list[str]] = {}
    for quad in quads:
        if isinstance(quad.graph_name, ox.NamedNode):
            graphs.setdefault(quad.graph_name.value, []).append(f"{quad.triple} .")
    return graphs


def _fitting(graph: str, quads: Iterable[Quad], *others: ox.DefaultGraph) -> list[Quad]:
    """Return the quads, all of them of one graph or of the others that may go with it; refuse any other."""
    batch, allowed = list(quads), (ox.NamedNode(graph), *others)
    for quad in batch:
        if quad.graph_name not in allowed:
            raise StoreError(f"a quad of the document names another graph, {quad.graph_name}", where=graph)
    return batch


def _replacement(name: ox.NamedNode, quads: list[Quad]) -> str:
    """Return one update, and so one transaction, that clears the graph and adds the quads; terms escape themselves."""
    facts = " . ".join(str(quad.triple) for quad in quads if quad.graph_name != name)
    claims = " . ".join(str(quad.triple) for quad in quads if quad.graph_name == name)
    return f"CLEAR GRAPH {name} ; INSERT DATA {{ {facts} GRAPH {name} {{ {claims} }} }}"


def _syntax_error(error: SyntaxError) -> QueryError:
    found = _POSITION.fullmatch(str(error))
    if found is None:
        return QueryError(f"SPARQL syntax error: {error}", remedy="check the query")
    line, column, message = found.groups()
    message = " ".join(message.split())
    return QueryError(f"SPARQL syntax error: {message[:200]}", where=f"line {line}, column {column}")
