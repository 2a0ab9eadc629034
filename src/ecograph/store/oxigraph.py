"""The embedded store: Oxigraph, in memory or in a folder."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

import pyoxigraph as ox

from ecograph.errors import OwnedError, StoreError, UnfitError
from ecograph.store.asking import asked, reading, syntax_error
from ecograph.store.base import Answer, Difference, Part, Quad
from ecograph.store.database import FILE
from ecograph.store.datasets import Dataset, node, prefixes_of, read_dataset
from ecograph.store.derivation import Derivation
from ecograph.store.dump import WRITERS, Graphs, lines_of
from ecograph.store.endpoint import Endpoint
from ecograph.store.generations import Generations, Held
from ecograph.store.guard import refuse_network
from ecograph.store.loading import read_quads
from ecograph.store.names import ECO, PREFIXES, RDF
from ecograph.store.owning import is_own
from ecograph.store.records import Records
from ecograph.store.results import results
from ecograph.store.rewriting import Rewriting
from ecograph.store.updates import Whole, targets, with_using

if TYPE_CHECKING:
    import rdflib

_TYPE = ox.NamedNode(RDF + "type")
_DOCUMENT = ox.NamedNode(ECO + "Document")


class OxigraphStore:
    """Keep a knowledge graph in an Oxigraph store."""

    def __init__(
        self,
        inner: ox.Store | Endpoint,
        *,
        where: str = "",
        folder: Path | None = None,
        read_only: bool = False,
        facts: str = "",
        held: Held | None = None,
    ) -> None:
        self._inner: ox.Store | Endpoint | None = inner
        self._where = where
        self._facts = facts
        self._folder, self._read_only, self._held = folder, read_only, held
        self._records: Records | None = None

    @property
    def records(self) -> Records:
        """The documents' facts that the graph is derived from; raises StoreError for a store that was built without."""
        if self._records is None:
            self._records = self._opened_records()
        return self._records

    def seal(self, graph: str, scope: str = "") -> str:
        """Return the seal of a part that the graph is known for certain to be made of, "" for none."""
        known = self.records.derivation.parts.known(graph, scope)
        return known.seal if known else ""

    def become(self, parts: Iterable[Part], *, rules: str) -> Difference:
        """Make the graph what the parts are, touching only what differs, and note that it follows from the records."""
        rewriting = Rewriting(self._ox, self.records.derivation, self._guarded, facts=self._facts)
        return rewriting.become(parts, rules)

    def add(self, document: str, quads: Iterable[Quad]) -> None:
        """Replace the document's named graph and add its facts to the default graph, all or nothing."""
        batch = _fitting(document, quads, ox.DefaultGraph())
        self._mark_foreign()
        self._replace(document, batch)

    def put_beside(self, graph: str, quads: Iterable[Quad]) -> None:
        """Replace a named graph that stands beside what the documents say, all or nothing."""
        self._replace(graph, _fitting(graph, quads))

    def has_graph(self, graph: str) -> bool:
        """Tell whether a graph is there, be it empty; "", the default graph, always is."""
        return not graph or self._ox.contains_named_graph(node(graph))

    def write_graph(self, sink: IO[bytes], graph: str, format: ox.RdfFormat) -> None:
        """Write a graph, "" for the default graph, as the engine does: in any order, while it is read."""
        with self._guarded():
            self._ox.dump(sink, format, from_graph=_graph(graph), prefixes=_prefixes(format))

    def put_graph(self, graph: str, quads: Iterable[Quad], *, keep: bool = False) -> bool:
        """Make a graph, "" for the default graph, hold these quads, besides what it holds with `keep`; all or nothing."""
        self._refuse_own(graph)
        is_new, name = not self.has_graph(graph), _graph(graph)
        batch = [ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads]
        with self._guarded():
            if not keep and next(iter(self._ox.quads_for_pattern(None, None, None, name)), None):
                self._exchange(name, batch)
            else:
                self._ox.extend(batch)
            self._ox.add_graph(name)  # an empty graph is one, too
        return is_new

    def drop_graph(self, graph: str) -> bool:
        """Drop a graph, or empty the default graph, and return whether it was there."""
        self._refuse_own(graph)
        there = self.has_graph(graph)
        with self._guarded():
            (self._ox.remove_graph if graph else self._ox.clear_graph)(_graph(graph))
        return there

    def update(
        self, sparql: str, *, base: str = "", using: Dataset | None = None, services: Collection[str] = ()
    ) -> None:
        """Run a SPARQL 1.1 update, all or nothing."""
        refuse_network(sparql, allowed=services)
        if using is not None:
            sparql = with_using(sparql, using)
        self._refuse_own(*targets(sparql, base=base))
        derivation = self._derivation
        if derivation is not None and derivation.made and not derivation.foreign:
            derivation.doubt()  # if the text were ever read otherwise than the engine does, the next change would heal it
        try:
            with self._guarded():
                self._updated(sparql, base)
        except SyntaxError as error:
            raise syntax_error(error) from error

    def _updated(self, sparql: str, base: str) -> None:
        try:
            self._ox.update(sparql, base_iri=base or None, prefixes=PREFIXES)
        except RuntimeError as error:
            if self._read_only:
                raise
            raise UnfitError(f"the update cannot be done: {' '.join(str(error).split())}") from error

    def _refuse_own(self, *written: str | Whole) -> None:
        """Raise OwnedError where one of these is a graph that a build makes, and makes anew.

        Where there are records that the graph could be made from, but it never was or is not only made from them, note that
        it holds what no record tells of.
        """
        derivation = self._derivation
        base = derivation.base if derivation else ""
        own = [each for each in written if isinstance(each, Whole) or is_own(each, base)]
        if not own or derivation is None:
            return
        if derivation.made and not derivation.foreign:
            what = own[0].value if isinstance(own[0], Whole) else f"<{own[0]}>" if own[0] else Whole.DEFAULT.value
            raise OwnedError(
                f"{what}: this is made from the documents, and the next build would undo what is written there",
                where=self._where,
                remedy="write to a graph of your own (any other name); facts change with their documents and with decisions",
            )
        self._mark_foreign()

    @property
    def _derivation(self) -> Derivation | None:
        try:
            return self.records.derivation
        except StoreError:  # built by an earlier version, or filled by other programs: nothing will make it anew
            return None

    def _replace(self, graph: str, batch: list[Quad]) -> None:
        name = ox.NamedNode(graph)
        with self._guarded():
            # One transaction either way; adding is ten times faster than an update, and nearly always enough.
            if set(self._ox.quads_for_pattern(None, None, None, name)) - set(batch):
                self._exchange(name, batch)
            else:
                self._ox.extend(batch)

    def _exchange(self, name: ox.NamedNode | ox.DefaultGraph, batch: list[Quad]) -> None:
        self._ox.update(_replacement(name, batch))

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

    def query(
        self, sparql: str, *, base: str = "", dataset: Dataset | None = None, services: Collection[str] = ()
    ) -> Answer:
        """Answer a SPARQL 1.1 query; the usual prefixes need no declaration."""
        refuse_network(sparql, allowed=services)
        read = dataset or read_dataset(sparql, base=base)
        with self._guarded():
            engine, options = (self._ox, {}) if read is None else reading(self._ox, read)
            answer = asked(engine, sparql, {"base_iri": base or None, "prefixes": prefixes_of(sparql), **options})
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
            sink.write(text)

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

        assert isinstance(self._ox, ox.Store)
        return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=self._ox))

    def backup(self, folder: Path) -> None:
        """Copy the graph as it is, of one moment, into a new folder: by hard links where it is on the same disk."""
        assert isinstance(self._ox, ox.Store)
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
    def _ox(self) -> ox.Store | Endpoint:
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
        assert isinstance(self._ox, ox.Store)
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
        return {"": partial(self._lines, ox.DefaultGraph())} | {name.value: partial(self._lines, name) for name in names}

    def _lines(self, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[bytes]:
        with self._guarded():
            yield from lines_of(self._ox, graph)


def _graph(name: str) -> ox.NamedNode | ox.DefaultGraph:
    return node(name) if name else ox.DefaultGraph()


def _prefixes(format: ox.RdfFormat) -> dict[str, str] | None:
    return PREFIXES if format in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG) else None


