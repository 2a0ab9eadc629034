"""Read from a store what is to be found: its entities, its documents, and the sentences of these.

Where the store has records, each sentence of the articles is there; where it has none, those that claims and figures quote.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple
from zlib import crc32

from ecograph.errors import StoreError
from ecograph.query.search.entries import DOCUMENT, SENTENCE, THINGS, Entry
from ecograph.query.search.lying import Lying
from ecograph.query.search.rows import pairs, rows
from ecograph.query.search.sentences import Sentence, sentences
from ecograph.store import ECO, VOCAB, Store

_ENTITIES = """SELECT ?x ?class ?name {
  VALUES ?class { eco:Agency eco:Official eco:Project eco:Place eco:Policy eco:Target eco:Observation }
  ?x a ?class ; rdfs:label ?name }"""
_ALIASES = "SELECT ?x ?name { ?x skos:altLabel ?name }"
_CONCEPTS = "SELECT ?x ?kind { ?x eco:kind ?kind }"
_PREDICATES = (
    "eco:responsibleFor eco:worksFor eco:locatedIn eco:partOf eco:governedBy eco:issued eco:within eco:hasTarget"
)
_FACTS = (
    f"SELECT ?x (COUNT(*) AS ?n) {{ VALUES ?p {{ {_PREDICATES} }} ?x ?p ?y }} GROUP BY ?x",
    f"SELECT ?x (COUNT(*) AS ?n) {{ VALUES ?p {{ {_PREDICATES} }} ?y ?p ?x }} GROUP BY ?x",
)
_DOCUMENTS = """SELECT ?x ?title ?issued ?home {
  ?x a eco:Document OPTIONAL { ?x dcterms:title ?title } OPTIONAL { ?x dcterms:issued ?issued } OPTIONAL { ?x eco:home ?home } }"""
_QUOTES = """SELECT DISTINCT ?x ?quote ?start ?end {
  ?x a eco:Document GRAPH ?x { ?claim a eco:Claim ; eco:quote ?quote ; eco:start ?start ; eco:end ?end } }"""
# A hub is as good as a name that is three characters shorter, at each doubling of its facts.
_HUB = 3.0
_ZERO, _STEPS = 1 << 14, 64
_ONE_DOCUMENT = 1 << 16


class Article(NamedTuple):
    """A document as the graph tells of it; `issued` is ISO 8601, "" if unknown."""

    iri: str
    title: str
    issued: str
    home: str


class Group(NamedTuple):
    """What is found of one owner: an entity, or a document with its sentences. `digest` changes with any of it."""

    owner: str
    digest: str
    document: bool = False


class Gathered:
    """What a store has to be found, told first by digests and then, where wanted, in full."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lying = Lying(store)
        self._entities = {entry.owner: entry for entry in self._read_entities()}
        self._articles = {each.iri: each for each in map(Article._make, rows(store, _DOCUMENTS))}
        self._from_records = _has_texts(store)
        self._quoted = {} if self._from_records else _quotes(store)

    def groups(self) -> Iterator[Group]:
        """Yield the owners with the digests of what they own."""
        for entry in self._entities.values():
            yield Group(entry.owner, f"{entry.digest:08x}")
        for each in self._articles.values():
            yield Group(each.iri, self._told(each), document=True)

    def owners(self) -> list[str]:
        """Return all owners."""
        return [*self._entities, *self._articles]

    def entries(self, owners: Collection[str]) -> Iterator[Entry]:
        """Yield what there is to find of these owners."""
        wanted = [self._articles[each] for each in owners if each in self._articles]
        yield from (self._entities[each] for each in owners if each in self._entities)
        for article, told in self._texts(wanted):
            yield from self._written(article, told)

    def _told(self, article: Article) -> str:
        # The text of a document is told by its IRI, which is made of the text's own digest.
        quotes = self._quoted.get(article.iri, "records" if self._from_records else ())
        told = repr((article, sorted(self._around(article)), quotes))
        return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def _texts(self, articles: list[Article]) -> Iterator[tuple[Article, Iterable[Sentence]]]:
        left = {each.iri: each for each in articles}
        if self._from_records and left:
            base = self._store.records.derivation.base
            for document in self._store.records.documents([each.removeprefix(base) for each in left]):
                if article := left.pop(base + document.id, None):
                    yield article, sentences(document)
        for article in left.values():
            yield article, self._quoted.get(article.iri, ())

    def _written(self, article: Article, told: Iterable[Sentence]) -> Iterator[Entry]:
        places = tuple(sorted(self._around(article)))
        day = int((article.issued.replace("-", "") + "00000000")[:8] if article.issued[:4].isdigit() else 0)
        rank = ((day << 16) + crc32(article.iri.encode()) % _ONE_DOCUMENT) << 16
        title = article.title or article.iri
        yield Entry(article.iri, DOCUMENT, (title,), rank, places=places, told=(article.issued,))
        for at, (text, start, end) in enumerate(told):
            after = max(0, _ONE_DOCUMENT - 1 - at)
            yield Entry(
                article.iri, SENTENCE, (text,), rank + after, places=places, told=(title, article.issued, start, end)
            )

    def _around(self, article: Article) -> frozenset[str]:
        return self._lying.around(article.home) if article.home else frozenset()

    def _read_entities(self) -> Iterator[Entry]:
        classes, names = dict[str, str](), defaultdict[str, set[str]](set)
        for iri, class_, name in rows(self._store, _ENTITIES):
            classes[iri] = class_.removeprefix(ECO)
            names[iri].add(name)
        aliases = _grouped(pairs(self._store, _ALIASES))
        concepts = dict(pairs(self._store, _CONCEPTS))
        facts = defaultdict[str, int](int)
        for sparql in _FACTS:
            for iri, count in pairs(self._store, sparql):
                facts[iri] += int(count)
        called = {iri: tuple(sorted(found, key=lambda each: (len(each), each))) for iri, found in names.items()}
        self._lying.learn((iri, each[0]) for iri, each in called.items() if classes[iri] in ("Agency", "Project"))
        self._lying.learn((iri, each[0]) for iri, each in called.items() if classes[iri] == "Policy")
        for iri, each in called.items():
            class_ = classes[iri]
            yield Entry(
                iri, class_, (*each, *sorted(aliases.get(iri, set()) - names[iri])), _rank(iri, each[0], facts[iri]),
                concepts.get(iri, "").removeprefix(f"{VOCAB}kind/"),
                self._lying.of(iri, each[0], place=class_ == "Place"),
                class_ in THINGS,
                (facts[iri], self._lying.token(iri) if class_ == "Place" else ""),
            )  # fmt: skip


def _rank(iri: str, name: str, facts: int) -> int:
    """Return where an entity comes among others that are found in the same way: hubs first, and short names."""
    worth = _HUB * math.log2(1 + facts) - len(name)
    return (max(0, _ZERO + round(worth * _STEPS)) << 32) + crc32(iri.encode())


def _quotes(store: Store) -> Mapping[str, tuple[Sentence, ...]]:
    """Return the quotes of each document, each once, and none that stands inside another."""
    found = defaultdict[str, set[Sentence]](set)
    for iri, quote, start, end in rows(store, _QUOTES):
        found[iri].add(Sentence("".join(map(str.strip, quote.splitlines())), int(start), int(end)))
    return {iri: tuple(_outer(each)) for iri, each in found.items()}


def _outer(quotes: Iterable[Sentence]) -> Iterator[Sentence]:
    reached = -1
    for each in sorted(quotes, key=lambda each: (each.start, -each.end, each.text)):
        if each.end > reached:
            yield each
            reached = each.end


def _has_texts(store: Store) -> bool:
    try:
        return bool(store.records.held())
    except StoreError:
        return False


def _grouped(found: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    grouped = defaultdict[str, set[str]](set)
    for thing, of in found:
        grouped[thing].add(of)
    return grouped
