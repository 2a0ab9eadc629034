"""The graph store: graphs of one's own are written with a token, everything is read, what a build makes stays."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from builders import both
from ecograph.server.settings import Limits

MINE = {"graph": "http://mine.example/notes"}
NOTE = "<http://x/a> <http://x/b> 'note' ."
TURTLE = {"Content-Type": "text/turtle"}


def triples(answer, format=ox.RdfFormat.TURTLE):
    return sorted(str(quad.triple) for quad in ox.parse(answer.content, format))


def test_everybody_reads_and_a_token_writes(opened):
    door = opened("write")
    put = {"params": MINE, "content": NOTE}
    assert door.client.request("PUT", "/graphs", **put, headers=TURTLE).status_code == 401
    assert door.client.request("PUT", "/graphs", **put, headers={**TURTLE, **door.headers}).status_code == 201
    assert triples(door.client.get("/graphs", params=MINE)) == ['<http://x/a> <http://x/b> "note"']
    assert door.client.request("DELETE", "/graphs", params=MINE).status_code == 401
    assert door.client.request("DELETE", "/graphs", params=MINE, headers=door.headers).status_code == 204
    assert door.client.get("/graphs", params=MINE).status_code == 404


def test_another_scope_does_not_write(opened):
    door = opened("update")
    assert door.client.request("DELETE", "/graphs", params=MINE, headers=door.headers).status_code == 403


def test_a_read_only_service_is_not_written(opened):
    door = opened("write", read_only=True)
    assert door.client.request("DELETE", "/graphs", params=MINE, headers=door.headers).status_code == 403


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/n-quads", ox.RdfFormat.N_QUADS),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/trig", ox.RdfFormat.TRIG),
    ],
)
def test_a_documents_graph_is_read_in_each_format(client, accept, format):
    document = {"graph": both()[0].document.id}
    answer = client.get("/graphs", params=document, headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(accept)
    assert triples(answer, format) == triples(client.get("/graphs", params=document))


def test_what_the_documents_say_is_not_written(opened, store):
    store.records.derivation.settle("rules")
    store.records.derivation._database.rows("DELETE FROM told WHERE name = 'foreign'")
    door, before = opened("write"), store.count()
    for params in ({"default": ""}, {"graph": both()[0].document.id}):
        for method in ("PUT", "POST", "DELETE"):
            answer = door.client.request(
                method, "/graphs", params=params, content=NOTE, headers={**TURTLE, **door.headers}
            )
            assert answer.status_code == 409
    assert store.count() == before


def test_a_graph_may_be_empty(opened):
    door = opened("write")
    assert door.client.request("PUT", "/graphs", params=MINE, headers={**TURTLE, **door.headers}).status_code == 201
    answer = door.client.get("/graphs", params=MINE)
    assert (answer.status_code, triples(answer)) == (200, [])


def test_the_address_is_the_name_as_it_was_sent(opened, store):
    door = opened("write")
    for path in ("/graphs/notes/a%2Fb", "/graphs/notes/a/b", "/graphs/%E6%9D%90"):
        assert door.client.request("PUT", path, content=NOTE, headers={**TURTLE, **door.headers}).status_code == 201
        assert store.has_graph(f"http://test{path}")


def test_relative_names_are_below_the_graphs(opened):
    door = opened("write")
    door.client.request("PUT", "/graphs/people/a", content="<> <p> <b> .", headers={**TURTLE, **door.headers})
    base = "http://test/graphs/people"
    assert triples(door.client.get("/graphs/people/a")) == [f"<{base}/a> <{base}/p> <{base}/b>"]


def test_blank_nodes_of_two_documents_stay_two(opened):
    door = opened("write")
    for _ in range(2):
        door.client.post("/graphs", params=MINE, content="_:a <http://x/p> 1 .", headers={**TURTLE, **door.headers})
    assert len(triples(door.client.get("/graphs", params=MINE))) == 2


def test_a_form_takes_its_formats_from_the_names_of_files(opened):
    door = opened("write")
    files = [("one", ("a.ttl", NOTE, None)), ("two", ("b.nt", "<http://x/a> <http://x/c> <http://x/d> .", None))]
    assert door.client.post("/graphs", params=MINE, files=files, headers=door.headers).status_code == 201
    assert len(triples(door.client.get("/graphs", params=MINE))) == 2


BAD = {
    "no graph named": ("PUT", {}, NOTE, "text/turtle", 400),
    "two graphs named": ("PUT", {**MINE, "default": ""}, NOTE, "text/turtle", 400),
    "no IRI": ("PUT", {"graph": "notes"}, NOTE, "text/turtle", 400),
    "no such format": ("PUT", MINE, NOTE, "image/png", 415),
    "no format": ("PUT", MINE, NOTE, "", 415),
    "another charset": ("PUT", MINE, NOTE, "text/turtle; charset=utf-16", 415),
    "no Turtle": ("PUT", MINE, "<a", "text/turtle", 400),
    "a fault in the last line": ("PUT", MINE, NOTE + " " * 500 + "\n<a", "text/turtle", 400),
    "a context from elsewhere": (
        "PUT",
        MINE,
        '{"@context": "http://127.0.0.1:1/", "@id": "http://x"}',
        "application/ld+json",
        400,
    ),
    "graphs within": ("PUT", MINE, "<http://g> { <http://x> <http://y> 1 }", "application/trig", 400),
    "no form": ("POST", MINE, "what", "multipart/form-data; boundary=x", 400),
    "too much": ("PUT", MINE, "#" * 2_000, "text/turtle", 413),
    "a patch": ("PATCH", MINE, "", "application/sparql-update", 405),
}


@pytest.mark.parametrize(("method", "params", "body", "kind", "status"), BAD.values(), ids=BAD)
def test_malformed_requests_are_refused(opened, store, method, params, body, kind, status):
    door = opened("write", limits=Limits(upload_bytes=1_000))
    headers = {**door.headers, **({"Content-Type": kind} if kind else {})}
    answer = door.client.request(method, "/graphs", params=params, content=body, headers=headers)
    assert (answer.status_code, store.has_graph(MINE["graph"])) == (status, False)


@pytest.mark.parametrize("params", [{}, {"graph": "no iri"}, {"graph": "http://x", "default": ""}])
def test_a_graph_is_read_by_its_name(client, params):
    assert client.get("/graphs", params=params).status_code == 400


def test_entities_that_grow_do_not_take_the_memory(opened):
    door = opened("write")
    bomb = ['<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "aaaaaaaaaa">']
    bomb += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    bomb += ["]><r>&a11;</r>"]
    headers = {"Content-Type": "application/rdf+xml", **door.headers}
    answer = door.client.request("PUT", "/graphs", params=MINE, content="".join(bomb), headers=headers)
    assert answer.status_code == 400
