"""What the reading of agencies goes by: the text, its places, and the agencies read so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from typing import NamedTuple

from ecograph.extract.geography.places import PlaceHit
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.growing import Blocks

# Bodies with divisions and stations of their own: both are named, and the part is part of the whole.
OWNERS = frozenset({"bureau", "department", "ministry", "commission", "institution"})
# How much of a name's end is looked up.
_LONGEST_SUFFIX = 24


class AgencyHit(NamedTuple):
    """A stretch of clean text that names an agency, with the full name and kind."""

    start: int
    end: int
    name: str
    kind: str
    parent: str = ""
    place: str = ""
    forms: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 1.0
    absorbs: bool = False

    @property
    def key(self) -> str:
        """The entity key of the agency."""
        return f"Agency:{self.name}"


def _end(hit: AgencyHit) -> int:
    return hit.end


class Nearby:
    """What a name can lean on: the text, the places in it, and the agencies read so far, in the order of their ends."""

    def __init__(self, sheet: Sheet, places: list[PlaceHit]) -> None:
        self.sheet, self.text, self.places = sheet, sheet.text, places
        self.place_ends = {hit.end: hit for hit in places}
        self._place_starts = {hit.start: hit for hit in places}
        self.blocks = Blocks.of(hit for hit in places if hit.rule != "place.deictic")
        self.hits: list[AgencyHit] = []
        self.ends: dict[int, AgencyHit] = {}
        self._suffixes: dict[str, AgencyHit] = {}

    def add(self, hit: AgencyHit) -> None:
        """Take an agency in."""
        insort(self.hits, hit, key=_end)
        self.ends[hit.end] = hit
        for length in range(2, min(len(hit.name), _LONGEST_SUFFIX) + 1):
            self._suffixes[hit.name[-length:]] = hit

    def remove(self, hit: AgencyHit) -> None:
        """Give an agency up for one that holds it."""
        del self.hits[self.hits.index(hit, bisect_left(self.hits, hit.end, key=_end))]

    def places_at(self, start: int) -> PlaceHit | None:
        """Return the place that begins here."""
        return self._place_starts.get(start)

    def before(self, at: int) -> Iterator[AgencyHit]:
        """Yield the agencies that end at `at` or before it, the nearest first."""
        for number in range(bisect_right(self.hits, at, key=_end) - 1, -1, -1):
            yield self.hits[number]

    def over(self, start: int, end: int) -> list[AgencyHit]:
        """Return the agencies that overlap a stretch; none is longer than a clause."""
        first = bisect_right(self.hits, start, key=_end)
        return [hit for hit in self.hits[first : first + 24] if hit.start < end]

    def named(self, suffix: str) -> AgencyHit | None:
        """Return the agency read last whose name ends like this."""
        return self._suffixes.get(suffix)
