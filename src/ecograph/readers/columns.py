"""Put pieces of text that stand on a page into the order in which they are read: column by column, line by line.

A gutter is a place that many lines leave free, with text on both sides that is set in lines as long as a column's. What stands
across it (a headline, a picture's caption) parts the columns above from those below. A table's gutters are none: its cells are
short, and its rows are read as rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

# A column has so many lines, of so many characters at the median; the cells of a table have fewer.
_LINES, _CHARACTERS = 3, 9
# Three columns are two gutters, a page of a newspaper may have six.
_DEEPEST = 6
_WIDEST_INDENT = 8


class Piece(NamedTuple):
    """A stretch of text and where it stands, in points from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def middle(self) -> float:
        """Return how high the middle of the line is."""
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        """Return the height of the line."""
        return self.top - self.bottom


Row = list[Piece]


def lines(pieces: Sequence[Piece]) -> list[str]:
    """Return the lines of a page as they are read, indented as they stand; "" where there is a gap between paragraphs."""
    return [line for block in _blocks(list(pieces), 0) for line in _written(block)]


def rows(pieces: Iterable[Piece]) -> list[Row]:
    """Return the pieces line by line from the top, each line from the left."""
    found: list[Row] = []
    for piece in sorted(pieces, key=lambda each: (-each.middle, each.left)):
        if found and found[-1][0].middle - piece.middle < 0.5 * min(found[-1][0].height, piece.height):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [sorted(row) for row in found]


def _blocks(pieces: list[Piece], depth: int) -> Iterator[list[Piece]]:
    """Yield the pieces in stretches that are read one after the other."""
    at = _gutter(pieces) if depth < _DEEPEST else None
    if at is None:
        if pieces:
            yield pieces
        return
    for band in _bands(pieces, at):
        sides = ([each for each in band if each.right <= at], [each for each in band if each.left >= at])
        across = [each for each in band if each.left < at < each.right]
        if across:
            yield across + sides[0] + sides[1]
        else:
            for side in sides:
                yield from _blocks(side, depth + 1)


def _bands(pieces: list[Piece], at: float) -> Iterator[list[Piece]]:
    """Yield the pieces from the top: in turn rows that stand across the gutter and rows that do not."""
    band: list[Piece] = []
    crossing = False
    for row in rows(pieces):
        crosses = any(each.left < at < each.right for each in row)
        if band and crosses != crossing:
            yield band
            band = []
        crossing = crosses
        band += row
    if band:
        yield band


def _gutter(pieces: list[Piece]) -> float | None:
    """Return where the gutter between two columns is, None where all is one column."""
    if len(pieces) < 2 * _LINES:
        return None
    usual = median(each.height for each in pieces)
    left, right = min(each.left for each in pieces), max(each.right for each in pieces)
    edges = {round(each.left - 0.25 * usual, 1) for each in pieces}
    best: tuple[int, float] | None = None
    for at in sorted(edge for edge in edges if left + 4 * usual < edge < right - 4 * usual):
        if (beside := _beside(pieces, at)) and (best is None or beside > best[0]):
            best = (beside, at)
    return best[1] if best else None


def _beside(pieces: list[Piece], at: float) -> int:
    """Return how many lines stand beside each other at a gutter there, 0 if these are no columns."""
    before = [each for each in pieces if each.right <= at]
    after = [each for each in pieces if each.left >= at]
    across = len(pieces) - len(before) - len(after)
    if min(len(before), len(after)) < _LINES or across > len(before) + len(after):
        return 0
    low, high = (
        max(min(e.bottom for e in s) for s in (before, after)),
        min(max(e.top for e in s) for s in (before, after)),
    )
    sides = [[each for each in side if low <= each.middle <= high] for side in (before, after)]
    for side in sides:
        if len(side) < _LINES or median(len(each.text) for each in side) < _CHARACTERS:
            return 0
    return min(len(side) for side in sides)


def _written(block: list[Piece]) -> Iterator[str]:
    """Yield the lines of one block."""
    found = rows(block)
    usual = median(each.height for each in block)
    starts = Counter(round(row[0].left / usual * 2) for row in found)
    margin = min(starts, key=lambda each: (-starts[each], each)) * usual / 2
    pitches = [above[0].middle - below[0].middle for above, below in pairwise(found)]
    pitch = median(pitches) if pitches else 0.0
    for number, row in enumerate(found):
        if number and pitches[number - 1] > 1.6 * pitch:
            yield ""
        indent = round((row[0].left - margin) / usual)
        blanks = "　" * min(max(indent, 0), _WIDEST_INDENT)
        yield blanks + "\t".join(each.text for each in row)
