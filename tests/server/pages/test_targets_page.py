"""The targets' page and the start, on articles that plan, report and contradict each other."""

from __future__ import annotations

import html
import re

import pytest


def text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def subjects(page: str) -> list[str]:
    return [text(each) for each in re.findall(r'<td class="what">.*?</a>', page, re.S)]


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, 6),
        ({"place": "平凉市"}, 2),
        ({"place": "晋中市"}, 4),
        ({"state": "met"}, 1),
        ({"state": ["met", "overdue"]}, 6),
        ({"due": "2022"}, 2),
        ({"indicator": "pm25"}, 1),
        ({"indicator": "造林"}, 2),
        ({"region": "140000"}, 4),
        ({"place": "nowhere"}, 0),
    ],
)
def test_the_list_is_narrowed_down(followed, params, found):
    page = followed.get("/targets", params={"lang": "zh", **params}).text
    assert len(subjects(page)) == found
    assert f"{found} 项目标" in text(page)


@pytest.mark.parametrize("facet", ["现状", "到期年份", "指标"])
def test_each_number_of_a_facet_is_what_its_link_shows(followed, facet):
    page = followed.get("/targets").text
    part = next(each for each in re.findall(r'<section class="facet">.*?</section>', page, re.S) if facet in each)
    rows = re.findall(r'<a href="([^"]+)".*?class="n">(\d+)<', part, re.S)
    assert rows
    for href, n in rows:
        assert len(subjects(followed.get("/targets" + html.unescape(href)).text)) == int(n)


def test_the_worst_come_first_and_others_can(followed):
    states = re.findall(r'<td><span class="state ([\w-]+)', followed.get("/targets").text)
    assert states == ["overdue"] * 5 + ["met"]
    periods = re.findall(r'data-label="时段">(\d+)', followed.get("/targets?sort=due").text)
    assert periods == sorted(periods, reverse=True)


def test_planned_and_reported_are_drawn_on_one_line(followed):
    page = followed.get("/targets?state=met").text
    assert len(re.findall(r'<circle class="plan"', page)) == 2
    assert len(re.findall(r'<circle class="done met"', page)) == 1


def test_the_words_behind_a_state_are_there(followed):
    page = text(followed.get("/targets?state=met").text)
    assert "营造林任务由24万亩调整为20万亩。" in page
    assert "计划 20万亩 2022" in page


def test_a_conflict_shows_both_sides(followed):
    page = followed.get("/targets").text
    conflict = text(re.search(r'<article class="conflict">.*?</article>', page, re.S)[0])
    assert "24.6万亩" in conflict
    assert "2022年，全市完成营造林24.6万亩。" in conflict
    assert "2022年全市完成营造林24.1万亩。" in conflict
    assert "conflict" not in followed.get("/targets?place=晋中市").text


def test_indicators_are_named_in_english_too(followed):
    assert "afforestation" in text(followed.get("/targets?lang=en&state=met").text)


def test_the_start_tells_what_is_due_in_the_year_of_the_newest_article(followed):
    page = followed.get("/").text
    due = re.search(r'href="(/targets\?due=2025)"[^>]*>(\d+)<', page)
    assert len(subjects(followed.get(due[1]).text)) == int(due[2])
    assert "晋中通报生态治理进展" in page


def test_the_start_counts_with_links(followed):
    page = followed.get("/").text
    assert re.search(r'<a href="/articles">.*?7 篇文章', page)
    assert re.search(r'<a href="/agencies">.*?3 个机构', page)


def test_an_empty_graph_says_what_to_do(client):
    from ecograph.server.app import create_app
    from ecograph.store import open_store
    from serving import Client

    with open_store(None) as store:
        empty = Client(create_app(store))
        assert "ecograph build" in empty.get("/").text
        assert empty.get("/targets").status_code == 200
