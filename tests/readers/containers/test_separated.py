"""CSV and TSV: the first row names the columns; a broken row costs itself, whatever its quotes swallow."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from contained import faults, places, sources, texts

from ecograph.readers import read_document

HEAD = ["标题", "正文", "来源"]
ROWS = [["造林", "晋中市造林。\n平遥县“植树”，\"多\"。", "晋中日报"], ["河道", "晋中市治河。", "晋中网"]]


def table(*rows: list[str], separator: str = ",") -> str:
    sink = io.StringIO()
    csv.writer(sink, delimiter=separator).writerows([HEAD, *rows])
    return sink.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(("suffix", "separator"), [(".csv", ","), (".tsv", "\t"), (".csv", ";")])
def test_rows(tmp_path: Path, encoding: str, suffix: str, separator: str) -> None:
    path = tmp_path / f"news{suffix}"
    path.write_bytes(table(*ROWS, separator=separator).encode(encoding))
    found = sources(path)
    assert places(found, path) == ["#1", "#2"]
    document = read_document(found[0])
    assert (document.title, document.publisher) == ("造林", "晋中日报")
    assert document.raw == f"造林\n\n{ROWS[0][1]}"


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ('乱,"没有结尾,某网', "a broken row"),
        ('乱,"引号"后面,某网', "a broken row"),
        ("乱,少了", "2 values for 3 columns"),
        ("乱,多,了,一个", "4 values for 3 columns"),
        ("乱,,某网", "no text in this row"),
        ("乱," + "长" * 30_000 + ",某网", "larger than"),
    ],
)
def test_a_broken_row_is_told_with_its_line_and_the_others_are_read(tmp_path: Path, broken: str, told: str) -> None:
    path = tmp_path / "news.csv"
    path.write_text(table(*ROWS) + broken + "\n" + table(*ROWS).partition("\n")[2], encoding="utf-8")
    found = sources(path, max_bytes=2000)
    (fault,) = faults(found)
    assert fault.startswith(f"{path}#3: {told}")
    assert "(line 5)" in fault
    assert [source.fault is None for source in found] == [True, True, False, True, True]


def test_a_cut_table_gives_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text(table(*ROWS[::-1])[:-20], encoding="utf-8")
    found = sources(path)
    assert texts(found)[0] == "河道\n\n晋中市治河。"
    assert "a broken row (unexpected end of data) (line 3)" in faults(found)[0]


def test_a_row_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_bytes(table(*ROWS * 9).encode() + "乱,乱码,某网\n".encode("gb18030") + "好,植树。,某网\n".encode())
    assert [number for number, source in enumerate(sources(path)) if source.fault] == [18]


def test_a_table_without_a_text_says_what_there_is(tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_text("url,when\nhttp://example.org,2025\n", encoding="utf-8")
    (fault,) = faults(sources(path))
    assert fault.startswith(f"{path}: no column of the usual names (text, content, body")
    assert "there are: url, when; name it with --columns text=NAME" in fault
    (fault,) = faults(sources(path, "text=url,title=name"))
    assert "no column 'name'" in fault


def test_an_empty_table(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    for text, told in (("", "the file is empty"), ("标题,正文\n", "no article in it")):
        path.write_text(text, encoding="utf-8")
        assert told in faults(sources(path))[0]


def test_ids_name_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text("id,text\n甲,植树。\n乙,造林。\n甲,治河。\n", encoding="utf-8")
    found = sources(path, "id=id")
    assert (places(found, path), bool(found[2].fault)) == (["#甲", "#乙", "#3"], True)
