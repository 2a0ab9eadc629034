"""The page shows each article's text whole, with every kind of verdict in words and lines."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from annotating import DOCUMENT, entity, facts, gold

from ecograph.evaluate import Bench, judge, tagged, totals
from ecograph.evaluate.highlights import Highlight, pieces
from ecograph.evaluate.page import page


def made(folder: Path) -> str:
    annotated = gold(folder, agency=[{"name": "晋中市生态环境局"}], official=[{"name": "马成毅"}])
    found = facts(
        entity("Agency", "晋中市生态环境局", printed="晋中市生态环境局"),
        entity("Place", "<和顺>", printed="和顺县造林"),
    )
    judged = [judge(annotated, found)]
    baseline = totals([judge(annotated, tagged(DOCUMENT))])
    return page([Bench(annotated, None, style="brief")], judged, totals(judged), baseline).decode()


def text_in(html: str) -> str:
    body = re.search(r'<div class="text">(.*?)</div>', html, re.DOTALL)
    assert body
    return unescape(re.sub(r'<b class="tag">.*?</b>|<[^>]*>|\n', "", body[1]))


def test_the_text_is_whole(tmp_path: Path) -> None:
    assert text_in(made(tmp_path)) == DOCUMENT.text


def test_verdicts_are_told_in_words(tmp_path: Path) -> None:
    html = made(tmp_path)
    for verdict, tag in (("missed", "漏官员"), ("wrong", "误地点")):
        assert re.search(rf'class="mark {verdict} [^>]*><b class="tag">{tag}</b>', html)
    assert 'class="mark right is-agency' in html


def test_names_are_escaped(tmp_path: Path) -> None:
    html = made(tmp_path)
    assert "&lt;和顺&gt;" in html
    assert "<和顺>" not in html


def test_the_page_asks_for_nothing(tmp_path: Path) -> None:
    assert re.findall(r"https?://|<script|<link|@import|url\(", made(tmp_path)) == []


def test_the_baseline_has_its_column(tmp_path: Path) -> None:
    assert "F1 of jieba tags (rjieba)" in made(tmp_path)


def test_highlights_that_cross_lose_no_text() -> None:
    marks = [Highlight((1, 4), "right", "Place", "a"), Highlight((3, 6), "wrong", "Agency", "b")]
    cut = list(pieces("零一二三四五六", marks))
    assert [(piece.text, len(piece.over)) for piece in cut] == [
        ("零", 0),
        ("一二", 1),
        ("三", 2),
        ("四五", 1),
        ("六", 0),
    ]
