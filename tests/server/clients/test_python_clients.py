"""What people write in Python against an endpoint works here unchanged."""

from __future__ import annotations

import pytest
import rdflib
import SPARQLWrapper
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

from builders import BUREAU

ECO = "https://w3id.org/ecograph/ontology#"
LABELS = f"SELECT ?name {{ ?x a <{ECO}Agency> ; rdfs:label ?name }} ORDER BY ?name"
NOTE = "http://mine.example/notes"


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")
def test_sparqlwrapper_reads_each_kind_of_answer(server):
    client = SPARQLWrapper.SPARQLWrapper(server.sparql)
    client.setReturnFormat(SPARQLWrapper.JSON)
    client.setQuery(LABELS)
    rows = client.queryAndConvert()["results"]["bindings"]
    assert {"value": "晋中市生态环境局", "xml:lang": "zh", "type": "literal"} in [row["name"] for row in rows]
    client.setQuery(f"ASK {{ <{BUREAU}> a <{ECO}Agency> }}")
    assert client.queryAndConvert()["boolean"] is True
    for format in (SPARQLWrapper.XML, SPARQLWrapper.CSV, SPARQLWrapper.TSV):
        client.setReturnFormat(format)
        client.setQuery(LABELS)
        assert client.queryAndConvert()
    for format in (SPARQLWrapper.TURTLE, SPARQLWrapper.N3, SPARQLWrapper.RDFXML, SPARQLWrapper.JSONLD):
        client.setReturnFormat(format)
        client.setQuery(f"DESCRIBE <{BUREAU}>")
        found = client.queryAndConvert()
        graph = rdflib.Graph().parse(data=found, format="turtle") if isinstance(found, bytes) else found
        assert (rdflib.URIRef(BUREAU), rdflib.RDFS.label, rdflib.Literal("晋中市生态环境局", lang="zh")) in graph


def test_sparqlwrapper_posts_and_updates(server):
    client = SPARQLWrapper.SPARQLWrapper(server.sparql)
    client.setMethod(SPARQLWrapper.POST)
    client.setReturnFormat(SPARQLWrapper.JSON)
    for method in (SPARQLWrapper.POSTDIRECTLY, SPARQLWrapper.URLENCODED):
        client.setRequestMethod(method)
        client.setQuery(LABELS)
        assert len(client.queryAndConvert()["results"]["bindings"]) == 3
        client.addCustomHttpHeader("Authorization", server.authorization)
        client.setQuery(f"INSERT DATA {{ GRAPH <{NOTE}> {{ <http://x/{method}> <http://x/y> 1 }} }}")
        client.query()
        client.setQuery(f"ASK {{ GRAPH <{NOTE}> {{ <http://x/{method}> ?p 1 }} }}")
        assert client.queryAndConvert()["boolean"] is True


def test_rdflib_asks_the_store_and_walks_it(server):
    graph = rdflib.Graph(SPARQLStore(server.sparql))
    assert len(list(graph.query(LABELS))) == 3
    assert rdflib.Literal("晋中市生态环境局", lang="zh") in set(graph.objects(rdflib.URIRef(BUREAU), rdflib.RDFS.label))
    assert (rdflib.URIRef(BUREAU), rdflib.RDF.type, rdflib.URIRef(f"{ECO}Agency")) in graph


def test_rdflib_updates_with_a_token(server):
    headers = {"Authorization": server.authorization}
    store = SPARQLUpdateStore(server.sparql, server.sparql, headers=headers, autocommit=True)
    graph = rdflib.Graph(store, identifier=rdflib.URIRef(NOTE))
    triple = (rdflib.URIRef("http://x/a"), rdflib.RDFS.comment, rdflib.Literal("核实过", lang="zh"))
    graph.add(triple)
    assert triple in graph
    graph.remove(triple)
    assert triple not in graph
