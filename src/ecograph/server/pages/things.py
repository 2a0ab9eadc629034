"""Read from the graph what pages say of things: their names, and where they are told of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ecograph.server.api.terms import TYPES, local, rows, values
from ecograph.store import Store


class Thing(NamedTuple):
    """An entity, as a chip shows it."""

    iri: str
    label: str
    type: str = ""


class Article(NamedTuple):
    """An article, as a list shows it; `statements` is how many it makes."""

    iri: str
    title: str = ""
    published: str = ""
    publisher: str = ""
    source: str = ""
    statements: int = 0


class Quote(NamedTuple):
    """Words of an article, as the quote shows them."""

    text: str
    document: str
    start: int
    end: int
    title: str = ""
    published: str = ""
    publisher: str = ""
    speaker: Thing | None = None


def things(store: Store, iris: Iterable[str]) -> dict[str, Thing]:
    """Return each thing's name and class; the end of its IRI where the graph has no name."""
    wanted = sorted(set(iris))
    if not wanted:
        return {}
    found = {each: Thing(each, each.rsplit("/", 1)[-1]) for each in wanted}
    pattern = f"""SELECT ?iri ?label ?type WHERE {{ VALUES ?iri {{ {values(wanted)} }}
        OPTIONAL {{ ?iri rdfs:label ?label }} OPTIONAL {{ ?iri a ?type }} }} ORDER BY DESC(?label)"""
    for row in rows(store, pattern):
        known, kind = found[row["iri"]], local(row["type"])
        found[row["iri"]] = Thing(known.iri, row["label"] or known.label, kind if kind in TYPES else known.type)
    return found


def articles(store: Store, iris: Iterable[str]) -> dict[str, Article]:
    """Return title, date, publisher and source of articles; without their statements' number."""
    wanted = sorted(set(iris))
    if not wanted:
        return {}
    pattern = f"""SELECT ?iri (MIN(?t) AS ?title) (MIN(STR(?d)) AS ?published) (MIN(?p) AS ?publisher) (MIN(?s) AS ?source) WHERE {{
        VALUES ?iri {{ {values(wanted)} }}
        OPTIONAL {{ ?iri dcterms:title ?t }} OPTIONAL {{ ?iri dcterms:issued ?d }}
        OPTIONAL {{ ?iri dcterms:publisher ?p }} OPTIONAL {{ ?iri eco:source ?s }} }} GROUP BY ?iri"""
    found = {row["iri"]: _article(row) for row in rows(store, pattern)}
    return {each: found.get(each, Article(each)) for each in wanted}


def quoted(store: Store, found: Sequence[dict[str, str]]) -> list[Quote]:
    """Return rows of document, quote, start and end as quotes."""
    known = articles(store, (row["document"] for row in found))
    return [_quote(row, known[row["document"]]) for row in found]


def _quote(row: dict[str, str], of: Article) -> Quote:
    start, end = int(row["start"]), int(row["end"])
    return Quote(row["quote"], of.iri, start, end, of.title, of.published, of.publisher)


def _article(row: dict[str, str]) -> Article:
    return Article(row["iri"], row["title"], row["published"], row["publisher"], row["source"])
