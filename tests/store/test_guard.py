from __future__ import annotations

import pytest

from ecograph.errors import QueryError
from ecograph.store import refuse_network

CALLS = {
    "plain": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "lower case, silent": "SELECT * { service silent <http://127.0.0.1/> { ?s ?p ?o } }",
    "variable": "SELECT * { ?s ?p ?x . SERVICE ?x { ?s ?p ?o } }",
    "prefixed name": "SELECT * { SERVICE ex:sparql { ?s ?p ?o } }",
    "comment between": "SELECT * { SERVICE # <\n <http://127.0.0.1/> { ?s ?p ?o } }",
    "comment before": "# '''\nSELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "after less-than and a quote": "SELECT * { ?s ?p ?a FILTER(?a<'>') SERVICE <http://127.0.0.1/> { ?s ?p 'x' } }",
    "after less-than and a hash": "SELECT * { ?s ?p ?a FILTER(?a<?b#>\n) SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "inside what looks like an IRI": "SELECT * { ?s ?p ?a FILTER(?a<?b)SERVICE#>\n<http://127.0.0.1/> { ?s ?p ?o } }",
    "clinging to a keyword": "SELECT * { ?s ?p trueSERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "clinging to a number": "SELECT * { ?s ?p 1e5SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "escaped": r"SELECT * { \u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "load": "LOAD <http://127.0.0.1/>",
    "load in a chain": "CLEAR ALL ; load silent <http://127.0.0.1/> into graph <http://g>",
}
HARMLESS = {
    "string": "SELECT * { ?s ?p 'SERVICE <http://x> {' }",
    "escaped quote": r"SELECT * { ?s ?p 'it\'s SERVICE <http://x> {' }",
    "long string": 'SELECT * { ?s ?p """say "SERVICE" <http://x> { LOAD <http://x>""" }',
    "comment": "SELECT * { ?s ?p ?o } # SERVICE <http://x> {",
    "IRI": "SELECT * { ?s <http://x/service?x=1> ?o . ?o <http://x/load> <http://y> }",
    "variable": "SELECT ?service { ?service ?load <http://x> OPTIONAL { ?s ?p ?o } }",
    "prefixed name": "SELECT * { ?s ex:service <http://x> { ?s ex:load <http://y> } }",
    "dotted name": "SELECT * { ?s ex:a.service <http://x> { ?s ?p ?o } }",
    "blank node": "SELECT * { _:service <http://x> ?o }",
}


@pytest.mark.parametrize("sparql", CALLS.values(), ids=CALLS)
def test_a_network_call_is_refused(sparql):
    with pytest.raises(QueryError, match="SERVICE and LOAD are refused"):
        refuse_network(sparql)


@pytest.mark.parametrize("sparql", HARMLESS.values(), ids=HARMLESS)
def test_the_words_alone_are_no_call(sparql):
    refuse_network(sparql)


def test_the_error_names_the_line():
    with pytest.raises(QueryError, match="line 3"):
        refuse_network("SELECT *\n{\n  SERVICE <http://x> { ?s ?p ?o } }")


def test_a_long_query_is_read_in_linear_time():
    refuse_network("SELECT * { ?s ?service ?o FILTER(" + " || ".join(["?a<'>'"] * 20_000) + ") }")


def test_a_store_refuses_before_the_engine_sees_it(store):
    with pytest.raises(QueryError, match="refused"):
        store.query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
