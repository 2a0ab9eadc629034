"""Take the characters off a page of a PDF, with their places, and join those that stand side by side."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ecograph.readers.columns import Piece

if TYPE_CHECKING:
    import pypdfium2 as pdfium

# What pdfium puts for a hyphen at the end of a line.
_HYPHENS = {0x2: 0x2D, 0xFFFE: 0x2D}
_BLANK = frozenset([0x9, 0xA, 0xD, 0x20, 0xA0, 0x3000, 0])
MAX_CHARACTERS = 200_000


class _Glyph(NamedTuple):
    char: str
    left: float
    bottom: float
    right: float
    top: float
    turn: int
    blank: bool


def pieces(page: pdfium.PdfTextPage) -> list[Piece]:
    """Return the pieces of text of one page, those that are set the way most are.

    A piece is a stretch of characters on one line, without a gap wider than a character.
    """
    glyphs = list(_glyphs(page))
    turns = Counter(glyph.turn for glyph in glyphs)
    if not turns:
        return []
    usual = turns.most_common(1)[0][0]
    return list(_joined(_upright(glyph, usual) for glyph in glyphs if glyph.turn == usual))


def _glyphs(page: pdfium.PdfTextPage) -> Iterator[_Glyph]:
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    at = ctypes.byref(box)
    blank = False
    for index in range(min(raw.FPDFText_CountChars(page), MAX_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(page, index)
        code = _HYPHENS.get(code, code)
        if code in _BLANK:
            blank = True
            continue
        if 0xD800 <= code <= 0xDFFF or not raw.FPDFText_GetLooseCharBox(page, index, at):
            continue
        turn = round(math.degrees(raw.FPDFText_GetCharAngle(page, index))) % 360
        yield _Glyph(chr(code), box.left, box.bottom, box.right, box.top, turn, blank)
        blank = False


def _upright(glyph: _Glyph, turn: int) -> _Glyph:
    """Return a glyph of a page that is set sideways or upside down as if the page were turned."""
    left, bottom, right, top = glyph[1:5]
    if turn == 90:
        return glyph._replace(left=bottom, right=top, bottom=-right, top=-left)
    if turn == 270:
        return glyph._replace(left=-top, right=-bottom, bottom=left, top=right)
    if turn == 180:
        return glyph._replace(left=-right, right=-left, bottom=-top, top=-bottom)
    return glyph


def _joined(glyphs: Iterator[_Glyph]) -> Iterator[Piece]:
    chars: list[str] = []
    piece: Piece | None = None
    for glyph in glyphs:
        height = max(glyph.top - glyph.bottom, 1.0)
        if piece is not None and _goes_on(piece, glyph, height):
            chars.append(f" {glyph.char}" if glyph.blank else glyph.char)
            # The tallest says where the line stands: a small figure above or below it does not move it.
            bottom, top = (piece.bottom, piece.top) if piece.top - piece.bottom >= height else (glyph.bottom, glyph.top)
            piece = Piece(piece.left, bottom, max(piece.right, glyph.right), top, "")
        else:
            if piece is not None:
                yield piece._replace(text="".join(chars))
            chars, piece = [glyph.char], Piece(glyph.left, glyph.bottom, glyph.right, glyph.bottom + height, "")
    if piece is not None:
        yield piece._replace(text="".join(chars))


def _goes_on(piece: Piece, glyph: _Glyph, height: float) -> bool:
    tall = max(piece.top - piece.bottom, height)
    middle = (glyph.top + glyph.bottom) / 2
    gap = glyph.left - piece.right
    return piece.bottom <= middle <= piece.top and -0.5 * tall <= gap <= 0.9 * tall
