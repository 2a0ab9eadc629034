from __future__ import annotations

import io
import json
import sys
from types import SimpleNamespace

from ecograph.query.matching.examples import EXAMPLES

PATTERN = json.dumps(
    {"find": {"x": {"type": "Agency", "place": "晋中市"}}, "show": ["x", "x.kind"]}, ensure_ascii=False
)


def write(folder, text):
    (folder / "pattern.json").write_text(text, encoding="utf-8")
    return "pattern.json"


def test_a_pattern_in_a_file_is_answered(run, filled, tmp_path):
    result = run("match", write(tmp_path, PATTERN), "--store", filled)
    assert result.status == 0
    assert "晋中市生态环境局" in result.out
    assert result.out.rstrip().endswith(("row", "rows"))


def test_a_pattern_comes_from_standard_input_and_goes_out_as_json(run, filled, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(PATTERN.encode())))
    first = json.loads(run("match", "-", "--store", filled, "--format", "json").out.splitlines()[0])
    assert first["x"]["type"] == "Agency"
    assert first["evidence"][0]["quotes"][0]["quote"]


def test_a_pattern_is_shown_as_sparql_without_a_store(run, tmp_path):
    assert run("match", write(tmp_path, PATTERN), "--sparql", "--store", "none").out.startswith("PREFIX eco:")


def test_the_examples_are_listed(run):
    out = run("match").out
    assert all(f"{name}: {example.en}" in out for name, example in EXAMPLES.items())


def test_what_is_wrong_is_told_in_one_line(run, filled, tmp_path):
    for text, told in (("{", "no JSON"), ('{"find": {"x": "Agensy"}}', "did you mean 'Agency'")):
        result = run("match", write(tmp_path, text), "--store", filled)
        assert (result.status, result.err.count("\n")) == (2, 1)
        assert told in result.err
    assert "check the path" in run("match", "missing.json").err
