"""The sequence of articles about one prefecture gives the things, renames and doubtful pairs that its gold lists."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ecograph.extract import extract
from ecograph.readers import Source, read_text
from ecograph.resolve import Resolution, resolve
from ecograph.resources import resource


@cache
def sequence() -> tuple[dict[str, Any], Resolution]:
    folder = Path(resource("data", "sequences", "gansu-pingliang"))
    paths = sorted((folder / "articles").glob("*.txt"))
    documents = [extract(read_text(Source(path.name, path=str(path)))) for path in paths]
    return json.loads((folder / "gold.json").read_text(encoding="utf-8")), resolve(documents, base="")


def names(found: Resolution) -> dict[str, str]:
    return {entity.id: entity.name for facts in found.facts for entity in facts.entities}


def test_officials_have_no_more_iris_than_the_gold_has_persons() -> None:
    gold, found = sequence()
    wanted = Counter((each["name"], each["prefecture"]) for each in gold["officials"])
    iris = {iri for iri in names(found) if iri.startswith("official/")}
    assert Counter((names(found)[iri], iri.split("/")[1]) for iri in iris) - wanted == Counter()
    assert len(iris) >= 0.9 * wanted.total()


def test_projects_have_no_more_iris_than_the_gold_has_projects() -> None:
    gold, found = sequence()
    called = {name: each["name"] for each in gold["projects"] for name in (each["name"], *each["aliases"])}
    meant = Counter(called.get(name) for iri, name in names(found).items() if iri.startswith("project/"))
    assert set(meant.values()) == {1}
    assert None not in meant


def test_renames_are_those_of_the_gold() -> None:
    gold, found = sequence()
    told = {(names(found)[each.old], names(found)[each.new]): each.date for each in found.renames}
    wanted = {(each["from"], each["to"]): each["date"] for each in gold["renames"]}
    assert told.keys() == wanted.keys()
    # What the gold leaves open, the table of reforms tells.
    assert all(told[pair] == date for pair, date in wanted.items() if date)


def test_doubtful_pairs_are_those_of_the_gold() -> None:
    gold, found = sequence()
    listed = Counter((doubt.type, doubt.a_name) for doubt in found.doubts)
    assert listed == Counter((each["class"], each["a"].partition("（")[0]) for each in gold["doubtful"])


@pytest.mark.parametrize("left_out", range(0, 19, 6))
def test_any_part_of_the_sequence_resolves_alone(left_out: int) -> None:
    folder = Path(resource("data", "sequences", "gansu-pingliang", "articles"))
    paths = [path for number, path in enumerate(sorted(folder.glob("*.txt"))) if number != left_out]
    documents = [extract(read_text(Source(path.name, path=str(path)))) for path in paths]
    assert resolve(documents, base="") == resolve(documents[::-1], base="")


@pytest.mark.parametrize(
    ("kind", "type_"), [("agencies", "Agency"), ("officials", "Official"), ("projects", "Project")]
)
def test_nothing_of_the_gold_is_missed_and_nothing_else_is_found(kind: str, type_: str) -> None:
    gold, found = sequence()
    entities = [entity for facts in found.facts for entity in facts.entities if entity.type == type_]
    called: dict[str, set[str]] = {}
    for entity in entities:
        called.setdefault(entity.id, set()).update((entity.name, *entity.aliases))
    unexplained = dict(called)
    missed = []
    for each in sorted(gold[kind], key=lambda told: not told.get("required", True)):
        fitting = [iri for iri, known in unexplained.items() if each["name"] in known]
        fitting = fitting or [iri for iri, known in unexplained.items() if known & set(each.get("aliases", ()))]
        if fitting:
            del unexplained[fitting[0]]
        elif each.get("required", True):
            missed.append(each["name"])
    assert (missed, sorted(unexplained)) == ([], [])
