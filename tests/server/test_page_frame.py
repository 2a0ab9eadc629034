"""The frame that all pages share: languages, themes, addresses, texts, the content policy, errors."""

from __future__ import annotations

import json
import re

import pytest
from fastapi import FastAPI

from ecograph.server.app import create_app
from ecograph.server.pages import WEB, libraries
from ecograph.server.pages.links import Links
from ecograph.server.pages.rendering import amount, joined
from ecograph.server.pages.texts import table, text
from ecograph.store import open_store
from serving import Client

STATIC = sorted(path for path in (WEB / "static").iterdir() if path.is_file())
TEMPLATES = sorted((WEB / "templates").iterdir())
PAGES = ("/", "/targets", "/docs", "/problems", "/network")
BROWSER = {"Accept": "text/html,*/*;q=0.8"}


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize(("lang", "word"), [("zh", "网络"), ("en", "Network")])
def test_pages_come_in_both_languages(client, url, lang, word):
    answer = client.get(url, params={"lang": lang})
    assert answer.status_code == 200
    assert word in answer.text or url == "/network"
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}"' in answer.text
    assert answer.cookies["lang"] == lang


@pytest.mark.parametrize(
    ("header", "cookie", "lang"),
    [
        ("en-GB,en;q=0.9", "", "en"),
        ("zh-TW,en", "", "zh-CN"),
        ("fr,en;q=0.5", "", "en"),
        ("fr", "", "zh-CN"),
        ("", "", "zh-CN"),
        ("zh", "lang=en", "en"),
        ("en", "lang=zh", "zh-CN"),
        ("en", "lang=xx", "en"),
    ],
)
def test_what_was_chosen_goes_before_what_the_browser_wishes(client, header, cookie, lang):
    answer = client.get("/", headers={"Accept-Language": header, "Cookie": cookie})
    assert f'<html lang="{lang}"' in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(("asked", "kept"), [("dark", "theme=dark; Max-Age"), ("auto", 'theme=""; Max-Age=0')])
def test_a_theme_is_remembered_and_leaves_the_address(client, asked, kept):
    answer = client.get(f"/targets?due=2025&theme={asked}")
    assert (answer.status_code, answer.headers["location"]) == (303, "?due=2025")
    assert kept in answer.headers["set-cookie"]
    assert client.get(f"/targets?theme={asked}").headers["location"] == "./targets"


@pytest.mark.parametrize(
    ("cookie", "found"), [("theme=dark", True), ("theme=light", True), ("theme=pink", False), ("", False)]
)
def test_a_theme_is_told_to_the_style(client, cookie, found):
    assert (" data-theme=" in client.get("/", headers={"Cookie": cookie}).text) == found


@pytest.mark.parametrize("url", [*PAGES, "/static/frame.js", "/nothing"])
def test_every_answer_carries_the_content_policy(client, url):
    headers = client.get(url).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("url", [*PAGES, "/nothing"])
def test_pages_ask_nothing_from_outside_and_hold_no_inline_code(client, url):
    html = client.get(url, headers=BROWSER).text
    loaded = re.findall(r"""<(?:script|link|img|iframe|source)[^>]*?\s(?:src|href)=["']([^"']*)""", html)
    assert loaded
    assert [each for each in loaded if re.match(r"(\w+:)?//", each)] == []
    assert not re.search(r"<script(?![^>]*src=)(?! type=.application/json)|<style|\sstyle=|\son\w+=", html)


@pytest.mark.parametrize("path", STATIC, ids=lambda path: path.name)
def test_static_files_are_served_and_name_no_other_host(client, path):
    told = client.get(f"/static/{path.name}").text
    assert set(re.findall(r"https?://[\w.]+", told)) <= {"http://www.w3.org"}


def test_scripts_are_served_as_scripts(client):
    assert client.get("/static/frame.js").headers["content-type"].startswith("text/javascript")


def test_below_a_prefix_every_address_begins_with_it(store):
    app = create_app(store)
    app.root_path = "/eco"
    html = Client(app).get("/targets").text
    found = re.findall(r"""\s(?:src|href|action)=["'](/[^"']*)""", html)
    assert found
    assert [each for each in found if not each.startswith("/eco/")] == []
    assert '<html lang="zh-CN" data-root="/eco"' in html


