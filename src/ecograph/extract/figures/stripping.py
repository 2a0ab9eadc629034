"""Step left from a number over the words that no metric holds: fillers, times, verbs of value, comparisons."""

from __future__ import annotations

import re

from ecograph.extract.figures.quantity import Quantity
from ecograph.extract.figures.values import fillers, told_change, value_verb_endings
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.clauses import REACH
from ecograph.extract.words.lexicon import word_set
from ecograph.model import Change
from ecograph.times import Time

# 均 is a filler, but not in 平均, 年均, 人均.
_ON_AVERAGE = re.compile(r"(?<![平年日月户人亩])均$")
_COMPARED = re.compile(r"(?:较|比|与|同)[^，。；]{1,14}$")
# Verbs that only bound a value: the change is told by the verb before them (增幅超过, 下降至少).
_BOUNDING = frozenset({"超过", "达", "不低于", "超", "至少", "达到"})
_SAME_TIME = ("较", "比", "与", "同")


class Stripper:
    """Steps over what stands between the nouns and the numbers of one sheet."""

    def __init__(self, sheet: Sheet, times: list[Time], numbers: list[Quantity]) -> None:
        self.sheet, self.text = sheet, sheet.text
        self.time_until = {time.end: time for time in times}
        # Durations (连续27个月) stand between a noun and its value, and are no values themselves.
        spans = word_set("not_units.csv")
        self.duration_until = {q.end: q.start for q in numbers if q.unit in spans and q.unit != "类"}

    def strip(self, bound: int, end: int) -> tuple[int, str, Change]:
        """Return where the noun ends, the verb of value, and the change it tells."""
        verb = ""
        change: Change = "level"
        bound = max(bound, end - REACH)
        while end > bound:
            if (at := self._verb(bound, end)) >= 0:
                told = told_change(word := self.text[at:end])
                if not verb or (change == "level" and told != "level" and verb in _BOUNDING):
                    change = told
                verb = verb or word
                end = at
            elif (at := self._filler(bound, end, change)) < end:
                end = at
            else:
                break
        return end, verb, change

    def _verb(self, bound: int, end: int) -> int:
        at = value_verb_endings().before(self.text, end, start=bound)
        return at if at >= 0 and self._stands(self.text[at:end], at) else -1

    def _stands(self, verb: str, start: int) -> bool:
        """Tell whether a short verb is a word of its own (达, not in 下达) or stands behind 同比."""
        return len(verb) > 2 or self.sheet.boundary(start) or self.text.endswith(("同比", "环比"), 0, start)

    def _filler(self, bound: int, end: int, change: Change) -> int:
        """Return where a word begins that ends at `end` and tells nothing, `end` if there is none."""
        # 12时 ends in a filler.
        if (time := self.time_until.get(end)) and time.start >= bound:
            return time.start - self.text.endswith(_SAME_TIME, bound, time.start)
        if (at := fillers().before(self.text, end, start=bound)) >= 0:
            return at
        if self.text[end - 1] == "均" and _ON_AVERAGE.search(self.text[bound:end]):
            return end - 1
        if (start := self.duration_until.get(end, -1)) >= bound:
            return start
        if change != "level" and self.text[end - 1] in "较比":
            return end - 1
        if change != "level" and (match := _COMPARED.search(self.text[bound:end])):
            return bound + match.start()
        return end
