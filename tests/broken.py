"""Files that are broken, each in its own way, and good ones under odd names and in odd forms."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import socket
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from papers import column, docx, pdf, stream

Way: TypeAlias = Callable[[int, str], bytes]
"""Returns the bytes of a broken file, given the number by which it differs from the next and the text of an article."""

_NOISE = random.Random(7).randbytes(4000)


def _cut(data: bytes, number: int) -> bytes:
    return data[: len(data) * (3 + number % 5) // 10]


def _paper(text: str) -> bytes:
    lines = [each for line in text.splitlines() for each in column(line, left=72, top=760, width=30)]
    return pdf([[(left, 760 - 18 * at, words, size) for at, (left, _, words, size) in enumerate(lines[:40])]])


def _zip(members: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return sink.getvalue()


def _encrypted_zip(number: int, text: str) -> bytes:
    data = bytearray(_zip({f"{number}.txt": text.encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _encrypted_pdf(number: int, text: str) -> bytes:
    keys = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{number:064x}> /U <{'5a' * 32}> /P -4 >> /ID [<00><00>]"
    return pdf([column(text[:40], left=72, top=700, width=30)], trailer=keys.encode())


def _many_members(number: int, _: str) -> bytes:
    """Return a zip archive that says of itself that it has more members than a list can hold."""
    length = 40_000_000 + number
    entry = b"PK\x01\x02" + bytes(42)
    return entry * 1000 + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, length, 0, 0)


def _overlapping(number: int, _: str) -> bytes:
    """Return a zip archive whose 200 members are all the same bytes, which unpack to a thousand times their size."""
    packed = zlib.compress(bytes(1_900_000 + number), 9)[2:-4]
    crc = zlib.crc32(bytes(1_900_000 + number))
    told = (20, 0, 8, 0, 0, crc, len(packed), 1_900_000 + number)
    names = [f"{at:05}.txt".encode() for at in range(200)]
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", *told, 9, 0) + names[0] + packed
    entries = b"".join(struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, *told, 9, 0, 0, 0, 0, 0, 0) + name for name in names)
    return local + entries + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 200, 200, len(entries), len(local), 0)


def _entities(number: int, _: str) -> bytes:
    """Return a Word file whose XML defines entities by entities, a billion characters in all."""
    defined = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "{number}">{defined}]><d>&e9;</d>'
    return _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()})


def _table(number: int, text: str, damage: Callable[[bytes], bytes]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    sink = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist([{"text": f"{text}{number}"}]), sink)
    return damage(sink.getvalue())


def _damaged(data: bytes) -> bytes:
    return data[:4] + bytes(60) + data[64:]


def _tar(number: int, text: str, head: bytes = b"") -> bytes:
    from tarfile import USTAR_FORMAT, TarInfo

    info = TarInfo(f"{number}.txt")
    info.size = len(text.encode()) * 40
    return (head or info.tobuf(USTAR_FORMAT)) + text.encode()


def _crawl(number: int, text: str) -> bytes:
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{text}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/{number}\r\n"
        "Content-Type: application/http\r\nContent-Length: 99999\r\n\r\n"
    )
    return head.encode() + body


WAYS: Mapping[str, tuple[str, Way]] = {
    "empty": (".txt", lambda number, text: b""),
    "blank": (".txt", lambda number, text: b" \r\n\t" * (number + 1)),
    "only-a-mark": (".txt", lambda number, text: b"\xef\xbb\xbf"),
    "only-nul": (".txt", lambda number, text: bytes(number + 1)),
    "with-nul": (".txt", lambda number, text: b"\0".join(text.encode()[at : at + 1] for at in range(999))),
    "noise": (".txt", lambda number, text: _NOISE[number % 1000 :]),
    "latin": (".txt", lambda number, text: f"Äpfel für Übermüde {number}".encode("latin-1") * 20),
    "two-encodings": (".txt", lambda number, text: text.encode() + text.encode("gb18030") + bytes([0xFF, number % 256]) * 9),
    "cut-in-utf-16": (".txt", lambda number, text: text.encode("utf-16")[: 99 + 2 * (number % 50)]),
    "shift-jis": (".txt", lambda number, text: f"これはテストです、記事ではない。{number}".encode("shift-jis") * 9 + b"\x81"),
    "no-fact": (".txt", lambda number, text: f"今天天气真好，我们一起唱歌，唱了{'好' * (number % 90)}久。".encode()),
    "picture": (".txt", lambda number, text: b"\x89PNG\r\n\x1a\n" + _NOISE[number % 1000 :]),
    "program": (".md", lambda number, text: b"\x7fELF" + _NOISE[number % 1000 :]),
    "long-line": (".txt", lambda number, text: b"a" * (2_000_001 + number)),
    "cut-pdf": (".pdf", lambda number, text: _cut(_paper(text), number)),
    "pdf-of-noise": (".pdf", lambda number, text: b"%PDF-1.7\n" + _NOISE[number % 1000 :]),
    "pdf-without-text": (".pdf", lambda number, text: pdf([[]] * (1 + number % 9))),
    "encrypted-pdf": (".pdf", _encrypted_pdf),
    "pdf-of-pages": (".pdf", lambda number, text: pdf([[]] * (501 + number % 9))),
    "cut-docx": (".docx", lambda number, text: _cut(docx(text.splitlines()), number)),
    "docx-of-entities": (".docx", _entities),
    "docx-bomb": (".docx", lambda number, text: _zip({"word/document.xml": b" " * (21_000_000 + number)})),
    "docx-of-nothing": (".docx", lambda number, text: _zip({"word/document.xml": b"<a/>", f"{number}": b""})),
    "html-of-scripts": (".html", lambda number, text: f"<html><script>{text}{number}</script>".encode()),
    "html-of-tags": (".html", lambda number, text: b"<html>" + b"<div>" * (20_000 + number)),
    "html-of-nothing": (".html", lambda number, text: b"<html><body>" + b"&nbsp; " * number),
    "large-html": (".html", lambda number, text: b"<html><p>" + b"a " * 1_000_001),
    "cut-zip": (".zip", lambda number, text: _cut(_zip({f"{number}.txt": text.encode()}), number)),
    "zip-of-text": (".zip", lambda number, text: f"{text}{number}".encode()),
    "zip-in-zip-in-zip": (".zip", lambda number, text: _zip({"a.zip": _zip({"b.zip": _zip({f"{number}.txt": b"a"})})})),
    "zip-bomb": (".zip", _overlapping),
    "zip-of-many": (".zip", _many_members),
    "encrypted-zip": (".zip", _encrypted_zip),
    "zip-without-articles": (".zip", lambda number, text: _zip({f"{number}.png": text.encode()})),
    "tar-of-noise": (".tar", lambda number, text: _NOISE[number % 1000 :]),
    "cut-tar": (".tar", _tar),
    "cut-tar-gz": (".tar.gz", lambda number, text: _cut(gzip.compress(_tar(number, text)), number)),
    "gz-of-noise": (".jsonl.gz", lambda number, text: _NOISE[number % 1000 :]),
    "cut-gz": (".jsonl.gz", lambda number, text: _cut(gzip.compress(json.dumps({"text": text * 9}).encode()), number)),
    "gz-bomb": (".csv.gz", lambda number, text: gzip.compress(b"text\n" + bytes(3_000_000 + number))),
    "broken-rows": (".jsonl", lambda number, text: b'{"text": "\n[1]\n{"text": 5}\nnull\n' + b"[" * (2000 + number)),
    "long-row": (".jsonl", lambda number, text: b'{"text": "' + b"a" * (2_000_000 + number) + b'"}'),
    "rows-without-text": (".csv", lambda number, text: f"a,b\n{number},{text.splitlines()[0]}\n".encode()),
    "open-quote": (".csv", lambda number, text: f'text,n\n"{text}",{number}\n'.encode()[:-6] + b"\n"),
    "uneven-rows": (".tsv", lambda number, text: f"text\tn\na\tb\t{number}\nc\n".encode()),
    "cut-parquet": (".parquet", lambda number, text: _table(number, text, lambda data: _cut(data, number))),
    "parquet-of-noise": (".parquet", lambda number, text: b"PAR1" + _NOISE[number % 1000 :] + b"PAR1"),
    "damaged-parquet": (".parquet", lambda number, text: _table(number, text, _damaged)),
    "warc-of-noise": (".warc", lambda number, text: _NOISE[number % 1000 :]),
    "cut-warc": (".warc", _crawl),
    "cut-warc-gz": (".warc.gz", lambda number, text: _cut(gzip.compress(_crawl(number, text)), number)),
}
"""The ways in which a file is broken, with the suffix of the file; nothing in one is an article."""


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(path.parent)  # the address of a socket may not be long
        made.bind(path.name)
        os.chdir(here)


def _linked(to: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(to or path.name)


PLACES: Mapping[str, Callable[[Path], None]] = {
    "pipe.txt": _pipe,
    "pipe.jsonl": _pipe,
    "socket.html": _socket,
    "dangling.txt": _linked("nowhere"),
    "loop.pdf": _linked(""),
    "up": _linked("."),
    "device.txt": _linked("/dev/zero"),
    "folder.txt": Path.mkdir,
    "folder.zip": Path.mkdir,
}
"""What is no file, or none that can be read, by the end of its name."""

ODD_NAMES = (
    b"a\nb.txt", b"-rf.txt", b"\xff\xfe\x80.txt", "新闻".encode("gbk") + b".txt", "😀🌲.txt".encode(),
    "\u202etxt.lmth.txt".encode(), b"n" * 240 + b".txt", b" .txt", b"'\"$(x)`.txt", b"%00%2e.txt", b"\x01\x1b[31m.txt", b"..a.txt",
    b"a#1!b.txt", b"*?[x].txt",
)  # fmt: skip
"""Names that a good file may have."""

FORMS: Mapping[str, tuple[str, Callable[[str], bytes]]] = {
    "utf-8": (".txt", str.encode),
    "gb18030": (".txt", lambda text: text.encode("gb18030")),
    "utf-16 without a mark": (".txt", lambda text: text.encode("utf-16-le")),
    "markup": (".html", lambda text: f"<title>要闻</title><p>{text.replace(chr(10), '</p><p>')}</p>".encode("gb18030")),
    "word": (".docx", lambda text: docx(text.splitlines())),
}
"""How a good article may be written, by the suffix of its file."""


def slow(number: int) -> bytes:
    """Return a small PDF that is drawn for minutes."""
    return pdf([[]], content=stream(b"BT /F 12 Tf " + b"<6c5f> Tj 0 1 Td " * (30_000_000 + number) + b" ET"))
