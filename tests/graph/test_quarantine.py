"""What breaks a shape is kept out of the graph, and kept."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest
from seeded import MISQUOTED, SEEDED, with_claim, with_document, with_entity

from builders import BUREAU, FIRMS, JINZHONG, LINGSHI, MA, SECTION, WU, document, spring, store_of
from ecograph.graph import kept_out, quads, split, validate
from ecograph.graph.quarantine import graph_name, released
from ecograph.store import BASE, ECO, open_store
from ecograph.store.names import PROV, RDF, SH

QUARANTINE = graph_name()
WRONG = {name: (facts, shape, kind) for name, (facts, shape, kind) in SEEDED.items()} | {
    name: (facts, "verbatim", kind) for name, (facts, kind) in MISQUOTED.items()
}


def results(found):
    """Return what the quarantine says of each reason, by the names of SHACL's report."""
    nodes = {}
    for quad in found.quarantined:
        nodes.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    kind = ox.NamedNode(SH + "ValidationResult")
    return [said for said in nodes.values() if kind in said.get(RDF + "type", ())]


def told_of(found):
    """Return the statements that the quarantine tells of."""
    with open_store(None) as store:
        store.add(QUARANTINE, found.quarantined)
        return released(store)


def classes(found, iri):
    return {
        quad.object.value.rpartition("#")[2]
        for quad in told_of(found)
        if quad.subject.value == iri and quad.predicate.value == RDF + "type"
    }


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_goes_to_quarantine_with_the_reason(name):
    facts, shape, kind = WRONG[name]
    found = split(facts)
    reasons = [each for each in results(found) if each[SH + "sourceShape"][0].value.endswith(f"#{shape}")]
    assert reasons
    for each in reasons:
        assert {text.language for text in each[SH + "resultMessage"]} == {"zh", "en"}
        assert each[PROV + "wasDerivedFrom"] == [ox.NamedNode(facts.document.id)]
        (thing,) = each[ECO + "keepsOut"]
        assert classes(found, thing.value) == ({kind} if kind else set())


@pytest.mark.parametrize("name", WRONG)
def test_nothing_is_lost(name):
    facts, _, _ = WRONG[name]
    found = split(facts)
    accepted = list(quads(found.accepted)) if found.accepted else []
    assert set(told_of(found)) == set(quads(facts)) - set(accepted) != set()
    assert {quad.graph_name.value for quad in found.quarantined} == {QUARANTINE}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_in_quarantine_is_told_of_and_not_said(name):
    facts, _, _ = WRONG[name]
    found = split(facts)
    assert not {quad.triple for quad in quads(facts)} & {quad.triple for quad in found.quarantined}
    assert {quad.subject.value.partition("#")[0] for quad in found.quarantined} == {QUARANTINE}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_left_holds(name):
    left = split(WRONG[name][0]).accepted
    assert left is None or split(left)[:2] == (left, [])


@pytest.mark.parametrize("name", WRONG)
def test_the_same_facts_give_the_same_quarantine(name):
    facts, _, _ = WRONG[name]
    assert split(facts) == split(facts)


def test_good_facts_are_accepted_as_they_are():
    found = split(spring())
    assert found.accepted is not None
    assert found.accepted == spring()
    assert found.quarantined == []


def test_only_the_claim_goes_that_is_wrong():
    left = split(with_claim(object=MA)).accepted
    assert left.claims == spring().claims[1:]
    assert left.entities == spring().entities


def test_a_wrong_value_goes_and_its_agency_stays():
    left = split(with_entity("Agency", aliases=("市生态环境局", " "))).accepted
    assert next(entity for entity in left.entities if entity.id == BUREAU).aliases == ("市生态环境局",)
    assert left.claims == spring().claims


