"""Files and bodies that are made to harm whoever reads them; each is made when it is asked for, in a fraction of a second."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

from papers import changed, column, docx, pdf, stream, zipped

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF, HTML, TEXT, JSON, LINES = "application/pdf", "text/html", "text/plain", "application/json", "application/x-ndjson"
FORM = "multipart/form-data; boundary=edge"
SENTENCE = "晋中市生态环境局牵头推进平遥县污水处理厂扩建项目。"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PART = "word/document.xml"
_ITSELF = b"/XObject << /X 6 0 R >>"


class Hostile(NamedTuple):
    """A body, its content type, and the statuses that may answer it; `headers` are further ones."""

    body: Callable[[], bytes]
    kind: str
    statuses: tuple[int, ...] = (422,)
    headers: Mapping[str, str] = {}


def word(body: str = "", *, before: str = "") -> bytes:
    """Return a Word file with this body, and what stands before its document."""
    text = f'<?xml version="1.0"?>{before}<w:document {_W}><w:body>{body}</w:body></w:document>'
    return changed(docx(["一"]), {_PART: text.encode()})


def laughs(name: str = "w:document", levels: int = 9) -> str:
    """Return a document type whose last entity is ten to the power of `levels` laughs."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels + 1))
    return f'<!DOCTYPE {name} [<!ENTITY l0 "ha">{entities}]>'


def laughing(*, before: str = "", encoding: str = "utf-8") -> bytes:
    text = f"{before}{laughs()}<w:document {_W}><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    return changed(docx(["一"]), {_PART: text.encode(encoding)})


def outside(entity: str) -> bytes:
    """Return a Word file that shows what an address outside of it holds."""
    return word(
        f"<w:p><w:r><w:t>{SENTENCE}&x;</w:t></w:r></w:p>", before=f"<!DOCTYPE w:document [<!ENTITY x {entity}>]>"
    )


def lying() -> bytes:
    """Return a Word file with a part that says it is 100 bytes and unpacks to 50 million."""
    packed = bytearray(changed(docx(["一"]), {_PART: bytes(50_000_000)}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = -1
        while (place := packed.find(mark, place + 1)) >= 0:
            if struct.unpack_from("<I", packed, place + at)[0] == 50_000_000:
                struct.pack_into("<I", packed, place + at, 100)
    return bytes(packed)


def overlapping() -> bytes:
    """Return an archive whose thousand entries are all the same bytes of it."""
    packed = zipped({_PART: bytes(1_000_000)})
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        start = archive.start_dir
    entry = packed[start : packed.rindex(b"PK\x05\x06")]
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1000, 1000, len(entry) * 1000, start, 0)
    return packed[:start] + entry * 1000 + end


def nested(levels: int) -> bytes:
    data = docx([SENTENCE])
    for _ in range(levels):
        data = changed(docx([""]), {"word/embeddings/a.docx": data})
    return data


def drawing(operators: bytes, times: int, **more: bytes) -> bytes:
    """Return a PDF whose page draws the same again and again."""
    return pdf([[]], content=stream(b"BT /F 12 Tf " + operators * times + b" ET"), **more)


def twice_packed(size: int) -> bytes:
    packed = zlib.compress(zlib.compress(bytes(size), 1), 9)
    head = b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n" % len(packed)
    return pdf([[]], content=head + packed + b"\nendstream")


def replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new)


def paper(**more: object) -> bytes:
    return pdf([column(SENTENCE, left=72, top=700, width=30)], **more)  # type: ignore[arg-type]


def form(*parts: bytes, end: bytes = b"--edge--\r\n") -> bytes:
    return b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + end


def field(name: str = "file", filename: str = "a.txt", data: bytes = SENTENCE.encode(), more: bytes = b"") -> bytes:
    told = f'Content-Disposition: form-data; name="{name}"; filename="{filename}"'.encode("utf-8", "surrogatepass")
    return told + b"\r\n" + more + b"\r\n" + data


