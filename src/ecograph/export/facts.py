"""Write the facts of one document as JSON: the form that the evaluation reads, one object a line."""

from __future__ import annotations

import json
from typing import Any

from ecograph.model import Claim, Entity, Facts, Span


def facts_line(facts: Facts) -> str:
    """Return the facts of one document as one line of JSON."""
    return json.dumps(facts_document(facts), ensure_ascii=False, sort_keys=False)


def facts_document(facts: Facts) -> dict[str, Any]:
    """Return the facts of one document as plain JSON values."""
    document = facts.document
    return {
        "document": {
            "id": document.id,
            "source": document.source,
            "sha256": document.sha256,
            "title": document.title or None,
            "published": document.published or None,
            "publisher": document.publisher or None,
            "home": f"{document.id.split('document/')[0]}place/{document.home}" if document.home else None,
        },
        "entities": [_entity(entity) for entity in facts.entities],
        "relations": [_relation(claim) for claim in facts.claims],
        "readings": [_relation(claim) for claim in facts.readings],
        "unread": [{**_span(unread.span), "reason": unread.reason} for unread in facts.unread],
    }


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _entity(entity: Entity) -> dict[str, Any]:
    told: dict[str, Any] = {
        k: list(v) if isinstance(v, tuple) else v
        for k, v in entity.attributes.items()
        if not k.startswith("normalized_")
    }
    if "normalized_value" in entity.attributes:
        told["normalized"] = {
            "value": entity.attributes["normalized_value"],
            "unit": entity.attributes["normalized_unit"],
        }
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "mentions": [{**_span(m.span), "method": m.rule, "confidence": m.confidence} for m in entity.mentions],
        **told,
        **({"slots": {name: _span(span) for name, span in entity.slots.items()}} if entity.slots else {}),
    }


def _relation(claim: Claim) -> dict[str, Any]:
    optional = {"role": claim.role, "speaker": claim.speaker}
    return {
        "subject": claim.subject,
        "predicate": claim.predicate,
        "object": claim.object,
        **{key: value for key, value in optional.items() if value},
        "evidence": _span(claim.evidence),
        "confidence": claim.confidence,
        "method": claim.rule,
        "modality": claim.modality,
    }
