from __future__ import annotations

import csv
import io
import socket
import xml.etree.ElementTree as ElementTree

import pyoxigraph as ox
import pytest
import rdflib

from builders import BUREAU, RIVER, both
from ecograph.server.settings import Limits
from serving import Client

NAMES = "SELECT ?name WHERE { ?agency a eco:Agency ; rdfs:label ?name } ORDER BY ?name"
GRAPH = "CONSTRUCT { ?agency rdfs:label ?name } WHERE { ?agency a eco:Agency ; rdfs:label ?name }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
GRAPH_FORMATS = [
    "text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "application/trig",
    "application/n-quads",
]  # fmt: skip
DIRECT = {"Content-Type": "application/sparql-query"}


def names(answer):
    return [row["name"]["value"] for row in answer.json()["results"]["bindings"]]


def graph_of(answer):
    """Return the triples of an answer, whatever its format."""
    format = ox.RdfFormat.from_media_type(answer.headers["content-type"])
    triples = ox.serialize((quad.triple for quad in ox.parse(answer.content, format)), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=triples, format="nt")


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


@pytest.mark.parametrize("accept", GRAPH_FORMATS)
def test_construct_has_every_format(client, accept):
    answer = client.get("/sparql", params={"query": GRAPH}, headers={"Accept": accept})
    graph = graph_of(answer)
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


AS_FORM = {"data": {"update": UPDATE}}
DIRECTLY = {"content": UPDATE, "headers": {"Content-Type": "application/sparql-update"}}


@pytest.mark.parametrize("request_", [AS_FORM, DIRECTLY], ids=["form", "direct"])
def test_updates_are_off_unless_asked_for(client, store, request_):
    before = store.count()
    answer = client.post("/sparql", **request_)
    assert (answer.status_code, store.count()) == (403, before)
    assert "takes no updates" in answer.json()["detail"]


def send(opened, request_, headers):
    return opened.client.post("/sparql", **{**request_, "headers": {**request_.get("headers", {}), **headers}})


@pytest.mark.parametrize("request_", [AS_FORM, DIRECTLY], ids=["form", "direct"])
def test_a_token_may_update(opened, store, request_):
    door = opened("update")
    assert send(door, request_, {}).status_code == 401
    assert send(door, request_, door.headers).status_code == 204
    assert store.query("ASK { <http://x/a> <http://x/b> <http://x/c> }")


def test_a_token_without_the_scope_may_not(opened, store):
    door = opened("write")
    answer = send(door, AS_FORM, door.headers)
    assert (answer.status_code, "update" in answer.json()["detail"]) == (403, True)
    assert not store.query("ASK { <http://x/a> ?p ?o }")


@pytest.mark.parametrize("settings", [{"update": False}, {"read_only": True}])
def test_nobody_updates_where_it_is_off(opened, settings):
    door = opened("admin", **settings)
    assert send(door, AS_FORM, door.headers).status_code == 403


BAD = {
    "an update as a query": ({"data": {"query": UPDATE}}, 400),
    "a query as an update": ({"data": {"update": NAMES}}, 400),
    "both": ({"data": {"update": UPDATE, "query": NAMES}}, 400),
    "two": ({"content": "update=CLEAR+ALL&update=CLEAR+ALL", "headers": FORM}, 400),
    "load": ({"data": {"update": "LOAD <http://127.0.0.1:1/>"}}, 400),
    "no IRI to use": ({**AS_FORM, "params": {"using-graph-uri": "no iri"}}, 400),
    "a query's graphs": ({**AS_FORM, "params": {"default-graph-uri": "http://g"}}, 400),
    "nothing": ({"content": "a=b", "headers": FORM}, 400),
}


@pytest.mark.parametrize(("request_", "status"), BAD.values(), ids=BAD)
def test_malformed_updates_are_refused(opened, store, request_, status):
    door, before = opened("update"), store.count()
    assert (send(door, request_, door.headers).status_code, store.count()) == (status, before)


def test_an_update_is_not_sent_by_get(opened):
    door = opened("update")
    assert door.client.get("/sparql", params={"update": "CLEAR ALL"}, headers=door.headers).status_code == 400


def test_what_the_documents_say_is_not_updated(opened, store):
    store.records.derivation.settle("rules")
    store.records.derivation._database.rows("DELETE FROM told WHERE name = 'foreign'")
    door = opened("update")
    answer = send(door, {"data": {"update": "CLEAR DEFAULT"}}, door.headers)
    assert (answer.status_code, "made from the documents" in answer.json()["detail"]) == (409, True)


