"""Find the sentences behind the rows of an answer: the claims in the documents' own graphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from ecograph.query.matching import literals
from ecograph.query.matching.pattern import Days, Relation
from ecograph.query.matching.rows import Quote
from ecograph.query.matching.vocabulary import RELATIONS
from ecograph.store import ECO, VOCAB, Store
from ecograph.store.dates import first_day, last_day

_NOT_SAID = ("denied", "possible")
_CLAIMS = """SELECT ?subject ?predicate ?object ?quote ?start ?end ?role ?modality ?confidence ?document ?title ?published WHERE {{
  {values}
  GRAPH ?document {{
    ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; eco:quote ?quote .
    OPTIONAL {{ ?claim eco:start ?start }} OPTIONAL {{ ?claim eco:end ?end }} OPTIONAL {{ ?claim eco:role ?role }}
    OPTIONAL {{ ?claim eco:modality ?modality }} OPTIONAL {{ ?claim eco:confidence ?confidence }}
  }}
  ?document a eco:Document .
  OPTIONAL {{ ?document dcterms:title ?title }} OPTIONAL {{ ?document dcterms:issued ?published }}
}}"""
_FACTS = """SELECT ?subject ?predicate ?object WHERE {{
  VALUES ?{end} {{ {things} }} VALUES ?predicate {{ {predicates} }} ?subject ?predicate ?object }}"""
_NAMES = """SELECT ?thing ?name ?class WHERE {{ VALUES ?thing {{ {things} }} ?thing rdfs:label ?name ; a ?class }}"""

Triple: TypeAlias = tuple[str, str, str]


class Name(NamedTuple):
    """What a thing is called, and its class."""

    label: str
    type: str


def claims_of(store: Store, facts: Iterable[Triple]) -> Mapping[Triple, list[Quote]]:
    """Return the sentences that say each fact (IRIs, the predicate as a name of the ontology), the best first."""
    wanted = " ".join(f"({_iri(s)} eco:{p} {_iri(o)})" for s, p, o in dict.fromkeys(facts))
    return _read(store, f"VALUES (?subject ?predicate ?object) {{ {wanted} }}") if wanted else {}


def facts_about(store: Store, things: Iterable[str]) -> Mapping[str, list[Triple]]:
    """Return the facts that things stand in, in a fixed order."""
    wanted = " ".join(_iri(each) for each in dict.fromkeys(things))
    found = defaultdict[str, list[Triple]](list)
    predicates = " ".join(f"eco:{each}" for each in RELATIONS)
    for end in ("subject", "object") if wanted else ():
        for row in _solutions(store, _FACTS.format(end=end, things=wanted, predicates=predicates)):
            found[row[end]].append((row["subject"], row["predicate"].removeprefix(ECO), row["object"]))
    return {thing: sorted(set(facts)) for thing, facts in found.items()}


def names_of(store: Store, things: Iterable[str]) -> Mapping[str, Name]:
    """Return what things are called."""
    wanted = " ".join(_iri(each) for each in dict.fromkeys(things))
    rows = _solutions(store, _NAMES.format(things=wanted)) if wanted else ()
    return {
        row["thing"]: Name(row["name"], row["class"].removeprefix(ECO)) for row in rows if row["class"].startswith(ECO)
    }


def fits(quote: Quote, relation: Relation) -> bool:
    """Say whether a sentence is of the kind that a relation of a pattern asks for."""
    words = literals.narrow(relation.text or "").lower().split()
    text = "".join(map(str.strip, quote.quote.lower().splitlines()))
    return (
        (not relation.role or quote.role in relation.role)
        and (not relation.modality or quote.modality in relation.modality)
        and (relation.confidence is None or quote.confidence >= relation.confidence)
        and all(word in text for word in words)
        and (relation.published is None or _overlaps(quote.published, relation.published))
    )


def _overlaps(day: str, days: str | Days) -> bool:
    first, last = (days, days) if isinstance(days, str) else (days.first or "", days.last or "")
    return bool(day) and last_day(day) >= first_day(first) and (not last or first_day(day) <= last_day(last))


def _read(store: Store, values: str) -> dict[Triple, list[Quote]]:
    found = defaultdict[Triple, set[Quote]](set)
    for row in _solutions(store, _CLAIMS.format(values=values)):
        if row["modality"] not in _NOT_SAID:
            found[row["subject"], row["predicate"].removeprefix(ECO), row["object"]].add(_quote(row))
    return {fact: _ranked(quotes) for fact, quotes in found.items()}


def _ranked(quotes: set[Quote]) -> list[Quote]:
    """Return the best first; of what two rules saw in the same words, only the better."""
    ranked = sorted(quotes, key=lambda each: (-each.confidence, each.published, each))
    return list({(each.document, each.start, each.quote, each.role): each for each in reversed(ranked)}.values())[::-1]


def _quote(row: Mapping[str, str]) -> Quote:
    return Quote(
        row["quote"], int(row["start"] or -1), int(row["end"] or -1), row["role"].removeprefix(f"{VOCAB}role/"),
        row["modality"], float(row["confidence"] or 1), row["document"], row["title"], row["published"],
    )  # fmt: skip


def _solutions(store: Store, sparql: str) -> Iterator[dict[str, str]]:
    solutions: Any = store.query(sparql)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: "" if (term := solution[name]) is None else term.value for name in names}


def _iri(value: str) -> str:
    return literals.iri(value)
