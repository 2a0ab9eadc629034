from __future__ import annotations

import pytest

from builders import BUREAU, LINGSHI, MA, document, span, spring, store_of
from ecograph.graph import validate


def faults(facts):
    return {(violation.shape, violation.message) for violation in validate(store_of(facts)).violations}


def with_entity(type, **changes):
    """Change the first entity of a type: its fields, or else its attributes."""
    facts = spring()
    at = next(index for index, entity in enumerate(facts.entities) if entity.type == type)
    entity = facts.entities[at]
    fields = {key: value for key, value in changes.items() if hasattr(entity, key)}
    attributes = {key: value for key, value in changes.items() if key not in fields}
    changed = entity._replace(**fields, attributes={**entity.attributes, **attributes})
    return facts._replace(entities=(*facts.entities[:at], changed, *facts.entities[at + 1 :]))


def with_claim(**changes):
    facts = spring()
    return facts._replace(claims=(facts.claims[0]._replace(**changes), *facts.claims[1:]))


def backwards():
    text = span(spring().document, "晋中市")
    return text._replace(start=5, end=2)


FAULTS = {
    "no name": (with_entity("Agency", name=""), "shape:label"),
    "unknown kind of agency": (with_entity("Agency", kind="pub"), "shape:agency-kind"),
    "kind of another class": (with_entity("Place", kind="bureau"), "shape:place-kind"),
    "no kind": (with_entity("Place", kind=None), "shape:kind-needed"),
    "bad code": (with_entity("Place", code="14"), "shape:code"),
    "neither value nor grade": (with_entity("Target", value=None), "shape:Target"),
    "no metric": (with_entity("Target", metric=""), "shape:metric"),
    "no quote": (with_entity("Target", quote=""), "shape:quote"),
    "bad comparator": (with_entity("Target", comparator="≥"), "shape:comparator"),
    "bad change": (with_entity("Target", change="more"), "shape:change"),
    "bad status": (with_entity("Target", status="hoped"), "shape:planned"),
    "bad deadline": (with_entity("Target", deadline="年底"), "shape:deadline"),
    "range the wrong way round": (with_entity("Target", value=9, value_max=3), "shape:range"),
    "confidence above 1": (with_claim(confidence=1.5), "shape:confidence"),
    "unknown role": (with_claim(role="boss"), "shape:role"),
    "unknown modality": (with_claim(modality="maybe"), "shape:modality"),
    "no rule": (with_claim(rule=""), "shape:rule"),
    "unknown predicate": (with_claim(predicate="likes"), "shape:predicate"),
    "a place that speaks": (with_claim(speaker=LINGSHI), "shape:speaker"),
    "end before start": (with_claim(evidence=backwards()), "shape:start"),
    "an agency that works": (with_claim(subject=BUREAU), "shape:worksFor-subject"),
    "work for an official": (with_claim(object=MA), "shape:worksFor-object"),
    "no source": (
        spring()._replace(document=document("x", source="", title="t", published="2025"), entities=(), claims=()),
        "shape:source",
    ),
}


def test_the_fixture_conforms(store):
    report = validate(store)
    assert report.violations == ()
    assert report.conforms


@pytest.mark.parametrize(("facts", "shape"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found(facts, shape):
    assert shape in {found for found, _ in faults(facts)}


def test_a_violation_says_what_and_where():
    (violation,) = validate(store_of(with_entity("Agency", kind="pub"))).violations
    assert str(violation) == (
        "agency:晋中市生态环境局 eco:kind: a kind comes from the vocabulary of agency kinds (is kind:pub)"
    )


def test_a_report_is_the_same_each_time():
    store = store_of(with_entity("Target", value=None, comparator="≥", metric=""))
    assert validate(store) == validate(store)
