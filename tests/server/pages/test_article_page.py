"""The article's page: the text whole, its names, the statements beside it."""

from __future__ import annotations

import html
import re

import pytest

from articles import HOME, written
from ecograph.build import build
from ecograph.server.app import create_app
from ecograph.store import open_store
from serving import Client


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    with open_store(folder / "store", create=True) as store:
        build(written(folder, 1), store, HOME)
        yield store


@pytest.fixture(scope="module")
def of(built):
    client = Client(create_app(built))
    name = built.documents()[0].rpartition("/")[2]
    return lambda **params: client.get(f"/article/{name}", params=params).text


def words(page: str) -> list[str]:
    return [
        html.unescape(re.sub(r"<[^>]+>", "", each)) for each in re.findall(r'<p lang="zh-CN">(.*?)</p>', page, re.S)
    ]


@pytest.mark.parametrize("view", ["", "source"])
def test_the_text_is_whole(built, of, view):
    (record,) = built.records.all()
    text = record.facts.document.text if not view else record.facts.document.raw
    assert [each.strip() for each in words(of(view=view))] == [each for each in text.split("\n") if each]


def test_names_lead_to_their_things(of):
    assert re.search(r'<a[^>]*class="name is-agency[^>]*href="/id/agency/[^>]*>晋中市生态环境局</a>', of())


def test_each_statement_can_be_jumped_to(of):
    page = of()
    asked = set(re.findall(r'class="says" href="#(s=\d+-\d+)"', page))
    assert asked
    assert asked <= set(re.findall(r'id="(s=\d+-\d+)"', page))
    assert len(re.findall(r'id="s=', page)) == len(set(re.findall(r'id="(s=[^"]+)"', page)))


def test_an_article_without_its_text_still_shows_what_it_says(store):
    client = Client(create_app(store))
    name = store.documents()[0].rpartition("/")[2]
    page = client.get(f"/article/{name}").text
    assert "没有保存这篇文章的全文" in page
    assert "马成毅" in page


@pytest.mark.parametrize("name", ["0000", "https://example.org/id/document/1", "%3Cb%3E"])
def test_an_unknown_article_is_not_found(store, name):
    answer = Client(create_app(store)).get(f"/article/{name}", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "<b>" not in answer.text
