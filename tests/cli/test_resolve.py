"""`ecograph resolve`: doubtful pairs with reasons, decisions in a file beside the store, undone by a line of their own."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from invoking import Run

WATER = "official/140700/王明远/平遥县水利局"
FORESTS = "official/140700/王明远/平遥县林业局"
FILE = "decisions.jsonl"
ARTICLES = {
    "water.txt": "2023年5月1日，平遥县水利局局长王明远介绍，今年平遥县将完成造林绿化32万亩。",
    "forests.txt": "2023年6月1日，平遥县林业局局长王明远介绍，平遥县已完成造林绿化9万亩。",
}


@pytest.fixture
def two(run: Run, tmp_path: Path) -> str:
    """Give the folder of a store in which one name has posts of two bodies at the same time."""
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    folder = str(tmp_path / "store")
    assert run("build", *ARTICLES, "--store", folder).status == 0
    return folder


def officials(run: Run, folder: str) -> list[str]:
    result = run("query", "SELECT ?x { ?x a eco:Official } ORDER BY ?x", "--store", folder, "--format", "csv")
    return [row.rpartition("/id/")[2] for row in result.out.split()[1:]]


def decide(run: Run, folder: str, verdict: str, a: str = WATER, b: str = FORESTS) -> str:
    result = run("resolve", verdict, a, b, "--by", "李雷", "--why", "问过", "--store", folder)
    assert (result.status, result.err) == (0, "")
    return result.out


def test_the_list_names_the_pairs_and_why(run: Run, two: str) -> None:
    result = run("resolve", "--store", two)
    assert "posts of unrelated bodies at the same" in result.out
    assert result.out.endswith("1 doubtful pair\n")
    assert (WATER in result.out, FORESTS in result.out) == (True, True)


@pytest.mark.parametrize(("class_", "number"), [("Official", 1), ("Agency", 0)])
def test_the_list_may_be_of_one_class(run: Run, two: str, class_: str, number: int) -> None:
    told = json.loads(run("resolve", "--store", two, "--class", class_, "--format", "json").out)
    assert [each["class"] for each in told] == [class_] * number


def test_the_list_for_programs_has_whole_iris(run: Run, two: str) -> None:
    (told,) = json.loads(run("resolve", "--store", two, "--format", "json").out)
    (row,) = csv.DictReader(run("resolve", "--store", two, "--format", "csv").out.splitlines())
    assert told == row
    assert (told["name"], told["name2"]) == ("王明远", "王明远")
    assert {told["iri"].rpartition("/id/")[2], told["iri2"].rpartition("/id/")[2]} == {WATER, FORESTS}


def test_same_joins_two_and_the_graph_follows(run: Run, two: str) -> None:
    assert officials(run, two) == [FORESTS, WATER]
    out = decide(run, two, "same")
    assert "The graph follows it" in out
    assert officials(run, two) == ["official/140700/王明远"]
    assert run("resolve", "--store", two).out == "0 doubtful pairs\n"


def test_different_takes_the_pair_off_the_list(run: Run, two: str) -> None:
    assert "The graph stays as it was" in decide(run, two, "different")
    assert run("resolve", "--store", two).out == "0 doubtful pairs\n"
    assert officials(run, two) == [FORESTS, WATER]


def test_a_decision_is_one_line_with_who_when_and_why(run: Run, two: str) -> None:
    decide(run, two, "same")
    (line,) = Path(FILE).read_text(encoding="utf-8").splitlines()
    told = json.loads(line)
    assert list(told) == ["decision", "a", "b", "by", "when", "why"]
    assert (told["decision"], told["by"], told["why"]) == ("same", "李雷", "问过")


def test_a_decision_survives_a_rebuild_from_nothing(run: Run, two: str, tmp_path: Path) -> None:
    decide(run, two, "same")
    again = str(tmp_path / "again")
    assert run("build", *ARTICLES, "--store", again).status == 0
    assert officials(run, again) == ["official/140700/王明远"]


@pytest.mark.parametrize("names", [(WATER, FORESTS), (FORESTS, WATER)])
def test_undo_gives_back_what_was(run: Run, two: str, names: tuple[str, str]) -> None:
    before = run("query", "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o", "--store", two).out
    decide(run, two, "same")
    decide(run, two, "undo", *names)
    assert run("query", "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o", "--store", two).out == before
    assert len(Path(FILE).read_text(encoding="utf-8").splitlines()) == 2


def test_what_an_iri_stands_for_is_listed_with_the_reasons(run: Run, two: str) -> None:
    decide(run, two, "same")
    told = json.loads(run("resolve", "--of", "official/140700/王明远", "--store", two, "--format", "json").out)
    assert [each["iri"] for each in told] == [FORESTS, WATER]
    assert all("decided by 李雷" in each["why"] for each in told)


def test_the_decisions_are_listed_with_their_effect(run: Run, two: str) -> None:
    decide(run, two, "same")
    assert run("retract", "forests.txt", "--store", two).status == 0
    result = run("resolve", "--decided", "--store", two, "--format", "json")
    (told,) = json.loads(result.out)
    assert (told["decision"], told["by"], told["why"]) == ("same", "李雷", "问过")
    assert told["effect"].startswith("no document names")


def test_another_file_is_followed_from_then_on(run: Run, two: str) -> None:
    assert run("build", *ARTICLES, "--decisions", "mine.jsonl", "--store", two).status == 0
    decide(run, two, "same")
    assert not Path(FILE).exists()
    assert run("build", *ARTICLES, "--store", two).status == 0
    assert officials(run, two) == ["official/140700/王明远"]


def test_a_file_that_is_gone_is_told_rather_than_forgotten(run: Run, two: str) -> None:
    assert run("resolve", "--decisions", "mine.jsonl", "--store", two).status == 0
    Path("mine.jsonl").unlink()
    result = run("resolve", "--store", two)
    assert result.status == 1
    assert "mine.jsonl: the file of decisions that the store follows is gone" in result.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["same", WATER], "is no decision"),
        (["perhaps", WATER, FORESTS], "is no decision"),
        (["same", WATER, FORESTS, "--by", "李雷"], "a decision needs who and why"),
        (["same", WATER, "official/140700/韩梅", "--by", "李雷", "--why", "x"], "no document names"),
        (["same", WATER, WATER, "--by", "李雷", "--why", "x"], "they are one thing already"),
        (["undo", WATER, FORESTS, "--by", "李雷", "--why", "x"], "nothing was decided about"),
        (["--of", "official/140700/韩梅"], "no document names"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(run: Run, two: str, words: list[str], told: str) -> None:
    result = run("resolve", *words, "--store", two)
    assert (result.status, result.out) == (2, "")
    assert told in result.err
    assert len(result.err.splitlines()) == 1
    assert not Path(FILE).exists()


def test_a_contradiction_is_refused_and_leaves_everything_as_it_was(run: Run, two: str) -> None:
    decide(run, two, "same")
    result = run("resolve", "different", WATER, FORESTS, "--by", "韩梅", "--why", "x", "--store", two)
    assert result.status == 2
    assert "contradicts" in result.err
    assert officials(run, two) == ["official/140700/王明远"]
    assert len(Path(FILE).read_text(encoding="utf-8").splitlines()) == 1


def test_a_bad_line_stops_the_build_with_its_place(run: Run, two: str) -> None:
    Path(FILE).write_text("no json\n", encoding="utf-8")
    Path("water.txt").write_text(ARTICLES["water.txt"] + "完。", encoding="utf-8")
    result = run("build", *ARTICLES, "--store", two)
    assert result.status == 2
    assert f"{FILE}, line 1" in result.err


# Statements and names

CLAIMS = "SELECT ?c { GRAPH ?g { ?c a eco:Claim ; rdf:predicate eco:worksFor } } ORDER BY ?c"


def claims(run: Run, folder: str) -> list[str]:
    return run("query", CLAIMS, "--store", folder, "--format", "csv").out.split()[1:]


def alone(run: Run, folder: str, *words: str) -> str:
    result = run("resolve", *words, "--by", "李雷", "--why", "问过", "--store", folder)
    assert (result.status, result.err) == (0, "")
    return result.out


def test_a_statement_is_rejected_and_given_back(run: Run, two: str) -> None:
    claim, *others = claims(run, two)
    said = alone(run, two, "reject", claim)
    assert "The graph follows it" in said
    assert len(claims(run, two)) == len(others)
    (key,) = [word for word in said.split() if "#said-" in word]
    alone(run, two, "undo", key)
    assert claims(run, two) == [claim, *others]


def test_an_accepted_statement_is_listed_among_the_decisions(run: Run, two: str) -> None:
    alone(run, two, "accept", claims(run, two)[0])
    (told,) = json.loads(run("resolve", "--decided", "--store", two, "--format", "json").out)
    assert (told["decision"], told["b"], told["effect"]) == ("accept", "", "yes")


def test_a_name_is_fixed_and_undone(run: Run, two: str) -> None:
    label = "SELECT ?name { <https://w3id.org/ecograph/id/agency/平遥县水利局> rdfs:label ?name }"

    def name() -> str:
        return run("query", label, "--store", two, "--format", "csv").out.split()[1]

    alone(run, two, "name", "agency:平遥县水利局", "平遥县水务局")
    assert name() == "平遥县水务局"
    alone(run, two, "undo", "agency:平遥县水利局")
    assert name() == "平遥县水利局"


@pytest.mark.parametrize("words", [("reject",), ("reject", "a", "b"), ("name", "a"), ("same", "a"), ("maybe", "a")])
def test_what_is_no_decision_is_told_with_all_that_can_be_decided(run: Run, two: str, words: tuple[str, ...]) -> None:
    result = run("resolve", *words, "--by", "x", "--why", "y", "--store", two)
    assert result.status != 0
    assert "accept CLAIM" in result.err
