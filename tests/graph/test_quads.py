from __future__ import annotations

from typing import get_args

import pytest
from pyoxigraph import BlankNode, DefaultGraph

from builders import BUREAU, GREENING, HESHUN, JINZHONG, MA, PLANNING, RIVER, both, spring, store_of, summer
from ecograph.errors import ValidationError
from ecograph.graph import quads
from ecograph.model import Predicate
from ecograph.store import ECO


def lines(facts):
    return [str(quad) for quad in quads(facts)]


def ask(store, pattern):
    return store.query(f"ASK {{ {pattern} }}")


def test_the_builders_spans_are_verbatim():
    for facts in both():
        spans = [mention.span for entity in facts.entities for mention in entity.mentions]
        spans += [span for entity in facts.entities for span in entity.slots.values()]
        spans += [claim.evidence for claim in facts.claims]
        assert all(facts.document.raw[span.start : span.end] == span.text for span in spans)


def test_the_same_facts_give_the_same_quads():
    assert lines(spring()) == lines(spring())


def test_there_are_no_blank_nodes():
    assert not any(isinstance(term, BlankNode) for facts in both() for quad in quads(facts) for term in quad)


def test_a_quad_is_in_the_default_graph_or_the_documents():
    graphs = {quad.graph_name for quad in quads(spring())}
    assert {each.value for each in graphs if each != DefaultGraph()} == {spring().document.id}


FACTS = [
    f"<{BUREAU}> a eco:Agency ; rdfs:label '晋中市生态环境局'@zh ; eco:kind kind:bureau",
    f"<{BUREAU}> skos:altLabel '市生态环境局'@zh",
    f"<{MA}> eco:post '党组书记'@zh ; eco:worksFor <{BUREAU}>",
    f"<{BUREAU}> eco:responsibleFor <{RIVER}>",
    f"<{GREENING}> eco:locatedIn <{HESHUN}>",
    "place:140700 eco:code '140700' ; skos:notation '140700'",
    "?t a eco:Target ; eco:metric '造林绿化'@zh ; eco:value 32.4 ; eco:valueText '32.4' ; eco:unit '万亩'",
    "?t eco:normalizedValue 216000000.0 ; eco:normalizedUnit 'm2'",
    "?t a eco:Target ; eco:grade 'Ⅲ' FILTER NOT EXISTS { ?t eco:value ?v }",
    "?t a eco:Observation ; eco:status 'achieved' FILTER NOT EXISTS { ?t a eco:Target }",
    "?t eco:deadline '2025'^^xsd:gYear",
    "?d a eco:Document ; dcterms:issued '2025-03-12'^^xsd:date ; eco:home place:140700",
    "GRAPH ?d { ?c a eco:Claim ; eco:role role:leads ; eco:modality 'plan' ; eco:confidence 0.9 }",
    "GRAPH ?d { ?c a eco:Claim ; prov:wasDerivedFrom ?d }",
    f"GRAPH ?d {{ ?c eco:speaker <{MA}> ; eco:quote ?q ; eco:start ?s ; eco:end ?e }} FILTER(?e - ?s = STRLEN(?q))",
    "GRAPH ?d { ?c oa:hasTarget ?t . ?t oa:hasSource ?d ; oa:hasSelector ?s . ?s oa:exact ?q ; oa:start 0 }",
    f"GRAPH ?d {{ ?m a eco:Mention ; eco:mentionOf <{JINZHONG}> ; eco:quote '全市'@zh ; eco:rule 'gazetteer' }}",
    "GRAPH ?d { ?s a eco:Slot ; eco:slot 'value' ; eco:quote '32.4'@zh }",
    f"GRAPH ?d {{ ?m a org:Membership ; org:member <{MA}> ; org:organization <{BUREAU}> ; eco:post '党组书记'@zh }}",
]


@pytest.mark.parametrize("pattern", FACTS)
def test_what_the_graph_says(store, pattern):
    assert ask(store, pattern)


def test_a_denied_claim_stays_a_claim_and_gives_no_fact(store):
    assert ask(store, f"GRAPH ?d {{ ?c rdf:subject <{PLANNING}> ; rdf:object <{RIVER}> ; eco:modality 'denied' }}")
    assert not ask(store, f"<{PLANNING}> eco:responsibleFor <{RIVER}>")


def test_an_official_of_two_bodies_has_posts_in_neither():
    facts = summer()
    second = facts.claims[0]._replace(object=BUREAU)
    store = store_of(facts._replace(claims=(*facts.claims, second)))
    assert not ask(store, "GRAPH ?d { ?m a org:Membership ; eco:post ?post }")
    assert ask(store, "?official eco:post '局长'@zh")


def test_two_claims_of_one_stretch_share_its_selector():
    facts = spring()
    other = facts.claims[0]._replace(rule="other")
    store = store_of(facts._replace(claims=(facts.claims[0], other)))
    assert store.count()["Claim"] == 2
    assert len(list(store.query("SELECT ?s { GRAPH ?d { ?s a oa:TextQuoteSelector } }"))) == 1


