"""Make small PDF, DOCX and HTML files by hand, for tests that read them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

# x and y of the first character from the lower left corner, in points; the words; the size of the characters.
Line: TypeAlias = tuple[float, float, str, float]

_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
    b" /Supplement 4 >> /DW 1000 /FontDescriptor 5 0 R >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
    b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
)


def pdf(
    pages: Sequence[Iterable[Line]],
    *,
    info: Mapping[str, str] = {},
    extra: bytes = b"",
    trailer: bytes = b"",
    content: bytes | None = None,
    box: str = "0 0 595 842",
    rotate: int = 0,
) -> bytes:
    """Return a PDF of these pages, set in a Chinese font that is not embedded; no library is needed to write it.

    `extra` are further objects, `trailer` further entries of the trailer; `content` is what each page holds in place of its
    lines, a whole stream object.
    """
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *_FONT]
    kids = []
    for lines in pages:
        objects.append(content or stream(_drawn(lines)))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Rotate {rotate} /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    told = "".join(f"/{name} <FEFF{value.encode('utf-16-be').hex()}>" for name, value in info.items())
    objects.append(f"<< {told} >>".encode())
    return _filed(objects, extra, f"/Info {len(objects)} 0 R ".encode() + trailer)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a compressed stream object."""
    packed = zlib.compress(data)
    head = b"<< /Filter /FlateDecode /Length %d %s >>\nstream\n" % (len(packed), entries)
    return head + packed + b"\nendstream"


def column(text: str, *, left: float, top: float, width: int, size: float = 12, indent: int = 2) -> list[Line]:
    """Return a paragraph as lines of so many characters, the first one indented."""
    whole = "\0" * indent + text
    parts = [whole[at : at + width] for at in range(0, len(whole), width)]
    return [
        (left + size * (len(part) - len(part.lstrip("\0"))), top - number * 1.5 * size, part.lstrip("\0"), size)
        for number, part in enumerate(parts)
    ]


def _drawn(lines: Iterable[Line]) -> bytes:
    told = (f"/F {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj" for x, y, text, size in lines)
    return f"BT {' '.join(told)} ET".encode()


def _filed(objects: list[bytes], extra: bytes, trailer: bytes) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    out.write(extra)
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))
    return out.getvalue()


def docx(paragraphs: Iterable[str | list[list[str]]], *, title: str = "") -> bytes:
    """Return a Word file; a list of rows is a table."""
    from docx import Document

    made = Document()
    made.core_properties.title = title
    for each in paragraphs:
        if isinstance(each, str):
            made.add_paragraph(each)
            continue
        table = made.add_table(len(each), len(each[0]))
        for row, cells in zip(table.rows, each, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def changed(packed: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a zip file with some of its parts replaced, or further ones."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**held, **parts})
