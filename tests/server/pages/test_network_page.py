from __future__ import annotations

import pytest

from builders import BUREAU, RIVER
from ecograph.server.app import create_app
from serving import Client


@pytest.fixture
def client(store):
    return Client(create_app(store))


def test_the_whole_network_comes_in_columns_of_one_length(client):
    found = client.get("/network/whole.json").json()
    nodes = [found[each] for each in ("id", "label", "type", "degree", "x", "y", "community", "rank")]
    edges = [found[each] for each in ("s", "o", "look", "claims", "confidence", "year")]
    assert {len(each) for each in nodes} == {len(found["id"])}
    assert {len(each) for each in edges} == {len(found["s"])}
    ends = {
        (found["id"][s], found["looks"][look], found["id"][o])
        for s, look, o in zip(found["s"], found["look"], found["o"], strict=True)
    }
    one, other = (iri.split("/id/")[1] for iri in (BUREAU, RIVER))
    assert any(s == one and o == other and look.startswith("responsibleFor:") for s, look, o in ends)


def test_the_best_joined_come_first_and_a_limit_holds(client):
    found = client.get("/network/whole.json?limit=3").json()
    assert len(found["id"]) == 3
    assert found["degree"] == sorted(found["degree"], reverse=True)


def test_it_is_not_sent_again_while_the_graph_is_the_same(client):
    first = client.get("/network/whole.json")
    again = client.get("/network/whole.json", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


def test_a_place_names_its_members(client):
    place = client.get("/api/v1/places?limit=1&sort=-facts").json()["items"][0]
    found = client.get("/network/members.json", params={"place": place["label"]}).json()
    whole = client.get("/network/whole.json").json()
    assert place["id"] in [whole["id"][each] for each in found["place"]]
    assert found["state"] is None


def test_a_place_that_is_none_is_404(client):
    assert client.get("/network/members.json?place=没有这里").status_code == 404


def test_the_page_has_what_its_script_reads_and_leads_on_without_it(client):
    text = client.get("/network", headers={"accept": "text/html"}).text
    assert 'id="words"' in text
    assert "<noscript>" in text
    assert "/agencies" in text
