"""Describe the service (SPARQL 1.1 Service Description) and its data set (VoID, DCAT)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile

import pyoxigraph as ox
from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from ecograph.server.engine import Sink, Snapshot
from ecograph.server.protocol.negotiation import GRAPHS, RESULTS, choose
from ecograph.store import PREFIXES
from ecograph.store.names import FOAF, RDF, RDFS, VOID

SD = "http://www.w3.org/ns/sparql-service-description#"
_A = NamedNode(RDF + "type")
_TOPIC, _ENDPOINT = NamedNode(FOAF + "primaryTopic"), NamedNode(VOID + "sparqlEndpoint")
_FILE = "dataset.nq"
_PREFIXES = {**PREFIXES, "sd": SD, "formats": "http://www.w3.org/ns/formats/"}
# The engine's own IRI of JSON-LD is another one than the W3C's list of formats has.
_JSON_LD = NamedNode("http://www.w3.org/ns/formats/JSON-LD")


def service(
    snapshot: Snapshot,
    sink: Sink,
    *,
    endpoint: str,
    void: str,
    update: bool = False,
    federated: bool = False,
    format: str = "",
    accept: str = "",
) -> None:
    """Write the description of the service, and of its data set as far as that costs no counting of a large store."""
    told = [*_service(NamedNode(endpoint), NamedNode(void), update=update, federated=federated)]
    if snapshot.folder is None or _file(snapshot.folder).exists():
        told += _linked(_quads(snapshot), NamedNode(endpoint))
    _write(told, sink, format=format, accept=accept)


def dataset(snapshot: Snapshot, sink: Sink, *, endpoint: str, format: str = "", accept: str = "") -> None:
    """Write the description of the data set: what is in it, how much, since when, under which terms."""
    _write(_linked(_quads(snapshot), NamedNode(endpoint)), sink, format=format, accept=accept)


def _service(endpoint: NamedNode, void: NamedNode, *, update: bool, federated: bool) -> Iterator[Triple]:
    said = partial(Triple, endpoint)
    data, graph = BlankNode("dataset"), BlankNode("graph")
    yield said(_A, _sd("Service"))
    yield said(_sd("endpoint"), endpoint)
    yield said(_sd("supportedLanguage"), _sd("SPARQL11Query"))
    if update:
        yield said(_sd("supportedLanguage"), _sd("SPARQL11Update"))
    if federated:
        yield said(_sd("feature"), _sd("BasicFederatedQuery"))
    for each in (*RESULTS, *GRAPHS):
        name = _JSON_LD if each.engine == ox.RdfFormat.JSON_LD else NamedNode(each.engine.iri)
        yield said(_sd("resultFormat"), name)
    yield said(_sd("defaultDataset"), data)
    yield Triple(data, _A, _sd("Dataset"))
    yield Triple(data, _sd("defaultGraph"), graph)
    yield Triple(graph, _A, _sd("Graph"))
    yield said(NamedNode(RDFS + "seeAlso"), void)


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)


def _linked(quads: Iterable[Quad], endpoint: NamedNode) -> Iterator[Triple]:
    """Yield what is said of the data set, and where it is asked."""
    for quad in quads:
        yield quad.triple
        if quad.predicate == _TOPIC and isinstance(quad.object, NamedNode):
            yield Triple(quad.object, _ENDPOINT, endpoint)


def _quads(snapshot: Snapshot) -> list[Quad]:
    """Return the description of the data set, counted once for each state of the graph."""
    kept: list[Quad] | None = snapshot.kept.get(_FILE)
    if kept is None:
        kept = snapshot.kept[_FILE] = _read(snapshot.folder) or _counted(snapshot)
    return kept


def _file(folder: Path) -> Path:
    return folder / _FILE


def _read(folder: Path | None) -> list[Quad]:
    if folder is None or not _file(folder).exists():
        return []
    return list(ox.parse(path=str(_file(folder)), format=ox.RdfFormat.N_QUADS))


def _counted(snapshot: Snapshot) -> list[Quad]:
    from ecograph.graph.catalog import describe  # takes the shapes with it, which no query needs

    quads = describe(snapshot.store)
    if snapshot.folder is not None:
        with suppress(OSError), NamedTemporaryFile(dir=snapshot.folder, delete=False) as file:
            ox.serialize(quads, file, ox.RdfFormat.N_QUADS)
            file.flush()
            Path(file.name).replace(_file(snapshot.folder))
    return quads


def _write(triples: Iterable[Triple], sink: Sink, *, format: str, accept: str) -> None:
    chosen = choose(GRAPHS, name=format, accept=accept)
    text = io.BytesIO()
    prefixes = _PREFIXES if chosen.engine in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG) else None
    ox.serialize(triples, text, chosen.engine, prefixes=prefixes)  # type: ignore[arg-type]
    sink.head(content_type=chosen.content_type, headers={"Vary": "Accept"})
    sink.write(text.getvalue())
