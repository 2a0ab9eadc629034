"""Facts with one thing wrong in each, and the shape that it breaks: what no build may let into the graph."""

from __future__ import annotations

from dataclasses import replace

from builders import BUREAU, LINGSHI, MA, RIVER, document, span, spring


def with_entity(type, **changes):
    """Change the first entity of a type: its fields, or else its attributes."""
    facts = spring()
    at = next(index for index, entity in enumerate(facts.entities) if entity.type == type)
    entity = facts.entities[at]
    fields = {key: value for key, value in changes.items() if hasattr(entity, key)}
    attributes = {key: value for key, value in changes.items() if key not in fields}
    changed = entity._replace(**fields, attributes={**entity.attributes, **attributes})
    return facts._replace(entities=(*facts.entities[:at], changed, *facts.entities[at + 1 :]))


def with_mention(**changes):
    mention = spring().entities[0].mentions[0]
    return with_entity("Agency", mentions=(mention._replace(**changes), *spring().entities[0].mentions[1:]))


def with_slot(**changes):
    target = next(entity for entity in spring().entities if entity.type == "Target")
    return with_entity("Target", slots={**target.slots, "value": target.slots["value"]._replace(**changes)})


def with_claim(at=0, **changes):
    facts = spring()
    changed = facts.claims[at]._replace(**changes)
    return facts._replace(claims=(*facts.claims[:at], changed, *facts.claims[at + 1 :]))


def with_document(**changes):
    facts = spring()
    return facts._replace(document=replace(facts.document, **changes))


def words(**changes):
    """Return words of the article, changed."""
    return span(spring().document, "晋中市")._replace(**changes)


# What is wrong -> the facts, the shape, and what goes to quarantine: the class of the node, or "" for one value of it.
SEEDED = {
    "no name": (with_entity("Agency", name=""), "label", "Agency"),
    "an empty alias": (with_entity("Agency", aliases=("市生态环境局", " ")), "alias", ""),
    "unknown kind of agency": (with_entity("Agency", kind="pub"), "agency-kind", "Agency"),
    "kind of another class": (with_entity("Place", kind="bureau"), "place-kind", "Place"),
    "unknown kind of project": (with_entity("Project", kind="hobby"), "project-kind", ""),
    "a kind that no IRI may end in": (with_entity("Policy", kind="a <kind>"), "policy-kind", ""),
    "no kind": (with_entity("Place", kind=None), "kind-needed", "Place"),
    "bad code": (with_entity("Place", code="14"), "code", ""),
    "neither value nor grade": (with_entity("Target", value=None), "Target", "Target"),
    "no metric": (with_entity("Target", metric=""), "metric", "Target"),
    "no quote": (with_entity("Target", quote=""), "quote", "Target"),
    "bad comparator": (with_entity("Target", comparator="≥"), "comparator", "Target"),
    "bad change": (with_entity("Target", change="more"), "change", "Target"),
    "bad status": (with_entity("Target", status="hoped"), "planned", "Target"),
    "bad deadline": (with_entity("Target", deadline="年底"), "deadline", "Target"),
    "a day that no calendar has": (with_entity("Target", deadline="2025-02-30"), "deadline", "Target"),
    "range the wrong way round": (with_entity("Target", value=9, value_max=3), "range", "Target"),
    "confidence above 1": (with_claim(confidence=1.5), "confidence", "Claim"),
    "unknown role": (with_claim(role="boss"), "role", "Claim"),
    "unknown modality": (with_claim(modality="maybe"), "modality", "Claim"),
    "no rule": (with_claim(rule=""), "rule", "Claim"),
    "unknown predicate": (with_claim(predicate="likes"), "predicate", "Claim"),
    "a place that speaks": (with_claim(speaker=LINGSHI), "speaker", "Claim"),
    "a time that is none": (with_claim(time="明年"), "time", "Claim"),
    "end before start": (with_claim(evidence=words(start=5, end=2)), "start", "Claim"),
    "an empty quote": (with_claim(evidence=words(end=0, text="")), "one-quote", "Claim"),
    "an agency that works": (with_claim(subject=BUREAU), "worksFor-subject", "Claim"),
    "work for an official": (with_claim(object=MA), "worksFor-object", "Claim"),
    "a project that is responsible": (with_claim(at=3, subject=RIVER), "responsibleFor-subject", "Claim"),
    "a claim about nothing known": (with_claim(modality="denied", object=f"{BUREAU}x"), "typed", "Claim"),
    "a mention without a rule": (with_mention(rule=""), "rule", "Mention"),
    "a mention surer than sure": (with_mention(confidence=2.0), "confidence", "Mention"),
    "a slot before the text": (with_slot(start=-3), "start", "Slot"),
    "a date that is none": (with_document(published="昨天"), "issued", ""),
    "a digest that is none": (with_document(sha256="abc"), "sha256", "Document"),
    "no source": (
        spring()._replace(document=document("x", source="", title="t", published="2025"), entities=(), claims=()),
        "source", "Document",
    ),
}  # fmt: skip

# Only the text decides these, and no graph holds it.
MISQUOTED = {
    "words that are not there": (with_claim(evidence=words(text="太原市")), "Claim"),
    "words that are elsewhere": (with_claim(evidence=words(start=1, end=4)), "Claim"),
    "a mention that is elsewhere": (with_mention(span=words(start=1, end=4)), "Mention"),
    "a slot that is not there": (with_slot(text="ⅰ"), "Slot"),
}
