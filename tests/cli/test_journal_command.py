"""The journal tells what builds did, what is in the graph and what failed; what failed can be read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from invoking import ARTICLE, Run


@pytest.fixture
def built(run: Run) -> str:
    """Give a store of one article, beside which another failed."""
    Path("good.txt").write_text(ARTICLE, encoding="utf-8")
    Path("bad.txt").write_text("Nothing of interest.\n", encoding="utf-8")
    assert run("build", "good.txt", "bad.txt", "--store", "s", "--place", "晋中市").status == 1
    return "s"


def rows(run: Run, *options: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run("journal", "--store", "s", "--json", *options).out.splitlines()]


def test_each_build_is_told_with_its_counts(run: Run, built: str) -> None:
    (build,) = rows(run)
    assert (build["engine"], build["read"], build["failed"]) == ("processes", 1, 1)
    assert build["finished"] >= build["started"]
    assert "1 articles in the graph; 1 failed" in run("journal", "--store", built).out


def test_what_failed_is_told_with_reason_and_remedy(run: Run, built: str) -> None:
    (failed,) = rows(run, "--failed")
    assert (failed["source"], failed["reason"]) == ("bad.txt", "no fact was found in this text")
    assert failed["remedy"].startswith("check that it is a Chinese")
    assert "bad.txt" in run("journal", "--failed", "--store", built).out


def test_each_article_has_a_state(run: Run, built: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    Path("new.txt").write_text(ARTICLE.replace("马成毅", "王建国"), encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr("ecograph.build.building.refresh", interrupted)
        assert run("build", "new.txt", "--store", built, "--place", "晋中市").status == 130
    states = {each["source"]: each["state"] for each in rows(run, "--articles")}
    assert states == {"good.txt": "in the graph", "new.txt": "read"}
    assert rows(run)[0]["finished"] == ""
    run("build", "new.txt", "--store", built, "--place", "晋中市")
    assert {each["state"] for each in rows(run, "--articles")} == {"in the graph"}


def test_a_second_build_says_what_still_fails_without_reading_it(run: Run, built: str) -> None:
    result = run("build", "good.txt", "bad.txt", "--store", built, "--place", "晋中市")
    assert (result.status, "bad.txt: no fact was found" in result.err) == (1, True)
    assert result.out == (
        "Nothing to do: the article is in the store as it is, 1 failed (1 of them as before: not read again without --retry)\n"
    )


def test_what_failed_is_read_again_without_naming_it(run: Run, built: str) -> None:
    Path("bad.txt").write_text(ARTICLE.replace("马成毅", "王建国"), encoding="utf-8")
    result = run("build", "--retry", "--store", built, "--place", "晋中市")
    assert (result.status, result.out.splitlines()[0]) == (0, "Read 1 article")
    assert rows(run, "--failed") == []


def test_nothing_to_read_is_an_error(run: Run) -> None:
    assert "name what to read" in run("build", "--store", "s").err


def test_only_one_of_the_lists_is_shown(run: Run, built: str) -> None:
    result = run("journal", "--failed", "--articles", "--store", built)
    assert (result.status, result.out) == (2, "")
    assert "--failed --articles: they are two lists; ask for one" in result.err


def test_only_who_watches_can_retract_what_is_deleted(run: Run) -> None:
    assert "goes with --watch" in run("build", "x.txt", "--retract-deleted").err
