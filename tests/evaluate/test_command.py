"""`ecograph evaluate` prints the table, the groups and the mistakes, and writes the page."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ecograph.cli.main import status_of
from ecograph.resources import resource

STEMS = ("fujian-longyan-air-water-brief", "hebei-hengshui-lake")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with two of the bundled articles, their annotation and its index."""
    monkeypatch.chdir(tmp_path)
    for kind, suffix in (("gold", "json"), ("articles", "txt")):
        (tmp_path / kind).mkdir()
        for stem in STEMS:
            shutil.copy(resource("data", kind, f"{stem}.{suffix}"), tmp_path / kind)
    shutil.copy(resource("data", "gold", "index.csv"), tmp_path / "gold")
    return tmp_path


def test_the_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["evaluate", "gold", "--peer", "--by", "province"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2 articles"
    assert lines[2].split()[:6] == ["precision", "recall", "F1", "right", "wrong", "missed"]
    assert lines[2].endswith("F1 of jieba tags (rjieba)")
    rows = {line.split()[0]: line.split() for line in lines if line}
    assert rows["hasTarget"][-1] == "–"
    assert [rows[name][1] for name in ("河北", "福建")] == ["1", "1"]


def test_a_split(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["evaluate", "gold", "--split", "test", "--json", "--by", "style", "--peer"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["split"], told["articles"], list(told["groups"])) == ("test", 1, ["conference"])
    assert told["groups"]["conference"]["entities"] == told["entities"]
    assert told["peer"]["name"] == "jieba tags (rjieba)"
    assert told["evidence"]["wrong"] == 0


def test_the_mistakes_have_their_sentences(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "articles" / f"{STEMS[1]}.txt").write_text("衡水市林业局局长王建国说，今年植树。", encoding="utf-8")
    assert status_of(["evaluate", "gold", "--verbose"]) == 0
    out = capsys.readouterr().out
    assert "  missed agency: 衡水市生态环境局" in out
    assert "  wrong official: 王建国\n      “衡水市林业局局长王建国说，今年植树。”" in out


def test_the_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["evaluate", "gold", "--html", "report.html"]) == 0
    assert "wrote report.html" in capsys.readouterr().out
    assert Path("report.html").read_text(encoding="utf-8").count("<details") == 2


def test_an_article_without_a_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "articles" / f"{STEMS[1]}.txt").unlink()
    assert status_of(["evaluate", "gold"]) == 1
    told = capsys.readouterr()
    assert f"Articles without facts: {STEMS[1]}" in told.out
    assert STEMS[1] in told.err


@pytest.mark.parametrize(
    ("words", "told"),
    [(["missing"], "missing"), (["gold", "--articles", "missing"], "missing"), (["articles"], "no annotation")],
)
def test_a_wrong_folder(folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str) -> None:
    assert status_of(["evaluate", *words]) == 2
    assert told in capsys.readouterr().err
