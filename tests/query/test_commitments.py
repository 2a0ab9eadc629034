"""What the questions about commitments answer, and the values that the command is given."""

from __future__ import annotations

import pytest

from ecograph.errors import QueryError
from ecograph.query import ask
from ecograph.query.commitments import commitments, conflicts, statements


def column(answer, name):
    return [row[name].value for row in answer if row[name] is not None]


ANSWERS = [
    ("commitments", {"place": "平凉市"}, "state", ["overdue", "met"]),
    ("commitments", {"place": "620800"}, "indicator", ["优良天数比例", "营造林"]),
    ("commitments", {"place": "平凉市", "state": "met"}, "planned", ["20万亩"]),
    ("commitments", {"place": "平凉市", "state": "met"}, "reported", ["24.1万亩"]),
    ("commitments", {"year": "2025", "indicator": "pm25"}, "subject", ["平遥县"]),
    ("commitments", {"place": "晋中市", "year": "2025", "indicator": "造林"}, "state", ["overdue"]),
    ("commitments", {"place": "晋中市"}, "subject", ["平遥县", "平遥县", "晋中市", "王庄桥南断面"]),
    ("commitments", {"place": "晋中市", "indicator": "PM2.5"}, "planned", ["<=38微克/立方米"]),
    ("commitments", {"year": "2024"}, "state", []),
    ("conflicts", {}, "value", ["24.6万亩", "24.1万亩"]),
    ("conflicts", {"place": "晋中市"}, "value", []),
    ("conflicts", {"indicator": "afforestation"}, "published", ["2023-01-15", "2023-02-20"]),
    ("revisions", {"direction": "down"}, "now", ["20万亩"]),
    ("revisions", {"direction": "up"}, "now", []),
    ("course", {"subject": "平凉市", "indicator": "营造林"}, "state", ["announced", "revised-down", "overdue", "met"]),
    (
        "course",
        {"subject": "平凉市", "indicator": "good-air-share"},
        "since",
        ["2022-01-10", "2022-07-05", "2023-01-01"],
    ),
    ("reports", {"subject": "平凉市", "indicator": "营造林"}, "tells", ["planned", "planned", "achieved", "achieved"]),
]


@pytest.mark.parametrize(("name", "params", "field", "values"), ANSWERS)
def test_what_a_question_answers(followed, name, params, field, values):
    assert column(ask(followed, name, params), field) == values


def test_commitments_come_the_worst_first(followed):
    states = [each.state for each in commitments(followed)]
    ranks = ["missed", "overdue", "revised-down", "revised-up", "announced", "restated", "on-track", "met"]
    assert states == sorted(states, key=ranks.index)
    assert {"overdue", "met"} <= set(states)


def test_several_states_can_be_asked_for(followed):
    assert {each.state for each in commitments(followed, place="平凉市", states=("met", "missed"))} == {"met"}


def test_a_commitment_has_the_statements_behind_it(followed):
    (found,) = commitments(followed, place="平凉市", indicator="good-air-share")
    told = statements(followed, [found.series])[found.series]
    assert [(each.tells, each.value, each.period, each.published) for each in told] == [
        ("planned", "95%", "2022", "2022-01-10"), ("progress", "96.1%", "2022-01/2022-06", "2022-07-05"),
    ]  # fmt: skip
    assert told[1].quote == "上半年，优良天数比例为96.1%。"


def test_no_series_has_no_statements(followed):
    assert statements(followed, []) == {}


@pytest.mark.parametrize(("year", "count"), [("2022", 2), ("2023", 0), ("", 2)])
def test_conflicts_can_be_asked_for_by_year(followed, year, count):
    assert len(conflicts(followed, year=year)) == count


def test_a_year_has_four_digits(followed):
    with pytest.raises(QueryError, match="year is four digits"):
        commitments(followed, year="22")
