"""What Virtuoso is told in other words; that these give the same is tested against the server itself (test_remote.py)."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from ecograph.store.dialects import building, dialect_of
from ecograph.store.dialects.saying import said, truths, within
from ecograph.store.dialects.standard import Asked

VIRTUOSO = dialect_of("Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu")

SAID = {
    # Any string holds the empty string, and begins and ends with it.
    '{ FILTER(CONTAINS(?a, "")) }': "{ FILTER((STRLEN(?a) >= 0)) }",
    '{ FILTER(STRENDS(?a, "b")) }': '{ FILTER(STRENDS(?a, "b")) }',
    "{ FILTER(CONTAINS(?a, ?b)) }": '{ FILTER((CONTAINS(?a, ?b) || (STRLEN(?a) >= 0 && STR(?b) = ""))) }',
    '{ FILTER(CONTAINS(LCASE(?a), LCASE(""))) }':
        '{ FILTER((CONTAINS(LCASE(?a), LCASE("")) || (STRLEN(LCASE(?a)) >= 0 && STR(LCASE("")) = ""))) }',
    # What is replaced keeps its language.
    '{ BIND(REPLACE(?a, "x", "") AS ?b) }':
        '{ BIND(IF(LANG(?a) = "", REPLACE(STR(?a), "x", ""), STRLANG(REPLACE(STR(?a), "x", ""), LANG(?a))) AS ?b) }',
    # A pattern of letters and bars is one.
    '{ FILTER(REGEX(?a, "x|y", "i")) }': '{ FILTER(REGEX(?a, "()x|y", "i")) }',
    "{ FILTER(REGEX(?a, ?b)) }": '{ FILTER(REGEX(?a, CONCAT("()", ?b))) }',
    # A text of which a part is missing is missing.
    '{ BIND(CONCAT(STR(?a), COALESCE(?b, "")) AS ?c) }':
        '{ BIND(IF(BOUND(?a), CONCAT(STR(?a), COALESCE(?b, "")), ?_nothing) AS ?c) }',
    # Whole numbers are divided as decimals; a path is none.
    "{ FILTER(?a / 2 > 1) ?x eco:a/eco:b ?y }": "{ FILTER(?a * 1.0 / 2 > 1) ?x eco:a/eco:b ?y }",
    # A path is followed from an end that is bound.
    "{ ?a eco:in+ ?b }": "{ { SELECT DISTINCT ?a { ?a eco:in ?_step } } ?a eco:in+ ?b }",
    "{ ?a a ?c . ?a eco:in+ ?b }": "{ ?a a ?c . ?a eco:in+ ?b }",
    # Texts are sorted as texts.
    "{ ?a ?b ?c } ORDER BY ?a DESC(?b) STR(?c)":
        "{ ?a ?b ?c } ORDER BY ASC(IF(ISNUMERIC(?a), ?a, 0)) ASC(STR(?a)) DESC(IF(ISNUMERIC(?b), ?b, 0)) DESC(STR(?b)) STR(?c)",
}  # fmt: skip


@pytest.mark.parametrize("query", SAID)
def test_what_would_be_answered_wrong_is_said_otherwise(query: str) -> None:
    assert said(f"SELECT * {query}") == f"SELECT * {SAID[query]}"


def test_what_the_head_makes_is_sorted_as_it_is() -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c } ORDER BY DESC(?n)"
    assert said(query) == query


WITHIN = {
    "SELECT * { ?a eco:b ?c }": "SELECT * { GRAPH <f:> { ?a eco:b ?c } }",
    "SELECT * { GRAPH ?g { ?a eco:b ?c } }": "SELECT * { GRAPH <f:> { GRAPH ?g { ?a eco:b ?c } FILTER(?g != <f:>) } }",
    "SELECT * { GRAPH ?g { ?a a ?c } }": "SELECT * { GRAPH <f:> { GRAPH ?g { ?a a ?c } FILTER(?g != <f:> && ?g != <s:>) } }",
    "SELECT * { GRAPH ?x {} }": (
        "SELECT * { GRAPH <f:> { { SELECT ?x (COUNT(*) AS ?_n) { GRAPH ?x { ?_s ?_p ?_o } } GROUP BY ?x }"
        " FILTER(?x != <f:> && ?x != <s:>) } }"
    ),
    "CONSTRUCT { ?a a ?c } WHERE { ?a ?b ?c }": "CONSTRUCT { ?a a ?c } WHERE { GRAPH <f:> { ?a ?b ?c } }",
    "CONSTRUCT WHERE { ?a ?b ?c }": "CONSTRUCT { ?a ?b ?c } WHERE { GRAPH <f:> { ?a ?b ?c } }",
}


@pytest.mark.parametrize("query", WITHIN)
def test_a_pattern_is_read_in_the_graph_of_the_facts(query: str) -> None:
    assert " ".join(within(query, "f:", ["s:"]).split()) == WITHIN[query]


def test_a_dataset_of_the_query_is_left_to_it() -> None:
    asked = VIRTUOSO.asked("SELECT * FROM <g:> { ?a ?b ?c }", "SELECT")
    assert "GRAPH" not in asked.sparql
    assert not asked.parameters


def test_what_is_described_is_read_in_the_facts() -> None:
    asked = VIRTUOSO.asked("DESCRIBE <a:>", "DESCRIBE")
    assert asked.parameters == {"default-graph-uri": [VIRTUOSO.facts]}


@pytest.mark.parametrize(
    "head", ["(?a = ?b AS ?x)", "(EXISTS { ?a ?b ?c } AS ?x)", "(!BOUND(?a) AS ?x)", "(CONTAINS(?a, ?b) AS ?x)"]
)
def test_what_is_true_or_false_comes_as_such(head: str) -> None:
    asked = Asked("", truths=truths(f"SELECT {head} {{ }}"))
    one = {"type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#integer", "value": "1"}
    table = {"head": {"vars": ["x", "y"]}, "results": {"bindings": [{"x": one, "y": one}]}}
    (row,) = json.loads(VIRTUOSO.answered(json.dumps(table).encode(), asked))["results"]["bindings"]
    assert (row["x"]["value"], row["y"]["value"]) == ("true", "1")


@pytest.mark.parametrize("head", ["(IF(?a = ?b, 1, 2) AS ?x)", "(?a + 1 AS ?x)", "(STR(?a) AS ?x)"])
def test_what_is_no_truth_stays(head: str) -> None:
    assert truths(f"SELECT {head} {{ }}") == frozenset()


def test_a_table_of_one_column_may_be_a_yes() -> None:
    for value, yes in (("1", True), ("0", False)):
        table = {
            "head": {"vars": ["__ASK_RETVAL"]},
            "results": {"bindings": [{"__ASK_RETVAL": {"type": "literal", "value": value}}]},
        }
        assert json.loads(VIRTUOSO.answered(json.dumps(table).encode(), Asked("")))["boolean"] is yes


def test_triples_are_made_of_a_table() -> None:
    apart = building("PREFIX a: <http://a/> CONSTRUCT { ?s a:is ?o } WHERE { ?s ?p ?o } LIMIT 2")
    assert apart is not None
    assert " ".join(apart.select.split()) == "PREFIX a: <http://a/> SELECT ?s ?o WHERE { ?s ?p ?o } LIMIT 2"
    held = ox.Store()
    held.update('INSERT DATA { <http://a/1> <http://a/p> "x"@zh , <http://a/2> }')
    answer = held.query(apart.select)
    assert isinstance(answer, ox.QuerySolutions)
    made = apart.triples(answer)
    assert made is not None
    assert sorted(map(str, made)) == ['<http://a/1> <http://a/is> "x"@zh', "<http://a/1> <http://a/is> <http://a/2>"]


def test_others_keep_to_the_standard() -> None:
    query = "SELECT * { GRAPH ?g { ?a ?b ?c } } ORDER BY ?a"
    for server in ("Oxigraph/0.5.13", "Apache-Jena", ""):
        assert dialect_of(server).asked(query, "SELECT") == Asked(query)
