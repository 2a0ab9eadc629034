"""The command that shows what became of what was planned: on the sequence that ships, and on wrong calls."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from invoking import Result, Run

from ecograph.cli.main import status_of
from ecograph.resources import resource


@pytest.fixture(scope="module")
def sequence(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give a store that holds the sequence of articles about Pingliang."""
    folder = str(tmp_path_factory.mktemp("targets") / "store")
    articles = resource("data", "sequences", "gansu-pingliang", "articles")
    assert status_of(["build", str(articles), "--store", folder]) == 0
    return folder


def rows(result: Result) -> list[dict[str, str]]:
    assert (result.status, result.err) == (0, "")
    return list(csv.DictReader(io.StringIO(result.out)))


OVERDUE = [
    ("清洁取暖改造", "静宁县", "2022-10"), ("农村改厕", "庄浪县", "2022"), ("受污染耕地安全利用率", "平凉市", "2022"),
    ("水土流失治理", "静宁县", "2022"), ("入河排污口整治", "平凉市", "2023"), ("水土流失治理", "平凉市", "2024"),
]  # fmt: skip


def test_what_is_overdue_is_listed(run: Run, sequence: str) -> None:
    found = rows(run("targets", "--store", sequence, "--state", "overdue", "--format", "csv"))
    assert sorted((each["indicator"], each["subject"], each["period"]) for each in found) == sorted(OVERDUE)


FILTERS = [
    (["--place", "庄浪县"], 1),
    (["--place", "620826"], 3),
    # No article says in which county the section on the Jing lies: its two are not there.
    (["--place", "平凉市"], 29),
    (["--place", "晋中市"], 0),
    (["--year", "2025"], 5),
    (["--indicator", "pm25"], 3),
    (["--indicator", "水土流失"], 4),
    (["--state", "missed", "--state", "overdue", "--year", "2023"], 5),
    ([], 31),
]


@pytest.mark.parametrize(("options", "count"), FILTERS, ids=[" ".join(each[0]) or "all" for each in FILTERS])
def test_the_options_choose(run: Run, sequence: str, options: list[str], count: int) -> None:
    assert len(rows(run("targets", "--store", sequence, *options, "--format", "csv"))) == count


def test_the_worst_comes_first(run: Run, sequence: str) -> None:
    states = [each["state"] for each in rows(run("targets", "--store", sequence, "--format", "csv"))]
    ranks = ["missed", "overdue", "revised-down", "revised-up", "announced", "restated", "on-track", "met"]
    assert states == sorted(states, key=ranks.index)
    assert set(states) == set(ranks)


DAYS = [
    ("2022-01-31", "announced"), ("2022-03", "restated"), ("2022-12-31", "on-track"), ("2023-02-04", "missed"),
    ("2023-02-28", "met"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "state"), DAYS)
def test_the_state_on_a_day_can_be_asked_for(run: Run, sequence: str, day: str, state: str) -> None:
    asked = ("--indicator", "afforestation", "--year", "2022", "--as-of", day, "--format", "csv")
    assert [each["state"] for each in rows(run("targets", "--store", sequence, *asked))] == [state]


def test_json_holds_the_words_behind_each_state(run: Run, sequence: str) -> None:
    result = run("targets", "--store", sequence, "--place", "庄浪县", "--format", "json")
    (found,) = json.loads(result.out)
    assert [(each["tells"], each["value"], each["published"]) for each in found["statements"]] == [
        ("planned", "6000户", "2022-01-19"), ("progress", "4100户", "2022-07-19"),
    ]  # fmt: skip
    for each in found["statements"]:
        assert each["quote"] in Path(each["source"]).read_text(encoding="utf-8")
    assert found["why_zh"].startswith("时段已于2022-12-31结束")


def test_a_correction_is_marked_and_a_repost_says_nothing_of_its_own(run: Run, sequence: str) -> None:
    result = run("targets", "--store", sequence, "--indicator", "afforestation", "--format", "json")
    told = [each for found in json.loads(result.out) for each in found["statements"]]
    assert [each["value"] for each in told if each["corrected_by"]] == ["21.4万亩"]
    assert "2023-02-21" in {each["published"] for each in told}
    assert "2023-02-22" not in {each["published"] for each in told}


def test_a_table_says_why_and_how_many(run: Run, sequence: str) -> None:
    result = run("targets", "--store", sequence, "--place", "庄浪县")
    assert result.status == 0
    assert "no report of all of it is known" in " ".join(result.out.split())
    assert result.out.endswith("1 commitment\n")


def test_conflicts_are_listed_with_both_quotes(run: Run, sequence: str) -> None:
    result = run("targets", "--store", sequence, "--conflicts", "--format", "json")
    found = {
        (each["indicator"], each["period"]): [side["value"] for side in each["sides"]]
        for each in json.loads(result.out)
    }
    assert found == {
        ("PM2.5浓度", "2022"): ["22微克/立方米", "21微克/立方米"],
        ("营造林", "2023"): ["26.4万亩", "26.1万亩"],
    }
    assert run("targets", "--store", sequence, "--conflicts").out.endswith("2 conflicts\n")
    assert len(rows(run("targets", "--store", sequence, "--conflicts", "--year", "2023", "--format", "csv"))) == 2


def test_nothing_that_matches_is_said(run: Run, sequence: str) -> None:
    result = run("targets", "--store", sequence, "--place", "晋中市")
    assert (result.status, result.out) == (0, "0 commitments\n")
    assert "nothing matches" in result.err


WRONG = [
    (["--state", "late"], "--state: 'late' is not known; give one of missed, overdue"),
    (["--format", "xml"], "--format: 'xml' is not known; give one of table, json, csv"),
    (["--year", "next"], "--year: 'next' is no year; give four digits"),
    (["--conflicts", "--state", "met"], "--state: a conflict has no state"),
    (["--as-of", "then"], "--as-of: 'then' is no date"),
]


@pytest.mark.parametrize(("options", "message"), WRONG, ids=[" ".join(each[0]) for each in WRONG])
def test_a_wrong_call_says_what_would_be_right(run: Run, sequence: str, options: list[str], message: str) -> None:
    result = run("targets", "--store", sequence, *options)
    assert (result.status, result.out) == (2, "")
    assert message in result.err
