from __future__ import annotations

import json
import re

import pytest
from fastapi import FastAPI
from serving import Client

from ecograph.server.app import create_app
from ecograph.server.pages import WEB
from ecograph.store import open_store

STATIC = sorted(path for path in (WEB / "static").iterdir())
TEXTS = json.loads((WEB / "static" / "texts.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("url", ["/", "/docs"])
@pytest.mark.parametrize(("lang", "word"), [("zh", "搜索"), ("en", "Search")])
def test_pages_come_in_both_languages(client, url, lang, word):
    answer = client.get(url, params={"lang": lang})
    assert answer.status_code == 200
    assert (word in answer.text) == (url == "/")
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in answer.text


@pytest.mark.parametrize(
    ("header", "lang"),
    [("en-GB,en;q=0.9", "en"), ("zh-TW,en", "zh-CN"), ("fr,en;q=0.5", "en"), ("fr", "zh-CN"), ("", "zh-CN")],
)
def test_the_browser_is_asked_for_its_language(client, header, lang):
    assert f'<html lang="{lang}">' in client.get("/", headers={"Accept-Language": header}).text


@pytest.mark.parametrize("url", ["/", "/docs", "/api/stats", "/static/main.js", "/nothing"])
def test_every_answer_carries_the_content_policy(client, url):
    headers = client.get(url).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("url", ["/", "/docs"])
def test_pages_ask_nothing_from_outside_and_hold_no_inline_code(client, url):
    html = client.get(url).text
    assert not re.search(r"""(src|href)=["'](https?:)?//""", html)
    assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son\w+=", html)


@pytest.mark.parametrize("path", STATIC, ids=lambda path: path.name)
def test_static_files_are_served_and_name_no_other_host(client, path):
    text = client.get(f"/static/{path.name}").text
    assert set(re.findall(r"https?://[\w.]+", text)) <= {"http://www.w3.org"}


def test_scripts_are_served_as_scripts(client):
    assert client.get("/static/main.js").headers["content-type"].startswith("text/javascript")


def test_both_languages_have_the_same_texts():
    assert TEXTS["zh"].keys() == TEXTS["en"].keys()
    assert all(
        set(re.findall(r"{\w+}", TEXTS["zh"][key])) == set(re.findall(r"{\w+}", TEXTS["en"][key]))
        for key in TEXTS["zh"]
    )


def test_every_text_that_a_page_asks_for_is_there():
    asked = set()
    for path in [*STATIC, *(WEB / "templates").iterdir()]:
        if path.suffix in (".js", ".html"):
            asked |= set(re.findall(r"""\bt(?:\(|\[)["']([\w.]+)["']""", path.read_text(encoding="utf-8")))
    assert asked <= TEXTS["zh"].keys()


def test_the_title_is_text_not_markup():
    with open_store(None) as store:
        html = Client(create_app(store, title="<b>晋中</b>")).get("/").text
    assert "&lt;b&gt;晋中&lt;/b&gt;" in html
    assert "<b>" not in html


def test_every_operation_has_a_summary(app: FastAPI):
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            assert operation.get("summary"), (method, path)
            assert operation.get("tags"), (method, path)
