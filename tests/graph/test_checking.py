"""What is remembered of nodes that were fine changes no verdict."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seeded import MISQUOTED, SEEDED

from builders import both, spring
from ecograph.graph.checking import Checker
from ecograph.graph.gate import faults
from ecograph.graph.nodes import Node, class_of, nodes
from ecograph.graph.scene import NodeFocus, Scene
from ecograph.graph.shapes import shapes
from ecograph.store.names import ECO

WORDS = st.sampled_from(
    ["", " ", "一", "Ⅲ", "2025", "2025-13", "2025-02-30", "140700", "1407", "bureau", "leads", ">=", "plan", "m2"]
)
VALUES = st.one_of(
    WORDS, st.sampled_from([None, 0, 1, -1, 0.5, 2.5, float("nan")]), st.tuples(WORDS), st.tuples(WORDS, WORDS)
)
NAMES = st.sampled_from(["code", "metric", "value", "value_max", "value_text", "unit", "comparator", "change", "status",
                         "deadline", "quote", "posts", "kind", "candidates"])  # fmt: skip
CLAIMS = st.fixed_dictionaries(
    {},
    optional={
        "subject": st.sampled_from([each.id for each in spring().entities] + ["http://own/unknown"]),
        "object": st.sampled_from([each.id for each in spring().entities] + ["http://own/unknown"]),
        "predicate": st.sampled_from(["worksFor", "within", "hasTarget", "sings"]),
        "role": WORDS, "time": WORDS, "rule": WORDS, "modality": st.sampled_from(["plan", "denied", "sung"]),
        "speaker": st.sampled_from(["", *(each.id for each in spring().entities)]),
        "confidence": st.sampled_from([0, 1, 0.5, 1.5, -1]),
    },
)  # fmt: skip


def broken_by(facts):
    """Return what breaks which shape where each node is judged by itself, and nothing is remembered."""
    scene = Scene(facts.document.id, {entity.id: class_of(entity) for entity in facts.entities})
    return {
        (node.iri(facts.document.id), breach)
        for node in nodes(facts)
        for shape in shapes().of_class(node.type)
        for breach in shape.breaches(NodeFocus(node, scene))
    }


def remembered(facts):
    return {
        (each.focus, each[1:-1])
        for each in faults(facts, nodes(facts))
        if isinstance(each.culprit, Node) and not each.shape.endswith("#verbatim")
    }


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 20), NAMES, VALUES), max_size=4),
    st.lists(st.tuples(st.integers(0, 20), CLAIMS), max_size=3),
    WORDS,
)
def test_a_node_is_judged_as_if_by_itself(attributes, claims, name):
    facts = spring()
    entities, said = list(facts.entities), list(facts.claims)
    for at, key, value in attributes:
        each = entities[at % len(entities)]
        entities[at % len(entities)] = each._replace(attributes={**each.attributes, key: value}, aliases=(name, "别名"))
    for at, fields in claims:
        said[at % len(said)] = said[at % len(said)]._replace(**fields)
    changed = facts._replace(entities=tuple(entities), claims=tuple(said))
    assert remembered(changed) == broken_by(changed)


@pytest.mark.parametrize("facts", [*both(), *(each[0] for each in (*SEEDED.values(), *MISQUOTED.values()))])
def test_the_seeded_faults_are_found_each_time(facts):
    assert remembered(facts) == broken_by(facts) == remembered(facts)


def test_a_quote_that_is_not_sound_is_judged_itself():
    facts = spring()
    fine = next(each for each in nodes(facts) if each.type == ECO + "Mention")
    checker, scene = Checker(fine.type, fine.table), Scene()
    assert not checker.breaches(NodeFocus(fine, scene), fine.values, {}, sound=True)
    wrong = fine._replace(values={**fine.values, "start": -1})
    found = checker.breaches(NodeFocus(wrong, scene), wrong.values, {}, sound=False)
    assert [each.shape.rpartition("#")[2] for each in found] == ["start"]
