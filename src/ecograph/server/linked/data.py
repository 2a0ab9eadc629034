"""Write what the graph says of one thing: itself, what points at it with names to follow, and the document that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple, serialize
from starlette.exceptions import HTTPException

from ecograph.server.api import naming
from ecograph.server.api.catalogue import catalogue
from ecograph.server.api.terms import iri as term
from ecograph.server.api.vocabulary import labels
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.linked.formats import DATA, ENGINE
from ecograph.store import ECO, PREFIXES, VOCAB
from ecograph.store.names import DCTERMS, FOAF, RDF, RDFS

# Of a hub, so many of the things that point at it; `dcterms:hasPart` is not said of the rest, the list of relations has them.
_POINTING = 1000
_IN_HEADER = ":/#?%&=+,;@!$'()*~[]"
_LABEL = NamedNode(f"{RDFS}label")
_FACTS = "CONSTRUCT {{ {thing} ?p ?o }} WHERE {{ {thing} ?p ?o }}"
_POINTED = "CONSTRUCT {{ ?s ?p {thing} }} WHERE {{ ?s ?p {thing} }} LIMIT {limit}"
_NAMES = """CONSTRUCT {{ ?x rdfs:label ?name }} WHERE {{
  {{ {thing} ?p ?x FILTER(isIRI(?x)) }} UNION {{ SELECT ?x WHERE {{ ?x ?p {thing} }} LIMIT {limit} }} ?x rdfs:label ?name }}"""
_OWN_GRAPH = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {thing} {{ ?s ?p ?o }} }}"
_INNER = "CONSTRUCT {{ {thing} ?p ?o }} WHERE {{ GRAPH {graph} {{ {thing} ?p ?o }} }}"


def document(snapshot: Snapshot, sink: Sink, *, name: str, format: str, address: str, page: str) -> None:
    """Write the data of a thing of this graph, under the address of this document; 404 where the graph has none."""
    iri = whole(snapshot, name)
    told = set(_told(snapshot, iri))
    if not told:
        raise HTTPException(404, f"the graph says nothing of {iri[:300]}")
    told |= set(_about(address, iri, page)) | set(_words(told))
    chosen = next(each for each in DATA if each.name == format)
    sink.head(content_type=chosen.content_type)
    text = serialize(sorted(told, key=str), format=ENGINE[format], prefixes=prefixes(snapshot))
    sink.write(text or b"")


def whole(snapshot: Snapshot, name: str) -> str:
    """Return the IRI of the thing whose local address ends in `name`: below the graph's base, wherever that is."""
    return naming.base(snapshot) + name


def prefixes(snapshot: Snapshot) -> dict[str, str]:
    """Return the usual prefixes; those of things, under the graph's own base."""
    base = naming.base(snapshot)
    return {name: base + name + "/" if name in naming.CLASSES else space for name, space in PREFIXES.items()}


def exists(snapshot: Snapshot, sink: Sink, *, name: str) -> None:
    """Write a Link header with its IRI where the graph tells of a thing; 404 where it does not."""
    iri = whole(snapshot, name)
    known = "SELECT 1 FROM {} WHERE iri = ?"
    tables = ("thing", "document", "series", "conflict")
    if not any(catalogue(snapshot).row(known.format(table), [iri]) for table in tables) and not any(
        _triples(snapshot, f"{_FACTS.format(thing=term(iri))} LIMIT 1")
    ):
        raise HTTPException(404, f"the graph says nothing of {iri[:300]}")
    sink.head(content_type="text/plain", headers={"Link": f'<{quote(iri, safe=_IN_HEADER)}>; rel="canonical"'})


def _told(snapshot: Snapshot, iri: str) -> Iterator[Triple]:
    thing = term(iri)
    limit = _POINTING
    yield from _triples(snapshot, _FACTS.format(thing=thing))
    yield from _triples(snapshot, _POINTED.format(thing=thing, limit=limit))
    yield from _triples(snapshot, _NAMES.format(thing=thing, limit=limit))
    yield from _triples(snapshot, _OWN_GRAPH.format(thing=thing))


def _triples(snapshot: Snapshot, construct: str) -> Iterable[Triple]:
    found: Any = snapshot.store.query(construct)
    return found  # type: ignore[no-any-return]


def _words(told: Iterable[Triple]) -> Iterator[Triple]:
    """Say what the terms are called, in Chinese and English, and how the names of things are read, in Latin letters."""
    from pypinyin import lazy_pinyin

    known = labels()
    seen = {end.value for triple in told for end in (triple.predicate, triple.object) if isinstance(end, NamedNode)}
    for iri in sorted(seen):
        name = (
            iri.removeprefix(VOCAB) if iri.startswith(VOCAB) else iri.removeprefix(ECO) if iri.startswith(ECO) else ""
        )
        for language, label in sorted(known.get(name, {}).items()):
            yield Triple(NamedNode(iri), _LABEL, Literal(label, language=language))
    for triple in told:
        label_ = triple.object
        if triple.predicate == _LABEL and isinstance(label_, Literal) and label_.language == "zh":
            read = " ".join(each.strip() for each in lazy_pinyin(label_.value) if each.strip())
            yield Triple(triple.subject, _LABEL, Literal(read, language="zh-Latn-pinyin"))


def _about(address: str, iri: str, page: str) -> Iterator[Triple]:
    """Say that this document is about the thing, and where the page for people is."""
    here, thing = NamedNode(address), NamedNode(iri)
    yield Triple(here, NamedNode(f"{RDF}type"), NamedNode(f"{FOAF}Document"))
    yield Triple(here, NamedNode(f"{FOAF}primaryTopic"), thing)
    yield Triple(here, NamedNode(f"{DCTERMS}title"), Literal("data of a public-commitments graph", language="en"))
    yield Triple(here, NamedNode(f"{RDFS}seeAlso"), NamedNode(page))
    yield Triple(thing, NamedNode(f"{FOAF}isPrimaryTopicOf"), here)
