from __future__ import annotations

import re

import pytest

from ecograph.server.app import create_app
from serving import Client

HTML = {"accept": "text/html", "accept-language": "zh"}
PATHS = {
    "agencies": "agencies",
    "officials": "officials",
    "projects": "projects",
    "places": "places",
    "policies": "policies",
}


@pytest.fixture
def client(store):
    return Client(create_app(store))


def counted(client, path: str) -> int:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, answer.text
    return int(re.sub(r"\D", "", re.search(r'<b class="tabular">([^<]+)', answer.text)[1]))


@pytest.mark.parametrize("name", PATHS)
def test_a_list_counts_what_the_api_counts(client, name):
    assert counted(client, f"/{name}") == client.get(f"/api/v1/{name}?count=true").json()["total"]


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/agencies", "kind"),
        ("/places", "place"),
        ("/articles", "year"),
        ("/statements", "predicate"),
        ("/quantities", "status"),
    ],
)
def test_each_number_of_a_facet_is_what_its_link_shows(client, path, parameter):
    text = client.get(path, headers=HTML).text
    rows = re.findall(rf'href="\?({parameter}=[^"&]+)".*?class="n">([\d,]+)<', text)
    assert rows or parameter == "place"
    for query, number in rows[:4]:
        assert counted(client, f"{path}?{query}") == int(number.replace(",", ""))


def test_a_place_that_is_none_gives_an_empty_list(client):
    assert counted(client, "/agencies?place=没有这里") == 0
    assert counted(client, "/articles?place=没有这里") == 0


@pytest.mark.parametrize(
    "query", ["page=99", "page=-1", "year=abc", "sort=none", "related=agency/没有", "entity=%3C", "q=%00"]
)
@pytest.mark.parametrize("path", ["/agencies", "/articles", "/statements", "/quantities"])
def test_odd_parameters_do_no_harm(client, path, query):
    assert client.get(f"{path}?{query}", headers=HTML).status_code in (200, 404)


def test_a_statement_opens_its_article_at_its_words(client):
    assert re.search(r'href="/article/\w+#s=\d+-\d+"', client.get("/statements", headers=HTML).text)
