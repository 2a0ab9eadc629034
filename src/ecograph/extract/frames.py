"""Decide whether a target is planned or achieved, and by when.

Each sentence is weighed by its cues (计划, 力争 against 已, 同比) and its times (到2025年底 against 去年); near cues weigh more. A
sentence that tells nothing goes on in the frame of the one before it in the paragraph (a list of tasks after 今年要…), and a
paragraph that tells nothing in the frame of the document (a plan, or news).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from ecograph.extract.metrics import Metric
from ecograph.extract.quantities import Quantity
from ecograph.extract.sheet import Sheet
from ecograph.extract.times import Time
from ecograph.model import Status
from ecograph.resources import rows

_PLAN_DOCUMENT = re.compile(
    r"(?:印发|关于|制定)[^。\n]{0,40}(?:方案|计划|要点|规划|意见|措施)[^。\n]{0,8}(?:的通知|（)|现印发给你们|(?:实施|工作|行动)(?:方案|计划)\n|工作要点\n|(?:目标任务|工作安排|任务清单)\n"
)
_COMPARED = re.compile(r"同比|环比|(?:较|比)(?:去年|上年|\d{4}年|上月)")
_SURE = 0.6
_NEXT_SENTENCE, _NEXT_PARAGRAPH = 0.9, 0.8
_ITEM = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}(?:[）)、.．]|是)|■|●|第[一二三四五六]")
# 投资概算50亿元, 造林任务560万亩: what is measured is itself a plan, unless its clause says that it is done.
_OUTLINED = re.compile("概算|估算|任务|目标|远期")
_DONE = re.compile("完成|达到|超额|实现|下达|落实|兑现")
_OUTLINE, _IN_PLAN = 1.5, 0.8
# Cues that stand further off than so many characters say nothing of a number.
_REACH = 300
# 年度计划, 完成任务, 《…规划》: no plan of the sentence's own.
_NO_PLAN = re.compile(r"(?:年度|下达|总|超|全年|既定|省定|国家|省里定的|完成|达到|《[^》]*)$")
_THAN = re.compile(r"(?:比|较|与|同|相比)$")


@cache
def _weights() -> dict[str, tuple[str, float]]:
    return {row["word"]: (row["kind"], float(row["weight"] or 1)) for row in rows("data", "lexicon", "cues.csv")}


class Frames:
    """Weighs the sentences of one sheet."""

    def __init__(self, sheet: Sheet, times: list[Time]) -> None:
        self.sheet, self.text, self.times = sheet, sheet.text, times
        self.default: Status = "planned" if _PLAN_DOCUMENT.search(self.text[:400]) else "achieved"
        self._starts = [start for start, _ in sheet.sentences]
        self._cues = self._standing()
        self._frames, self._leads = self._weigh_all()

    def status(self, quantity: Quantity, metric: Metric) -> Status:
        """Return whether a quantity is a plan or a result."""
        start, _end = self.sheet.sentence(quantity.start)
        _, clause_end = self.sheet.clause(quantity.start)
        points = self._points(start, max(clause_end, quantity.end), quantity.start)
        clause_start, _ = self.sheet.clause(quantity.start)
        if metric.change != "level" and _COMPARED.search(self.text, clause_start, quantity.start):
            points -= 1.5
        if _OUTLINED.search(self.text, metric.start, metric.end) and not _DONE.search(
            self.text, clause_start, clause_end
        ):
            points += _OUTLINE
        if self.default == "planned":
            points += _IN_PLAN
        if abs(points) < _SURE:
            points += 0.9 * self._frame(start)
        if abs(points) < 0.25:
            return self.default
        return "planned" if points > 0 else "achieved"

    def deadline(self, quantity: Quantity) -> Time | None:
        """Return the time by which a planned quantity is due: in its sentence, before it, else before it in the paragraph."""
        start, _ = self.sheet.sentence(quantity.start)
        _, clause_end = self.sheet.clause(quantity.start)
        paragraph = self.text.rfind("\n", 0, start) + 1
        lead, lead_end = self._leads[self._at(start)]
        first = bisect_left(self.times, lead if lead_end else paragraph, key=lambda t: t.start)
        last = bisect_left(self.times, max(clause_end, start), key=lambda t: t.start)
        open_ = [t for t in self.times[first:last] if not t.past and t.value]
        for low, high in ((start, quantity.start), (quantity.end, clause_end), (paragraph, start), (lead, lead_end)):
            found = [t for t in open_ if low <= t.start and t.end <= high]
            if found:
                return found[-1] if low != quantity.end else found[0]
        return None

    def _frame(self, start: int) -> float:
        return self._frames[self._at(start)]

    def _at(self, start: int) -> int:
        return max(0, bisect_right(self._starts, start) - 1)

    def _weigh_all(self) -> tuple[list[float], list[tuple[int, int]]]:
        """Return, for each sentence, its frame (its own points, else those it goes on with, fading) and what leads it in.

        That is the last sentence before the list to which its paragraph belongs, (0, 0) if it belongs to none.
        """
        found: list[float] = []
        leads: list[tuple[int, int]] = []
        lead, lead_in, item = 0.0, (0, 0), False
        for start, end in self.sheet.sentences:
            own = self._points(start, end, -1)
            fresh = start == 0 or self.text[start - 1] == "\n"
            if fresh:
                item = bool(_ITEM.match(self.text, start))
            if abs(own) < _SURE and found:
                # The items of a list all go on with what leads it in, not each with the one before.
                own += (
                    lead * _NEXT_PARAGRAPH
                    if fresh and item
                    else found[-1] * (self._listed(start) if fresh else _NEXT_SENTENCE)
                )
            found.append(max(-1.5, min(1.5, own)))
            leads.append(lead_in if item else (0, 0))
            if not item:
                lead = found[-1]
                # A line break behind a full stop is a sentence of its own, and tells nothing.
                lead_in = lead_in if self.text[start:end].isspace() else (start, end)
        return found, leads

    def _listed(self, start: int) -> float:
        """Return how far a paragraph goes on with the one before: after a heading."""
        heading = start > 1 and self.text[start - 2] not in "。！？”"
        return _NEXT_PARAGRAPH if heading else 0.0

    def _points(self, start: int, end: int, at: int) -> float:
        """Weigh the cues and times between `start` and `end`, seen from `at` (-1: alike): above 0 is a plan, below a result."""
        points = 0.0
        start = max(start, at - _REACH)
        for low, high in self._cues[bisect_left(self._cues, (start, 0)) : bisect_left(self._cues, (end, 0))]:
            if high > end:
                continue
            kind, weight = _weights()[self.text[low:high]]
            sign = 1 if kind == "plan" else -1 if kind == "done" else 0
            points += sign * weight * self._fade(high, at)
        first, last = (bisect_left(self.times, bound, key=lambda t: t.start) for bound in (start, end))
        for time in self.times[first:last]:
            if time.end <= end and not _THAN.search(self.text[max(0, time.start - 2) : time.start]):
                points += (2.5 if time.future else -2.0 if time.past else 0.0) * self._fade(time.end, at, 0.8)
        return points

    def _standing(self) -> list[tuple[int, int]]:
        """Return the cues that are words of their own, the longest where they overlap."""
        found: list[tuple[int, int]] = []
        for start, end, _ in self.sheet.found("cue").all:
            if (found and end <= found[-1][1]) or not self._stands(start, end):
                continue
            found.append((start, end))
        return found

    def _fade(self, cue_end: int, at: int, by: float = 0.65) -> float:
        if at < 0:
            return 1.0
        gap = self.sheet.clauses_between(cue_end, at) if cue_end <= at else 0.5
        return float(by**gap)

    def _stands(self, start: int, end: int) -> bool:
        """Tell whether a cue is a word of its own: 将 but not 将军, 计划投资 but not 年度计划."""
        word = self.text[start:end]
        if word in ("计划", "任务", "目标", "规划", "要求", "安排"):
            return not _NO_PLAN.search(self.text[max(0, start - 8) : start]) and self.text[end : end + 1] not in tuple(
                "的任书》表数"
            )
        if end - start > 1:
            return self.sheet.boundary(start)
        found = self.sheet.starts.get(start)
        return bool(found and found.end == end)
