"""Tables and archives on the command line: an article a row, under names that last."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from invoking import ARTICLE, Run


def table(path: Path, *texts: str) -> None:
    path.write_text("".join(json.dumps({"main": text, "no": f"n{number}"}) + "\n" for number, text in enumerate(texts)))


def test_columns_are_named(run: Run) -> None:
    table(Path("news.jsonl"), ARTICLE)
    result = run("extract", "news.jsonl", "--columns", "text=main,id=no", "--format", "jsonl")
    assert (result.status, json.loads(result.out)["document"]["source"]) == (0, "news.jsonl#n0")
    result = run("coverage", "news.jsonl", "--columns", "text=main")
    assert (result.status, "news.jsonl#1" in result.out) == (0, True)
    assert "no text in this row" in run("extract", "news.jsonl").err
    assert run("extract", "news.jsonl", "--columns", "main").status == 2


def test_a_row_that_changes_replaces_what_it_said(run: Run) -> None:
    rows = [f"{ARTICLE}第{number}期。" for number in range(3)]
    table(Path("news.jsonl"), *rows)
    arguments = ("build", "news.jsonl", "--columns", "text=main,id=no")
    assert "Read 3 articles" in run(*arguments).out
    assert "all 3 articles are in the store as they are" in run(*arguments).out
    table(Path("news.jsonl"), rows[0], rows[1] + "又一句。", rows[2])
    out = run(*arguments).out
    assert "Read 1 article, 2 unchanged" in out
    assert "1 of them in place of an earlier version" in out


@pytest.mark.parametrize("format", ["ttl", "nq", "rdf", "jsonld", "graphml", "gexf", "csv", "html"])
def test_odd_names_can_be_exported(run: Run, format: str) -> None:
    with zipfile.ZipFile("news.zip", "w") as archive:
        for name in ("a\nb.txt", "\x01\x1b[31m.txt", "\u202etxt.txt", "<&\">.txt", "\ufffe.txt"):
            archive.writestr(name, f"{ARTICLE}{name.isprintable()}。")
    assert run("build", "news.zip", "--store", "store").status == 0
    result = run("export", f"graph.{format}", "--store", "store")
    assert (result.status, result.err) == (0, "")
