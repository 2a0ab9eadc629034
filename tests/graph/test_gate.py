"""The gate of the build and the SHACL shapes come to the same verdicts."""

from __future__ import annotations

import io

import pytest
from seeded import MISQUOTED, SEEDED

from builders import both, spring, store_of
from ecograph.errors import ValidationError
from ecograph.graph import kept_out, validate
from ecograph.graph.constraints import PARAMETERS
from ecograph.graph.gate import faults
from ecograph.graph.nodes import nodes
from ecograph.graph.shapes import VERBATIM, Shapes, read, shapes
from ecograph.graph.violation import Violation, short
from ecograph.store import BASE, open_store
from ecograph.store.names import ECO, SH


def judged(facts):
    """Return what the gate finds, as the report of the shapes says it."""
    return {
        Violation(
            short(fault.focus), short(fault.shape), short(fault.path),
            "" if fault.value is None or fault.value.value == fault.focus else short(fault.value.value),
            shapes().messages(fault.shape)["en"],
        )
        for fault in faults(facts, nodes(facts))
    }  # fmt: skip


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """Return what SHACL finds in each of the seeded documents: all in one graph, each with IRIs of its own."""
    whole = open_store(None)
    for at, (facts, _, _) in enumerate(SEEDED.values()):
        text, path = io.BytesIO(), tmp_path_factory.mktemp("seed") / f"{at}.nq"
        with store_of(facts) as store:
            store.dump(text, "nq")
        path.write_text(text.getvalue().decode().replace(BASE, f"http://seed/{at}/"), encoding="utf-8")
        whole.load(path)
    found = {name: set() for name in SEEDED}
    for each in validate(whole).violations:
        at = int(each.focus.removeprefix("http://seed/").partition("/")[0])
        focus, value = (short(text.replace(f"http://seed/{at}/", BASE)) for text in (each.focus, each.value))
        found[list(SEEDED)[at]].add(Violation(focus, each.shape, each.path, value, each.message))
    return found


@pytest.mark.parametrize("name", SEEDED)
def test_gate_and_shapes_find_the_same(reported, name):
    facts, shape, _ = SEEDED[name]
    assert f"shape:{shape}" in {each.shape for each in reported[name]}
    assert {each for each in judged(facts) if each.shape != short(VERBATIM)} == reported[name]


@pytest.mark.parametrize("facts", both(), ids=("spring", "summer"))
def test_neither_finds_anything_in_good_facts(facts):
    assert judged(facts) == set()
    assert validate(store_of(facts)).conforms


def test_neither_finds_anything_in_the_articles_that_ship(shipped_articles, shipped_store):
    assert [found for facts in shipped_articles for found in judged(facts)] == []
    assert kept_out(shipped_store) == ()
    assert validate(shipped_store).violations == ()


@pytest.mark.parametrize("name", MISQUOTED)
def test_words_that_do_not_stand_in_the_source_are_found(name):
    facts, _ = MISQUOTED[name]
    assert short(VERBATIM) in {each.shape for each in judged(facts)}


def test_what_the_shapes_ask_for_the_gate_can_check():
    index = read("shapes.ttl")
    used = {parameter for said in index.values() for parameter in said if parameter.startswith(SH)}
    words = {"path", "property", "message", "deactivated", "targetClass", "targetSubjectsOf", "targetObjectsOf"}
    assert {each.removeprefix(SH) for each in used} - words == {each.removeprefix(SH) for each in PARAMETERS}


def test_a_constraint_that_the_gate_does_not_know_is_an_error():
    index = read("shapes.ttl")
    index["https://w3id.org/ecograph/shapes#Agency"][SH + "closed"] = []
    with pytest.raises(ValidationError, match="a constraint that the build cannot check, sh:closed"):
        Shapes(index).of_class(ECO + "Agency")


def test_a_verdict_does_not_depend_on_what_was_judged_before():
    first = [judged(facts) for facts, _, _ in SEEDED.values()]
    judged(spring())
    assert [judged(facts) for facts, _, _ in reversed(SEEDED.values())] == first[::-1]
