"""Each command does what its help says."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from invoking import Run

from ecograph.cli import app, demo
from ecograph.query import questions
from ecograph.resources import resource, rows

COMMANDS = [command.name or "" for command in app.registered_commands]


def test_the_commands_are_these() -> None:
    assert COMMANDS == [
        "extract",
        "coverage",
        "build",
        "journal",
        "retract",
        "resolve",
        "query",
        "ask",
        "search",
        "match",
        "targets",
        "diff",
        "export",
        "load",
        "draw",
        "network",
        "serve",
        "token",
        "mcp",
        "backup",
        "restore",
        "validate",
        "evaluate",
        "demo",
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_a_purpose_and_an_example(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert (result.status, result.err) == (0, "")
    assert f"Example: ecograph {command}" in " ".join(result.out.split())


def test_help_lists_every_command_in_one_line(run: Run) -> None:
    listed = run("--help").out
    assert [name for name in COMMANDS if f"│ {name} " not in listed] == []


def test_no_argument_shows_the_help(run: Run) -> None:
    assert "Usage: ecograph" in run().out


def test_the_version(run: Run) -> None:
    from ecograph import __version__

    assert run("--version") == (0, f"ecograph {__version__}\n", "")


def test_extract_writes_a_facts_document_a_line(run: Run, article: Path) -> None:
    result = run("extract", str(article), "--format", "jsonl", "--place", "140700", "--published", "2025-03")
    (line,) = result.out.splitlines()
    facts = json.loads(line)
    raw = article.read_text(encoding="utf-8")
    spans = [mention for entity in facts["entities"] for mention in entity["mentions"]]
    assert spans
    assert [span for span in spans if raw[span["start"] : span["end"]] != span["text"]] == []
    assert (facts["document"]["published"], facts["document"]["home"][-6:]) == ("2025-03", "140700")


def test_extract_explains_each_fact_with_its_rule(run: Run, article: Path) -> None:
    plain, explained = (run("extract", str(article), *more).out for more in ((), ("--explain",)))
    assert "official.posts" not in plain
    assert "official.posts 1.00 a name beside a post" in explained
    assert "hasTarget.subject" in explained


def test_every_rule_behind_a_fact_has_a_meaning(run: Run) -> None:
    known = {row["rule"] for row in rows("data", "lexicon", "rules.csv")}
    seen = set()
    for line in run("extract", str(resource("data", "articles")), "--format", "jsonl").out.splitlines():
        facts = json.loads(line)
        seen |= {mention["method"] for entity in facts["entities"] for mention in entity["mentions"]}
        seen |= {relation["method"] for relation in facts["relations"]}
    assert seen - known == set()


def test_coverage_lists_the_sentences_without_a_fact(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "thin.txt"
    path.write_text(
        "晋中市水利局局长王建国说，今年造林3万亩。\n记者看到，晋中市林业局门前人来人往。\n", encoding="utf-8"
    )
    result = run("coverage", str(path))
    assert result.status == 0
    assert "1 of 2 sentences with a number, an agency or an official gave a fact (50%)" in result.out
    assert "line 2: an agency is named, but nothing was read of what it does" in result.out
    (line,) = run("coverage", "--json", str(path)).out.splitlines()
    told = json.loads(line)
    assert (told["sentences"], [each["text"] for each in told["without_fact"]]) == (
        2,
        ["记者看到，晋中市林业局门前人来人往。"],
    )


def test_extract_writes_to_a_file(run: Run, article: Path) -> None:
    assert run("extract", str(article), "--format", "jsonl", "--out", "facts.jsonl") == (0, "", "")
    assert json.loads(Path("facts.jsonl").read_text(encoding="utf-8"))["relations"]


def test_extract_shows_people_the_sentences(run: Run, article: Path) -> None:
    out = run("extract", str(article)).out
    assert out.splitlines()[0] == "晋中部署生态治理"
    assert "Agencies (" in out
    assert "worksFor · 晋中市生态环境局" in out
    assert "“" in out


def test_extract_reads_standard_input(run: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(article.read_bytes())))
    assert "晋中市生态环境局" in run("extract", "-").out


def test_build_says_what_it_found_where_it_is_and_what_to_try(run: Run, article: Path) -> None:
    result = run("build", str(article), "--store", "my-store")
    assert (result.status, result.err) == (0, "")
    told = ("Read 1 article", "agencies", "statements", "The graph is in my-store", "ecograph ask --store my-store")
    assert [word for word in told if word not in result.out] == []


def test_build_adds_to_what_is_there(run: Run, filled: str) -> None:
    Path("other.txt").write_text("和顺县林业局局长王建国说，和顺县今年造林5万亩。", encoding="utf-8")
    run("build", "other.txt", "--store", filled)
    counted = run("query", "SELECT (COUNT(*) AS ?n) { ?d a eco:Document }", "--store", filled, "--format", "csv")
    assert counted.out.split() == ["n", "2"]


def test_building_twice_changes_nothing(run: Run, filled: str, article: Path) -> None:
    run("export", "one.ttl", "--store", filled)
    run("build", str(article), "--store", filled, "--place", "晋中市")
    run("export", "two.ttl", "--store", filled)
    assert Path("one.ttl").read_bytes() == Path("two.ttl").read_bytes()


NAMES = "SELECT ?name { ?x a eco:Official ; rdfs:label ?name }"


@pytest.mark.parametrize(
    ("format", "start"),
    [("table", "name"), ("json", '{"head"'), ("xml", "<?xml"), ("csv", "name\n马成毅"), ("tsv", '?name\n"马成毅"@zh')],
)
def test_query_in_each_format(run: Run, filled: str, format: str, start: str) -> None:
    result = run("query", NAMES, "--store", filled, "--format", format)
    assert (result.status, result.err) == (0, "")
    assert result.out.replace("\r", "").startswith(start)
    assert "马成毅" in result.out


def test_query_prints_triples_as_turtle(run: Run, filled: str) -> None:
    out = run("query", "CONSTRUCT { ?x a eco:Official } WHERE { ?x a eco:Official }", "--store", filled).out
    assert "@prefix eco:" in out


@pytest.mark.parametrize(
    ("query", "answer"), [("ASK { ?x a eco:Agency }", "yes\n"), ("ASK { ?x a eco:Nothing }", "no\n")]
)
def test_query_answers_yes_or_no(run: Run, filled: str, query: str, answer: str) -> None:
    assert run("query", query, "--store", filled).out == answer


def test_query_takes_a_file_or_standard_input(run: Run, filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("names.rq").write_text(NAMES, encoding="utf-8-sig")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NAMES.encode())))
    assert run("query", "@names.rq", "--store", filled).out == run("query", "-", "--store", filled).out


def test_an_empty_answer_says_so(run: Run, filled: str) -> None:
    assert run("query", "SELECT ?x { ?x a eco:Nothing }", "--store", filled).out == "0 rows\n"


def test_a_wide_answer_is_written_one_value_a_line(run: Run, filled: str) -> None:
    where = "{ ?x a eco:Official ; rdfs:label ?name BIND('引\\n文' AS ?quote) }"
    query = f"SELECT ?quote ?name ('{'宽' * 60}' AS ?wide) {where}"
    assert run("query", query, "--store", filled).out.splitlines()[:2] == ["quote  引文", "name   马成毅"]


def test_ask_lists_the_questions_with_examples(run: Run) -> None:
    out = run("ask").out
    assert [name for name in questions() if f"ecograph ask {name}" not in out] == []


def test_ask_answers_each_question(run: Run, filled: str) -> None:
    # One store for all: to build one takes longer than to ask every question.
    for name, question in questions().items():
        parameters = [f"{key}={value}" for key, value in question.example.items()]
        result = run("ask", name, *parameters, "--store", filled)
        assert (name, result.status, result.err) == (name, 0, "")
        assert result.out.splitlines()[-1].split()[1] in ("row", "rows"), name


def test_ask_leaves_iris_out_of_tables_only(run: Run, filled: str) -> None:
    words = ("ask", "leaders", "agency=生态环境局", "--store", filled)
    assert "agencyId" not in run(*words).out
    assert "agencyId" in run(*words, "--format", "csv").out


def test_ask_shows_its_sparql(run: Run, filled: str) -> None:
    sparql = run("ask", "posts", "name=马成毅", "--sparql").out
    assert '"马成毅"' in sparql
    assert run("query", sparql, "--store", filled, "--format", "csv").status == 0


@pytest.mark.parametrize("suffix", ["ttl", "trig", "nq", "nt", "jsonld", "rdf", "graphml", "gexf", "html"])
def test_export_by_suffix(run: Run, filled: str, suffix: str) -> None:
    result = run("export", f"graph.{suffix}", "--store", filled)
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith(f"wrote graph.{suffix} (")
    assert Path(f"graph.{suffix}").stat().st_size > 500


def test_export_makes_two_csv_files(run: Run, filled: str) -> None:
    run("export", "network.csv", "--store", filled)
    assert "晋中市生态环境局" in Path("network.nodes.csv").read_text(encoding="utf-8-sig")
    assert Path("network.edges.csv").exists()


def test_export_narrows_a_network_to_classes(run: Run, filled: str) -> None:
    run("export", "network.csv", "--class", "Official", "--store", filled)
    assert "晋中市生态环境局" not in Path("network.nodes.csv").read_text(encoding="utf-8-sig").replace("官", "")


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf", "html"])
def test_draw_by_suffix(run: Run, filled: str, suffix: str) -> None:
    result = run("draw", f"network.{suffix}", "--store", filled, "--class", "Agency", "--class", "Official")
    assert result.status == 0
    assert Path(f"network.{suffix}").stat().st_size > 1000


def test_draw_tells_where_a_chinese_font_comes_from(run: Run, filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecograph.network.fonts.chinese_family", lambda: None)
    result = run("draw", "network.svg", "--store", filled, "--class", "Agency", "--class", "Official")
    assert (result.status, "fonts-noto-cjk" in result.err, len(result.err.splitlines())) == (0, True, 1)


def test_draw_says_that_there_is_nothing_to_draw(run: Run, filled: str) -> None:
    result = run("draw", "network.svg", "--store", filled, "--class", "Policy")
    assert (result.status, "Policy" in result.err) == (1, True)


def test_validate_says_that_the_graph_conforms(run: Run, filled: str) -> None:
    result = run("validate", "--store", filled)
    assert (result.status, result.err) == (0, "")
    assert "conforms" in result.out


def test_validate_prints_violations_and_ends_with_one(run: Run, filled: str) -> None:
    from ecograph.store import open_store

    Path("bad.ttl").write_text(
        "<https://w3id.org/ecograph/id/agency/x> a <https://w3id.org/ecograph/ontology#Agency> .", encoding="utf-8"
    )
    with open_store(filled) as store:
        store.load("bad.ttl")
        store.flush()
    result = run("validate", "--store", filled)
    assert result.status == 1
    assert "agency:x" in result.out


def test_reading_goes_on_while_a_server_has_the_store(run: Run, filled: str) -> None:
    command = [sys.executable, "-m", "ecograph", "serve", "--store", filled, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            assert "http://127.0.0.1:" in server.stdout.readline()
            assert run("ask", "documents", "--store", filled).status == 0
        finally:
            server.terminate()


def test_the_demo_leaves_a_graph_and_a_picture_and_can_run_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    some = demo._articles()[:8]
    monkeypatch.setattr(demo, "_articles", lambda: some)
    result = run("demo")
    assert result.status == 0
    for name in ("graph.ttl", "network.svg", "network.html"):
        assert f"wrote demo-output/{name}" in result.out
    first = Path("demo-output/graph.ttl").read_bytes()
    assert run("demo").status == 0
    assert Path("demo-output/graph.ttl").read_bytes() == first
    assert str(Path.home()).encode() + b"/" not in first


def test_an_export_describes_its_data_set(run: Run, filled: str) -> None:
    beside = run("export", "graph.ttl", "--store", filled, "--license", "http://creativecommons.org/licenses/by/4.0/")
    assert beside.status == 0
    assert [line.split()[1] for line in beside.out.splitlines()] == ["graph.ttl", "graph.void.ttl"]
    assert "dcterms:license <http://creativecommons.org/licenses/by/4.0/>" in Path("graph.void.ttl").read_text("utf-8")
    inside = run("export", "graph.trig", "--store", filled)
    assert [line.split()[1] for line in inside.out.splitlines()] == ["graph.trig"]
    assert "a void:Dataset, dcat:Dataset" in Path("graph.trig").read_text("utf-8")


def test_a_licence_is_an_iri(run: Run, filled: str) -> None:
    result = run("export", "graph.ttl", "--store", filled, "--license", "CC BY")
    assert result.status == 2
    assert result.err.startswith("ecograph: error: --license: 'CC BY' is no IRI; give one such as https://")
