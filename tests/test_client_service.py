"""The client against a real service: what it sends is what the service takes."""

from __future__ import annotations

import pytest

from builders import BUREAU, MA, SPRING
from ecograph.client import Client, ClientError
from ecograph.server.app import create_app
from ecograph.server.security import issue
from ecograph.server.settings import Settings
from ecograph.store import open_store
from serving import running

SECRET, TOKEN = issue("newsroom", ["write"])


@pytest.fixture
def graph(store):
    with running(create_app(store, settings=Settings(root_path="/eco"))) as url, Client(url + "eco/") as client:
        yield client


def test_lists_are_read_to_their_end_page_by_page(graph):
    assert len(list(graph.places(limit=2))) == graph.stats()["entities"]["Place"] == 6
    assert {len(list(each(limit=1))) for each in (graph.agencies, graph.officials, graph.projects)} == {3}
    assert len(list(graph.documents())) == 2
    assert len(list(graph.policies())) == 2
    assert list(graph.targets(limit=1)) == list(graph.targets())
    assert all(claim["quote"] for claim in graph.claims())


def test_a_search_reads_on_to_its_limit(graph):
    assert len(graph.search("晋中", limit=1)) == 1
    assert BUREAU in [hit["iri"] for hit in graph.search("生态环境局", type=["Agency"], limit=100)]


def test_an_entity_is_read_by_either_name(graph):
    assert graph.entity(BUREAU)["iri"] == graph.entity("agency/晋中市生态环境局")["iri"] == BUREAU
    with pytest.raises(ClientError, match="404"):
        graph.entity("agency/无此局")


def test_facts_have_their_sentences(graph):
    (fact,) = graph.evidence(subject=MA, predicate="worksFor")
    assert fact["object"]["iri"] == BUREAU
    assert "马成毅" in fact["evidence"][0]["quote"]


def test_questions_patterns_and_queries_have_answers(graph):
    assert graph.question("posts", name="马成毅")[0]["official"] == "马成毅"
    assert graph.match({"find": {"body": "Agency"}})["rows"]
    assert graph.sparql("ASK { ?s ?p ?o }") is True
    assert graph.rows("SELECT (COUNT(*) AS ?n) { ?a a eco:Agency }") == [{"n": 3}]
    assert f"<{BUREAU}>" in graph.triples("CONSTRUCT { ?a a eco:Agency } { ?a a eco:Agency }", accept="text/turtle")
    with pytest.raises(ClientError) as caught:
        graph.sparql("SELECT nothing")
    assert caught.value.status == 400


def test_an_article_is_added_and_taken_out_again(tmp_path):
    with (
        open_store(None) as store,
        running(create_app(store, settings=Settings(tokens=(TOKEN,)))) as url,
        Client(url, token=SECRET) as graph,
    ):
        assert graph.extract(SPRING, home="晋中市")["entities"]
        assert graph.stats()["documents"] == 0
        file = tmp_path / "spring.txt"
        file.write_text(SPRING, encoding="utf-8")
        added = graph.add_document(file, home="晋中市", published="2025-03-12")
        assert "晋中市生态环境局" in [each["label"] for each in graph.agencies()]
        graph.retract(added["document"]["id"])
        assert graph.stats()["documents"] == 0
        with Client(url) as nobody, pytest.raises(ClientError, match="401"):
            nobody.add_document(SPRING)
