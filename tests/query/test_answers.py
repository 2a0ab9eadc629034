"""The answers to the named questions' examples, kept as files that are reviewed as a diff against the articles.

They change only on purpose: ECOGRAPH_UPDATE_EXPECTED=1 pytest tests/query/test_answers.py
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from articles import sequence, shipped
from builders import both, spring, store_of
from ecograph.build import build
from ecograph.model import Facts
from ecograph.query import ask, find, questions
from ecograph.readers import Source
from ecograph.store import Store, open_store

EXPECTED = Path(__file__).parent / "expected"
UPDATE = os.environ.get("ECOGRAPH_UPDATE_EXPECTED", "") not in ("", "0")
# What no shipped article alone says is asked of the articles of one prefecture over the years, or of hand-made ones.
ELSEWHERE = {
    "renamed": "sequence", "successions": "sequence", "conflicts": "sequence", "revisions": "sequence", "denied": "made",
}  # fmt: skip
# The IRI of a claim is a digest of what the other columns say.
DIGESTS = ("claim",)


def read(sources: list[Source]) -> Store:
    store = open_store(None)
    build(sources, store)
    return store


CORPORA: dict[str, Callable[[], Store]] = {
    "articles": lambda: read(shipped(1000)),
    "sequence": lambda: read(sequence()),
    "made": lambda: store_of(*both()),
}


@pytest.fixture(scope="module")
def corpus() -> Iterator[Callable[[str], Store]]:
    """Give a function that returns the graph of a corpus, built once."""
    built: dict[str, Store] = {}

    def of(name: str) -> Store:
        if name not in built:
            built[name] = CORPORA[name]()
        return built[name]

    yield of
    for store in built.values():
        store.close()


def answered(store: Store, name: str, params: dict[str, str]) -> str:
    """Return the rows as CSV, without what only repeats other columns as a digest."""
    answer = ask(store, name, params)
    fields = [each.value for each in answer.variables if each.value not in DIGESTS]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(fields)
    writer.writerows(["" if row[field] is None else row[field].value for field in fields] for row in answer)
    return out.getvalue()


@pytest.mark.parametrize("name", questions())
def test_the_answer_to_an_example_changes_only_on_purpose(corpus: Callable[[str], Store], name: str) -> None:
    found = answered(corpus(ELSEWHERE.get(name, "articles")), name, find(name).example)
    path = EXPECTED / f"{name}.csv"
    if UPDATE:
        path.write_text(found, encoding="utf-8", newline="")
    assert found == path.read_bytes().decode(), "review the change, then run again with ECOGRAPH_UPDATE_EXPECTED=1"


@pytest.mark.parametrize("name", questions())
def test_the_example_of_a_question_has_an_answer(name: str) -> None:
    assert len(rows(name)) > 0


@pytest.mark.parametrize("name", questions())
def test_no_row_comes_twice(name: str) -> None:
    found = rows(name)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("name", questions())
def test_an_answer_gives_iris(name: str) -> None:
    # Rules are no things of the graph, so they have none.
    assert name == "rules" or any("https://w3id.org/ecograph/id/" in value for value in rows(name)[0])


def test_every_expected_answer_has_its_question() -> None:
    assert sorted(path.stem for path in EXPECTED.iterdir()) == sorted(questions())


def rows(name: str) -> list[tuple[str, ...]]:
    """Return the expected rows of a question; some differ only in their digests."""
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def bare() -> tuple[Facts, ...]:
    """Return the hand-made documents without titles, dates and speakers, as a scan gives them."""
    return tuple(
        facts._replace(
            document=replace(facts.document, title="", published="", publisher="", home=""),
            claims=tuple(claim._replace(speaker="", role="") for claim in facts.claims),
        )
        for facts in both()
    )


BARE = [
    ("promises", {"place": "平遥"}, 2),
    ("achievements", {"place": "晋中市"}, 2),
    ("due", {}, 4),
    ("due", {"year": "2025"}, 4),
    ("over-the-years", {"metric": "PM2.5"}, 1),
    ("workload", {}, 1),
    ("unassigned", {}, 2),
    ("issued", {}, 1),
    ("governed", {}, 2),
    ("holders", {"agency": "平遥分局"}, 1),
    ("successions", {}, 0),
    ("articles-about", {"place": "和顺"}, 2),
    ("named-in", {"document": "spring"}, 13),
    ("told-by-several", {}, 1),
    ("denied", {}, 1),
    ("sections", {}, 1),
    ("speakers", {}, 0),
]


@pytest.mark.parametrize(("name", "params", "count"), BARE)
def test_a_question_does_without_titles_dates_and_speakers(name: str, params: dict[str, str], count: int) -> None:
    with store_of(*bare()) as store:
        assert len(list(ask(store, name, params))) == count


@pytest.mark.parametrize("name", questions())
def test_a_question_of_an_empty_graph_has_no_rows(name: str) -> None:
    with store_of() as store:
        assert list(ask(store, name, find(name).example)) == []


def test_a_project_of_two_documents_counts_once() -> None:
    with store_of(*both()) as store:
        row = next(iter(ask(store, "workload")))
    assert [row[each].value for each in ("projects", "leads", "implements", "others")] == ["1", "1", "0", "1"]


def test_what_only_a_denial_says_makes_nobody_responsible() -> None:
    with store_of(spring()) as store:
        before = list(ask(store, "unassigned"))
    with store_of(*both()) as store:
        after = list(ask(store, "shared-projects"))
    assert [row["project"].value for row in before] == ["太行山国土绿化示范项目"]
    assert after == []


def test_the_posts_of_a_body_go_on_under_its_new_name(corpus: Callable[[str], Store]) -> None:
    found = ask(corpus("sequence"), "holders", {"agency": "平凉市生态环境局", "post": "局长"})
    told = [(row["agency"].value, row["official"].value) for row in found if row["post"].value == "局长"]
    assert told[0] == ("平凉市环境保护局", "路正川")
    assert set(told[1:]) == {("平凉市生态环境局", "路正川")}


def test_who_keeps_a_post_through_a_reform_is_not_succeeded(corpus: Callable[[str], Store]) -> None:
    found = ask(corpus("sequence"), "successions")
    assert [(row["before"].value, row["after"].value) for row in found] == [("景怀谷", "辛若兰")]
