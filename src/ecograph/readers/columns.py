"""Put pieces of text that stand on a page into the order in which they are read: column by column, line by line.

A gutter is a place that many lines leave free, with text on both sides that is set in lines as long as a column's. What stands
across it (a headline, a picture's caption) parts the columns above from those below. A table's gutters are none: its cells are
short, and its rows are read as rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from math import floor
from statistics import median
from typing import NamedTuple

# So many lines of two columns stand beside each other, of so many characters and more; the cells of a table have fewer.
_LINES, _CHARACTERS = 3, 9
# Three columns are two gutters, a page of a newspaper may have six.
_DEEPEST = 6
_WIDEST_INDENT = 8
# Of the places where lines begin, so many are tried.
_EDGES = 64


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
    for band, columns in _bands(pieces, at):
        if columns:
            yield from _blocks([each for each in band if each.right <= at], depth + 1)
            yield from _blocks([each for each in band if each.left >= at], depth + 1)
        else:
            yield band


def _bands(pieces: list[Piece], at: float) -> Iterator[tuple[list[Piece], bool]]:
    """Yield the pieces from the top, in turn what stands in columns on both sides of a gutter and what does not."""
    for columns, runs in groupby(_runs(rows(pieces), at), key=lambda run: _is_columns(run, at)):
        yield [piece for run in runs for row in run for piece in row], columns


def _runs(found: list[Row], at: float) -> Iterator[list[Row]]:
    """Yield the rows in stretches that a gap ends, or a row that stands across the gutter."""
    pitch = median(above[0].middle - below[0].middle for above, below in pairwise(found))
    run: list[Row] = []
    for row in found:
        gap = run[-1][0].middle - row[0].middle if run else 0.0
        if run and (gap > 1.6 * pitch or _crosses(row, at) != _crosses(run[-1], at)):
            yield run
            run = []
        run.append(row)
    yield run


def _crosses(row: Row, at: float) -> bool:
    return any(each.left < at < each.right for each in row)


def _is_columns(run: list[Row], at: float) -> bool:
    """Tell whether these rows are those of two columns: long on both sides, or on one side only, as where a column is longer."""
    if _crosses(run[0], at):
        return False
    both = [row for row in run if row[0].right <= at <= row[-1].left]
    return not both or any(_is_long(row, at) for row in both)


def _is_long(row: Row, at: float) -> bool:
    """Tell whether a row has lines of text, not cells, on both sides of a gutter."""
    sides = [each for each in row if each.right <= at], [each for each in row if each.left >= at]
    return all(side and all(len(each.text) >= _CHARACTERS for each in side) for side in sides)


def _gutter(pieces: list[Piece]) -> float | None:
    """Return where the gutter between two columns is, None where all is one column."""
    if len(pieces) < 2 * _LINES:
        return None
    usual = median(each.height for each in pieces)
    left, right = min(each.left for each in pieces), max(each.right for each in pieces)
    # Where most lines begin; a quarter of a character is near enough.
    starts = Counter(floor(each.left / usual * 4 - 0.5) for each in pieces).most_common(_EDGES)
    edges = {start * usual / 4 for start, _ in starts}
    found = rows(pieces)
    best: tuple[int, float] | None = None
    for at in sorted(edge for edge in edges if left + 4 * usual < edge < right - 4 * usual):
        if (beside := _beside(found, at)) and (best is None or beside > best[0]):
            best = (beside, at)
    return best[1] if best else None


def _beside(found: list[Row], at: float) -> int:
    """Return how many lines stand beside each other at a gutter there, 0 if these are no columns."""
    free = [row for row in found if not _crosses(row, at)]
    beside = sum(_is_long(row, at) for row in free)
    return beside if beside >= _LINES and 3 * len(free) > len(found) else 0


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
