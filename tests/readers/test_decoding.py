"""Bytes become text, or one error that names the file and the remedy."""

from __future__ import annotations

import codecs

import pytest

from ecograph.errors import ReadError
from ecograph.readers.decoding import decode

TEXT = "晋中市生态环境局局长马成毅说，今年全市造林绿化32.4万亩，PM2.5平均浓度降到38微克/立方米以下。\n" * 3
TRADITIONAL = "臺北市政府環境保護局局長表示，今年將在全市推動河川整治，並於年底前完成三處濕地的工程。\n" * 3


@pytest.mark.parametrize(
    ("text", "encoding", "mark"),
    [
        (TEXT, "utf-8", b""),
        (TEXT, "utf-8", codecs.BOM_UTF8),
        (TEXT, "utf-16-le", codecs.BOM_UTF16_LE),
        (TEXT, "utf-16-be", codecs.BOM_UTF16_BE),
        (TEXT, "utf-16-le", b""),
        (TEXT, "utf-16-be", b""),
        ("第一、二、三、四批一体一致，进一步统一一切；" * 40 + TEXT, "utf-16-le", b""),
        (TEXT, "gb18030", b""),
        (TEXT, "gbk", b""),
        (TRADITIONAL, "big5", b""),
        ("短讯：晋中市植树。", "gb18030", b""),
        ("Nothing but Latin letters.", "ascii", b""),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 12 else None,
)
def test_an_encoding_is_recognised(text: str, encoding: str, mark: bytes) -> None:
    assert decode(mark + text.encode(encoding), where="a.txt").removeprefix("\ufeff") == text


def test_a_byte_order_mark_stays_in_the_text_so_that_offsets_count_it() -> None:
    assert decode(codecs.BOM_UTF8 + "文".encode(), where="a.txt") == "\ufeff文"


def test_a_character_beyond_gbk_needs_gb18030() -> None:
    text = TEXT.replace("马成毅", "马㛃𠮷")
    assert decode(text.encode("gb18030"), where="a.txt") == text


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\x00" * 64], ids=repr)
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="empty"):
        decode(data, where="a.txt")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04word/document.xml", "zip or Office"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x7fELF\x02\x01\x01", "program"),
        (bytes(range(256)) * 8, "binary"),
    ],
    ids=["pdf", "docx", "png", "elf", "bytes"],
)
def test_what_is_no_text_is_refused_by_its_kind(data: bytes, told: str) -> None:
    with pytest.raises(ReadError, match=told) as raised:
        decode(data, where="a.bin")
    assert (raised.value.where, bool(raised.value.remedy)) == ("a.bin", True)


@pytest.mark.parametrize(
    "data",
    [TEXT.encode() + b"\xff\xfe\xfd", TEXT.encode("utf-16-le")[:-1], "Übergröße für Äcker".encode("latin-1") * 9],
    ids=["utf-8 with bad bytes", "half a character", "latin-1"],
)
def test_an_unknown_encoding_is_refused_and_not_guessed(data: bytes) -> None:
    mark = codecs.BOM_UTF16_LE if data[1:2] and data[1] in (0x66, 0x4E) and b"\x00" in data else b""
    with pytest.raises(ReadError, match="neither UTF-8"):
        decode(mark + data, where="a.txt")
