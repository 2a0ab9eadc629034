"""JSON Lines: an article a line; a broken line costs itself."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from contained import faults, places, sources, texts

from ecograph.errors import ReadError
from ecograph.readers import Columns, read_document

ROW = {"标题": "造林", "正文": "晋中市今年造林三万亩。", "发布日期": "2025年3月1日", "来源": "晋中日报"}


def lines(*rows: object) -> bytes:
    return b"".join((json.dumps(row, ensure_ascii=False) if not isinstance(row, str) else row).encode() + b"\n" for row in rows)


def test_each_line_is_an_article_with_what_its_row_says(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(lines(ROW, "", ROW | {"正文": "晋中市植树。"}))
    found = sources(path)
    assert places(found, path) == ["#1", "#3"]
    document = read_document(found[0])
    assert (document.title, document.published, document.publisher) == ("造林", "2025-03-01", "晋中日报")
    assert document.raw == "造林\n\n晋中市今年造林三万亩。"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{broken", "this line is no JSON"),
        ("[1, 2]", "no JSON object"),
        ('"text"', "no JSON object"),
        ('{"title": "造林"}', "no text in this row"),
        ('{"text": " "}', "no text in this row"),
        ('{"text": 5}', "its text is no text"),
        ('{"text": "\\ud800"}', "no text in its encoding"),
        ("[" * 100_000, "nested too deeply"),
        ('{"text": "' + "树" * 3000 + '"}', "larger than"),
        ("x" * 50_000, "larger than"),
    ],
)
def test_a_broken_line_is_told_with_its_number_and_the_others_are_read(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(lines(ROW, line, ROW))
    found = sources(path, max_bytes=2000 if "larger" in told else 2_000_000)
    assert [bool(source.fault) for source in found] == [False, True, False]
    (fault,) = faults(found)
    assert fault.startswith(f"{path}#2: ")
    assert told in fault
    assert "; " in fault
    with pytest.raises(ReadError):
        found[1].read()


def test_a_cut_file_gives_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    texts = ["".join(chr(0x4E00 + number * 7 + at * 13 % 5000) for at in range(900)) for number in range(600)]
    rows = [ROW | {"正文": text} for text in texts]
    path.write_bytes(gzip.compress(lines(*rows))[:-2000])
    *found, last = sources(path)
    assert 300 < len(found) < 600
    assert last.fault
    assert last.name == str(path)
    assert f"damaged or cut short after {len(found)} articles" in last.fault.what
    path.write_bytes(lines(ROW, ROW)[:-30])
    assert [bool(source.fault) for source in sources(path.rename(tmp_path / "cut.jsonl"))] == [False, True]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16", "big5hkscs"])
def test_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "news.ndjson"
    row = {"text": "我們的工作是在今年的會上說的，這是為了大家。" * 3}
    path.write_bytes(lines(row, row).decode().encode(encoding))
    assert texts(sources(path)) == [row["text"]] * 2


def test_a_line_in_another_encoding_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(lines(ROW) * 20 + lines(ROW).decode().encode("gb18030") + lines(ROW))
    assert [number for number, source in enumerate(sources(path)) if source.fault] == [20]


def test_columns_by_the_users_names(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    one = {"No": 7, "Main": "晋中市植树。", "text": "other"}
    path.write_bytes(lines(one, {"No": "x-8", "Main": "晋中市造林。"}, {"Main": "晋中。"}))
    found = sources(path, "text=main, id=NO")
    assert places(found, path) == ["#7", "#x-8", "#3"]
    assert texts(found) == ["晋中市植树。", "晋中市造林。", "晋中。"]


def test_odd_ids_make_names_that_are_text(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(b"".join(b'{"id": %s, "text": "a"}\n' % id_ for id_ in (b'"\\ud800"', b'"a\\nb"', b"{}", b"1e999")))
    assert places(sources(path, "id=id"), path) == ["#\\ud800", "#a\\nb", "#{}", "#inf"]


def test_an_id_that_comes_twice_does_not_replace_the_first(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(lines({"id": 1, "text": "晋中市植树。"}, {"id": 1, "text": "晋中市造林。"}))
    found = sources(path, "id=id")
    assert texts(found) == ["晋中市植树。", "<another row has its id 1, and only one can be kept of them>"]


def test_keys_are_of_the_file_and_the_place(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(lines(ROW))
    (source,) = sources(path)
    assert source.key(lambda file: Path(file).name) == "news.jsonl#1"


def test_the_same_row_is_the_same_document_in_any_table(tmp_path: Path) -> None:
    path, other = tmp_path / "a.jsonl", tmp_path / "b.csv"
    path.write_bytes(lines(ROW))
    names = ("来源", "正文", "标题", "发布日期")
    other.write_text("\n".join([",".join(names), ",".join(ROW[name] for name in names)]), encoding="gb18030")
    one, another = (read_document(sources(each)[0]) for each in (path, other))
    assert (one.id, one.raw) == (another.id, another.raw)


def test_columns_that_are_no_fields() -> None:
    for told in ("body=x", "text", "text=", "text=a,text=b"):
        with pytest.raises(Exception, match="names no column; write text=NAME"):
            Columns.parse(told)
