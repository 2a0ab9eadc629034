"""Read evidence: the claims and mentions in the documents' named graphs, with the articles they stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from ecograph.server.models import Evidence, Reference, Source
from ecograph.server.terms import iri, local, rows, values
from ecograph.server.things import references
from ecograph.store import ECO, Store

Fact: TypeAlias = tuple[str, str, str]
_FIELDS = """
  OPTIONAL { ?item eco:quote ?quote } OPTIONAL { ?item eco:start ?start } OPTIONAL { ?item eco:end ?end }
  OPTIONAL { ?item eco:rule ?rule } OPTIONAL { ?item eco:confidence ?confidence }
"""
_CLAIM_FIELDS = """
  OPTIONAL { ?item eco:role ?role } OPTIONAL { ?item eco:modality ?modality } OPTIONAL { ?item eco:speaker ?speaker }
"""
_NAMES = "?item ?document ?quote ?start ?end ?rule ?confidence"
_MENTIONS_SHOWN = 100


def sources(store: Store, iris: Iterable[str]) -> dict[str, Source]:
    """Return title, date, publisher and path of each article."""
    wanted = sorted(set(iris))
    found = {each: Source(iri=each) for each in wanted}
    if not wanted:
        return found
    # The articles' fields may stand in the default graph or in the article's own.
    pattern = f"""SELECT DISTINCT ?s ?p ?o WHERE {{
        VALUES ?s {{ {values(wanted)} }}
        VALUES ?p {{ dcterms:title dcterms:issued dcterms:publisher eco:source }}
        {{ ?s ?p ?o }} UNION {{ GRAPH ?s {{ ?s ?p ?o }} }} }} ORDER BY ?s ?p ?o"""
    for row in rows(store, pattern):
        name = row["p"].replace("#", "/").rsplit("/", 1)[-1]
        setattr(found[row["s"]], "path" if name == "source" else name, row["o"])
    return found


def of_facts(store: Store, facts: Sequence[Fact]) -> dict[Fact, list[Evidence]]:
    """Return the claims that support each fact, in the order of article and place."""
    if not facts:
        return {}
    block = " ".join(f"({iri(s)} {iri(ECO + p)} {iri(o)})" for s, p, o in facts)
    pattern = f"""SELECT ?s ?p ?o {_NAMES} ?role ?modality ?speaker WHERE {{
        VALUES (?s ?p ?o) {{ {block} }}
        GRAPH ?document {{ ?item rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . {_FIELDS} {_CLAIM_FIELDS} }} }}
        ORDER BY ?document ?start ?item"""
    found: dict[Fact, list[dict[str, str]]] = defaultdict(list)
    for row in rows(store, pattern):
        found[row["s"], local(row["p"]), row["o"]].append(row)
    known = sources(store, (row["document"] for claims in found.values() for row in claims))
    speakers = references(store, (row["speaker"] for claims in found.values() for row in claims if row["speaker"]))
    return {fact: [_evidence(row, known, speakers) for row in _once(claims)] for fact, claims in found.items()}


def mentions(store: Store, entity: str) -> list[Evidence]:
    """Return where the entity is named."""
    pattern = f"""SELECT {_NAMES} WHERE {{
        GRAPH ?document {{ ?item eco:mentionOf {iri(entity)} ; a eco:Mention . {_FIELDS} }}
        }} ORDER BY ?document ?start ?item LIMIT {_MENTIONS_SHOWN}"""
    found = list(rows(store, pattern))
    known = sources(store, (row["document"] for row in found))
    return [_evidence(row, known, {}) for row in _once(found)]


def _once(found: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Keep the first row of each item: a second label or quote of it is no second claim."""
    return list({row["item"]: row for row in reversed(list(found))}.values())[::-1]


def _evidence(row: dict[str, str], known: dict[str, Source], speakers: dict[str, Reference]) -> Evidence:
    return Evidence(
        quote=row["quote"],
        start=int(row["start"]) if row["start"] else None,
        end=int(row["end"]) if row["end"] else None,
        rule=row["rule"],
        confidence=float(row["confidence"]) if row["confidence"] else None,
        role=local(row.get("role", "")),
        modality=row.get("modality", ""),
        speaker=speakers.get(row.get("speaker", "")),
        source=known[row["document"]],
    )
