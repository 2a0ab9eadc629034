from __future__ import annotations

import re

import pytest

from builders import BUREAU, RIVER
from ecograph.server.app import create_app
from serving import Client

HTML = {"accept": "text/html", "accept-language": "zh"}


@pytest.fixture
def client(store):
    return Client(create_app(store))


def page(client, path: str, lang: str = "zh") -> str:
    answer = client.get(path, headers={**HTML, "accept-language": lang})
    assert answer.status_code == 200, answer.text
    return answer.text


def short(iri: str) -> str:
    return iri.split("/id/")[1]


@pytest.mark.parametrize(("lang", "word"), [("zh", "责任单位"), ("en", "Responsible")])
def test_relations_stand_under_what_they_say_with_their_sentences(client, lang, word):
    text = page(client, f"/entity/{short(RIVER)}", lang)
    assert word in text
    assert "市生态环境局正在调度" in text
    assert re.search(r'href="/article/\w+#s=\d+-\d+"', text)


def test_data_and_network_are_one_click_away(client):
    text = page(client, f"/entity/{short(BUREAU)}")
    hrefs = re.findall(r'href="([^"]+)"', text)
    for part in (".ttl", ".jsonld", "format=csv", "/network?around="):
        assert any(part in each for each in hrefs)


def test_the_address_of_a_thing_leads_to_its_page(client):
    answer = client.get(f"/id/{short(RIVER)}", headers=HTML)
    assert answer.status_code == 303
    assert "/entity/project/" in answer.headers["location"]


def test_the_picture_links_what_is_near(client):
    text = page(client, f"/entity/{short(RIVER)}")
    assert text.count('class="node') >= 2
    assert 'class="node centre"' in text


def test_what_is_not_there_is_404(client):
    assert client.get("/entity/agency/没有", headers=HTML).status_code == 404


def test_a_commitment_leads_to_its_subject(followed):
    first = followed.get("/api/v1/commitments?limit=1").json()["items"][0]
    answer = followed.get(f"/entity/{first['id']}", headers=HTML)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/entity/")


def test_commitments_stand_on_the_page_of_their_subject(followed):
    first = followed.get("/api/v1/commitments?limit=1").json()["items"][0]
    text = page(followed, f"/entity/{first['subject']['id']}")
    assert f'class="state {first["state"]}"' in text
    assert first["why"]["zh"] in text
