"""The figures on the bundled articles are those of the independent scorer, which lies beside the checkout where it is had."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ecograph.build import extract
from ecograph.evaluate import Bench, judge, read_bench, tagged, totals
from ecograph.export.facts import facts_line
from ecograph.model import Facts
from ecograph.resources import resource

SCORER = Path(__file__).resolve().parents[3] / "shared" / "eval" / "score.py"
pytestmark = pytest.mark.skipif(not SCORER.exists(), reason="the independent scorer is not beside this checkout")


@cache
def read() -> tuple[tuple[Bench, Facts], ...]:
    """Return the bundled articles with their facts."""
    return tuple((each, extract(each.source)) for each in read_bench() if each.source)


def scored(folder: Path, facts: list[Facts]) -> dict[str, Any]:
    """Return what the independent scorer says of these facts."""
    path = folder / "facts.jsonl"
    path.write_text("".join(facts_line(each) + "\n" for each in facts), encoding="utf-8")
    words = [sys.executable, SCORER, path, resource("data", "gold"), "--texts", resource("data", "articles"), "--json"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, encoding="utf-8")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


WAYS: dict[str, Callable[[Facts], Facts]] = {
    "as extracted": lambda facts: facts,
    "the baseline": lambda facts: tagged(facts.document),
    "every second fact": lambda facts: Facts(facts.document, facts.entities[::2], facts.claims[::2]),
    "no relation": lambda facts: Facts(facts.document, facts.entities, ()),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_figures_are_the_same(tmp_path: Path, way: str) -> None:
    facts = [WAYS[way](each) for _, each in read()]
    ours = totals(judge(bench.gold, each) for (bench, _), each in zip(read(), facts, strict=True)).form()
    theirs = scored(tmp_path, facts)
    # The independent scorer leaves out a field that it never came to check.
    ours["attributes"] = {name: value for name, value in ours["attributes"].items() if name in theirs["attributes"]}
    assert ours == theirs


def test_an_article_without_facts_is_missed_whole(tmp_path: Path) -> None:
    kept = [facts for _, facts in read()][1:]
    judged = [judge(bench.gold, None if facts not in kept else facts) for bench, facts in read()]
    assert totals(judged).form() == scored(tmp_path, kept)
