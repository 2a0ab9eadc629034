"""The examples of patterns, answered on the articles that ship: kept as files that are reviewed as a diff.

They change only on purpose: ECOGRAPH_UPDATE_EXPECTED=1 pytest tests/query/matching/test_matching_examples.py
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path

import pytest

from articles import shipped
from ecograph.query.matching import Matched, Named, match, read
from ecograph.query.matching.examples import EXAMPLES
from ecograph.query.matching.pattern import Relation, Thing
from ecograph.query.matching.vocabulary import CLASSES, COLUMNS, RELATIONS
from ecograph.store import Store

EXPECTED = Path(__file__).parent / "expected"
UPDATE = os.environ.get("ECOGRAPH_UPDATE_EXPECTED", "") not in ("", "0")
PAGE = Path(__file__).resolve().parents[3] / "docs" / "matching.md"


def cell(value: object) -> str:
    text = (
        value.label
        if isinstance(value, Named)
        else ""
        if value is None
        else f"{value:g}"
        if isinstance(value, float)
        else value
    )
    return "".join(map(str.strip, str(text).splitlines()))


def table(found: Matched) -> str:
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(found.columns)
    writer.writerows([cell(each) for each in row.cells] for row in found.rows)
    return lines.getvalue()


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_has_its_answer(name: str, bundled: Store) -> None:
    answer = table(match(bundled, read(EXAMPLES[name].pattern)))
    path = EXPECTED / f"{name}.csv"
    if UPDATE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(answer, encoding="utf-8")
    assert answer == path.read_text(encoding="utf-8")
    assert answer.count("\n") > 1


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_sentences_of_an_example_stand_in_the_articles(name: str, bundled: Store) -> None:
    texts = {each.facts.document.id: each.facts.document.raw for each in bundled.records.all()}
    base = bundled.records.derivation.base
    needed = {at for at, each in enumerate(read(EXAMPLES[name].pattern).relations) if each.need == "required"}
    for row in match(bundled, read(EXAMPLES[name].pattern)).rows:
        assert needed <= {said.relation for said in row.evidence if said.quotes}
        for quote in (quote for said in row.evidence for quote in said.quotes):
            assert texts[quote.document.removeprefix(base)][quote.start : quote.end] == quote.quote


def test_the_largest_targets_are_those_that_the_facts_have(bundled: Store) -> None:
    """Reckon the answer from the graph's triples, without the compiler."""
    triples = bundled.query(
        "SELECT ?x ?value { ?x a eco:Target ; eco:normalizedUnit 'm2' ; eco:normalizedValue ?value ; eco:deadline ?by "
        "FILTER(STRSTARTS(STR(?by), '2025')) }"
    )
    expected = {row["x"].value for row in triples if float(row["value"].value) >= 666666.6 * 100}
    pattern = {
        "find": {"x": {"type": "Target", "value": {"min": 10}, "unit": "万亩", "deadline": "2025"}},
        "limit": 1000,
    }
    assert {row.cells[0].iri for row in match(bundled, read(pattern)).rows} == expected
    assert expected


def test_every_kind_of_place_is_found_below_a_province(bundled: Store) -> None:
    """The articles of Shanxi are two, and nothing of another province may come with them."""
    shanxi = {
        "document/" + each.facts.document.sha256[:16]
        for each in bundled.records.all()
        if "shanxi" in each.facts.document.source
    }
    assert len(shanxi) == 2
    for type_ in ("Agency", "Official", "Project", "Place", "Policy", "Target", "Observation"):
        rows = match(
            bundled, read({"find": {"x": {"type": type_, "place": "山西省"}}, "evidence": 20, "limit": 1000})
        ).rows
        assert rows
        for row in rows:
            documents = {quote.document.rsplit("id/")[1] for said in row.evidence for quote in said.quotes}
            assert not documents or documents & shanxi, row


def test_the_page_shows_the_examples_and_their_answers(bundled: Store) -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name, example in EXAMPLES.items():
        part = text.split(f"\n### {name}\n")[1].split("\n### ")[0]
        assert example.en in part
        assert example.zh in part
        assert json.loads(re.search(r"```json\n(.*?)```", part, re.DOTALL)[1]) == example.pattern
        lines = [line for line in part.splitlines() if line.startswith("| ")]
        found = match(bundled, read(example.pattern))
        assert lines[0] == f"| {' | '.join(found.columns)} |"
        assert lines[1:] == [f"| {' | '.join(map(cell, row.cells))} |" for row in found.rows[:3]]
        assert f"\n{len(found.rows)} row" in part


def test_the_page_describes_every_word_of_a_pattern() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name in (*Thing.model_fields, *Relation.model_fields, *COLUMNS, *RELATIONS):
        assert f"`{name}`" in text, name
    for name, shape in RELATIONS.items():
        assert f"| `{name}` | {shape.zh} |" in text
    assert all(f"{zh} ({name})" in text for name, zh in CLASSES.items())


def test_the_examples_come_from_the_articles_that_ship() -> None:
    assert len(shipped(1000)) == 62
