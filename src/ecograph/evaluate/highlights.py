"""Cut a text into pieces by the highlights that lie on it; highlights may nest and cross."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ecograph.evaluate.judging import EntityVerdict, Judged
from ecograph.evaluate.passages import Passages, Stretch


@dataclass(frozen=True, slots=True)
class Highlight:
    """One entity where it is printed: `verdict` right, missed, wrong or open, and what to say about it.

    `level` says how far below the text its line is drawn, so that it crosses no other.
    """

    place: Stretch
    verdict: str
    type: str
    told: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same highlights, the outermost first; `begins` are those that start with it."""

    text: str
    over: tuple[Highlight, ...]
    begins: tuple[Highlight, ...]


def highlights(judged: Judged, passages: Passages) -> list[Highlight]:
    """Return what to highlight in one article: what was found where it was found, what is missed where it is first."""
    found = dict.fromkeys(each for verdict in judged.entities for each in _of(verdict, passages))
    return sorted(_levelled(list(found)), key=lambda each: (each.place[0], -each.place[1], -each.level, each.told))


def _levelled(marks: list[Highlight]) -> list[Highlight]:
    """Give each highlight the lowest level above those of the shorter ones that it overlaps."""
    done: list[Highlight] = []
    for mark in sorted(marks, key=lambda each: (each.place[1] - each.place[0], each.place, each.type, each.told)):
        under = [each.level for each in done if each.place[0] < mark.place[1] and mark.place[0] < each.place[1]]
        done.append(replace(mark, level=max(under, default=-1) + 1))
    return done


def _of(verdict: EntityVerdict, passages: Passages) -> Iterator[Highlight]:
    gold, found = verdict.gold, verdict.found
    if found:
        # What the annotation leaves open but has, and was found, is as good as right.
        shown = "right" if gold else verdict.verdict
        label = f"{gold.label} = {found.name}" if gold and gold.label != found.name else found.name
        yield from (Highlight(place, shown, found.type, label) for place in passages.of_entity(found))
    elif gold and verdict.verdict == "missed" and (place := passages.of_gold(gold)):
        yield Highlight(place, "missed", gold.type, gold.label)


def pieces(text: str, marks: Sequence[Highlight]) -> Iterator[Piece]:
    """Yield the text in pieces, each under the same highlights throughout."""
    edges = sorted({0, len(text), *(edge for mark in marks for edge in mark.place)})
    for start, end in pairwise(edges):
        over = tuple(mark for mark in marks if mark.place[0] <= start and end <= mark.place[1])
        yield Piece(text[start:end], over, tuple(mark for mark in over if mark.place[0] == start))
