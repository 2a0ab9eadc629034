"""The gold of the sequences is well-formed, and its states follow from its claims by the rules of data/sequences/README.md."""

from __future__ import annotations

import calendar
import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ecograph.resources import resource

Entry = dict[str, Any]

FOLDERS = sorted(path.parent for path in resource("data", "sequences").glob("*/gold.json"))
LESS_IS_BETTER = {"pm25", "water-class"}
CLASSES = {name: rank for rank, name in enumerate("ⅠⅡⅢⅣⅤ", start=1)}
# 1 亩 is a 1,500th of a square kilometre.
FACTORS = {("万亩", "平方公里"): 10_000 / 1_500}

folders = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@cache
def gold(folder: Path) -> Entry:
    return json.loads((folder / "gold.json").read_text(encoding="utf-8"))


@cache
def texts(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in (folder / "articles").glob("*.txt")}


def unbroken(text: str) -> str:
    return unicodedata.normalize("NFKC", re.sub(r"\s", "", text))


@folders
def test_the_gold_lists_every_article_with_its_title(folder: Path) -> None:
    listed = {each["id"]: each["title"] for each in gold(folder)["articles"]}
    assert set(listed) == set(texts(folder))
    assert [key for key, title in listed.items() if title not in texts(folder)[key]] == []


@folders
def test_every_article_prints_its_date_and_has_the_length_of_one(folder: Path) -> None:
    for each in gold(folder)["articles"]:
        text = unbroken(texts(folder)[each["id"]])
        year, month, day = each["published"].split("-")
        assert each["published"] in text or f"{year}年{int(month)}月{int(day)}日" in text, each["id"]
        assert 300 <= len(texts(folder)[each["id"]]) <= 1200, each["id"]


def quotes(entry: Any) -> Iterator[tuple[list[str], str]]:
    """Yield the articles and the quote of every part of a gold that has both."""
    if isinstance(entry, list):
        for each in entry:
            yield from quotes(each)
    elif isinstance(entry, dict):
        if "quote" in entry:
            yield entry.get("articles") or [entry["article"]], entry["quote"]
        yield from quotes(list(entry.values()))


@folders
def test_every_quote_is_in_each_of_its_articles(folder: Path) -> None:
    found = list(quotes(gold(folder)))
    assert len(found) > 100
    assert [(key, quote) for keys, quote in found for key in keys if quote not in texts(folder)[key]] == []


@folders
def test_what_an_article_is_said_to_name_it_names(folder: Path) -> None:
    given = gold(folder)
    for each in [*given["agencies"], *given["projects"]]:
        names = [each["name"], *each["aliases"]]
        for key in set(each["articles"]) - set(each.get("implied", ())):
            assert any(name in unbroken(texts(folder)[key]) for name in map(unbroken, names)), (each["name"], key)
    for each in given["officials"]:
        for key in {key for post in each["career"] for key in post["articles"]}:
            assert each["name"] in unbroken(texts(folder)[key]), (each["name"], key)


@folders
def test_names_and_keys_are_unique_and_the_references_hold(folder: Path) -> None:
    given = gold(folder)
    agencies = [each["name"] for each in given["agencies"]]
    officials = [each.get("key", each["name"]) for each in given["officials"]]
    projects = [each["name"] for each in given["projects"]]
    for names in (agencies, officials, projects):
        assert len(names) == len(set(names))
    assert {post["agency"] for each in given["officials"] for post in each["career"]} <= set(agencies)
    assert {each["part_of"] for each in given["projects"] if "part_of" in each} <= set(projects)
    assert {each[end] for each in given["renames"] for end in ("from", "to")} <= set(agencies)
    assert {each[end] for each in given["doubtful"] for end in "ab"} <= set(officials)
    subjects = {*projects, *(place["name"] for place in given["places"])}
    assert {each["subject"] for each in series(given)} <= subjects


def series(given: Entry) -> list[Entry]:
    return [*given["series"], *given["observed"], *given["conflicts"]]


@folders
def test_every_series_counts_an_indicator_of_the_vocabulary_and_stands_once(folder: Path) -> None:
    given = gold(folder)
    vocabulary = resource("ontology", "vocab", "indicators.ttl").read_text(encoding="utf-8")
    known = set(re.findall(r"^indicator:([\w-]+) a ", vocabulary, re.MULTILINE))
    assert {each["indicator"] for each in series(given)} <= known
    keys = [(each["indicator"], each["subject"], each["period"]) for each in [*given["series"], *given["observed"]]]
    assert len(keys) == len(set(keys))


