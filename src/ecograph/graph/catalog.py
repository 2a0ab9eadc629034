"""Describe the data set that a store holds, as VoID and DCAT do: what is in it, how much, since when, under which terms.

The description is counted from the graph when it is exported and stands in a graph of its own, so that it changes no count. It
knows no clock: its date is that of the newest document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from typing import TypeAlias

from pyoxigraph import Literal, Quad

from ecograph.graph.quarantine import graph_name as quarantine_name
from ecograph.graph.shapes import vocabularies
from ecograph.graph.terms import Term, date, english, integer, iri, local_name, plain
from ecograph.resources import resource
from ecograph.store import PREFIXES, Solutions, Store
from ecograph.store.dates import first_day
from ecograph.store.names import BASE, DCAT, DCTERMS, ECO, FOAF, PROV, RDF, RDFS, SKOS, VOCAB, VOID

_A = iri(RDF + "type")
_ONTOLOGY = ECO.rstrip("#")
# The licence of the articles that ship with EcoGraph.
_SHIPPED_LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"
_FORMATS = "http://www.w3.org/ns/formats/"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
# suffix, name, media type, the W3C's IRI of the format
_DISTRIBUTIONS = (
    ("ttl", "Turtle", "text/turtle", "Turtle"),
    ("trig", "TriG", "application/trig", "TriG"),
    ("nq", "N-Quads", "application/n-quads", "N-Quads"),
    ("nt", "N-Triples", "application/n-triples", "N-Triples"),
    ("jsonld", "JSON-LD", "application/ld+json", "JSON-LD"),
    ("rdf", "RDF/XML", "application/rdf+xml", "RDF_XML"),
)
_TITLE = {"en": "Public commitments, read from news", "zh": "新闻中的公共承诺"}
_DESCRIPTION = {
    "en": "Which agency and which official promised what, for which place, by when, how much, and what was reported done;"
    " every statement with the words that say it.",
    "zh": "哪个机构、哪位官员，为哪个地方承诺了什么，何时完成、完成多少，又报告完成了什么；每条陈述都附有原文。",
}
_RIGHTS = {
    "en": "The quotes are the words of the articles that they come from; the rights in these stay with their publishers.",
    "zh": "引文为所引文章的原文，其权利仍属于各自的发布者。",
}
_SUBSETS = {
    "facts": {"en": "The facts, each once: the default graph", "zh": "事实，每条一次：默认图"},
    "claims": {
        "en": "The claims, with the words that make them: a graph for each document",
        "zh": "陈述及其原文：每篇文献一图",
    },
}


def graph_name(base: str = BASE) -> str:
    """Return the IRI of the graph that describes the data set."""
    return f"{base}catalog"


def base_of(store: Store) -> str:
    """Return what the IRIs of a store begin with, as its documents show."""
    return next(
        (document.rpartition("document/")[0] for document in store.documents() if "document/" in document), BASE
    )


def licence_of(store: Store) -> str:
    """Return the IRI of the licence of the articles that ship where a store holds no others, "" where it is not for us to say."""
    return _shipped_licence(_column(store, "?document a eco:Document ; eco:sha256 ?of"))


def describe(store: Store, *, licence: str = "") -> list[Quad]:
    """Return the description of what a store holds, sorted; without a `licence` (an IRI) only the articles that ship have one."""
    base = base_of(store)
    place = iri(graph_name(base))
    data_set = f"{base}dataset"
    counted = _Counted(store, base)
    licence = licence or _shipped_licence(counted.digests)
    pairs = [
        *_of_description(place.value, data_set),
        *_of_data_set(data_set, base, counted, licence),
        *_of_parts(data_set, counted),
        *_of_distributions(data_set, licence),
    ]
    return sorted((Quad(iri(subject), iri(name), term, place) for subject, name, term in pairs), key=str)


class _Counted:
    """What is counted in a store: the default graph, and the graphs of documents and of the extraction."""

    def __init__(self, store: Store, base: str) -> None:
        apart = f"GRAPH <{quarantine_name(base)}>"
        self.documents = len(store.documents())
        self.digests = set(_column(store, "?document a eco:Document ; eco:sha256 ?of"))
        self.dates = sorted(_column(store, "?document a eco:Document ; dcterms:issued ?of"), key=first_day)
        self.programs = sorted(
            _column(store, "GRAPH ?extraction { ?extraction a prov:Bundle . ?of a prov:SoftwareAgent }")
        )
        things = _counts(store, "?s a ?of")
        self.entities = things.total()
        self.classes = things + _counts(store, "GRAPH ?g { ?s a ?of }") - _counts(store, f"{apart} {{ ?s a ?of }}")
        self.facts = _counts(store, "?s ?of ?o")
        self.claims = _counts(store, "GRAPH ?g { ?s ?of ?o }") - _counts(store, f"{apart} {{ ?s ?of ?o }}")
        self.properties = self.facts + self.claims


# Subject, property, value.
Said: TypeAlias = tuple[str, str, Term]


def _of_description(place: str, data_set: str) -> Iterator[Said]:
    yield place, _A.value, iri(VOID + "DatasetDescription")
    yield place, _A.value, iri(DCAT + "Catalog")
    yield from _texts(place, DCTERMS + "title", {"en": "Description of the data set", "zh": "数据集说明"})
    yield place, FOAF + "primaryTopic", iri(data_set)
    yield place, DCAT + "dataset", iri(data_set)


def _of_data_set(data_set: str, base: str, counted: _Counted, licence: str) -> Iterator[Said]:
    yield data_set, _A.value, iri(VOID + "Dataset")
    yield data_set, _A.value, iri(DCAT + "Dataset")
    yield from _texts(data_set, DCTERMS + "title", _TITLE)
    yield from _texts(data_set, DCTERMS + "description", _DESCRIPTION)
    yield data_set, DCTERMS + "language", iri("http://id.loc.gov/vocabulary/iso639-1/zh")
    yield data_set, DCTERMS + "conformsTo", iri(_ONTOLOGY)
    yield data_set, DCTERMS + "conformsTo", iri("https://w3id.org/ecograph/shapes")
    yield from ((data_set, PROV + "wasAttributedTo", iri(program)) for program in counted.programs)
    yield data_set, VOID + "uriSpace", plain(base)
    yield data_set, VOID + "documents", integer(counted.documents)
    yield data_set, VOID + "entities", integer(counted.entities)
    yield data_set, VOID + "triples", integer(counted.properties.total())
    yield data_set, VOID + "classes", integer(len(counted.classes))
    yield data_set, VOID + "properties", integer(len(counted.properties))
    yield from ((data_set, VOID + "vocabulary", iri(name)) for name in _vocabularies(counted))
    yield from _dates(data_set, counted.dates)
    yield from _terms(data_set, licence)


def _dates(data_set: str, dates: list[str]) -> Iterator[Said]:
    """Yield the date of the newest document, and the time that they span."""
    if not dates:
        return
    span = f"{data_set}#period"
    yield data_set, DCTERMS + "issued", date(dates[-1])
    yield data_set, DCTERMS + "temporal", iri(span)
    yield span, _A.value, iri(DCTERMS + "PeriodOfTime")
    yield span, DCAT + "startDate", date(dates[0])
    yield span, DCAT + "endDate", date(dates[-1])


def _terms(data_set: str, licence: str) -> Iterator[Said]:
    if licence:
        yield data_set, DCTERMS + "license", iri(licence)
    rights = f"{data_set}#rights"
    yield data_set, DCTERMS + "rights", iri(rights)
    yield rights, _A.value, iri(DCTERMS + "RightsStatement")
    yield from _texts(rights, RDFS + "label", _RIGHTS)


def _of_parts(data_set: str, counted: _Counted) -> Iterator[Said]:
    """Yield how many there are of each class and property, and how much is fact and how much claim."""
    for kind, what, of, counts in (
        ("class", VOID + "classPartition", VOID + "entities", counted.classes),
        ("property", VOID + "propertyPartition", VOID + "triples", counted.properties),
    ):
        for name, count in counts.items():
            part = f"{data_set}#{kind}-{_local(name)}"
            yield data_set, what, iri(part)
            yield part, _A.value, iri(VOID + "Dataset")
            yield part, VOID + kind, iri(name)
            yield part, of, integer(count)
    for name, counts in (("facts", counted.facts), ("claims", counted.claims)):
        part = f"{data_set}#{name}"
        yield data_set, VOID + "subset", iri(part)
        yield part, _A.value, iri(VOID + "Dataset")
        yield part, VOID + "triples", integer(counts.total())
        yield from _texts(part, DCTERMS + "title", _SUBSETS[name])


def _of_distributions(data_set: str, licence: str) -> Iterator[Said]:
    for suffix, name, media, format in _DISTRIBUTIONS:
        part = f"{data_set}#{suffix}"
        yield data_set, DCAT + "distribution", iri(part)
        yield data_set, VOID + "feature", iri(_FORMATS + format)
        yield part, _A.value, iri(DCAT + "Distribution")
        yield part, DCTERMS + "title", english(f"{name} (.{suffix})")
        yield part, DCTERMS + "format", iri(_FORMATS + format)
        yield part, DCAT + "mediaType", iri(_MEDIA_TYPES + media)
        if licence:
            yield part, DCTERMS + "license", iri(licence)


def _texts(subject: str, name: str, texts: dict[str, str]) -> Iterator[Said]:
    yield from ((subject, name, Literal(text, language=language)) for language, text in texts.items())


def _vocabularies(counted: _Counted) -> Iterator[str]:
    """Return the vocabularies whose terms the data set uses, and ours of concepts."""
    used = {_namespace(name) for name in (*counted.classes, *counted.properties)}
    yield from sorted(used)
    yield from sorted(f"{VOCAB}{scheme}" for scheme in _schemes())


def _namespace(term: str) -> str:
    return term[: max(term.rfind("#"), term.rfind("/")) + 1]


@cache
def _schemes() -> frozenset[str]:
    scheme = iri(SKOS + "ConceptScheme")
    return frozenset(
        name.removeprefix(VOCAB) for name, said in vocabularies().items() if scheme in said.get(RDF + "type", ())
    )


def _local(name: str) -> str:
    """Return a term's prefix and name, or a hash of it where it has none of the usual prefixes."""
    for prefix, namespace in PREFIXES.items():
        if name.startswith(namespace) and "/" not in name[len(namespace) :]:
            return local_name(f"{prefix}-{name[len(namespace) :]}")
    return sha256(name.encode()).hexdigest()[:12]


def _shipped_licence(digests: Iterable[str]) -> str:
    """Return the licence of the articles that ship where there are no others, "" where it is for the user to say."""
    wanted = set(digests)
    return _SHIPPED_LICENCE if wanted and wanted <= _shipped() else ""


@cache
def _shipped() -> frozenset[str]:
    return frozenset(sha256(path.read_bytes()).hexdigest() for path in resource("data").rglob("*.txt"))


def _counts(store: Store, pattern: str) -> Counter[str]:
    """Return how often each `?of` of a pattern is found."""
    rows = _rows(store, f"SELECT ?of (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?of")
    return Counter({row["of"]: int(row["n"]) for row in rows if "of" in row})


def _column(store: Store, pattern: str) -> list[str]:
    return [row["of"] for row in _rows(store, f"SELECT ?of {{ {pattern} }}")]


def _rows(store: Store, sparql: str) -> Iterator[dict[str, str]]:
    answer = store.query(sparql)
    assert isinstance(answer, Solutions)
    names = [variable.value for variable in answer.variables]
    for row in answer:
        yield {name: row[name].value for name in names if row[name] is not None}