def test_another_base_moves_the_home_place():
    homes = [quad.object.value for quad in quads(spring(), base="http://own/") if quad.predicate.value == ECO + "home"]
    assert homes == ["http://own/place/140700"]


def test_an_id_that_is_no_iri_is_refused():
    facts = spring()
    broken = facts._replace(claims=(facts.claims[0]._replace(subject="Agency:晋中 市"),))
    with pytest.raises(ValidationError, match="not an IRI"):
        list(quads(broken))


DEADLINES = [("2025", "gYear"), ("2025-06", "gYearMonth"), ("2025-06-30", "date"), ("soon", "string")]


@pytest.mark.parametrize(("deadline", "datatype"), DEADLINES)
def test_a_deadline_gets_the_type_that_fits(deadline, datatype):
    assert ask(with_attributes(deadline=deadline), f"?t eco:deadline ?d FILTER(DATATYPE(?d) = xsd:{datatype})")


NUMBERS = [(32.4, "32.4"), (100, "100"), (216000000.0, "216000000"), (3.8e-08, "0.000000038"), ("0.10", "0.1")]


@pytest.mark.parametrize(("value", "text"), NUMBERS)
def test_a_number_is_an_exact_decimal(value, text):
    assert ask(
        with_attributes(value=value), f"?t eco:value ?v FILTER(STR(?v) = '{text}' && DATATYPE(?v) = xsd:decimal)"
    )


@pytest.mark.parametrize("value", ["Ⅲ", "优良", "nan", float("inf")])
def test_what_is_no_number_is_a_grade(value):
    assert ask(with_attributes(value=value), f"?t eco:grade '{value}' FILTER NOT EXISTS {{ ?t eco:value ?v }}")


def with_attributes(**attributes):
    facts = spring()
    target = next(entity for entity in facts.entities if entity.type == "Target")
    changed = target._replace(attributes={**target.attributes, **attributes})
    return store_of(facts._replace(entities=(changed,), claims=()))


def test_a_claim_is_named_by_its_content():
    facts = spring()
    names = {str(quad.subject) for quad in quads(facts) if quad.object.value == ECO + "Claim"}
    moved = facts._replace(claims=facts.claims[::-1])
    assert names == {str(quad.subject) for quad in quads(moved) if quad.object.value == ECO + "Claim"}
    assert len(names) == len(facts.claims)


@pytest.mark.parametrize("predicate", get_args(Predicate))
def test_every_predicate_of_the_model_gives_a_plain_triple(store, predicate):
    assert ask(store, f"?x eco:{predicate} ?y")


def test_a_second_reading_stays_in_the_document_and_gives_no_plain_triple() -> None:
    facts = spring()
    reading = facts.claims[0]._replace(object=BUREAU, modality="possible", confidence=0.3)
    store = store_of(facts._replace(claims=facts.claims[1:], readings=(reading,)))
    claim = f'rdf:subject <{reading.subject}> ; rdf:object <{BUREAU}> ; eco:modality "possible"'
    assert not ask(store, f"<{reading.subject}> eco:{reading.predicate} <{BUREAU}>")
    assert ask(store, f"GRAPH ?g {{ ?claim {claim} }}")


def test_a_claim_says_when_it_was_published_and_of_which_time_it_speaks() -> None:
    facts = spring()
    claim = facts.claims[0]._replace(time="2024-11")
    store = store_of(facts._replace(claims=(claim,)))
    times = "dcterms:issued '2025-03-12'^^xsd:date ; eco:time '2024-11'^^xsd:gYearMonth"
    assert ask(store, f"GRAPH ?d {{ ?c a eco:Claim ; {times} }}")
    assert not ask(store, "GRAPH ?d { ?c prov:generatedAtTime ?t }")


def test_a_claim_says_when_it_was_read_where_that_is_asked_for() -> None:
    moments = {quad.object.value for quad in quads(spring(), read="2026-11-29T07:55:55+00:00") if is_reading(quad)}
    assert moments == {"2026-11-29T07:55:55Z"}
    assert not [quad for quad in quads(spring()) if is_reading(quad)]


def is_reading(quad):
    return quad.predicate.value.endswith("prov#generatedAtTime")


def test_the_time_of_a_claim_does_not_change_its_name():
    facts = spring()
    timed = facts._replace(claims=tuple(claim._replace(time="2024") for claim in facts.claims))
    names = [{quad.subject for quad in quads(each) if quad.object.value == ECO + "Claim"} for each in (facts, timed)]
    assert names[0] == names[1]


def test_one_text_of_two_sources_names_both():
    sources = [
        quad.object.value
        for quad in quads(spring(), sources=("a.txt", "b.txt"))
        if quad.predicate.value == ECO + "source"
    ]
    assert sources == ["a.txt", "b.txt"]
