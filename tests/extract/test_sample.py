"""The shared sample article, scored against its gold file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ecograph.build import extract
from ecograph.export.facts import facts_line
from ecograph.readers import Source

REPO = Path(__file__).resolve().parents[2]
SHARED = REPO.parent / "shared"
ARTICLE = SHARED / "articles" / "jinzhong-green.txt"
SCORE = SHARED / "eval" / "score.py"

pytestmark = pytest.mark.skipif(
    not (ARTICLE.exists() and SCORE.exists()),
    reason="the sample article and its scorer are not beside this checkout (../shared)",
)


@pytest.fixture(scope="module")
def score(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what the scorer says of the sample article."""
    lines = tmp_path_factory.mktemp("sample") / "facts.jsonl"
    lines.write_text(facts_line(extract(Source(str(ARTICLE)))) + "\n", encoding="utf-8")
    command = [sys.executable, SCORE, lines, SHARED / "gold", "--texts", ARTICLE.parent, "--json"]
    told = subprocess.run(list(map(str, command)), capture_output=True, check=True, encoding="utf-8")
    result: dict[str, Any] = json.loads(told.stdout)
    return result


@pytest.mark.parametrize(("what", "least"), [("entities", 0.92), ("relations", 0.85)])
def test_the_sample_is_read_well(score: dict[str, Any], what: str, least: float) -> None:
    assert score[what]["f1"] >= least


def test_every_quote_of_the_sample_stands_in_its_text(score: dict[str, Any]) -> None:
    assert score["evidence"]["spans"] > 0
    assert score["evidence"]["wrong"] == 0