def value(claim: Entry, unit: str) -> float:
    """Return a claim's number in the unit of its series; a class of water is its rank."""
    found = CLASSES.get(claim["value"], claim["value"])
    return round(found * FACTORS[claim["unit"], unit], 6) if "unit" in claim else float(found)


def last_day(period: str) -> str:
    year, _, month = period.rpartition("/")[2].partition("-")
    return f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1]}" if month else f"{year}-12-31"


def known(given: Entry, entry: Entry, day: str) -> list[Entry]:
    """Return the claims known on a day, without those of articles replaced by then; those of one article as printed."""
    seen = [each for each in given["articles"] if each["published"] <= day]
    left_out = {each["replaces"] for each in seen if "replaces" in each}
    counted = {each["id"] for each in seen} - left_out
    return [claim for claim in entry["claims"] if claim["article"] in counted]


def revisions(plans: list[Entry], unit: str) -> list[Entry]:
    return [
        {
            "from": a["value"],
            "to": b["value"],
            "direction": "up" if value(b, unit) > value(a, unit) else "down",
            "article": b["article"],
        }
        for a, b in pairwise(plans)
        if value(a, unit) != value(b, unit)
    ]


def state(given: Entry, entry: Entry, day: str) -> str:
    """Return the state of a series on a day: the first line of the table that holds."""
    claims = known(given, entry, day)
    plans = [claim for claim in claims if claim["status"] == "planned"]
    ends = [claim for claim in claims if claim["status"] in ("achieved", "denied")]
    if ends:
        return "met" if ends[-1]["status"] == "achieved" and meets(entry, plans[-1], ends[-1]) else "missed"
    if last_day(entry["period"]) < day:
        return "overdue"
    changes = revisions(plans, entry["unit"])
    since = changes[-1]["article"] if changes else ""
    if any(claim["status"] == "progress" and claim["article"] >= since for claim in claims):
        return "on-track"
    if changes:
        return f"revised-{changes[-1]['direction']}"
    repeats = {each["id"] for each in given["articles"] if "repeats" in each}
    return "restated" if len({claim["article"] for claim in plans} - repeats) > 1 else "announced"


def meets(entry: Entry, plan: Entry, end: Entry) -> bool:
    bound, reached = value(plan, entry["unit"]), value(end, entry["unit"])
    down = plan["comparator"] == "<=" or (plan["comparator"] == "=" and entry["indicator"] in LESS_IS_BETTER)
    return reached <= bound if down else reached >= bound


@folders
def test_the_states_follow_from_the_claims(folder: Path) -> None:
    given = gold(folder)
    for each in given["series"]:
        expected = {**each.get("states", {}), given["as_of"]: each["state"]}
        found = {day: state(given, each, day) for day in expected}
        assert found == expected, (each["indicator"], each["subject"], each["period"])


@folders
def test_the_revisions_follow_from_the_claims(folder: Path) -> None:
    given = gold(folder)
    for each in given["series"]:
        plans = [claim for claim in known(given, each, given["as_of"]) if claim["status"] == "planned"]
        assert revisions(plans, each["unit"]) == each.get("revisions", []), each["indicator"]


@folders
def test_the_conflicts_are_those_of_different_achieved_values(folder: Path) -> None:
    given = gold(folder)
    found = {}
    for each in [*given["series"], *given["observed"]]:
        ends = [claim for claim in known(given, each, given["as_of"]) if claim["status"] == "achieved"]
        values = {value(claim, each["unit"]) for claim in ends}
        if len(values) > 1:
            found[each["indicator"], each["subject"], each["period"]] = values
    listed = {
        (each["indicator"], each["subject"], each["period"]): {claim["value"] for claim in each["claims"]}
        for each in given["conflicts"]
    }
    assert found == listed


@folders
def test_every_state_occurs(folder: Path) -> None:
    states = {each["state"] for each in gold(folder)["series"]}
    assert states == {
        *("announced", "restated", "revised-up", "revised-down"),
        *("on-track", "met", "missed", "overdue"),
    }


@folders
def test_the_claims_stand_in_the_order_of_the_articles(folder: Path) -> None:
    for each in [*gold(folder)["series"], *gold(folder)["observed"]]:
        articles = [claim["article"] for claim in each["claims"]]
        assert articles == sorted(articles), each["indicator"]
