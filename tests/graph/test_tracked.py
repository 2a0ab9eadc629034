"""What became of targets, as RDF: typed, derived from claims, with IRIs that later articles leave as they are."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable

import pyoxigraph as ox
import pytest
from pyoxigraph import DefaultGraph, Quad

from builders import both, store_of
from ecograph.graph import as_lines, each_written, quads, track, tracked, validate
from ecograph.graph.tracking import Tracking
from ecograph.model import Facts
from ecograph.store import BASE, ECO, Store
from following import FOLLOWED, TODAY

PROV, RDF = "http://www.w3.org/ns/prov#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def tracking(articles: Iterable[Facts] = FOLLOWED, today: str = TODAY) -> Tracking:
    return track(articles, today=today)


def stored(articles: Iterable[Facts] = FOLLOWED) -> Store:
    store = store_of(*articles)
    store.add(BASE + "tracking", tracked(tracking(articles)))
    return store


def column(store: Store, where: str) -> list[str]:
    return [row[0].value for row in store.query(f"SELECT ?x WHERE {{ {where} }} ORDER BY ?x")]


def of_class(found: Iterable[Quad], name: str) -> set[str]:
    return {
        quad.subject.value for quad in found if quad.predicate.value == RDF + "type" and quad.object.value == ECO + name
    }


def test_all_of_it_stands_in_the_default_graph_and_once():
    found = list(tracked(tracking()))
    assert found
    assert {quad.graph_name for quad in found} == {DefaultGraph()}
    assert len(found) == len(set(found))


def test_the_graph_conforms_to_its_shapes():
    with stored() as store:
        assert validate(store).violations == ()


def test_the_order_of_the_articles_changes_nothing():
    for seed in range(3):
        shuffled = list(FOLLOWED)
        random.Random(seed).shuffle(shuffled)
        assert list(tracked(tracking(shuffled))) == list(tracked(tracking()))


def test_a_later_report_keeps_the_names_of_the_series_and_of_its_entries():
    before, after = (list(tracked(tracking(articles))) for articles in (FOLLOWED[:1], FOLLOWED))
    for name in ("Series", "Entry"):
        assert of_class(before, name) <= of_class(after, name)


def test_another_base_gives_the_same_names_below_it():
    other = "https://example.org/id/"
    moved = [
        facts._replace(
            document=facts.document,
            claims=tuple(each._replace(subject=each.subject.replace(BASE, other)) for each in facts.claims),
        )
        for facts in FOLLOWED
    ]
    found = {name.removeprefix(other) for name in of_class(tracked(tracking(moved), base=other), "Series")}
    assert found == {name.removeprefix(BASE) for name in of_class(tracked(tracking()), "Series")}


def test_every_record_is_derived_from_claims_that_are_there():
    with stored() as store:
        claims = set(column(store, "GRAPH ?g { ?x a eco:Claim }"))
        derived = set(column(store, "?record prov:wasDerivedFrom ?x . ?record a ?kind"))
        assert derived
        assert derived <= claims
        for kind in ("Entry", "Standing", "Revision", "Conflict"):
            where = f"?x a eco:{kind} FILTER NOT EXISTS {{ ?x prov:wasDerivedFrom ?claim }}"
            assert column(store, where) == [], kind


def test_a_conflict_lies_between_two_observations_and_leads_to_both_quotes():
    with stored() as store:
        where = """?conflict a eco:Conflict ; eco:between ?target ; prov:wasDerivedFrom ?claim .
                   GRAPH ?g { ?claim rdf:object ?target ; eco:quote ?x }"""
        assert column(store, where) == ["2022年全市完成营造林24.1万亩。", "2022年，全市完成营造林24.6万亩。"]


STATES = [
    ("state:met", ["营造林 2022"]),
    ("state:overdue", ["优良天数比例 2022"]),
    ("state:revised-down", []),
]


@pytest.mark.parametrize(("state", "labels"), STATES)
def test_a_commitment_has_one_state(state, labels):
    with stored() as store:
        assert column(store, f"?series a eco:Commitment ; eco:state {state} ; rdfs:label ?x") == labels


def test_a_revision_leads_from_the_earlier_plan_to_the_later():
    with stored() as store:
        where = """?revision a eco:Revision ; eco:state state:revised-down ; eco:earlier/eco:quantity/eco:value ?was ;
                             eco:later/eco:quantity/eco:value ?now . BIND(CONCAT(STR(?was), ">", STR(?now)) AS ?x)"""
        assert column(store, where) == ["24>20"]


def test_a_series_says_what_it_counts_of_what_and_when():
    with stored() as store:
        where = """?series a eco:Series ; eco:indicator indicator:good-air-share ; eco:concerns ?subject ;
                   eco:period "2022" ; eco:from ?from ; eco:until ?x ; eco:normalizedUnit "1" ."""
        assert column(store, where) == ["2022-12-31"]


def test_quantities_are_normalised_in_the_graph():
    (plans, *_) = FOLLOWED
    values = {quad.object.value for quad in quads(plans) if quad.predicate.value == ECO + "normalizedValue"}
    assert values == {"160000000", "0.95"}


def test_the_hand_made_documents_conform_as_well():
    with stored(both()) as store:
        assert validate(store).violations == ()


def test_the_lines_of_a_series_are_sorted_and_as_the_engine_writes_them():
    for _, _, made in each_written(tracking()):
        text = made()
        assert as_lines(ox.parse(text, format=ox.RdfFormat.N_TRIPLES)) == text
        store, dumped = ox.Store(), io.BytesIO()
        store.load(text, format=ox.RdfFormat.N_TRIPLES)
        store.dump(dumped, ox.RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
        assert sorted(dumped.getvalue().splitlines()) == text.splitlines()
