from __future__ import annotations

import csv
import io
import json

import pytest

from ecograph.errors import QueryError

NAMES = "SELECT ?name { ?x a eco:Official ; rdfs:label ?name } ORDER BY ?name"


def written(store, sparql, format):
    return store.serialize_results(store.query(sparql), format)


def test_json_keeps_the_language(store):
    first = json.loads(written(store, NAMES, "json"))["results"]["bindings"][0]
    assert first["name"] == {"type": "literal", "value": "武青壮", "xml:lang": "zh"}


def test_csv_has_a_header_and_a_line_a_row(store):
    rows = list(csv.reader(io.StringIO(written(store, NAMES, "csv").decode())))
    assert rows == [["name"], ["武青壮"], ["路华"], ["马成毅"]]


def test_tsv_writes_terms(store):
    assert written(store, NAMES, "tsv").decode().splitlines()[1] == '"武青壮"@zh'


def test_xml_is_sparql_results(store):
    assert b"http://www.w3.org/2005/sparql-results#" in written(store, NAMES, "xml")


def test_a_yes_is_json_too(store):
    assert json.loads(written(store, "ASK { ?x a eco:Agency }", "json"))["boolean"] is True


def test_triples_are_turtle_with_prefixes(store):
    text = written(store, "CONSTRUCT { ?x rdfs:label ?n } WHERE { ?x a eco:Agency ; rdfs:label ?n }", "ttl").decode()
    assert text.count("rdfs:label") == 3


@pytest.mark.parametrize("format", ["ttl", "nt", "rdf", "jsonld"])
def test_triples_have_four_forms(store, format):
    assert "晋中市".encode() in written(store, "CONSTRUCT WHERE { ?x rdfs:label ?n }", format)


@pytest.mark.parametrize(("sparql", "format"), [(NAMES, "ttl"), ("CONSTRUCT WHERE { ?x a ?y }", "csv")])
def test_a_form_that_does_not_fit_lists_those_that_do(store, sparql, format):
    with pytest.raises(QueryError, match="choose one of"):
        written(store, sparql, format)
