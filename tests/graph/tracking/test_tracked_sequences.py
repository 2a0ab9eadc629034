"""Track the sequences of data/sequences and hold what comes out against their gold: series, states, revisions, conflicts."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ecograph.extract import extract
from ecograph.graph.tracking import Series, Statement, Tracking, track
from ecograph.graph.tracking.units import folded, grades, unit
from ecograph.model import Facts
from ecograph.readers import Source, read_text
from ecograph.resolve import resolve
from ecograph.resources import resource
from ecograph.store import BASE

Entry = dict[str, Any]
Key = tuple[str, str, str]

FOLDERS = sorted(path.parent for path in resource("data", "sequences").glob("*/gold.json"))
folders = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)

# Reported of what the gold leaves aside: of bodies, of works, and by indicators that came into the vocabulary later.
ASIDE = {
    "gansu-pingliang": {
        ("banks-greened", "华亭市水务局"), ("river-illegal-buildings", "华亭市水务局"), ("trees-planted", "平凉市国土资源局"),
        ("mines-restored-count", "平凉市国土资源局"), ("terraces", "庄浪县坡耕地水土流失综合治理工程"),
        ("desilted-length", "泾河流域（平凉段）水生态保护修复工程一期"),
    },
}  # fmt: skip


@cache
def gold(folder: Path) -> Entry:
    return json.loads((folder / "gold.json").read_text(encoding="utf-8"))


@cache
def documents(folder: Path) -> tuple[Facts, ...]:
    paths = sorted((folder / "articles").glob("*.txt"))
    return resolve((extract(read_text(Source(str(path)))) for path in paths), base=BASE).facts


@cache
def tracked_on(folder: Path, day: str) -> Tracking:
    return track(documents(folder), today=day)


def article_of(folder: Path, document: str) -> str:
    return next(Path(each.document.source).stem for each in documents(folder) if each.document.id == document)


@cache
def subjects(folder: Path) -> dict[str, str]:
    """Return what the gold calls each thing, by its IRI."""
    given = gold(folder)
    listed = [*given["places"], *given["projects"], *given["agencies"]]
    called = {folded(name): each["name"] for each in listed for name in (*each["aliases"], each["name"])}
    names = {e.id: (e.name, *e.aliases) for facts in documents(folder) for e in facts.entities}
    return {
        iri: next((called[folded(name)] for name in all_ if folded(name) in called), all_[0])
        for iri, all_ in names.items()
    }


def key(folder: Path, series: Series) -> Key:
    return series.measure.indicator, subjects(folder)[series.measure.subject], series.period.text


def expected(entry: Entry) -> Key:
    return entry["indicator"], entry["subject"], entry["period"]


def value(told: object, printed: str) -> Decimal:
    """Return a value of the gold in its base unit, a class of water as its rank."""
    rank = grades().get(str(told))
    return Decimal(rank) if rank else Decimal(str(told)) * unit(printed).factor


def short(number: Decimal) -> str:
    return f"{float(number):.9g}"


def claims(entry: Entry) -> set[tuple[object, ...]]:
    return {
        (
            each["article"],
            each["status"],
            "" if each["value"] is None else short(value(each["value"], each.get("unit", entry["unit"]))),
            each.get("time", entry["period"]),
        )
        for each in entry["claims"]
    }


def stated(folder: Path, statements: tuple[Statement, ...]) -> set[tuple[object, ...]]:
    return {
        (
            article_of(folder, each.document),
            each.role,
            short(each.amount.value) if each.amount else "",
            each.time.text,
        )
        for each in statements
    }


@folders
def test_the_commitments_are_those_of_the_gold_in_their_states(folder):
    given = gold(folder)
    found = {key(folder, each): each.state for each in tracked_on(folder, given["as_of"]).commitments}
    assert found == {expected(each): each["state"] for each in given["series"]}


@folders
def test_the_states_on_earlier_days_are_those_of_the_gold(folder):
    for entry in gold(folder)["series"]:
        found = {}
        for day in entry.get("states", {}):
            series = {key(folder, each): each for each in tracked_on(folder, day).commitments}
            found[day] = series[expected(entry)].state
        assert found == entry.get("states", {}), expected(entry)


@folders
def test_the_states_that_a_commitment_went_through_are_those_of_the_earlier_days(folder):
    """What is known today of the past is what was known then."""
    given = gold(folder)
    courses = {key(folder, each): each.standings for each in tracked_on(folder, given["as_of"]).commitments}
    for entry in given["series"]:
        for day, state in entry.get("states", {}).items():
            assert [each.state for each in courses[expected(entry)] if each.since <= day][-1] == state, (
                expected(entry),
                day,
            )


@folders
def test_the_claims_of_a_series_are_those_of_the_gold(folder):
    """Of 由28%调整为26% the gold lists 26 alone; who reads the old plan once more comes to the same states."""
    given = gold(folder)
    found = {key(folder, each): stated(folder, each.statements) for each in tracked_on(folder, given["as_of"]).series}
    changed = {
        (each["article"], short(value(each["from"], entry["unit"])))
        for entry in given["series"]
        for each in entry.get("revisions", ())
    }
    for entry in [*given["series"], *given["observed"]]:
        more = {each for each in found[expected(entry)] - claims(entry) if (each[0], each[2]) not in changed}
        assert (claims(entry) - found[expected(entry)], more) == (set(), set()), expected(entry)


@folders
def test_the_revisions_are_those_of_the_gold(folder):
    given = gold(folder)
    found = {
        key(folder, series): [
            (
                short(each.earlier.amount.value),
                short(each.later.amount.value),
                each.direction,
                article_of(folder, each.later.document),
            )
            for each in series.revisions
        ]
        for series in tracked_on(folder, given["as_of"]).commitments
        if series.revisions
    }
    assert found == {
        expected(entry): [
            (
                short(value(each["from"], entry["unit"])),
                short(value(each["to"], entry["unit"])),
                each["direction"],
                each["article"],
            )
            for each in entry["revisions"]
        ]
        for entry in given["series"]
        if "revisions" in entry
    }


@folders
def test_the_conflicts_are_those_of_the_gold(folder):
    given = gold(folder)
    found = {
        key(folder, each.series): [
            (short(side.amount.value), sorted(article_of(folder, one.document) for one in side.statements))
            for side in each.sides
        ]
        for each in tracked_on(folder, given["as_of"]).conflicts
    }
    assert found == {
        expected(entry): [
            (short(value(each["value"], entry["unit"])), sorted(each["articles"])) for each in entry["claims"]
        ]
        for entry in given["conflicts"]
    }


@folders
def test_what_was_only_reported_is_what_the_gold_lists_and_what_it_leaves_aside(folder):
    given = gold(folder)
    found = {
        key(folder, each)
        for each in tracked_on(folder, given["as_of"]).series
        if not each.state and each.measure.indicator
    }
    listed = {expected(each) for each in given["observed"]}
    assert listed <= found
    assert {each[:2] for each in found - listed} == ASIDE[folder.name]


@folders
def test_an_article_that_was_corrected_counts_no_more(folder):
    given = gold(folder)
    replaced = {each["replaces"]: each["id"] for each in given["articles"] if "replaces" in each}
    found = {
        (article_of(folder, each.document), article_of(folder, each.by))
        for series in tracked_on(folder, given["as_of"]).series
        for each in series.statements
        if each.by
    }
    assert found == set(replaced.items())


@folders
def test_a_repeated_article_is_known_as_such(folder):
    given = gold(folder)
    found = {
        (article_of(folder, each.document), article_of(folder, each.repeats))
        for series in tracked_on(folder, given["as_of"]).series
        for each in series.statements
        if each.repeats
    }
    assert found == {(each["id"], each["repeats"]) for each in given["articles"] if "repeats" in each}


@folders
def test_the_order_of_the_articles_does_not_matter(folder):
    listed, day = list(documents(folder)), gold(folder)["as_of"]
    for seed in range(3):
        random.Random(seed).shuffle(listed)
        assert track(listed, today=day) == tracked_on(folder, day)
