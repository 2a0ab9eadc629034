"""Put IRIs in place of the local keys of one document, as its things were named among all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import attrgetter

from ecograph.model import Claim, Entity, Facts
from ecograph.resolve.decisions import Decision
from ecograph.resolve.judging import Rejected
from ecograph.resolve.resolution import Thing

_TARGET_FIELDS = ("metric", "change", "comparator", "value", "value_max", "unit", "deadline", "status")


def identified(facts: Facts, things: Mapping[str, Thing], *, base: str) -> Facts:
    """Return the facts of a document with IRIs below `base`; `things` are its things by local key."""
    iris = _iris(facts, things, base)
    entities = _merged(_entity(entity, iris[entity.id], things.get(entity.id)) for entity in facts.entities)
    return Facts(
        replace(facts.document, id=base + facts.document.id),
        tuple(sorted(entities, key=attrgetter("id"))),
        tuple(_claims(facts.claims, iris)),
        facts.unread,
        facts.telling,
        tuple(_claims(facts.readings, iris)),
    )


def rejected_in(
    facts: Facts, rejected: Iterable[Rejected], things: Mapping[str, Thing], *, base: str
) -> tuple[tuple[Claim, Decision], ...]:
    """Return statements of a document that people rejected as they would stand in the graph.

    `facts` are the document's before its statements were judged.
    """
    iris = _iris(facts, things, base)
    return tuple((claim, each.decision) for each in rejected for claim in _claims((each.claim,), iris))


def _iris(facts: Facts, things: Mapping[str, Thing], base: str) -> dict[str, str]:
    """Return the IRIs of the entities of a document, by local key."""
    iris = {key: base + thing.path for key, thing in things.items()}
    subjects = {claim.object: claim.subject for claim in facts.claims if claim.predicate == "hasTarget"}
    for entity in facts.entities:
        if entity.type == "Target":
            subject = iris.get(subjects.get(entity.id, ""), facts.document.id)
            iris[entity.id] = base + _target_path(entity, subject)
    return iris


def _target_path(target: Entity, subject: str) -> str:
    told = target.attributes
    content = "\n".join([subject, *map(str, map(told.get, _TARGET_FIELDS))])
    return f"target/{hashlib.sha256(content.encode()).hexdigest()[:16]}"


def _entity(entity: Entity, iri: str, thing: Thing | None) -> Entity:
    if thing is None:
        _, type_, name, aliases, mentions, attributes, slots = entity
        return Entity(iri, type_, name, aliases, mentions, attributes, slots)
    path, name, kind = thing
    attributes = entity.attributes
    if kind and attributes.get("kind") != kind:
        attributes = {**attributes, "kind": kind}
    if (code := attributes.get("code")) and code != (borne := path.removeprefix("place/")):
        attributes = {**attributes, "code": borne}
    aliases = entity.aliases if name == entity.name else (entity.name, *entity.aliases)
    if name in aliases:
        aliases = tuple(alias for alias in aliases if alias != name)
    return Entity(iri, entity.type, name, aliases, entity.mentions, attributes, entity.slots)


def _claims(claims: Iterable[Claim], iris: Mapping[str, str]) -> Iterator[Claim]:
    for subject, predicate, obj, evidence, rule, role, speaker, modality, sure, time in claims:
        said_by = iris.get(speaker, "") if speaker else ""
        yield Claim(iris[subject], predicate, iris[obj], evidence, rule, role, said_by, modality, sure, time)


def _merged(entities: Iterable[Entity]) -> Iterable[Entity]:
    """Join entities of one document that got the same IRI."""
    found: dict[str, Entity] = {}
    for entity in entities:
        known = found.setdefault(entity.id, entity)
        if known is entity:
            continue
        names = dict.fromkeys([*known.aliases, entity.name, *entity.aliases])
        found[entity.id] = known._replace(
            aliases=tuple(name for name in names if name != known.name),
            mentions=tuple(sorted({*known.mentions, *entity.mentions}, key=lambda m: (m.span, m.rule))),
            attributes={**entity.attributes, **known.attributes},
            slots={**entity.slots, **known.slots},
        )
    return found.values()
