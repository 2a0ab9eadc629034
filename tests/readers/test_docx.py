"""A Word file gives its paragraphs and the rows of its tables in their order."""

from __future__ import annotations

import io

import docx as word
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ecograph.errors import ReadError
from ecograph.readers import document_of
from papers import changed, docx, zipped

TITLE, BODY = "晋中部署生态治理", "平遥县生态环境局负责推进平遥县污水处理厂扩建项目。"
TABLE = [["县区", "造林面积"], ["平遥县", "3.2万亩"]]
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'


def element(xml: str) -> bytes:
    """Return a Word file whose body holds these elements."""
    made = word.Document()
    holder = parse_xml(f"<w:body {nsdecls('w')} xmlns:mc='{_MC}'>{xml}</w:body>")
    for each in list(holder):
        made.element.body.insert(-1, each)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_paragraphs_and_tables_in_their_order() -> None:
    document = document_of(docx([TITLE, TABLE, BODY]), "a.docx")
    assert document.raw == f"{TITLE}\n县区\t造林面积\n平遥县\t3.2万亩\n{BODY}"
    assert (document.title, document.published) == (TITLE, "")
    assert all(document.span(at, at + 1).text == document.raw[document.offsets[at]] for at in range(len(document.text)))


def test_lines_are_never_joined() -> None:
    lines = [f"第{number}项任务是推进平遥县污水处理厂扩建项目" for number in range(8)]
    assert document_of(docx(lines), "a.docx").text.split("\n") == lines


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t></w:r></w:p>", "一\t二\n三"),
        ("<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>", "新"),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>", "控件"),
        ("<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>", "链接"),
        (
            "<w:p><w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent><w:p><w:r><w:t>框</w:t>"
            "</w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p>"
            "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            "正文\n框",
        ),
        (
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>外</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p>"
            "</w:tc></w:tr></w:tbl></w:tc><w:tc><w:p><w:r><w:t>邻</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            "外 内\t邻",
        ),
    ],
    ids=["marks", "tracked changes", "control", "link", "box", "table in a table"],
)
def test_what_stands_in_a_body(xml: str, text: str) -> None:
    assert document_of(element(xml), "a.docx").raw.strip() == text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (docx([TITLE])[:3000], "zip or Office|damaged"),
        (zipped({"word/document.xml": b"<w"}), "damaged"),
        (zipped({"word/other.xml": b"<a/>"}), "damaged"),
        (changed(docx([TITLE]), {"word/document.xml": LAUGHS}), "entities"),
        (changed(docx([TITLE]), {"word/document.xml": LAUGHS.decode().encode("utf-16")}), "entities"),
        (changed(docx([TITLE]), {"word/media/a.bin": bytes(101_000_000)}), "unpacks to more"),
        (docx([]), "no text"),
        (zipped({"xl/workbook.xml": b"<a/>"}), "zip or Office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64, "old Office"),
    ],
    ids=["cut", "no relations", "no document", "laughs", "laughs in UTF-16", "bomb", "empty", "workbook", "old"],
)
def test_what_cannot_be_read(data: bytes, told: str) -> None:
    with pytest.raises(ReadError, match=told) as raised:
        document_of(data, "a")
    assert (raised.value.where, bool(raised.value.remedy)) == ("a", True)