# -- texts


def test_a_key_stands_in_one_file_only():
    keys = [key for path in (WEB / "texts").glob("*.json") for key in json.loads(path.read_text("utf-8"))]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("key", table())
def test_both_languages_say_the_same(key):
    chinese, english = table()[key]
    assert chinese
    assert english
    assert all(set(re.findall(r"{\w+}", each)) == set(re.findall(r"{\w+}", chinese)) for each in english.split("|"))


def test_every_text_that_a_page_asks_for_is_there():
    asked = {
        key
        for path in TEMPLATES
        for key in re.findall(r"""\bt\(["']([\w.]+)["'][,)]""", path.read_text(encoding="utf-8"))
    }
    assert asked <= table().keys()


@pytest.mark.parametrize(("n", "said"), [(1, "1 article"), (2, "2 articles"), (1200, "1,200 articles")])
def test_a_number_chooses_between_one_and_many(n, said):
    assert text("en", "count.Document", n=n) == said


def test_the_network_page_has_the_same_texts_in_both_languages():
    texts = json.loads((WEB / "static" / "texts.json").read_text(encoding="utf-8"))
    assert texts["zh"].keys() == texts["en"].keys()


# -- words and addresses


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("推进“一泓清\n水入黄河”工程", "推进“一泓清水入黄河”工程"),
        ("New\nYork 市", "New York市"),
        (" 共 40 家\n", "共40家"),
    ],
)
def test_words_of_a_source_are_joined(words, shown):
    assert joined(words) == shown


@pytest.mark.parametrize(
    ("told", "shown"),
    [("<=0.07毫克/升", "≤0.07毫克/升"), (">=12500亩", "≥12,500亩"), ("~3.9万亩", "≈3.9万亩"), ("2150亩", "2,150亩")],
)
def test_an_amount_is_written_as_people_do(told, shown):
    assert amount(told) == shown


def test_addresses_of_things_are_their_own_iris():
    link = Links("/eco", "due=2025&page=3&state=met&state=missed")
    base = "https://example.org/id/"
    assert link.entity(base + "place/140700") == "/eco/id/place/140700"
    assert link.entity(base + "document/abc") == "/eco/article/abc"
    assert link.article(base + "document/abc", 3, 9) == "/eco/article/abc#s=3-9"
    assert link.entity("urn:x:y") == "/eco/id/urn%3Ax%3Ay"
    assert link.also(due=None) == "?state=met&state=missed"
    assert link.also(page=2) == "?due=2025&state=met&state=missed&page=2"
    assert link.things("Place", q="晋中") == "/eco/places?q=%E6%99%8B%E4%B8%AD"


# -- errors


def test_a_browser_gets_an_error_as_a_page_and_a_program_as_a_problem(client):
    page = client.get("/nothing", headers=BROWSER | {"Accept-Language": "en"})
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "There is no such page" in page.text
    assert client.get("/nothing").headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("url", ["/api/nothing", "/sparql?query=x", "/static/nothing"])
def test_what_programs_ask_for_is_a_problem_whoever_asks(client, url):
    answer = client.get(url, headers=BROWSER)
    assert answer.status_code >= 400
    assert "html" not in answer.headers["content-type"]


def test_a_wrong_parameter_is_told_on_a_page(client):
    answer = client.get("/targets?page=many", headers=BROWSER)
    assert answer.status_code == 422
    assert "page" in answer.text
    assert "<main" in answer.text


def test_the_title_is_text_not_markup():
    with open_store(None) as store:
        html = Client(create_app(store, title="<b>晋中</b>")).get("/").text
    assert "&lt;b&gt;晋中&lt;/b&gt;" in html
    assert "<b>" not in html


# -- libraries


def test_libraries_that_are_not_here_are_named_with_a_remedy(monkeypatch, tmp_path):
    monkeypatch.setattr(libraries, "VENDOR", tmp_path)
    (tmp_path / "sigma.js").touch()
    assert libraries.missing() == ["cytoscape", "editor"]
    assert "hatch_build.py" in libraries.complaint()


def test_every_operation_has_a_summary(app: FastAPI):
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            assert operation.get("summary"), (method, path)
            assert operation.get("tags"), (method, path)
