"""Bad input: one line that names the place and the remedy, the right status, no traceback, the others go on."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from invoking import ARTICLE, Result, Run


def assert_one_line(result: Result, *told: str, status: int) -> None:
    """Check that the command said one line of error, with these words, and ended so."""
    lines = result.err.splitlines()
    assert len(lines) == 1, result.err
    assert lines[0].startswith("ecograph: error: ")
    assert "; " in lines[0], "no remedy"
    assert [word for word in told if word not in lines[0]] == []
    assert result.status == status


BAD_FILES = [
    ("empty.txt", b"", "empty"),
    ("binary.txt", bytes(range(256)) * 20, "binary"),
    ("paper.pdf", b"%PDF-1.7 ...", "PDF"),
    ("latin.txt", "Äpfel für Übermüde".encode("latin-1") * 20, "neither UTF-8"),
    ("big.txt", "晋中市植树。\n".encode() * 2_631_600, "larger than 2 MB"),
    ("no-fact.txt", "今天天气真好，我们一起唱歌。".encode(), "no fact"),
]


@pytest.mark.parametrize(("name", "data", "told"), BAD_FILES, ids=[name for name, _, _ in BAD_FILES])
@pytest.mark.parametrize("command", ["extract", "build"])
def test_a_bad_file_among_good_ones(run: Run, article: Path, name: str, data: bytes, told: str, command: str) -> None:
    assert name != "big.txt" or len(data) > 50_000_000
    Path(name).write_bytes(data)
    result = run(command, name, str(article))
    assert_one_line(result, name, told, status=1)
    assert "晋中市生态环境局" in result.out if command == "extract" else "Read 1 article, 1 failed" in result.out


def test_a_missing_path_among_good_ones(run: Run, article: Path) -> None:
    result = run("build", "missing.txt", str(article))
    assert_one_line(result, "missing.txt", "no such file", status=2)
    assert "Read 1 article, 1 failed" in result.out


def test_nothing_but_missing_paths_makes_no_store(run: Run) -> None:
    result = run("build", "a.txt", "b.txt", "--store", "store")
    assert (result.status, len(result.err.splitlines()), Path("store").exists()) == (2, 2, False)


def test_a_file_that_cannot_be_loaded_makes_no_store(run: Run, article: Path) -> None:
    assert_one_line(run("load", str(article), "--store", "store"), "article.txt", ".trig", status=1)
    assert not Path("store").exists()


def test_each_failing_source_has_its_line(run: Run, article: Path) -> None:
    for name, data, _ in BAD_FILES[:4]:
        Path(name).write_bytes(data)
    result = run("build", ".", "--store", "store")
    assert (result.status, len(result.err.splitlines())) == (1, 4)
    assert "Read 1 article, 4 failed" in result.out


READING = [
    ("query", "ASK { ?s ?p ?o }"), ("ask", "documents"), ("export", "graph.ttl"), ("draw", "network.svg"), ("serve",),
    ("validate",), ("retract", "document:0"), ("ask", "documents", "--as-of", "2025"), ("diff", "2024", "2025"),
]  # fmt: skip


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_a_missing_store(run: Run, words: tuple[str, ...]) -> None:
    assert_one_line(run(*words, "--store", "nowhere"), "nowhere", "no store", status=1)
    assert not Path("nowhere").exists()


@pytest.mark.parametrize("words", [*READING, ("build", "article.txt")], ids=lambda words: words[0])
def test_a_folder_that_is_no_store(run: Run, article: Path, words: tuple[str, ...]) -> None:
    Path("photos").mkdir()
    Path("photos/a.jpg").write_bytes(b"not a store")
    assert_one_line(run(*words, "--store", "photos"), "photos", "not a store", status=1)


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_a_damaged_store(run: Run, filled: str, words: tuple[str, ...]) -> None:
    for path in Path(filled).glob("MANIFEST-*"):
        path.write_bytes(b"damaged")
    assert_one_line(run(*words, "--store", filled), filled, status=1)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELEC ?s", "line 1, column"),
        ("SELECT ?s {\n  ?s ?p }", "line 2"),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_a_query_with_a_fault(run: Run, filled: str, query: str, told: str) -> None:
    assert_one_line(run("query", query, "--store", filled), told, status=2)


def test_a_query_file_that_is_missing(run: Run, filled: str) -> None:
    assert_one_line(run("query", "@missing.rq", "--store", filled), "missing.rq", status=2)


def test_a_format_that_does_not_fit_the_answer(run: Run, filled: str) -> None:
    assert_one_line(run("query", "ASK {}", "--store", filled, "--format", "ttl"), "ttl", status=2)


def test_a_port_in_use(run: Run, filled: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert_one_line(run("serve", "--store", filled, "--port", str(port)), str(port), "in use", status=2)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("bogus",), "ecograph --help"),
        (("build",), "ecograph build --help"),
        (("build", "article.txt", "--nonsense"), "--nonsense"),
        (("build", "article.txt", "--workers", "-1"), "--workers"),
        (("build", "article.txt", "--place", "乌有县"), "乌有县"),
        (("build", "article.txt", "--published", "yesterday"), "yesterday"),
        (("build", "article.txt", "--published", "2025-13"), "2025-13"),
        (("query", "ASK {}", "--store", "store", "--as-of", "yesterday"), "--as-of"),
        (("export", "graph.ttl", "--store", "store", "--as-of", "2025-13"), "2025-13"),
        (("diff", "2024-06-31", "2025", "--store", "store"), "2024-06-31"),
        (("retract", "document:none", "--store", "store"), "document:none"),
        (("retract", "article.txt", "other.txt", "--store", "store"), "other.txt"),
        (("load", "article.txt", "--store", "store"), "store"),
        (("extract", "article.txt", "--format", "yaml"), "yaml"),
        (("ask", "nothing"), "posts"),
        (("ask", "posts", "--store", "store"), "name="),
        (("ask", "posts", "马成毅"), "key=value"),
        (("ask", "posts", "nome=马成毅", "--store", "store"), "nome"),
        (("export", "graph.doc", "--store", "store"), ".ttl"),
        (("export", "graph", "--store", "store"), ".ttl"),
        (("export", "graph.nq", "--store", "store", "--class", "Agency"), "--class"),
        (("export", "parts", "--store", "store", "--partitions", "2", "--class", "Agency"), "--class"),
        (("export", "nowhere/graph.ttl", "--store", "store"), "nowhere"),
        (("draw", "network.gif", "--store", "store"), ".svg"),
        (("draw", "network.svg", "--store", "store", "--class", "Bogus"), "Bogus"),
        (("serve", "--store", "store", "--port", "99999"), "99999"),
        (("serve", "--store", "store", "--host", "nowhere.invalid"), "nowhere.invalid"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_bad_usage(run: Run, filled: str, words: tuple[str, ...], told: str) -> None:
    assert_one_line(run(*words), told, status=2)


def test_a_demo_does_not_write_among_other_files(run: Run) -> None:
    Path("mine").mkdir()
    Path("mine/thesis.txt").write_text("mine", encoding="utf-8")
    assert_one_line(run("demo", "--out", "mine"), "mine", status=2)
    assert [path.name for path in Path("mine").iterdir()] == ["thesis.txt"]


def test_an_output_that_cannot_be_written(run: Run, article: Path) -> None:
    assert_one_line(run("extract", str(article), "--out", "nowhere/facts.jsonl"), "nowhere", status=1)


def test_a_fault_of_ours_is_one_line_too(run: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr("ecograph.build.extract_all", broken)
    assert_one_line(run("extract", str(article)), "KeyError", "test_bad_input.py", "report", status=1)


def test_an_interrupt_ends_quietly(run: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ecograph.build.extract_all", interrupted)
    assert run("extract", str(article)) == (130, "", "")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"{ARTICLE}第{number}期。", encoding="utf-8")
    command = [sys.executable, "-m", "ecograph", "extract", str(folder), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_output_is_utf_8_in_a_plain_locale(article: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "ecograph", "extract", str(article)]
    done = subprocess.run(command, env=plain, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "晋中市生态环境局" in done.stdout.decode()
