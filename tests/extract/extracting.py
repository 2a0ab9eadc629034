"""Tiny helpers for the tests of extraction: from a sentence to names, relations and targets that a table can state."""

from __future__ import annotations

from array import array
from typing import Any

from ecograph.extract.pipeline import extract
from ecograph.extract.sheet import Sheet
from ecograph.model import Document, Entity, EntityType, Facts

JINZHONG = "140700"


def document(text: str, *, home: str = JINZHONG, published: str = "2025-03-01", publisher: str = "") -> Document:
    """Return a document whose clean text is its source."""
    return Document(
        id="document/0000000000000000",
        source="articles/made-up.txt",
        sha256="",
        raw=text,
        text=text,
        offsets=array("q", range(len(text))),
        published=published,
        publisher=publisher,
        home=home,
    )


def sheet(text: str, **told: str) -> Sheet:
    """Return the sheet that the components would work on."""
    return Sheet(document(text, **told))


def facts(text: str, **told: str) -> Facts:
    """Return the facts of a text of Jinzhong (unless told otherwise), of 1 March 2025."""
    return extract(document(text, **told))


def names(found: Facts, type_: EntityType) -> set[str]:
    """Return the names of the entities of one class."""
    return {entity.name for entity in found.entities if entity.type == type_}


def named(found: Facts, name: str) -> Entity:
    """Return the one entity that has this name or alias."""
    hits = [entity for entity in found.entities if name in (entity.name, *entity.aliases)]
    assert len(hits) == 1, f"{name}: {[entity.name for entity in hits]} of {[e.name for e in found.entities]}"
    return hits[0]


def relations(found: Facts, predicate: str = "") -> set[tuple[str, str, str]]:
    """Return the claims by name, those of one predicate where one is given."""
    label = {entity.id: entity.name for entity in found.entities}
    return {
        (label[claim.subject], claim.predicate, label[claim.object])
        for claim in found.claims
        if predicate in ("", claim.predicate)
    }


def objects(found: Facts, subject: str, predicate: str) -> set[str]:
    """Return the names of what a subject is related to."""
    return {o for s, p, o in relations(found, predicate) if s == subject}


def targets(found: Facts) -> list[dict[str, Any]]:
    """Return the attributes of the targets in the order of the text, with the names of their subjects."""
    label = {entity.id: entity.name for entity in found.entities}
    entities = sorted((e for e in found.entities if e.type == "Target"), key=lambda e: e.mentions[0].span)
    owners = {
        e.id: {label[c.subject] for c in found.claims if c.predicate == "hasTarget" and c.object == e.id}
        for e in entities
    }
    return [{**entity.attributes, "subjects": owners[entity.id]} for entity in entities]


def printed(found: Facts) -> list[str]:
    """Return the targets as their value and unit, in the order of the text: 9.08万亩."""
    return [f"{told['value']}{told['unit']}" for told in targets(found)]


def target(text: str, **told: str) -> dict[str, Any]:
    """Return the only target of a text."""
    found = targets(facts(text, **told))
    assert len(found) == 1, [f"{each['metric']} {each['value']}{each['unit']}" for each in found]
    return found[0]
