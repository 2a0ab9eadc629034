"""What the engine gets wrong is said in other words; the answers are those of the standard, graph by graph."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ecograph.store import Store, open_store

DATA = """
PREFIX : <http://x/>
INSERT DATA {
  :s :p :t . :t :p :u .
  GRAPH :a { :x :p 1 . :x :q "one"@zh }
  GRAPH :b { :x :p 1, 2 . :y :q "two"@zh }
  GRAPH :c { :z :q 5 }
}"""
PREFIX = "PREFIX : <http://x/> "
GRAPHS = ("http://x/a", "http://x/b", "http://x/c")


@pytest.fixture
def filled() -> Store:
    made = open_store(None)
    made.update(DATA)
    return made


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(PREFIX + query)
    names = [variable.value for variable in found.variables]
    return sorted(tuple(f"{name}={row[name]}" for name in sorted(names) if row[name] is not None) for row in found)


PATTERNS = {
    "values": "VALUES ?s { :x }",
    "values beside a triple": "VALUES ?s { :x } ?s :p ?o",
    "values in a part": "?s :p ?o { VALUES ?z { 1 2 } }",
    "values in a union": "{ VALUES ?s { :x } } UNION { ?s :q ?o }",
    "values and an optional": "VALUES ?s { :x } OPTIONAL { ?s :p ?o }",
    "values and a filter": "VALUES (?s ?n) { (:x 1) (:y 2) } FILTER(?n < 2)",
    "sub-select": "{ SELECT ?s { ?s :p ?o } } ?s :p 2",
    "the whole a sub-select": "SELECT DISTINCT ?s WHERE { ?s :p ?o }",
    "star": "SELECT * { ?s :p ?o }",
    "sub-select of values": "SELECT ?v { VALUES ?v { 1 } }",
    "grouped": "SELECT ?s (COUNT(*) AS ?c) { ?s ?p ?o } GROUP BY ?s",
    "grouped with having": "SELECT ?s (COUNT(*) AS ?c) { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(*) < 3)",
    "counted": "SELECT (COUNT(*) AS ?c) (SUM(?o) AS ?sum) WHERE { ?s :p ?o }",
    "counted beside a triple": "{ SELECT (COUNT(*) AS ?c) { ?s :p ?o } } ?x :q ?y",
    "sub-select in a sub-select": "SELECT ?s { { SELECT ?s ?o { ?s :p ?o } } ?s :q ?y }",
    "minus with nothing in common": "?s :p ?o MINUS { ?a :p 2 }",
    "minus with a variable in common": "?s :p ?o MINUS { ?s :p 2 }",
    "a triple after a filter": "FILTER(?o<2) ?s :p ?o { SELECT ?s { ?s :p ?o } }",
    "nothing to repair": "?s :p ?o OPTIONAL { ?s :q ?y }",
}


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_a_pattern_is_read_once_for_each_graph(filled, pattern):
    one_by_one = " UNION ".join(f"{{ GRAPH <{name}> {{ {pattern} }} VALUES ?g {{ <{name}> }} }}" for name in GRAPHS)
    assert rows(filled, f"SELECT * {{ GRAPH ?g {{ {pattern} }} }}") == rows(filled, f"SELECT * {{ {one_by_one} }}")


def test_the_graphs_name_may_be_among_the_values(filled):
    found = rows(filled, 'SELECT * { GRAPH ?g { VALUES (?g ?t) { (UNDEF "any") (:a "a") } } }')
    assert found == sorted([(f"g=<{name}>", 't="any"') for name in GRAPHS] + [("g=<http://x/a>", 't="a"')])


UNTOUCHED = [
    "SELECT * { GRAPH ?g { SELECT ?s { ?s :p ?o } LIMIT 1 } }",
    "SELECT * { GRAPH ?g { SELECT ?g ?s { ?s :p ?o } } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { GRAPH ?g { VALUES ?o { 1 } } } }",
    "SELECT * { GRAPH ?g { VALUES ?s { _:a } } }",
    "SELECT ('GRAPH ?g { VALUES ?s { 1 } }' AS ?x) {}",
    "SELECT * { GRAPH ?g { ?s :p ?o } } # GROUP_CONCAT(",
]


@pytest.mark.parametrize("query", UNTOUCHED)
def test_what_is_not_certain_stays_as_it_is(query):
    from ecograph.store.repairing import repaired

    assert repaired(query, lambda term: False) == query


def test_texts_are_put_together_without_their_language(filled):
    query = "SELECT (GROUP_CONCAT(?o ; SEPARATOR=')') AS ?all) { GRAPH :b { :y :q ?o } }"
    assert rows(filled, query) == [('all="two"',)]


PATHS = {
    "no such thing": ("?x :p* :nowhere", [("x=<http://x/nowhere>",)]),
    "at the start": (":nowhere (:p|:q)? ?x", [("x=<http://x/nowhere>",)]),
    "a thing with triples": ("?x :p* :t", [("x=<http://x/s>",), ("x=<http://x/t>",)]),
    "joined": ("VALUES ?x { :nowhere :s } ?x :p* :nowhere . ", [("x=<http://x/nowhere>",)]),
    "another path": ("?x :p+ :nowhere", []),
}


@pytest.mark.parametrize(("pattern", "expected"), PATHS.values(), ids=PATHS)
def test_a_path_of_no_length_ends_where_it_starts(filled, pattern, expected):
    assert rows(filled, f"SELECT ?x {{ {pattern} }}") == expected


def test_a_path_within_a_graph_is_left_to_the_engine(filled):
    assert rows(filled, "SELECT ?x { GRAPH :a { ?x :p* 1 } }") == rows(
        filled, "SELECT ?x { GRAPH :a { ?x :p* 1 } FILTER(true) }"
    )


def test_a_fault_is_told_of_the_query_as_it_was_sent(filled):
    from ecograph.errors import QueryError

    with pytest.raises(QueryError) as caught:
        filled.query("SELECT (GROUP_CONCAT(?o) AS ?all)\n{ ?s ?p ?o ")
    assert caught.value.where.startswith("line 2")


def test_the_engine_still_gets_wrong_what_is_repaired():
    """Where this fails, the engine has learned it: drop the repair."""
    store = ox.Store()
    store.update(DATA)
    found = store.query(PREFIX + "SELECT ?g { GRAPH ?g { VALUES ?s { :x } } }")
    assert [row["g"] for row in found] == [None]
    assert not list(store.query(PREFIX + "SELECT ?x { ?x :p* :nowhere }"))
    (row,) = store.query(PREFIX + "SELECT (GROUP_CONCAT(?o) AS ?all) { GRAPH :b { :y :q ?o } }")
    assert row["all"].language == "zh"


@pytest.mark.parametrize(
    "piece", ["GRAPH ?g { ", "GRAPH ?g { VALUES ?s { ", "a-", '"""', "GRAPH ?g {} ", "EXISTS { GRAPH ?g { "]
)
def test_hard_queries_are_left_at_once(piece):
    from ecograph.store.repairing import repaired

    query = "SELECT (GROUP_CONCAT(?x) AS ?y) { " + piece * (100_000 // len(piece))
    assert repaired(query, lambda term: False) == query
