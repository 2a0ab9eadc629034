"""The search page: entities, articles and sentences, by words, pinyin and first letters."""

from __future__ import annotations

import html
import re

import pytest


def text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def hits(page: str) -> list[str]:
    found = re.search(r'<ol class="hits">(.*?)</ol>', page, re.S)
    return [text(each) for each in re.findall(r"<li>.*?</li>", found[1], re.S)] if found else []


@pytest.mark.parametrize(
    ("words", "first"),
    [("生态环境局", "晋中市生态环境局"), ("jzssthjj", "晋中市生态环境局"), ("马", "马成毅"), ("该局", "该局")],
)
def test_what_is_called_so_comes_first(followed, words, first):
    assert first in hits(followed.get("/search", params={"q": words}).text)[0]


def test_a_sentence_opens_its_article_there(followed):
    page = followed.get("/search", params={"q": "营造林", "part": "Sentence"}).text
    assert "<mark>营造林</mark>" in page
    assert re.search(r'href="/article/\w+#s=\d+-\d+"', page)


def test_each_number_is_what_its_link_shows(followed):
    page = followed.get("/search?q=晋中").text
    parts = re.findall(r'<a href="(\?q=[^"]+)"><span>[^<]+</span> <span class="n">(\d+)<', page)
    assert len(parts) > 1
    for href, n in parts:
        assert len(hits(followed.get("/search" + html.unescape(href)).text)) == int(n)


@pytest.mark.parametrize("words", ["", " ", "没有这样的词", "<b>", "\\"])
def test_nothing_found_is_said(followed, words):
    page = followed.get("/search", params={"q": words})
    assert page.status_code == 200
    assert hits(page.text) == []
    assert "<b>" not in re.sub(r"<b class", "", page.text)


def test_a_fault_of_the_program_is_a_page_too(followed, monkeypatch):
    def fails(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr("ecograph.server.pages.search._find", fails)
    answer = followed.get("/search?q=x", headers={"Accept": "text/html"})
    assert answer.status_code == 500
    assert "<main" in answer.text
    assert "ZeroDivisionError" not in answer.text