def test_only_who_may_update_sends_more_than_a_query(opened):
    door = opened("update", limits=Limits(query_bytes=500, upload_bytes=5_000))
    long = {"data": {"update": UPDATE + " #" + "x" * 1_000}}
    assert [send(door, long, headers).status_code for headers in ({}, door.headers)] == [413, 204]
    query = {"data": {"query": NAMES + " #" + "x" * 1_000}}
    assert send(door, query, door.headers).status_code == 413
    assert door.client.get("/sparql", params=query["data"]).status_code == 413


def test_head_has_the_headers_and_no_body(client):
    asked = {"params": {"query": NAMES}, "headers": {"Accept": "text/csv"}}
    answer = client.request("HEAD", "/sparql", **asked)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == client.get("/sparql", **asked).headers["content-type"]
    assert client.request("HEAD", "/sparql").headers["content-type"].startswith("text/turtle")


def test_options_tell_the_methods(client):
    answer = client.request("OPTIONS", "/sparql")
    assert (answer.status_code, answer.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")


def test_relative_names_are_below_the_endpoint(client):
    query = "SELECT (<a> AS ?name) {}"
    assert names(client.get("/sparql", params={"query": query})) == ["http://test/a"]


def test_several_accept_lines_are_one(client):
    headers = [("Accept", "image/png"), ("Accept", "text/csv")]
    assert (
        client.get("/sparql", params={"query": NAMES}, headers=headers).headers["content-type"].startswith("text/csv")
    )


def test_a_triple_of_two_graphs_counts_once(opened, store):
    for name in ("http://g/1", "http://g/2"):
        store.update(f"INSERT DATA {{ GRAPH <{name}> {{ <http://x> <http://y> 1 }} }}")
    query = "SELECT (COUNT(*) AS ?name) {} {{ ?s ?p ?o }}"
    asked = {"query": query.format(""), "default-graph-uri": ["http://g/1", "http://g/2"]}
    own = {"query": query.format("FROM <http://g/1> FROM <http://g/2>")}
    client = opened().client
    assert [names(client.get("/sparql", params=each)) for each in (asked, own)] == [["1"], ["1"]]


def test_the_description_tells_what_is_on(opened):
    service = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    door = opened(services=("http://a.example/sparql",))
    graph = rdflib.Graph().parse(data=door.client.get("/sparql").text, format="turtle")
    assert (None, service.supportedLanguage, service.SPARQL11Update) in graph
    assert (None, service.feature, service.BasicFederatedQuery) in graph


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
@pytest.mark.parametrize("accept", GRAPH_FORMATS)
def test_the_description_has_every_format_and_the_size_of_the_data(client, path, accept):
    answer = client.get(path, headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(accept)
    graph = graph_of(answer)
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    (data_set,) = set(graph.subjects(void.documents, None))
    assert (data_set, void.documents, rdflib.Literal(2)) in graph
    assert (data_set, void.sparqlEndpoint, rdflib.URIRef("http://test/sparql")) in graph


def test_addresses_are_below_the_prefix(app):
    app.root_path = "/prefix"
    client = Client(app)
    for path in ("/sparql", "/prefix/sparql"):
        assert names(client.get(path, params={"query": "SELECT (<> AS ?name) {}"})) == ["http://test/prefix/sparql"]


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


def test_a_service_that_is_allowed_is_called_and_may_fail(opened):
    with socket.socket() as closed:  # bound, and nobody listens
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/sparql"
        client = opened(services=(address,)).client
        for query in (
            f"ASK {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
        ):
            answer = client.get("/sparql", params={"query": query})
            assert (answer.status_code, "gave no answer" in answer.json()["detail"]) == (502, True)


def test_a_function_that_is_not_there_is_a_fault_of_the_query(client):
    answer = client.get("/sparql", params={"query": "SELECT (<http://x/f>(1) AS ?x) {}"})
    assert (answer.status_code, "http://x/f" in answer.json()["detail"]) == (400, True)


@pytest.mark.parametrize("host", ["a b", "<x>", "x/y", "a:b:c", "x?y"])
def test_a_host_that_is_none_is_refused(client, host):
    assert client.get("/sparql", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["a.example", "a.example:8000", "[::1]:80", "127.0.0.1"])
def test_addresses_are_those_that_were_asked(client, host):
    query = {"query": "SELECT (<> AS ?name) {}"}
    assert names(client.get("/sparql", params=query, headers={"Host": host})) == [f"http://{host}/sparql"]
