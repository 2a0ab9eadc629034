from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ElementTree

import pytest
import rdflib

from builders import BUREAU, RIVER, both

NAMES = "SELECT ?name WHERE { ?agency a eco:Agency ; rdfs:label ?name } ORDER BY ?name"
GRAPH = "CONSTRUCT { ?agency rdfs:label ?name } WHERE { ?agency a eco:Agency ; rdfs:label ?name }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}


def names(answer):
    return [row["name"]["value"] for row in answer.json()["results"]["bindings"]]


def test_get_answers_json_with_languages(client):
    answer = client.get("/sparql", params={"query": NAMES})
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert answer.json()["results"]["bindings"][0]["name"] == {
        "type": "literal", "value": "晋中市生态环境局", "xml:lang": "zh",
    }  # fmt: skip


@pytest.mark.parametrize(
    "request_", [{"data": {"query": NAMES}}, {"content": NAMES.encode(), "headers": DIRECT}], ids=["form", "direct"]
)
def test_post_answers_the_same(client, request_):
    assert names(client.post("/sparql", **request_)) == names(client.get("/sparql", params={"query": NAMES}))


def test_xml_is_well_formed(client):
    answer = client.get("/sparql", params={"query": NAMES}, headers={"Accept": "application/sparql-results+xml"})
    assert len(ElementTree.fromstring(answer.content).findall(".//{*}result")) == 3


@pytest.mark.parametrize(("name", "dialect"), [("csv", "excel"), ("tsv", "excel-tab")])
def test_tables_have_a_row_for_each_solution(client, name, dialect):
    answer = client.get("/sparql", params={"query": NAMES, "format": name})
    assert len(list(csv.reader(io.StringIO(answer.text), dialect))) == 4


@pytest.mark.parametrize(("name", "word"), [("json", b"true"), ("xml", b"<boolean>true"), ("csv", b"true")])
def test_ask_has_every_format(client, name, word):
    assert word in client.get("/sparql", params={"query": "ASK { ?s ?p ?o }", "output": name}).content


@pytest.mark.parametrize(
    ("accept", "parser"),
    [("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/rdf+xml", "xml")],
)  # fmt: skip
def test_construct_has_every_format(client, accept, parser):
    answer = client.get("/sparql", params={"query": GRAPH}, headers={"Accept": accept})
    graph = rdflib.Graph().parse(data=answer.content, format=parser)
    assert (rdflib.URIRef(BUREAU), rdflib.RDFS.label, rdflib.Literal("晋中市生态环境局", lang="zh")) in graph


def test_construct_has_json_ld(client):
    answer = client.get("/sparql", params={"query": GRAPH}, headers={"Accept": "application/ld+json"})
    assert BUREAU in {thing["@id"] for thing in answer.json()}


def test_construct_answers_turtle_by_default(client):
    assert client.get("/sparql", params={"query": GRAPH}).headers["content-type"].startswith("text/turtle")


def test_without_a_query_the_service_describes_itself(client):
    answer = client.get("/sparql")
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    service = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert (None, service.supportedLanguage, service.SPARQL11Query) in graph


def test_syntax_error_gives_line_and_column(client):
    answer = client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p"})
    assert (answer.status_code, answer.json()["line"]) == (400, 2)
    assert answer.json()["column"] > 1
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "query", ["SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "LOAD <http://127.0.0.1:1/>"]
)
def test_calls_to_the_network_are_refused(client, query):
    answer = client.get("/sparql", params={"query": query})
    assert answer.status_code in (400, 403)
    assert answer.json()["detail"]


UPDATE = "PREFIX x: <http://x/> # INSERT what\nINSERT DATA { x:a x:b x:c }"


@pytest.mark.parametrize(
    "request_",
    [
        {"data": {"query": UPDATE}},
        {"data": {"update": UPDATE}},
        {"content": UPDATE, "headers": {"Content-Type": "application/sparql-update"}},
    ],
    ids=["as query", "as update", "direct"],
)
def test_updates_are_refused(client, store, request_):
    before = store.count()
    answer = client.post("/sparql", **request_)
    assert (answer.status_code, store.count()) == (403, before)
    assert "read-only" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"content": NAMES, "headers": {"Content-Type": "text/plain"}}, 415),
        ({"content": NAMES}, 415),
        ({"content": "", "headers": FORM}, 400),
        ({"content": "query=ASK%7B%7D&query=ASK%7B%7D", "headers": FORM}, 400),
        ({"content": b"SELECT * { ?s ?p '\xff' }", "headers": DIRECT}, 400),
    ],
)
def test_malformed_requests_are_refused(client, request_, status):
    answer = client.post("/sparql", **request_)
    assert (answer.status_code, answer.json()["status"]) == (status, status)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(client, method):
    assert client.request(method, "/sparql").status_code == 405


def test_default_graph_parameter_replaces_the_default_graph(client):
    document = both()[0].document.id
    query = f"SELECT ?name WHERE {{ ?claim rdf:object <{RIVER}> ; eco:rule ?name }}"
    assert names(client.get("/sparql", params={"query": query})) == []
    found = client.get("/sparql", params={"query": query, "default-graph-uri": document})
    assert names(found) == ["responsibleFor.verb"]


def test_named_graph_parameter_narrows_the_graphs(client):
    first, second = (each.document.id for each in both())
    query = "SELECT DISTINCT ?name WHERE { GRAPH ?name { ?s ?p ?o } }"
    assert len(names(client.get("/sparql", params={"query": query}))) == 2
    assert names(client.post("/sparql", data={"query": query, "named-graph-uri": first})) == [first]
    assert names(client.get("/sparql", params={"query": query, "default-graph-uri": second})) == []


def test_any_page_may_read_but_not_ask_for_more(client):
    answer = client.get("/sparql", params={"query": NAMES}, headers={"Origin": "https://elsewhere.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "DELETE"}
    assert client.request("OPTIONS", "/sparql", headers=asked).status_code == 400
