from __future__ import annotations

import pytest

from builders import spring, store_of
from ecograph.errors import QueryError
from ecograph.query import ask, bound, find, questions


def column(answer, name):
    return [row[name].value for row in answer if row[name] is not None]


@pytest.mark.parametrize("question", questions().values(), ids=questions())
def test_a_question_has_words_in_both_languages(question):
    assert set(question.title) == set(question.sentences) == {"zh", "en"}


@pytest.mark.parametrize("question", questions().values(), ids=questions())
def test_a_question_gives_its_rows_in_a_fixed_order(question):
    assert "ORDER BY" in question.sparql


@pytest.mark.parametrize("question", questions().values(), ids=questions())
def test_a_parameter_that_must_be_given_has_an_example(question):
    assert all(each.example for each in question.parameters if each.default is None)


def test_there_are_enough_questions():
    assert len(questions()) >= 34


ANSWERS = [
    ("leaders", {"agency": "平遥"}, "official", ["武青壮"]),
    ("leaders", {}, "post", ["党组书记", "局长", "党组书记", "局长"]),
    ("posts", {"name": "路华"}, "post", ["党组书记", "局长"]),
    ("responsible", {"project": "一泓清水", "role": "supervises"}, "agency", ["晋中市生态环境局"]),
    ("responsible", {"agency": "规划和自然资源局"}, "agency", []),
    ("targets-by-year", {"year": "2024"}, "metric", []),
    ("targets-in", {"place": "灵石县"}, "metric", ["水质"]),
    ("targets-in", {"place": "140729"}, "place", ["王庄桥南断面"]),
    ("targets-in", {"place": "和顺"}, "subject", ["太行山国土绿化示范项目"]),
    ("targets-by-status", {"status": "planned"}, "unit", ["微克/立方米", "家", "万亩", "类"]),
    ("targets-of", {"name": "平遥县"}, "value", ["38", "40"]),
    ("metric", {"metric": "pm2.5"}, "comparator", ["<="]),
    ("largest", {"unit": "万亩", "limit": "1"}, "value", ["32.4"]),
    ("said", {"speaker": "路华"}, "modality", ["doing", "stated", "denied"]),
    ("projects-in", {"place": "山西省"}, "project", ["和顺生物多样性保护项目", "太行山国土绿化示范项目"]),
    ("policies", {"name": "十四五"}, "project", ["和顺生物多样性保护项目"]),
    ("bodies", {"agency": "晋中市生态环境局"}, "body", ["晋中市生态环境局平遥分局"]),
    ("evidence", {"subject": "规划和自然资源局", "object": "一泓清水"}, "modality", ["denied"]),
    ("document", {"document": "晋中通报"}, "speaker", ["路华", "路华", "路华", "马成毅", "马成毅"]),
    ("documents", {"year": "2025"}, "claims", ["15", "8"]),
    ("active-places", {"limit": "1"}, "place", ["和顺县"]),
    ("search", {"name": "市生态环境局", "class": "Agency"}, "name", ["晋中市生态环境局", "晋中市生态环境局平遥分局"]),
]


@pytest.mark.parametrize(("name", "params", "field", "values"), ANSWERS)
def test_what_a_question_answers(store, name, params, field, values):
    assert column(ask(store, name, params), field) == values


def test_a_place_lies_below_another_by_its_code_alone():
    facts = spring()
    silent = facts._replace(claims=tuple(claim for claim in facts.claims if claim.predicate != "within"))
    found = column(ask(store_of(silent), "targets-in", {"place": "晋中市"}), "subject")
    assert found == ["平遥县", "平遥县", "晋中市"]


HOSTILE = [
    '") } #',
    "\\",
    '\\") }',
    "'''",
    '"""',
    "\n",
    "$place",
    "?x",
    "} DROP ALL {",
    "SERVICE <http://x> {",
    "\\u0022)",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_stays_a_value(store, value):
    assert list(ask(store, "search", {"name": value})) == []


WRONG = [
    ("posts", {}, "posts: missing name; its parameters are name=马成毅"),
    ("posts", {"name": ""}, "missing name"),
    ("posts", {"nmae": "马成毅"}, "no parameter nmae; its parameters are name=马成毅"),
    ("targets-by-year", {"year": "next"}, "year is four digits, not 'next'"),
    ("largest", {"unit": "万亩", "limit": "1; DROP ALL"}, "limit is a whole number"),
    ("targets-by-status", {"status": "done"}, "status is planned or achieved, not 'done'"),
    ("nothing", {}, "there is no question 'nothing'; ask one of achievements, active-agencies, "),
]


@pytest.mark.parametrize(("name", "params", "message"), WRONG)
def test_a_wrong_call_says_what_would_be_right(store, name, params, message):
    with pytest.raises(QueryError) as raised:
        ask(store, name, params)
    assert message in str(raised.value)


def test_the_bound_query_can_be_shown():
    text = bound(find("posts"), {"name": '马"成毅'})
    assert 'CONTAINS(?key, "马\\"成毅")' in text
    assert "$name" not in text
