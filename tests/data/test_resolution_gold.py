"""The gold of entity resolution is well-formed: its quotes round-trip, and it has enough mentions, each of a listed thing."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import Any

from ecograph.resources import resource

Entry = dict[str, Any]


@cache
def gold() -> dict[str, list[Entry]]:
    return json.loads(resource("data", "sequences", "resolution.json").read_text(encoding="utf-8"))


@cache
def texts() -> dict[str, str]:
    return {
        each["id"]: (resource("data") / each["path"]).read_bytes().decode("utf-8", "strict")
        for each in gold()["articles"]
    }


def test_every_mention_is_the_text_at_its_offsets() -> None:
    wrong = [m for m in gold()["mentions"] if texts()[m["document"]][m["start"] : m["end"]] != m["text"]]
    assert wrong == []


def test_the_mentions_are_in_order_and_none_overlaps_another() -> None:
    order = {each["id"]: rank for rank, each in enumerate(gold()["articles"])}
    places = [(order[m["document"]], m["start"], m["end"]) for m in gold()["mentions"]]
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in pairwise(places))


def test_every_mention_is_of_a_listed_thing_of_its_class_and_every_thing_has_one() -> None:
    classes = {each["id"]: each["class"] for each in gold()["entities"]}
    assert len(classes) == len(gold()["entities"])
    assert [m for m in gold()["mentions"] if classes[m["entity"]] != m["class"]] == []
    assert {m["entity"] for m in gold()["mentions"]} == set(classes)


def test_there_are_enough_mentions_articles_and_classes() -> None:
    assert len(gold()["mentions"]) >= 320
    assert len({m["document"] for m in gold()["mentions"]}) >= 22
    assert set(Counter(m["class"] for m in gold()["mentions"])) == {"Agency", "Official", "Project", "Policy", "Place"}


def test_the_hard_cases_are_there() -> None:
    """One form that means several things, and one thing in several forms, each more than once."""
    forms = {(re.sub(r"\s", "", m["text"]), m["entity"]) for m in gold()["mentions"]}
    assert sum(count > 1 for count in Counter(form for form, _ in forms).values()) >= 10
    assert sum(count > 1 for count in Counter(entity for _, entity in forms).values()) >= 20


def test_every_article_of_a_sequence_is_among_them() -> None:
    paths = {each["path"] for each in gold()["articles"]}
    folder = resource("data")
    listed = {path.relative_to(folder).as_posix() for path in folder.glob("sequences/*/articles/*.txt")}
    assert listed <= paths
