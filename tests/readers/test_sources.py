"""What the user names is found; what cannot be read says so."""

from __future__ import annotations

import io
import pickle
import sys
from pathlib import Path

import pytest

from ecograph.errors import ReadError, UsageError
from ecograph.readers import Source, find_sources, read_text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.txt", "a.txt", "deep/c.md", "picture.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("晋中市植树。", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["b.txt", "a.txt", "b.txt"], ["a.txt", "b.txt"]),
        (["."], ["a.txt", "b.txt", "deep/c.md"]),
        (["*.txt"], ["a.txt", "b.txt"]),
        (["**/*.md"], ["deep/c.md"]),
        (["picture.png"], ["picture.png"]),
        (["-"], ["-"]),
    ],
)
def test_files_folders_globs_and_standard_input(folder: Path, paths: list[str], names: list[str]) -> None:
    assert [source.name for source in find_sources(paths)] == names


@pytest.mark.parametrize("path", ["missing.txt", "*.doc", "empty"])
def test_a_path_that_gives_nothing_is_an_error(folder: Path, path: str) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(UsageError) as raised:
        find_sources([path])
    assert (raised.value.where, bool(raised.value.remedy)) == (path, True)


def test_a_file_that_went_away_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        Source(str(tmp_path / "gone.txt")).read()


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(ReadError, match="larger than 2 MB"):
        Source(str(big)).read()


def test_standard_input_is_read_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("晋中市植树。".encode())))
    with pytest.raises(ReadError, match="larger"):
        Source("-").read(max_bytes=5)


def test_a_source_may_be_known_under_another_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("晋中市植树。", encoding="utf-8")
    document = read_text(Source("articles/a.txt", path=str(tmp_path / "a.txt")))
    assert (document.source, document.text) == ("articles/a.txt", "晋中市植树。")


def test_a_document_holds_the_decoded_source_and_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("晋中市\n植树。".encode("gb18030"))
    document = read_text(Source(str(path)), published="2025-03", home="140700")
    assert (document.raw, document.published, document.home) == ("晋中市\n植树。", "2025-03", "140700")
    assert document.id == f"document/{document.sha256[:16]}"


def test_the_same_bytes_are_the_same_document_under_any_name(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("晋中市植树。", encoding="utf-8")
    assert read_text(Source(str(tmp_path / "a.txt"))).id == read_text(Source(str(tmp_path / "b.txt"))).id


def test_a_span_is_verbatim_across_a_line_break(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("晋中市生态环\n境局牵头推进\n工程建设工作\n今年完成造林\n绿化三十万亩。\n", encoding="utf-8")
    document = read_text(Source(str(path)))
    start = document.text.index("生态环境局")
    span = document.span(start, start + 5)
    assert (span.text, document.raw[span.start : span.end]) == ("生态环\n境局", "生态环\n境局")


def test_a_wrong_path_can_be_passed_over(folder: Path) -> None:
    wrong: list[str] = []
    found = find_sources(["gone", "a.txt", "none*"], wrong=lambda error: wrong.append(error.where))
    assert (wrong, [source.name for source in found]) == (["gone", "none*"], ["a.txt"])


def test_a_source_can_be_pickled(folder: Path) -> None:
    fault = ReadError("is broken", where="a.jsonl#1", remedy="mend it")
    for source in (Source("a.txt"), Source("a.zip!/b.txt", "a.zip", "!/b.txt", b"text"), Source("a.jsonl#1", fault=fault)):
        again = pickle.loads(pickle.dumps(source))
        assert (again.name, again.path, again.member, again.data) == (source.name, source.path, source.member, source.data)
        assert str(again.fault) == str(source.fault)


def test_keys(folder: Path) -> None:
    assert Source("-").key(str.upper) == ""
    assert Source("a.txt").key(str.upper) == "A.TXT"
    assert Source("n", "a.zip", "!/b.txt").key(str.upper) == "A.ZIP!/b.txt"
    assert Source("https://example.org/a.html").key(str.upper) == "https://example.org/a.html"


def test_the_size_of_what_is_read_is_bounded(folder: Path) -> None:
    with pytest.raises(ReadError, match="larger than"):
        Source("a.zip!/b.txt", "a.zip", "!/b.txt", bytes(100)).read(max_bytes=99)
