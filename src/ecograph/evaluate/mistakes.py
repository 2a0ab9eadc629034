"""List what is missed and wrong in one article, each with the sentence that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ecograph.evaluate.judging import EntityVerdict, FieldVerdict, Judged
from ecograph.evaluate.linking import RelationVerdict
from ecograph.evaluate.passages import Passages


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: `verdict` is missed, wrong or differs (a field); `what` the class, the relation or the field."""

    verdict: str
    what: str
    told: str
    sentence: str


def mistakes(judged: Judged) -> tuple[Mistake, ...]:
    """Return the mistakes of one article: entities, then fields, then relations."""
    passages = Passages(judged.facts.document) if judged.facts else None
    return tuple(_mistakes(judged, passages))


def _mistakes(judged: Judged, passages: Passages | None) -> Iterator[Mistake]:
    for entity in judged.entities:
        if entity.verdict in ("missed", "wrong"):
            yield _of_entity(entity, passages)
    for field in judged.fields:
        if not field.right:
            yield _of_field(field, passages)
    for relation in judged.relations:
        if relation.verdict in ("missed", "wrong"):
            yield _of_relation(relation, passages)


def _of_entity(verdict: EntityVerdict, passages: Passages | None) -> Mistake:
    if verdict.gold:
        sentence = passages.around(passages.of_gold(verdict.gold)) if passages else ""
        return Mistake("missed", verdict.gold.type.lower(), verdict.gold.label, sentence)
    assert verdict.found is not None, "a verdict has a side"
    places = passages.of_entity(verdict.found) if passages else []
    sentence = passages.around(places[0]) if passages and places else ""
    return Mistake("wrong", verdict.found.type.lower(), verdict.found.name, sentence)


def _of_field(verdict: FieldVerdict, passages: Passages | None) -> Mistake:
    places = passages.of_entity(verdict.entity) if passages else []
    sentence = passages.around(places[0]) if passages and places else ""
    told = f"{verdict.gold.label}: {verdict.found or 'none'}, annotated {verdict.wanted}"
    return Mistake("differs", verdict.field, told, sentence)


def _of_relation(verdict: RelationVerdict, passages: Passages | None) -> Mistake:
    if verdict.claim:
        sentence = joined(verdict.claim.evidence.text)
    else:
        sentence = passages.with_both(verdict.subject, verdict.object) if passages else ""
    return Mistake(verdict.verdict, verdict.predicate, verdict.label, sentence)


def joined(text: str) -> str:
    """Return a quote in one line."""
    return "".join(part.strip() for part in text.splitlines())