_COUNTED = (
    "Document", "Agency", "Official", "Project", "Place", "Policy", "Target", "Observation", "Claim", "Mention", "Slot",
)  # fmt: skip


def _rows(store: ox.Store | Endpoint, sparql: str) -> Iterator[ox.QuerySolution]:
    answer = store.query(sparql, prefixes=PREFIXES)
    assert isinstance(answer, ox.QuerySolutions)
    return answer


def _graphs_of(quads: Iterable[Quad]) -> Graphs:
    """Return the lines of quads of named graphs, by graph."""
    graphs: dict[str, list[bytes]] = {}
    for quad in quads:
        if isinstance(quad.graph_name, ox.NamedNode):
            graphs.setdefault(quad.graph_name.value, []).append(f"{quad.triple} .\n".encode())
    return {name: partial(iter, lines) for name, lines in graphs.items()}


def _fitting(graph: str, quads: Iterable[Quad], *others: ox.DefaultGraph) -> list[Quad]:
    """Return the quads, all of them of one graph or of the others that may go with it; refuse any other."""
    batch, allowed = list(quads), (ox.NamedNode(graph), *others)
    for quad in batch:
        if quad.graph_name not in allowed:
            raise StoreError(f"a quad of the document names another graph, {quad.graph_name}", where=graph)
    return batch


def _replacement(name: ox.NamedNode | ox.DefaultGraph, quads: list[Quad]) -> str:
    """Return one update, and so one transaction, that clears the graph and adds the quads; terms escape themselves."""
    if isinstance(name, ox.DefaultGraph):
        return f"CLEAR DEFAULT ; INSERT DATA {{ {' . '.join(str(quad.triple) for quad in quads)} }}"
    facts = " . ".join(str(quad.triple) for quad in quads if quad.graph_name != name)
    claims = " . ".join(str(quad.triple) for quad in quads if quad.graph_name == name)
    return f"CLEAR GRAPH {name} ; INSERT DATA {{ {facts} GRAPH {name} {{ {claims} }} }}"
