"""Decode a web page: by the encoding that it, or the server that sent it, names, as long as the bytes agree."""

from __future__ import annotations

import codecs
import re

from ecograph.errors import ReadError
from ecograph.readers.decoding import decode

_DECLARED = re.compile(rb"<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*[\"']?\s*([\w:.-]+)", re.I)
# What a page calls by an older or a narrower name is written in its successor, as browsers read it.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
_MARKED = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# A page may hold a broken character or two (cut by a form, pasted from elsewhere) and be read all the same.
_BROKEN = 0.002


def decode_markup(data: bytes, *, where: str, charset: str = "") -> str:
    """Return the text of a page; `charset` is the encoding that came with it, "" for none.

    Raise `ReadError` where it is in none of the encodings that it may be in.
    """
    if not data.startswith(_MARKED):
        match = _DECLARED.search(data[:4096])
        named = [each for each in (charset, match.group(1).decode("ascii") if match else "") if each]
        for encoding in dict.fromkeys(filter(None, map(_known, named))):
            if (text := _tolerant(data, encoding)) is not None:
                return text
    try:
        return decode(data, where=where)
    except ReadError:
        # A page in English, or of pictures: no Chinese in it by which to tell.
        if (text := _tolerant(data, "utf-8")) is not None:
            return text
        raise


def _known(encoding: str) -> str:
    """Return the codec for an encoding's name, "" where there is none for text that holds ASCII as it is."""
    wider = _WIDER.get(encoding.lower(), encoding)
    try:
        found = codecs.lookup(wider)
        plain = b"<a>".decode(found.name) == "<a>"
    except (LookupError, UnicodeError, ValueError):
        return ""
    return found.name if plain else ""


def _tolerant(data: bytes, encoding: str) -> str | None:
    """Return the text, with U+FFFD for the few bytes that are broken; None where more are."""
    text = data.decode(encoding, errors="replace")
    return text if text.count("\ufffd") <= _BROKEN * len(text) else None
