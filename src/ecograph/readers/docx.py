"""Read a Word file (DOCX): its paragraphs and tables, in their order.

The source as decoded is the text that this makes: a line for each paragraph and for each row of a table, with tabs between its
cells. What is shown in a box stands behind the paragraph that it hangs on; what was deleted, and what stands in heads, feet and
notes, is left out.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from ecograph.errors import EcographError, ReadError
from ecograph.readers.content import Content

# What a Word file may hold when it is unpacked: in all, in one part of XML, and in how many parts.
MAX_UNPACKED, MAX_XML, MAX_PARTS = 100_000_000, 20_000_000, 5_000
_AGAIN = "open it in a word processor and save it as .docx anew"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# The marks that stand in a paragraph as elements, not as text.
_MARKS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
# What is not shown, or is shown twice.
_SKIPPED = {_W + "del", _W + "moveFrom", _FALLBACK, _W + "rPr", _W + "pPr", _W + "instrText"}
_DTD = b"<!DOCTYPE"
# When python-docx's template was made: files made of it keep that day.
_TEMPLATE = datetime(2013, 12, 23, 23, 15, tzinfo=UTC)


def read(data: bytes, *, where: str, charset: str = "") -> Content:  # noqa: ARG001 - its XML tells the encoding
    """Return the text of a Word file and what it says of itself.

    Raise `ReadError` where it is damaged, no Word file, or unpacks to more than an article can be.
    """
    _check(data, where)
    try:
        body, title, made = _opened(data)
        text = "\n".join(_lines(body))
    except (EcographError, MemoryError):
        raise
    except Exception as error:  # python-docx has no error of its own: what is missing in a file fails anywhere
        raise ReadError(f"this DOCX file is damaged ({type(error).__name__})", where=where, remedy=_AGAIN) from error
    known = title if len(title) > 3 and "".join(title.split()) in "".join(text[:2000].split()) else ""
    return Content(text, title=known, made=made.date().isoformat() if made else "", width=0)


def _opened(data: bytes) -> tuple[Any, str, datetime | None]:
    from docx import Document

    opened = Document(io.BytesIO(data))
    told = opened.core_properties
    made = told.modified or told.created
    return opened.element.body, (told.title or "").strip(), None if made == _TEMPLATE else made


def _check(data: bytes, where: str) -> None:
    """Refuse what no word processor writes: archives that unpack to far more than they are, XML that defines entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            xml = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
            large = sum(part.file_size for part in parts) > MAX_UNPACKED or any(p.file_size > MAX_XML for p in xml)
            if large or len(parts) > MAX_PARTS:
                raise ReadError("this DOCX file unpacks to more than an article can be", where=where, remedy=_AGAIN)
            if any(part.flag_bits & 1 for part in parts):
                raise ReadError("this DOCX file is encrypted", where=where, remedy="save it without a password")
            for part in xml:
                with archive.open(part) as opened:
                    head = opened.read(4096)
                if _DTD in head.replace(b"\0", b"").upper():  # UTF-16 has NULs
                    raise ReadError(
                        "this DOCX file defines entities, which no word processor does", where=where, remedy=_AGAIN
                    )
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise ReadError(f"this DOCX file is damaged ({error})", where=where, remedy=_AGAIN) from error


def _lines(body: Any) -> Iterator[str]:  # noqa: ANN401 - an element of lxml
    """Yield the text of what an element holds, a paragraph or a row of a table a line."""
    for each in body:
        if each.tag == _W + "p":
            yield from "".join(_runs(each)).split("\n")
            for box in each.iter(_W + "txbxContent"):
                if not any(above.tag in _SKIPPED for above in box.iterancestors()):
                    yield from _lines(box)
        elif each.tag == _W + "tbl":
            yield from _rows(each)
        elif each.tag not in _SKIPPED:
            yield from _lines(each)


def _rows(table: Any) -> Iterator[str]:  # noqa: ANN401 - an element of lxml
    for row in table.iter(_W + "tr"):
        if next(row.iterancestors(_W + "tbl")) is table:
            yield "\t".join(_cell(cell) for cell in row.iter(_W + "tc") if next(cell.iterancestors(_W + "tr")) is row)


def _cell(cell: Any) -> str:  # noqa: ANN401 - an element of lxml
    """Return what a cell holds in one line."""
    return " ".join(line.strip() for line in _lines(cell) if line.strip())


def _runs(paragraph: Any) -> Iterator[str]:  # noqa: ANN401 - an element of lxml
    for each in paragraph:
        if each.tag == _W + "t":
            yield each.text or ""
        elif each.tag in _MARKS:
            yield _MARKS[each.tag]
        elif each.tag not in _SKIPPED and each.tag != _W + "txbxContent":
            yield from _runs(each)
