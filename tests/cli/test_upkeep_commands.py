"""Retract, diff, load and --as-of: what they print, and what they leave."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from invoking import ARTICLE, Run

LATER = """晋中续推生态治理
本报讯　2026年1月8日，晋中市林业局局长王建国介绍，晋中市生态环境局局长马成毅介绍，去年全市完成造林绿化35万亩。
"""
OFFICIALS = "SELECT ?name { ?x a eco:Official ; rdfs:label ?name } ORDER BY ?name"


@pytest.fixture
def two(run: Run, tmp_path: Path) -> str:
    """Give a store of two articles, of 2025 and of 2026."""
    Path("early.txt").write_text(ARTICLE.replace("3月12日", "2025年3月12日"), encoding="utf-8")
    Path("late.txt").write_text(LATER, encoding="utf-8")
    assert run("build", "early.txt", "late.txt", "--store", "two", "--place", "晋中市").status == 0
    return "two"


def officials(run: Run, *more: str) -> list[str]:
    return run("query", OFFICIALS, "--format", "csv", *more).out.split()[1:]


def test_a_second_build_does_nothing_and_says_so(run: Run, two: str) -> None:
    result = run("build", "early.txt", "late.txt", "--store", two, "--place", "晋中市")
    assert (result.status, result.err) == (0, "")
    assert result.out == "Nothing to do: all 2 articles are in the store as they are\n"


def test_a_build_tells_new_from_unchanged_and_replaced(run: Run, two: str) -> None:
    Path("late.txt").write_text(LATER.replace("35万亩", "36万亩"), encoding="utf-8")
    result = run("build", "early.txt", "late.txt", "--store", two, "--place", "晋中市")
    assert result.out.splitlines()[0] == "Read 1 article, 1 unchanged"
    assert result.out.splitlines()[1].strip() == "1 of them in place of an earlier version"


def test_a_build_that_was_cut_short_is_told_of_and_completed(
    run: Run, two: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    Path("new.txt").write_text("和顺县林业局局长赵大海说，和顺县今年造林5万亩。", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr("ecograph.build.building.refresh", interrupted)
        assert run("build", "new.txt", "--store", two).status == 130
    assert "cut short" in run("ask", "documents", "--store", two).err
    result = run("build", "new.txt", "--store", two)
    assert result.out.startswith("Completed an earlier build, which had been cut short\nNothing to do")
    assert run("ask", "documents", "--store", two).err == ""
    assert "赵大海" in officials(run, "--store", two)


def test_retract_says_what_went_and_leaves_the_rest(run: Run, two: str) -> None:
    result = run("retract", "late.txt", "--store", two)
    assert (result.status, result.err) == (0, "")
    first, *more = result.out.splitlines()
    assert first.startswith("Retracted 晋中续推生态治理, late.txt, 2026-01-08, with ")
    assert [line for line in more if "officials: 王建国" in line]
    assert not [line for line in more if "马成毅" in line.split(" worksFor")[0]]
    assert officials(run, "--store", two) == ["马成毅"]


@pytest.mark.parametrize("format", ["nq", "trig"])
def test_what_retract_leaves_is_what_the_others_give(run: Run, two: str, format: str) -> None:
    run("build", "early.txt", "--store", "one", "--place", "晋中市")
    run("retract", "late.txt", "--store", two)
    for folder in ("one", two):
        run("export", f"{folder}.{format}", "--store", folder)
    assert Path(f"one.{format}").read_bytes() == Path(f"two.{format}").read_bytes()


def test_retract_keeps_the_history_where_it_is_asked_to(run: Run, two: str) -> None:
    assert "--as-of an earlier day" in run("retract", "late.txt", "--store", two, "--keep-history").out
    assert officials(run, "--store", two) == ["马成毅"]
    assert officials(run, "--store", two, "--as-of", "2026-01") == ["王建国", "马成毅"]


AS_OF = [("2025-03-11", []), ("2025-03-12", ["马成毅"]), ("2025", ["马成毅"]), ("2026-01-08", ["王建国", "马成毅"])]


@pytest.mark.parametrize(("date", "known"), AS_OF, ids=[date for date, _ in AS_OF])
def test_query_as_of_a_day(run: Run, two: str, date: str, known: list[str]) -> None:
    assert officials(run, "--store", two, "--as-of", date) == known


def test_a_day_before_the_first_article_is_told(run: Run, two: str) -> None:
    result = run("ask", "documents", "--store", two, "--as-of", "2024")
    assert (result.status, result.out) == (0, "0 rows\n")
    assert "the first article of two counts from 2025-03-12" in result.err


def test_ask_export_and_draw_as_of_a_day(run: Run, two: str) -> None:
    run("build", "early.txt", "--store", "one", "--place", "晋中市")
    assert "late.txt" not in run("ask", "documents", "--store", two, "--as-of", "2025").out
    for words in (("export", "{}.nq"), ("export", "{}.graphml"), ("draw", "{}.svg")):
        command, file = words
        assert run(command, file.format("then"), "--store", two, "--as-of", "2025").status == 0
        assert run(command, file.format("alone"), "--store", "one").status == 0
        assert Path(file.format("then")).read_bytes() == Path(file.format("alone")).read_bytes()


def test_export_writes_when_claims_were_read_only_if_asked(run: Run, two: str) -> None:
    run("export", "plain.nq", "--store", two)
    run("export", "timed.nq", "--with-read-times", "--store", two)
    plain, timed = (
        # The description counts the statements, and so says that there are more.
        {line for line in Path(name).read_text(encoding="utf-8").splitlines() if "/id/catalog>" not in line}
        for name in ("plain.nq", "timed.nq")
    )
    assert plain < timed
    assert all("generatedAtTime" in line for line in timed - plain)


def test_diff_of_two_days(run: Run, two: str) -> None:
    result = run("diff", "2025", "2026", "--store", two)
    assert (result.status, result.err) == (0, "")
    lines = result.out.splitlines()
    assert "added  Official        王建国" in lines
    assert "added  worksFor        王建国 · 晋中市林业局" in lines
    assert lines[-1].endswith(" added, 0 gone")
    back = run("diff", "2026", "2025", "--store", two).out
    assert back.splitlines()[-1].startswith("0 added, ")


def test_diff_of_two_stores_and_of_a_store_with_an_export(run: Run, two: str) -> None:
    run("build", "early.txt", "--store", "one", "--place", "晋中市")
    run("export", "one.nq", "--store", "one")
    assert run("diff", "one", two).out == run("diff", "2025", "2026", "--store", two).out
    assert run("diff", "one.nq", two).out == run("diff", "one", two).out
    assert run("diff", "one.nq", "one").out == "0 added, 0 gone\n"


def test_diff_for_programs(run: Run, two: str) -> None:
    words = ("diff", "2025", "2026", "--store", two, "--format")
    listed = json.loads(run(*words, "json").out)
    rows = list(csv.DictReader(io.StringIO(run(*words, "csv").out)))
    assert listed == rows
    assert {"change", "what", "subject", "object", "subject_id", "object_id"} == rows[0].keys()


def test_an_export_loads_into_a_new_store_and_can_be_asked(run: Run, two: str) -> None:
    run("export", "graph.trig", "--store", two)
    result = run("load", "graph.trig", "--store", "loaded")
    assert result.status == 0
    assert result.out.startswith("Loaded 2 documents with ")
    assert "no records" in result.err
    assert run("ask", "documents", "--store", "loaded").out == run("ask", "documents", "--store", two).out
    assert "conforms" in run("validate", "--store", "loaded").out
    run("export", "again.trig", "--store", "loaded")
    assert Path("again.trig").read_bytes() == Path("graph.trig").read_bytes()


@pytest.mark.parametrize(
    "words",
    [
        ("build", "early.txt"),
        ("retract", "late.txt"),
        ("ask", "documents", "--as-of", "2025"),
        ("diff", "2025", "2026"),
    ],
    ids=lambda words: words[0],
)
@pytest.mark.parametrize("without", ["loaded", "earlier"])
def test_what_needs_records_says_so(run: Run, two: str, words: tuple[str, ...], without: str) -> None:
    if without == "loaded":
        run("export", "graph.nq", "--store", two)
        run("load", "graph.nq", "--store", "other")
    else:
        Path(two).rename("other")
        Path("other/records.sqlite").unlink()
    result = run(*words, "--store", "other")
    assert result.status == 1
    assert "records" in result.err
    assert "ecograph build" in result.err
    assert len(result.err.splitlines()) == 1


def test_load_does_not_mix_with_what_is_there(run: Run, two: str) -> None:
    run("export", "graph.nq", "--store", two)
    result = run("load", "graph.nq", "--store", two)
    assert (result.status, "new folder" in result.err) == (2, True)
