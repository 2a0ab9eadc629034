"""Decode bytes to text: UTF-8, UTF-16, GB18030 (which holds GBK and GB2312), Big5; refuse what is no text."""

from __future__ import annotations

import codecs

from ecograph.errors import ReadError

_MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a zip or Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
    b"\x1f\x8b": "a gzip file",
}
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Control characters that no text file holds (tab, newlines, form feed and the editor's end mark are fine).
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})

# Where more of a text is broken, it is in another encoding.
_WHOLE = 0.9


def decode(data: bytes, *, where: str) -> str:
    """Return the text of `data`, with a byte-order mark kept as its first character.

    Raise `ReadError` for an empty file, a binary file, and bytes that are in none of the known encodings.
    """
    encoding = _told(data, where)
    return _strict(data, encoding, where) if encoding else _guess(data, where)


def encoding_of(head: bytes, *, where: str) -> str:
    """Return the encoding of a text by its beginning, which may end within a character and hold some that are broken.

    Raise `ReadError` where it is empty or binary.
    """
    if encoding := _told(head, where):
        return encoding
    texts = {encoding: head.decode(encoding, "surrogateescape") for encoding in ("utf-8", "gb18030", "big5hkscs")}
    # UTF-8 is no accident: read as another encoding, little is well-formed and all of it is nonsense.
    return max(texts, key=lambda each: (_whole_share(texts[each]) > _WHOLE, _han_share(texts[each])))


def _whole_share(text: str) -> float:
    """Return which share of the text beyond ASCII is not broken."""
    wide = [char for char in text if not char.isascii()]
    return sum(not "\udc80" <= char <= "\udcff" for char in wide) / len(wide) if wide else 1.0


def _told(data: bytes, where: str) -> str:
    """Return the encoding that a mark or NULs tell, "" for none; raise `ReadError` for what is empty or no text."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise ReadError("the file is empty", where=where, remedy="remove it from the list")
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise ReadError(f"this is {kind}, not text", where=where, remedy="save or export it as plain text first")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    if encoding := _utf16_without_mark(data):
        return encoding
    if len(data[:4096]) - len(data[:4096].translate(None, _CONTROLS)) > 2:
        raise ReadError("this is a binary file, not text", where=where, remedy="save or export it as plain text first")
    return ""


def _strict(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _wrong(error, where) from error


def _utf16_without_mark(data: bytes) -> str:
    """Return which UTF-16 a text is in that has the NULs of one and is Chinese in it, "" for none."""
    head = data[:2000]
    if 0 not in head:
        return ""
    even = head[: len(head) // 2 * 2]
    shares = {name: _han_share(even.decode(name, errors="replace")) for name in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] > 0.3 else ""


def _guess(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        utf8_error = error
    candidates = []
    for encoding in ("gb18030", "big5hkscs", "utf-16-le"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        candidates.append((_han_share(text), encoding != "big5hkscs", text))
    if candidates and (best := max(candidates, key=lambda c: c[:2]))[0] > 0.3:
        return best[2]
    raise _wrong(utf8_error, where) from utf8_error


def _han_share(text: str) -> float:
    """Return which share of the text is common Chinese writing: the frequent characters and the full-width marks."""
    sample = text[:4000]
    good = sum(c in _FREQUENT for c in sample) * 4
    rare = sum("\ue000" <= c <= "\uf8ff" or c == "\ufffd" or "\u0e00" <= c <= "\u1fff" for c in sample) * 4
    return (good - rare) / max(1, sum(not c.isspace() and not c.isascii() for c in sample))


# Characters that make up a quarter and more of any Chinese news text, in both scripts.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出分对成会可主发年动同工也能下过民，。、“”"
    "為國發動會個時們這"
)


def _wrong(error: UnicodeDecodeError, where: str) -> ReadError:
    return ReadError(
        f"neither UTF-8, UTF-16, GB18030 nor Big5 (first bad byte at {error.start})",
        where=where,
        remedy="save it as UTF-8 and try again",
    )
