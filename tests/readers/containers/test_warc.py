"""WARC: the pages of a crawl, known by their addresses; damaged stretches and what is no article are told."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from contained import crawl, faults, sources, texts

from ecograph.readers import read_document

HTML = "HTTP/1.1 200 OK\nContent-Type: text/html; charset=gb2312"
PARAGRAPH = "晋中市生态环境局今年在平遥县造林三万亩，并治理北河。"


def page(number: int) -> bytes:
    return f"<title>第{number}期</title><p>{PARAGRAPH * 3}第{number}段。</p>".encode("gb18030")


def record(number: int, head: str = HTML, body: bytes | None = None) -> tuple[str, bytes, bytes]:
    return f"http://example.org/{number}.html", head.encode(), page(number) if body is None else body


def write(path: Path, records: list[tuple[str, bytes, bytes]], **more) -> Path:
    path.write_bytes(crawl(records, **more))
    return path


@pytest.mark.parametrize("packed", [True, False])
def test_pages_are_known_by_their_addresses(tmp_path: Path, packed: bool) -> None:
    path = write(tmp_path / ("a.warc.gz" if packed else "a.warc"), [record(number) for number in range(200)], packed=packed)
    found = sources(path)
    assert [source.name for source in found] == [f"http://example.org/{number}.html" for number in range(200)]
    assert found[7].member == "#00000000-0000-0000-0000-000000000007"
    document = read_document(found[7])
    assert (document.title, document.raw) == ("第7期", f"第7期\n{PARAGRAPH * 3}第7段。")


def test_packed_and_chunked_bodies(tmp_path: Path) -> None:
    packed = gzip.compress(page(0))
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page(1)), page(1))
    records = [
        record(0, f"{HTML}\nContent-Encoding: gzip", packed), record(1, f"{HTML}\nTransfer-Encoding: chunked", chunked)
    ]  # fmt: skip
    path = write(tmp_path / "a.warc.gz", records)
    assert texts(sources(path)) == [f"第{number}期\n{PARAGRAPH * 3}第{number}段。" for number in range(2)]


def test_a_page_is_known_by_its_type_in_any_case_or_by_its_name(tmp_path: Path) -> None:
    heads = [HTML.replace("text/html", "Text/HTML"), "HTTP/1.1 200 OK\nServer: x"]
    path = write(tmp_path / "a.warc", [record(number, head) for number, head in enumerate(heads)], packed=False)
    assert len(sources(path)) == 2


def test_what_is_no_article_is_counted(tmp_path: Path) -> None:
    told: list[str] = []
    picture = HTML.replace("text/html; charset=gb2312", "image/png")
    lost = record(3, HTML.replace("200 OK", "404 Not Found"))
    path = write(tmp_path / "a.warc", [record(0), record(1, picture), record(2, picture), lost], packed=False)
    assert len(sources(path, tell=told.append)) == 1
    assert told == [f"{path}: passed over 2 image/png, 1 answers with the status 404"]


@pytest.mark.parametrize("packed", [True, False])
def test_a_damaged_stretch_costs_its_records(tmp_path: Path, packed: bool) -> None:
    records = [record(number) for number in range(100)]
    whole = [crawl([each], packed=packed) for each in records]
    whole[30] = whole[30][:60] + b"garbage" * 9 + whole[30][130:] if packed else whole[30][20:]
    whole[60] = b""
    whole[70] = whole[70][: len(whole[70]) // 2]
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(whole))
    found = sources(path)
    read = {source.name for source in found if not source.fault}
    assert read >= {each[0] for number, each in enumerate(records) if number not in (30, 60, 70, 71)}
    assert 1 <= len(faults(found)) <= 3
    assert all("damaged" in fault and str(path) in fault for fault in faults(found))


def test_a_cut_archive_gives_what_is_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc", [record(number) for number in range(10)], packed=False)
    path.write_bytes(path.read_bytes()[:-100])
    *found, last = sources(path)
    assert len(found) == 9
    assert "cut short (http://example.org/9.html" in str(last.fault)


def test_a_page_that_is_too_large_is_told(tmp_path: Path) -> None:
    large = gzip.compress(b"<p>" + bytes(5_000_000))
    path = write(tmp_path / "a.warc.gz", [record(0), record(1, f"{HTML}\nContent-Encoding: gzip", large), record(2)])
    found = sources(path)
    assert [bool(source.fault) for source in found] == [False, True, False]
    assert "larger than 2 MB" in faults(found)[0]


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    for data in (b"", b"text" * 100, gzip.compress(b"text" * 100)):
        path.write_bytes(data)
        assert len(faults(sources(path))) == 1
