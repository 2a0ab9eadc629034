"""Tell where a place name may begin: behind another place, in a list of places, behind a preposition, behind a mark."""

from __future__ import annotations

import re
from enum import IntEnum

from ecograph.extract.place_hit import PlaceHit
from ecograph.extract.place_words import LOCAL, Suffix, leads_in, transcribed
from ecograph.extract.sheet import Sheet

_TRANSCRIBED_MOST = 10


class Edge(IntEnum):
    """What stands before a name, the stronger the surer that it begins there."""

    NONE = 0
    MARK = 1
    LEAD = 2
    LIST = 3
    PLACE = 4


def _han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


class Edges:
    """What was found of one sheet by where it ends: divisions, and the places that are none."""

    def __init__(self, sheet: Sheet, divisions: list[PlaceHit], natural: list[PlaceHit]) -> None:
        self.sheet, self.text = sheet, sheet.text
        self.divisions = {hit.end: hit for hit in divisions}
        self.named = {hit.end: hit for hit in natural}

    def after_place(self, at: int) -> bool:
        """Tell whether a place ends here."""
        return at in self.named or at in self.divisions

    def in_division(self, at: int) -> bool:
        """Tell whether the place before is one that a water or mountain can lie in; 长江|连江 is no two rivers."""
        return at in self.divisions or (at in self.named and self.named[at].kind in ("admin", "region", "site"))

    def edge(self, match: re.Match[str], suffix: Suffix) -> tuple[int, Edge]:
        """Return the nearest place to the left of a last word where a name may begin for a reason."""
        text, end = self.text, match.start()
        most = suffix.most + (1 if match.group() in LOCAL and suffix.most < 5 else 0)
        run = self._transcribed(match)
        if run >= 0:
            return run, Edge.LEAD
        at = end
        while at > 0 and end - at <= most:
            if at in self.divisions or at in self.named:
                return at, Edge.PLACE
            char = text[at - 1]
            if not _han(char):
                return at, Edge.LIST if char == "、" and self._listed(at - 1) else Edge.MARK
            if at < end and leads_in(self.sheet, at):
                return at, Edge.LEAD
            at -= 1
        return (0, Edge.MARK) if at == 0 else (-1, Edge.NONE)

    def _listed(self, at: int) -> bool:
        """Tell whether a place, or a part of one (沱江干流), ends here."""
        if self.text[at - 2 : at] in ("干流", "支流", "流域"):
            at -= 2
        return self.after_place(at)

    def _transcribed(self, match: re.Match[str]) -> int:
        """Return where a name in transcription begins that fills the stretch from an edge to a local last word."""
        end = match.start()
        if match.group() not in LOCAL:
            return -1
        best = -1
        for at in range(end - 3, max(-1, end - _TRANSCRIBED_MOST - 1), -1):
            if not _han(self.text[at]):
                break
            closed = at == 0 or not _han(self.text[at - 1]) or at in self.divisions or at in self.named
            if (closed or leads_in(self.sheet, at)) and transcribed(self.text, at, end):
                best = at
            if closed:
                break
        return best