HOSTILE: dict[str, Hostile] = {
    # Word files
    "zip bomb": Hostile(lambda: changed(docx(["一"]), {"word/media/a.bmp": bytes(105_000_000)}), DOCX),
    "zip bomb that lies about its size": Hostile(lying, DOCX),
    "zip bomb of overlapping entries": Hostile(overlapping, DOCX),
    "zip of many entries": Hostile(lambda: zipped({f"word/{n}.xml": b"" for n in range(20_000)}), DOCX),
    "zips in zips": Hostile(lambda: nested(30), DOCX),
    "zip cut off": Hostile(lambda: docx([SENTENCE])[:-500], DOCX),
    "zip of an unknown method": Hostile(
        lambda: replaced(docx([SENTENCE]), b"\x14\0\0\0\x08\0", b"\x14\0\0\0\x63\0"), DOCX
    ),
    "billion laughs": Hostile(laughing, DOCX),
    "billion laughs in UTF-16": Hostile(lambda: laughing(encoding="utf-16"), DOCX),
    "billion laughs behind a comment": Hostile(lambda: laughing(before=f"<!--{'x' * 9000}-->"), DOCX),
    "billion laughs in the relations": Hostile(
        lambda: changed(docx(["一"]), {"_rels/.rels": f"{laughs('a')}<a>&l9;</a>".encode()}), DOCX
    ),
    "entity of a file": Hostile(lambda: outside('SYSTEM "file:///etc/passwd"'), DOCX),
    "entity of an address": Hostile(lambda: outside('SYSTEM "http://127.0.0.1:9/secret"'), DOCX),
    "document type of an address": Hostile(
        lambda: word(before='<!DOCTYPE w:document SYSTEM "http://127.0.0.1:9/a.dtd">'), DOCX
    ),
    "tables in tables": Hostile(lambda: word("<w:tbl><w:tr><w:tc>" * 30_000), DOCX),
    "a million elements": Hostile(lambda: word("<w:p/>" * 1_500_000), DOCX, (422,)),
    "a part with itself inside": Hostile(
        lambda: changed(
            docx([""]),
            {"word/_rels/document.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
             b'<Relationship Id="r" Type="x" Target="document.xml"/></Relationships>'},
        ),
        DOCX,
    ),
    # Web pages
    "divisions in divisions": Hostile(lambda: b"<html>" + b"<div>" * 1_000_000 + SENTENCE.encode(), HTML, (200, 422)),
    "tables in tables of a page": Hostile(
        lambda: b"<html>" + b"<table><tr><td>" * 100_000 + SENTENCE.encode(), HTML, (200, 422)
    ),
    "a huge attribute": Hostile(lambda: b"<html><p x='" + b"x" * 1_900_000 + b"'>" + SENTENCE.encode(), HTML, (200, 422)),
    "a page over what an article is": Hostile(lambda: b"<html><p x='" + b"x" * 6_000_000 + b"'>", HTML),
    "a hundred thousand attributes": Hostile(
        lambda: b"<html><p " + b" ".join(b"a%d=1" % n for n in range(150_000)) + b">" + SENTENCE.encode(), HTML, (200, 422)
    ),
    "billion laughs in a page": Hostile(
        lambda: f"{laughs('html')}<html><p>{SENTENCE}&l9;</p></html>".encode(), HTML, (200, 422)
    ),
    "entity of a file in a page": Hostile(
        lambda: f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><p>{SENTENCE}&x;</p>'.encode(),
        HTML, (200, 422),
    ),
    "a picture with entities": Hostile(lambda: f"{laughs('svg')}<svg>&l9;</svg>".encode(), "image/svg+xml", (415,)),
    "a picture that says it is a page": Hostile(
        lambda: f"{laughs('svg')}<svg xmlns='http://www.w3.org/2000/svg'><text>&l9;</text></svg>".encode(), HTML, (200, 422)
    ),
    "many empty links": Hostile(lambda: b"<html>" + b"<a href=x>" * 180_000 + SENTENCE.encode(), HTML, (200, 422)),
    "an encoding that runs code": Hostile(
        lambda: f"<meta charset='unicode_escape'><p>{SENTENCE}".encode(), HTML, (200, 422)
    ),
    "a page of NULs": Hostile(lambda: b"<html>" + bytes(1_900_000), HTML),
    # PDFs
    "PDF cut off": Hostile(lambda: paper()[:700], PDF, (200, 422)),
    "PDF of pages that hold themselves": Hostile(lambda: replaced(paper(), b"/Kids [7 0 R]", b"/Kids [2 0 R]"), PDF),
    "PDF that says it has two billion pages": Hostile(
        lambda: replaced(paper(), b"/Count 1", b"/Count 2147483647"), PDF, (200, 422)
    ),
    "PDF of very many pages": Hostile(lambda: pdf([[]] * 5_000), PDF),
    "PDF whose cross references go round": Hostile(
        lambda: replaced(paper(), b"/Root 1 0 R", b"/Prev 9 /XRefStm 9 /Root 1 0 R"), PDF, (200, 422)
    ),
    "flate bomb": Hostile(lambda: drawing(b"                ", 10_000_000), PDF),
    "flate bomb in a flate bomb": Hostile(lambda: twice_packed(200_000_000), PDF),
    "PDF of very many characters": Hostile(lambda: drawing(b"<6c5f> Tj 0 1 Td ", 3_000_000), PDF),
    "PDF of very many states": Hostile(lambda: pdf([[]], content=stream(b"q " * 20_000_000)), PDF),
    "PDF with a giant page": Hostile(lambda: paper(box="-1e30 -1e30 1e30 1e30"), PDF, (200, 422)),
    "PDF with a form that draws itself": Hostile(
        lambda: replaced(
            pdf([[]], content=stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << %s >>" % _ITSELF)),
            b"/Font << /F 3 0 R >>", _ITSELF,
        ),
        PDF,
    ),
    "PDF of arrays in arrays": Hostile(lambda: pdf([[]], extra=b"99 0 obj\n" + b"[" * 5_000_000 + b"\nendobj\n"), PDF),
    "encrypted PDF": Hostile(
        lambda: paper(trailer=b"/Encrypt << /Filter /Standard /V 4 /R 4 /Length 128 /P -4 /O <%s> /U <%s> >> /ID [<00><00>]"
                      % (b"41" * 32, b"42" * 32)), PDF,
    ),
    # Text
    "one line of six million": Hostile(lambda: b"1" * 6_000_000, TEXT),
    "one line of numbers": Hostile(lambda: ("1.5万亩，" * 100_000).encode(), TEXT, (200, 422)),
    "one line of names": Hostile(lambda: ("晋中市生态环境局" * 60_000).encode(), TEXT, (200, 422)),
    "nothing but brackets": Hostile(lambda: ("《" * 400_000).encode(), TEXT, (200, 422)),
    "a sentence without an end": Hostile(lambda: ("由市水利局牵头，在全市" * 50_000).encode(), TEXT, (200, 422)),
    "text of NULs": Hostile(lambda: bytes(5_000_000), TEXT),
    "text in no encoding": Hostile(lambda: bytes(range(256)) * 4_000, TEXT),
    "text in UTF-7": Hostile(lambda: "晋中市".encode("utf-7") * 99, "text/plain; charset=utf-7"),
    "a program": Hostile(lambda: b"\x7fELF" + bytes(4_000_000), "application/octet-stream"),
    # JSON
    "arrays in arrays": Hostile(lambda: b"[" * 5_000_000, JSON, (400,)),
    "objects in objects": Hostile(lambda: b'{"text":' * 500_000, JSON, (400,)),
    "a giant number": Hostile(lambda: b'{"text":' + b"9" * 5_000_000 + b"}", JSON, (400,)),
    "a million keys": Hostile(lambda: json.dumps(dict.fromkeys(map(str, range(400_000)), 1)).encode(), JSON, (400,)),
    "half a character": Hostile(lambda: b'{"text": "\\ud800"}', JSON, (400,)),
    "a hundred thousand lines": Hostile(lambda: b'{"text": "x"}\n' * 100_000, LINES, (400,)),
    "a title without an end": Hostile(
        lambda: json.dumps({"text": SENTENCE, "title": "x" * 5_000_000}).encode(), JSON, (400,)
    ),
    # Forms
    "fifty thousand parts": Hostile(lambda: form(*[field(data=b"")] * 50_000), FORM, (400,)),
    "a form without an end": Hostile(lambda: form(field(), end=b""), FORM, (400,)),
    "a form without an edge": Hostile(lambda: form(field()), "multipart/form-data", (400,)),
    "an edge as long as a book": Hostile(lambda: form(field()), f"multipart/form-data; boundary={'x' * 20_000}", (400,)),
    "headers without an end": Hostile(lambda: form(field(more=b"X: " + b"x" * 5_000_000 + b"\r\n")), FORM, (400,)),
    "a hundred thousand headers": Hostile(lambda: form(field(more=b"X: x\r\n" * 100_000)), FORM, (400,)),
    "edges that are none": Hostile(lambda: form(field(data=b"\r\n--edg" * 900_000)), FORM, (422,)),
    # Types
    "a packed body": Hostile(lambda: gzip.compress(bytes(50_000_000), 1), TEXT, (415,), {"Content-Encoding": "gzip"}),
    "a form of a web page": Hostile(lambda: b"a=1&" * 100_000, "application/x-www-form-urlencoded", (415,)),
    "a content type without an end": Hostile(lambda: SENTENCE.encode(), "text/" + "x" * 20_000, (415,)),
    "an archive": Hostile(lambda: zipped({"a.txt": b"a"}), "application/zip", (415,)),
}  # fmt: skip
