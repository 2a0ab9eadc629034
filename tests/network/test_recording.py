"""Results as RDF: in a graph of their own, by the ontology, the same each time."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import NamedNode
from told import iri, store

from ecograph.graph import validate
from ecograph.network import MEASURES, analysis_graph, choose, find, measure, record
from ecograph.network.recording import TERMS
from ecograph.network.selecting import select
from ecograph.store import ECO

ROWS = (
    ("甲局", "leads", "河工程"), ("乙局", "supports", "河工程"), ("丙局", "implements", "林工程"),
    ("河工程", "locatedIn", "东市"),
)  # fmt: skip
KINDS = {
    "degree": "Score",
    "betweenness": "Score",
    "pagerank": "Score",
    "communities": "Community",
    "co-responsibility": "Tie",
}


@pytest.fixture
def filled():
    with store(*ROWS) as made:
        yield made


def results(made, *names, network="agencies"):
    return [measure(choose(made, network), name) for name in names]


def ask(made, pattern):
    return list(select(made, f"SELECT * {{ GRAPH <{analysis_graph()}> {{ {pattern} }} }}"))


def write(made, *results):
    made.add(analysis_graph(), record(results))


@pytest.mark.parametrize("name", MEASURES)
def test_a_result_says_what_was_measured_and_with_what(filled, name):
    write(filled, *results(filled, name))
    ((row),) = ask(
        filled, "?a a eco:Analysis ; eco:measure ?measure ; eco:measuredNetwork ?network ; eco:nodeCount ?nodes"
    )
    assert (row["measure"], row["network"], row["nodes"]) == (name, "agencies", "2")
    assert [each["s"].split()[0] for each in ask(filled, "?a eco:software ?s") if each] in (
        ["ecograph", "networkx"], ["networkx", "ecograph"],
    )  # fmt: skip
    assert ask(filled, "?a eco:parameter ?p")
    assert {each["a"] for each in ask(filled, f"?x a eco:{KINDS[name]} ; eco:foundBy ?a ; eco:standing 1")} == {
        row["a"]
    }


@pytest.mark.parametrize("name", MEASURES)
def test_what_is_written_is_by_the_ontology_and_keeps_its_shapes(filled, name):
    quads = list(record(results(filled, name)))
    terms = {
        term.value.removeprefix(ECO)
        for quad in quads
        for term in (quad.predicate, quad.object)
        if term.value.startswith(ECO)
    }
    assert terms <= set(TERMS)
    write(filled, *results(filled, name))
    assert validate(filled).violations == ()


def test_all_terms_are_written(filled):
    place = find(filled, "东市")
    made = [*results(filled, *MEASURES), measure(choose(filled, place=place), "degree")]
    terms = {term.value for quad in record(made) for term in (quad.predicate, quad.object)}
    assert [term for term in TERMS if ECO + term not in terms] == []


def test_nothing_goes_beside_the_graph_of_analyses(filled):
    assert {quad.graph_name for quad in record(results(filled, *MEASURES))} == {NamedNode(analysis_graph())}
    assert analysis_graph("https://example.org/") == "https://example.org/analysis"


def test_a_score_a_community_and_a_tie_hold_what_was_found(filled):
    write(filled, *results(filled, "pagerank", "communities", "co-responsibility"))
    scores = ask(filled, f"?x eco:scoreOf <{iri('甲局')}> ; eco:score ?score ; eco:standing ?rank")
    assert [(row["score"], row["rank"]) for row in scores] == [("0.5", "1")]
    members = {row["m"] for row in ask(filled, "?x a eco:Community ; prov:hadMember ?m ; eco:memberCount 2")}
    assert members == {iri("甲局"), iri("乙局")}
    pattern = f"?x eco:tied <{iri('甲局')}>, <{iri('乙局')}> ; eco:shares ?what ; eco:tieWeight ?weight"
    assert [(row["what"], row["weight"]) for row in ask(filled, pattern)] == [(iri("河工程"), "0.4")]


def test_the_next_run_takes_the_place_of_the_last(filled):
    write(filled, *results(filled, "degree", "pagerank"))
    write(filled, *results(filled, "communities"))
    assert [row["m"] for row in ask(filled, "?a eco:measure ?m")] == ["communities"]


def test_networks_and_places_do_not_mix(filled):
    place = find(filled, "东市")
    made = [measure(choose(filled, *given, place=at), "degree") for given in ((), ("facts",)) for at in (None, place)]
    write(filled, *made)
    assert len({row["a"] for row in ask(filled, "?a a eco:Analysis")}) == 4


def test_facts_and_networks_stay_as_they_are(filled):
    before = filled.count()["triples"], set(choose(filled, "facts").network.edges)
    write(filled, *results(filled, *MEASURES))
    assert (filled.count()["triples"], set(choose(filled, "facts").network.edges)) == before


def test_the_same_results_give_the_same_quads_without_exponents(filled):
    one, two = (sorted(map(str, record(results(filled, *MEASURES)))) for _ in range(2))
    assert one == two
    assert not re.search(r'"\d[^"]*[eE][-+]?\d+"', "".join(one))
