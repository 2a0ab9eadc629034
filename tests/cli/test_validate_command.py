"""Validate lists what was kept out, and why; a build says how many."""

from __future__ import annotations

from pathlib import Path

import pytest
from invoking import Run

from ecograph.build import Settings, batches
from ecograph.model import Facts
from ecograph.readers import Source
from ecograph.upkeep import open_graph, refresh


def surer_than_sure(facts: Facts) -> Facts:
    """Return facts of which one claim is not as the shapes want it."""
    first, *others = facts.claims
    return facts._replace(claims=(first._replace(confidence=3.0), *others))


@pytest.fixture
def flawed(filled: str) -> str:
    """Give a store that derives from a flawed record."""
    with open_graph(filled) as store:
        (record,) = store.records.all()
        store.records.put([record._replace(facts=surer_than_sure(record.facts), version="another")])
        refresh(store)
    return filled


def test_a_graph_without_faults_conforms(run: Run, filled: str) -> None:
    result = run("validate", "--store", filled)
    assert result.status == 0
    assert result.out.startswith("the graph conforms to its shapes (")
    assert "quarantine" not in result.out


def test_what_is_in_quarantine_is_listed_with_its_words_and_the_reason(run: Run, flawed: str) -> None:
    result = run("validate", "--store", flawed)
    assert result.status == 1
    conforms, _, heading, where, what, words = result.out.splitlines()
    assert conforms.startswith("the graph conforms to its shapes (")
    assert heading == "kept out of the graph, in quarantine (1 reason):"
    assert "article.txt (document:" in where
    assert what.endswith("eco:confidence: has one confidence from 0 to 1 (is 3)")
    assert words.startswith("    “")


def test_a_build_says_what_it_kept_out(run: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = batches.read_source

    def flawed(source: Source, settings: Settings) -> Facts:
        return surer_than_sure(read(source, settings))

    monkeypatch.setattr(batches, "read_source", flawed)
    assert "1 kept out, in quarantine (ecograph validate lists them)" in run("build", str(article), "--store", "s").out


def test_a_retracted_document_leaves_the_quarantine(run: Run, flawed: str) -> None:
    assert run("retract", "article.txt", "--store", flawed).status == 0
    assert "quarantine" not in run("validate", "--store", flawed).out
