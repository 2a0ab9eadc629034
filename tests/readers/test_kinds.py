"""A file is what its bytes are, whatever it is called; where these do not tell, its name does."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecograph.errors import ReadError
from ecograph.readers import Source, find_sources, read_document
from ecograph.readers import kinds as module
from ecograph.readers.content import Content
from ecograph.readers.kinds import Kind, choose
from papers import docx, zipped

TEXT = "晋中市植树。".encode()


@pytest.mark.parametrize(
    ("data", "name", "media_type", "kind"),
    [
        (TEXT, "a.txt", "", "text"),
        (TEXT, "a", "", "text"),
        (TEXT, "a.html", "", "HTML"),
        (TEXT, "a", "text/html", "HTML"),
        (TEXT, "a.pdf", "", "PDF"),
        (b"\n%PDF-1.4", "a.txt", "text/plain", "PDF"),
        (docx(["一"]), "a.pdf", "application/pdf", "DOCX"),
        (zipped({"a.txt": TEXT}), "a.zip", "", "text"),
        (b"PK\x03\x04", "a.docx", "", "DOCX"),
        (b" <!-- a -->\n<!DOCTYPE HTML>", "a.txt", "", "HTML"),
        (b"\xef\xbb\xbf<html>", "a.txt", "", "HTML"),
        ("<html>".encode("utf-16"), "a.txt", "", "HTML"),
        (b"<?xml version='1.0'?><html>", "a.txt", "", "HTML"),
        (b"<svg>", "a.svg", "image/svg+xml", "text"),
        (b"<headline>", "a.txt", "", "text"),
        (b"<!-- a -->" * 200, "a.txt", "", "text"),
        (b"<!-- a -->" * 100 + b"<html>", "a.txt", "", "HTML"),
    ],
)  # fmt: skip
def test_the_kind(data: bytes, name: str, media_type: str, kind: str) -> None:
    assert choose(data, name, media_type).name == kind


def test_a_folder_gives_all_kinds(tmp_path: Path) -> None:
    for name in ("a.txt", "b.HTML", "c.pdf", "d.docx", "e.doc", "f.png"):
        (tmp_path / name).write_bytes(TEXT)
    assert [Path(source.name).name for source in find_sources([str(tmp_path)])] == [
        "a.txt",
        "b.HTML",
        "c.pdf",
        "d.docx",
    ]


@pytest.mark.parametrize(
    ("name", "size", "refused"), [("a.txt", 1500, True), ("a.docx", 1500, False), ("a.html", 1500, True)]
)
def test_what_holds_pictures_may_be_larger(tmp_path: Path, name: str, size: int, refused: bool) -> None:
    path = tmp_path / name
    path.write_bytes(TEXT + bytes(size))
    with pytest.raises(ReadError) as raised:
        read_document(Source(str(path)), max_bytes=1000)
    assert ("larger than" in raised.value.what) == refused


def test_a_text_that_is_larger_than_its_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(["晋中市植树。" * 20_000]))
    with pytest.raises(ReadError, match=r"larger than 0\.1 MB"):
        read_document(Source(str(path)), max_bytes=100_000)


def test_a_package_may_add_a_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Point:
        name = "wiki"

        def load(self) -> Kind:
            return Kind("wiki", (".wiki",), (), f"{__name__}:wiki", lambda _: False)

    monkeypatch.setattr(module, "entry_points", lambda group: [Point()] if group == "ecograph.readers" else [])
    module.kinds.cache_clear()
    (tmp_path / "a.wiki").write_bytes(b"''tree''")
    try:
        (source,) = find_sources([str(tmp_path)])
        assert read_document(source).raw == "tree, read by another package"
    finally:
        module.kinds.cache_clear()


def wiki(data: bytes, *, where: str, charset: str = "") -> Content:
    return Content(f"{data.decode().strip(chr(39))}, read by another package")
