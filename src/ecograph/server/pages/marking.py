"""Cut the text of an article into pieces, each under the same names and statements throughout."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple


class Stretch(NamedTuple):
    """A part of the source as published, in characters: what names the thing of this number."""

    start: int
    end: int
    thing: int


class Piece(NamedTuple):
    """Some words: `start` and `end` in the source, the innermost thing that they name, and the quantity that they are part of.

    -1 stands for none. `first` and `last` say whether the name begins and ends here; `anchors` are the stretches of statements
    that begin here.
    """

    text: str
    start: int
    end: int
    thing: int = -1
    quantity: int = -1
    first: bool = False
    last: bool = False
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """The words that are shown of a source, re-flowed or as published: character i of `text` is character `offsets[i]` of it."""

    text: str
    offsets: Sequence[int]
    paragraphs: Sequence[tuple[int, int]]

    def at(self, place: int) -> int:
        """Return where a place of the source, or what follows it, stands in the text."""
        return bisect_left(self.offsets, place)


@dataclass(slots=True)
class Marking:
    """Where names, quantities and statements stand in the words; each of their stretches once."""

    words: Words
    names: Sequence[Stretch]
    quantities: Sequence[Stretch]
    statements: Sequence[tuple[int, int]]
    _edges: list[int] = field(init=False)

    def __post_init__(self) -> None:
        ends = {edge for each in (*self.names, *self.quantities) for edge in each[:2]}
        ends |= {edge for pair in self.statements for edge in pair}
        self._edges = sorted({self.words.at(end) for end in ends})

    def paragraph(self, number: int) -> Iterator[Piece]:
        """Yield the pieces of a paragraph."""
        begin, end = self.words.paragraphs[number]
        inside = self._edges[bisect_right(self._edges, begin) : bisect_left(self._edges, end)]
        for first, last in pairwise((begin, *inside, end)):
            if first < last:
                yield self._piece(first, last)

    def of(self, start: int) -> int:
        """Return the number of the paragraph that a place of the source stands in."""
        at = self.words.at(start)
        return max(0, bisect_right([begin for begin, _ in self.words.paragraphs], at) - 1)

    def _piece(self, first: int, last: int) -> Piece:
        offsets = self.words.offsets
        start, end = offsets[first], offsets[last - 1] + 1
        name, quantity = _innermost(self.names, start, end), _innermost(self.quantities, start, end)
        anchors = sorted({(a, b) for a, b in self.statements if self.words.at(a) == first}, key=lambda pair: pair[1])
        return Piece(
            self.words.text[first:last],
            start,
            end,
            name.thing if name else -1,
            quantity.thing if quantity else -1,
            name is not None and self.words.at(name.start) == first,
            name is not None and self.words.at(name.end) == last,
            tuple(f"s={a}-{b}" for a, b in anchors),
        )


def _innermost(found: Sequence[Stretch], start: int, end: int) -> Stretch | None:
    """Return the shortest stretch that covers a part of the source."""
    over = [each for each in found if each.start <= start and end <= each.end]
    return min(over, key=lambda each: (each.end - each.start, each.thing), default=None)