def test_what_needs_an_entity_goes_with_it_and_its_mentions_too():
    found = split(with_entity("Agency", kind="pub"))
    left = found.accepted
    assert not [entity for entity in left.entities if entity.id == BUREAU]
    assert not [claim for claim in left.claims if BUREAU in (claim.subject, claim.object, claim.speaker)]
    words = [quad.subject for quad in told_of(found) if quad.object == ox.NamedNode(ECO + "Mention")]
    assert len(words) == len(spring().entities[0].mentions)
    reasons = {each[SH + "sourceShape"][0].value.rpartition("#")[2] for each in results(found)}
    assert {"agency-kind", "kind-needed", "worksFor-object", "responsibleFor-subject", "partOf-object"} <= reasons


def test_what_a_place_that_went_was_to_reach_goes_too():
    left = split(with_entity("Place", kind=None)).accepted
    assert not [claim for claim in left.claims if JINZHONG in (claim.subject, claim.object)]
    assert [claim for claim in left.claims if claim.subject == SECTION]


def test_a_target_goes_whole():
    target = next(entity for entity in spring().entities if entity.id == FIRMS)
    wrong = target._replace(attributes={**target.attributes, "unit": ("家", "个")})
    facts = spring()._replace(entities=tuple(wrong if each.id == FIRMS else each for each in spring().entities))
    left = split(facts).accepted
    assert FIRMS not in {entity.id for entity in left.entities} | {claim.object for claim in left.claims}
    assert WU in {entity.id for entity in left.entities}


def test_a_claim_of_a_speaker_that_went_goes_too():
    left = split(with_entity("Official", name=" ")).accepted
    assert not [claim for claim in left.claims if claim.speaker == MA]


def test_a_denied_claim_about_what_went_goes_too():
    denied = with_claim(modality="denied")
    nameless = denied.entities[0]._replace(name="")
    left = split(denied._replace(entities=(nameless, *denied.entities[1:]))).accepted
    assert not [claim for claim in left.claims if claim.object == BUREAU]


def test_a_date_that_is_none_costs_the_date_alone():
    left = split(with_document(published="昨天")).accepted
    assert left.document.published == ""
    assert left.claims == spring().claims


def test_nothing_is_left_of_a_document_without_a_source():
    of = document("x", source="", title="t", published="2025")
    found = split(spring()._replace(document=of, entities=(), claims=()))
    assert found.accepted is None
    assert classes(found, of.id) == {"Document"}


def store_with(facts):
    found = split(facts)
    store = store_of(*filter(None, [found.accepted]))
    store.add(QUARANTINE, found.quarantined)
    return store


def test_the_quarantine_is_listed_with_what_and_why():
    (told,) = kept_out(store_with(with_claim(object=MA)))
    assert told.violation.message == "the object of worksFor is of class Agency"
    assert (told.source, told.quote) == ("articles/shanxi-jinzhong-spring.txt", "晋中市生态环境局党组书记马成毅")
    assert told.document == "document:" + spring().document.id.removeprefix(f"{BASE}document/")
    assert str(told.violation).startswith(f"{MA}: ")


def test_a_value_in_quarantine_is_listed_with_the_value():
    (told,) = kept_out(store_with(with_entity("Place", code="14")))
    assert str(told.violation) == "place:140700 eco:code: a division code has 6, 9 or 12 digits (is 14)"


def test_a_document_that_is_gone_is_listed_with_its_source():
    told = kept_out(store_with(with_document(sha256="abc")))
    assert {each.source for each in told} == {"articles/shanxi-jinzhong-spring.txt"}


@pytest.mark.parametrize("format", ["ttl", "nt", "trig", "nq"])
def test_the_quarantine_comes_back_from_a_file(tmp_path, format):
    store = store_with(with_claim(object=MA))
    (tmp_path / f"a.{format}").write_bytes(written(store, format))
    with open_store(None) as again:
        again.load(tmp_path / f"a.{format}")
        assert kept_out(again) == kept_out(store)
        assert written(again, "nq") == written(store, "nq")


def written(store, format):
    sink = io.BytesIO()
    store.dump(sink, format)
    return sink.getvalue()


def test_the_quarantine_itself_keeps_the_shapes():
    assert validate(store_with(with_entity("Agency", kind="pub"))).violations == ()


def test_the_graph_conforms_where_something_is_in_quarantine():
    assert validate(store_with(with_claim(speaker=LINGSHI))).conforms
