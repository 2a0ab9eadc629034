"""Run the command line inside this process, as the console script does, and build one store for all."""

from __future__ import annotations

from pathlib import Path

import pytest
from invoking import ARTICLE, Result, Run

from ecograph.cli.main import status_of


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Give a function that runs one command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")

    def command(*arguments: str) -> Result:
        capfd.readouterr()
        return Result(status_of(list(arguments)), *capfd.readouterr())

    return command


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Give a file with a short article."""
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def filled(run: Run, article: Path, tmp_path: Path) -> str:
    """Give the folder of a store that holds the article."""
    folder = str(tmp_path / "store")
    assert run("build", str(article), "--store", folder, "--place", "晋中市").status == 0
    return folder
