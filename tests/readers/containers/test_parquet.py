"""Parquet: an article a row, some rows at a time, in a process that may crash; what is damaged costs itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow
import pytest
from contained import faults, places, sources, texts
from pyarrow import parquet

from ecograph.readers import read_document
from ecograph.readers.containers import guarded


def table(path: Path, rows: list[dict[str, object]], **more) -> Path:
    parquet.write_table(pyarrow.Table.from_pylist(rows), path, **more)
    return path


def rows(count: int) -> list[dict[str, object]]:
    day = date(2025, 3, 1)
    return [
        {"正文": f"晋中市造林{number}万亩。", "标题": f"第{number}期", "发布日期": day, "n": number} for number in range(count)
    ]


def test_rows_over_groups_and_batches(tmp_path: Path) -> None:
    path = table(tmp_path / "news.parquet", rows(300), row_group_size=130)
    found = sources(path)
    assert places(found, path) == [f"#{number}" for number in range(1, 301)]
    assert texts(found) == [f"第{number}期\n\n晋中市造林{number}万亩。" for number in range(300)]
    assert read_document(found[9]).published == "2025-03-01"


def test_rows_without_a_text_and_too_large_ones(tmp_path: Path) -> None:
    path = table(tmp_path / "news.parquet", [{"text": "植树。"}, {"text": None}, {"text": "树" * 3000}, {"text": "造林。"}])
    told = texts(sources(path, max_bytes=2000))
    assert (told[0], told[3]) == ("植树。", "造林。")
    assert told[1].startswith("<no text")
    assert told[2].startswith("<larger than")


def test_ids_name_the_rows(tmp_path: Path) -> None:
    path = table(tmp_path / "news.parquet", rows(3))
    assert places(sources(path, "id=n"), path) == ["#0", "#1", "#2"]


def test_a_text_of_bytes_is_decoded(tmp_path: Path) -> None:
    assert texts(sources(table(tmp_path / "a.parquet", [{"text": "我们在晋中植树。".encode("gb18030")}]))) == ["我们在晋中植树。"]


def test_a_damaged_group_costs_its_rows(tmp_path: Path) -> None:
    path = table(tmp_path / "news.parquet", rows(900), row_group_size=300, compression="gzip", use_dictionary=False)
    data = bytearray(path.read_bytes())
    at = parquet.ParquetFile(path).metadata.row_group(1).column(0).data_page_offset
    data[at : at + 200] = bytes(200)
    path.write_bytes(data)
    found = sources(path)
    (fault,) = faults(found)
    assert "the rows 301 to 600 cannot be read (this table is damaged" in fault
    assert len(found) == 601


def test_a_table_that_is_cut_or_none_is_told(tmp_path: Path) -> None:
    path = table(tmp_path / "news.parquet", rows(10))
    path.write_bytes(path.read_bytes()[:-100])
    (tmp_path / "text.parquet").write_bytes(b"text" * 100)
    for each in (path, tmp_path / "text.parquet"):
        (fault,) = faults(sources(each))
        assert fault.startswith(f"{each}: this table is damaged")


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "find_spec", lambda name: None)
    (fault,) = faults(sources(table(tmp_path / "news.parquet", rows(1))))
    assert "the package pyarrow, which is missing; install it: pip install \"ecograph[tables]\"" in fault
