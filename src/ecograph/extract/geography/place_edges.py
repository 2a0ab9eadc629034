"""Tell where a place name may begin: behind another place, in a list of places, behind a preposition, behind a mark."""

from __future__ import annotations

import re
from enum import IntEnum

from ecograph.extract.geography.place_hit import PlaceHit
from ecograph.extract.geography.place_words import LOCAL, Suffix, leads_in, transcribed
from ecograph.extract.sheet import Sheet

_TRANSCRIBED_MOST = 10
# What a source of water is for, and how far from it the name of its water may end.
_USES = frozenset(
    {"", "备用", "应急", "应急备用", "饮用", "饮用水", "集中式饮用", "集中式饮用水", "城市饮用水", "后备"}
)
_LONGEST_OF_WATER = 16
# 芙蓉镇|石桥村: a town with its village.
_TOWNS = frozenset({"镇", "乡", "街道", "苏木"})
_VILLAGE = re.compile("[\u4e00-\u9fff]{1,4}?(?:村|社区|嘎查)")
_INSIDE = ("境内", "境内的", "辖区内的", "市内", "县内")
FUNCTION_IN_WATER = re.compile("[的了是等由以于从在对为与其]")


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

    def standing(self, start: int, match: re.Match[str]) -> Edge:
        """Tell what stands before a name that begins here, or beside it in a list: 东塔镇、|西塔镇."""
        if self.after_place(start) or self.text.endswith(_INSIDE, 0, start):
            return Edge.PLACE
        if self._listed(start - 1) and self.text[start - 1] in "、和与及":
            return Edge.LIST
        last, end = match.group(), match.end()
        if self.text[start - 1 : start] == "、" and self.text.endswith(last, 0, start - 1):
            return Edge.LIST
        if self.text[end : end + 1] in ("、", "和", "与", "及"):
            following = self.text.find(last, end + 2, end + 8 + len(last))
            if following > 0 and all(map(_han, self.text[end + 1 : following])):
                return Edge.LIST
        if last in _TOWNS and _VILLAGE.match(self.text, end):
            return Edge.LEAD
        return Edge.LEAD if leads_in(self.sheet, start, sure=True) else Edge.NONE

    def of_water(self, match: re.Match[str]) -> int:
        """Read 滆湖鲌类|国家级水产种质资源保护区, 滆湖备用|水源地: a water with the fish or the use that are looked after there."""
        last, end = match.group(), match.start()
        if not last.endswith(("种质资源保护区", "水源地")):
            return -1
        begin = max(0, end - _LONGEST_OF_WATER)
        for at in range(end, begin, -1):
            water = self.named.get(at)
            if water is not None:
                between = self.text[at:end]
                fits = between in _USES if last == "水源地" else not FUNCTION_IN_WATER.search(between)
                return water.start if water.kind in ("river", "lake") and fits else -1
            if not "\u4e00" <= self.text[at - 1] <= "\u9fff":
                return -1
        return -1

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
