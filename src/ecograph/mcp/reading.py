"""Read the API's answers into those of the tools."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ecograph.mcp.answers import (
    Commitment,
    Entity,
    Fact,
    Hit,
    Hits,
    MatchedRow,
    Parameter,
    Question,
    Saying,
    Thing,
    Value,
)
from ecograph.mcp.fitting import fitting, short

_SAYINGS = 3
_FACT_CHARACTERS = 24_000
_COMMITMENT_CHARACTERS = 8_000


def hits(found: Mapping[str, Any]) -> Hits:
    """Return what a search found."""
    return Hits(total=found["total"], counts=found.get("counts", {}), hits=[_hit(each) for each in found["items"]])


def _hit(hit: Mapping[str, Any]) -> Hit:
    document = hit.get("document") or {}
    return Hit(
        kind=hit["kind"],
        iri=hit["iri"],
        name=hit["label"],
        type=hit.get("type", ""),
        text=short(hit.get("text", "")),
        facts=hit.get("facts", 0),
        published=document.get("published", ""),
    )


def facts(relations: Iterable[Mapping[str, Any]], sayings: int = _SAYINGS) -> list[Fact]:
    """Return facts with at most so many sentences each."""
    return [
        Fact(
            subject=thing(each["subject"]),
            predicate=each["predicate"],
            object=thing(each["object"]),
            roles=each.get("roles", []),
            claims=each.get("claims", 0) or len(each.get("evidence", [])),
            sayings=[_saying(one) for one in each.get("evidence", [])[:sayings]],
        )
        for each in relations
    ]


def entity(found: Mapping[str, Any], most: int) -> Entity:
    """Return an entity with at most `most` facts, one sentence each."""
    related = [relation for group in found.get("neighbours", []) for relation in group["relations"]]
    kept, _ = fitting(facts(related[:most], sayings=1), _FACT_CHARACTERS)
    commitments, _ = fitting([_commitment(each) for each in found.get("commitments", [])], _COMMITMENT_CHARACTERS)
    return Entity(
        iri=found["iri"],
        name=found["label"],
        type=found.get("type", ""),
        kind=found.get("kind", ""),
        aliases=found.get("aliases", []),
        posts=found.get("posts", []),
        code=found.get("code", ""),
        ancestors=[thing(each) for each in found.get("ancestors", [])],
        attributes={key: [short(each) for each in values[:10]] for key, values in found.get("attributes", {}).items()},
        documents=found.get("documents", 0),
        facts=kept,
        facts_total=sum(group.get("total", 0) for group in found.get("neighbours", [])),
        commitments=commitments,
        commitments_total=found.get("commitments_total", 0),
    )


def question(found: Mapping[str, Any]) -> Question:
    """Return a named question."""
    return Question(
        name=found["name"],
        title=found["title"].get("en", ""),
        sentence=found["sentence"].get("en", ""),
        parameters=[Parameter.model_validate(each) for each in found.get("parameters", [])],
    )


def matched(row: Mapping[str, Any]) -> MatchedRow:
    """Return one way to fill a pattern, with one sentence for each fact."""
    return MatchedRow(
        values={name: thing(each) if isinstance(each, dict) else each for name, each in row["values"].items()},
        evidence=[
            Fact(
                subject=thing(each["subject"]),
                predicate=each["predicate"],
                object=thing(each["object"]),
                roles=sorted({quote["role"] for quote in each["quotes"] if quote.get("role")}),
                claims=len(each["quotes"]),
                sayings=[_quoted(quote) for quote in each["quotes"][:1]],
            )
            for each in row["evidence"]
        ],
    )


def thing(reference: Mapping[str, Any]) -> Thing:
    """Return an entity as another one points at it."""
    return Thing(iri=reference["iri"], name=short(reference.get("label", "")), type=reference.get("type", ""))


def bindings(results: Mapping[str, Any]) -> tuple[list[str], list[dict[str, Value]]]:
    """Return the columns and rows of SPARQL results in JSON."""
    columns = results["head"].get("vars", [])
    rows: list[dict[str, Value]] = [
        {name: short(binding[name]["value"]) for name in columns if name in binding}
        for binding in results["results"]["bindings"]
    ]
    return columns, rows


def _saying(evidence: Mapping[str, Any]) -> Saying:
    source, speaker = evidence.get("source") or {}, evidence.get("speaker") or {}
    return Saying(
        quote=short(evidence.get("quote", "")),
        document=source.get("iri", ""),
        title=short(source.get("title", "")),
        published=source.get("issued", ""),
        publisher=source.get("publisher", ""),
        speaker=speaker.get("label", ""),
        modality=evidence.get("modality", ""),
    )


def _quoted(quote: Mapping[str, Any]) -> Saying:
    document = quote["document"]
    return Saying(
        quote=short(quote["quote"]),
        document=document["iri"],
        title=short(document.get("title", "")),
        published=document.get("published", ""),
        modality=quote.get("modality", ""),
    )


def _commitment(found: Mapping[str, Any]) -> Commitment:
    return Commitment(
        iri=found["iri"],
        what=found.get("label", ""),
        state=found.get("state", ""),
        period=found.get("period", ""),
        planned=found.get("planned", ""),
        reported=found.get("reported", ""),
        why=short(found.get("why", {}).get("en", "")),
    )
