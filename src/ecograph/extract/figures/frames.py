"""Decide whether a target is planned or achieved.

Each sentence is weighed by its cues (计划, 力争 against 已, 同比) and its times (到2025年底 against 去年); near cues weigh more. A
sentence that tells nothing goes on in the frame of the one before it in the paragraph (a list of tasks after 今年要…), and a
paragraph that tells nothing in the frame of the document (a plan, or news).
"""

from __future__ import annotations

import re
from bisect import bisect_right

from ecograph.extract.figures.cues import Cues
from ecograph.extract.figures.metrics import Metric
from ecograph.extract.figures.quantities import Quantity
from ecograph.extract.figures.trailing import Trailing
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.clauses import clause_near
from ecograph.model import Status
from ecograph.times import Time

_PLAN_DOCUMENT = re.compile(
    r"(?:印发|关于|制定)[^。\n]{0,40}(?:方案|计划|要点|规划|意见|措施)[^。\n]{0,8}(?:的通知|（)|现印发给你们|(?:实施|工作|行动)(?:方案|计划)\n|工作要点\n|(?:目标任务|工作安排|任务清单)\n"
)
# News of a plan is no plan itself.
_NEWS = re.compile(r"记者|通讯员|获悉|日[电讯]|本报讯|本网讯|本刊讯|讯（")
_COMPARED = re.compile(r"(?:较|比)(?:去年|上年|上月)")
# 土建完成85%, 占年度计划的82%: how far a work has come.
_PROGRESS = re.compile(r"(?:完成|占)[了到]?(?:[\u4e00-\u9fff]{0,8}的)?(?:近|约|超过?)?$")
# 距76%的目标, 尚未达到Ⅲ类考核要求: what is missed is a goal.
_MISSED = re.compile(r"(?:距离?|离|未能?达到?|没有达到|没达到)[^，。；]{0,30}$")
_MET = re.compile(r"(?:已|均|都|全面|全部|超额|提前|顺利|如期|圆满|基本){1,4}(?:完成|达到|实现|兑现)")
# What stands right behind a number: 70%的目标, Ⅲ类考核要求.
_OF_GOAL = re.compile(
    r"(?:以上|以下|以内|左右|标准|水质)?的?"
    r"(?:[\u4e00-\u9fff]{0,4}(?:年度|考核|既定|省定|预期|控制|规划|约束性|管控|目标|指标)|淘汰|造林|建设|治理|减排|整治|改造|总体)?"
    r"(?:目标|任务|要求|指标)(?!数)"
)
_SURE = 0.6
_NEXT_SENTENCE, _NEXT_PARAGRAPH = 0.9, 0.8
_ITEM = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}(?:[）)、.．]|是)|■|●|第[一二三四五六]")
# 投资概算50亿元, 造林任务560万亩: what is measured is itself a plan, unless its clause says that it is done.
_OUTLINED = re.compile("概算|估算|任务|目标|远期")
_DONE = re.compile("完成|达到|超额|实现|落实|兑现")
_OUTLINE, _IN_PLAN, _TRAILING, _GOAL, _MISSED_GOAL, _PROGRESSED = 1.5, 0.8, 1.5, 2.5, 4.0, -1.0
_LATER, _CHANGED, _FAR = 0.3, -1.0, 300
# A plan often follows a result in one sentence (资助320万元，计划恢复1200亩), a result seldom a plan.
_LEAST_LATER, _MOST_LATER = -0.4, 0.2
# The parts of a list that a semicolon parts share a plan: 到2025年，PM2.5…；PM10同比下降5%.
_GOES_ON, _LISTED = ("；", ";"), 1.3
_RELATIVE = frozenset(["同比", "环比", "compared"])
_PART = ("其中", "包括")
# 27项任务 are counted, not set.
_ITEMS = frozenset(["项", "个", "件", "条", "大"])


class Frames:
    """Weighs the sentences of one sheet."""

    def __init__(self, sheet: Sheet, times: list[Time]) -> None:
        self.sheet, self.text = sheet, sheet.text
        head = self.text[:400]
        plan = _PLAN_DOCUMENT.search(head) and not _NEWS.search(head)
        self.default: Status = "planned" if plan else "achieved"
        self._starts = [start for start, _ in sheet.sentences]
        # Of the number before: its sentence, and what was told of it.
        self._last = (-1, 0.0)
        self.cues = Cues(sheet, times)
        self.trailing = Trailing(sheet, times, self.cues)
        self._gone_on, self._leads = self._weigh_all()

    def status(self, quantity: Quantity, metric: Metric) -> Status:
        """Return whether a quantity is a plan or a result."""
        points = sum(weight for _, weight in self.why(quantity, metric))
        sentence, clause = self.sheet.sentence(quantity.start)[0], self.sheet.clause(quantity.start)[0]
        if abs(points) < _SURE and self._last[0] == sentence and self.text.startswith(_PART, clause):
            points = self._last[1]
        self._last = (sentence, points)
        if abs(points) < 0.25:
            return self.default
        return "planned" if points > 0 else "achieved"

    def why(self, quantity: Quantity, metric: Metric) -> list[tuple[str, float]]:
        """Return what speaks for a plan (above 0) and for a result (below)."""
        start, end = self.sheet.sentence(quantity.start)
        clause_start, clause_end = clause_near(self.sheet, quantity.start)
        told = self.cues.told(start, max(clause_end, quantity.end), quantity.start)
        if metric.change != "level" and _COMPARED.search(self.text, clause_start, quantity.start):
            told.append(("compared", _CHANGED))
        if weight := self._goal(quantity, metric):
            told.append(("goal", weight))
        if quantity.unit == "%" and _PROGRESS.search(self.text, clause_start, quantity.start):
            told.append(("progress", _PROGRESSED))
        if sum(weight for _, weight in told) > -_SURE and self.trailing.after(quantity):
            told.append(("trailing", _TRAILING))
        if self.default == "planned":
            told.append(("document", _IN_PLAN))
        if abs(sum(weight for _, weight in told)) < _SURE:
            told.append(("before", 0.9 * self._gone_on[self._at(start)]))
            told.append(("behind", self._later(clause_end, min(end, clause_end + _FAR))))
        elif _relative(told) and self.text.endswith(_GOES_ON, 0, start):
            told.append(("list", _LISTED * self._gone_on[self._at(start)]))
        return told

    def _later(self, start: int, end: int) -> float:
        return max(_LEAST_LATER, min(_MOST_LATER, _LATER * self.cues.points(start, end)))

    def _goal(self, quantity: Quantity, metric: Metric) -> float:
        """Return how much tells that the number is a goal that the text names: 概算50亿元, 70%的目标."""
        clause_start, clause_end = clause_near(self.sheet, quantity.start)
        items = quantity.unit in _ITEMS
        behind = _OF_GOAL.match(self.text, quantity.end)
        if behind and _MET.match(self.text, behind.end()):
            return 0.0
        if behind and not (items and not behind.group().startswith("的")):
            return _MISSED_GOAL if _MISSED.search(self.text, clause_start, quantity.start) else _GOAL
        outlined = not items and _OUTLINED.search(self.text, metric.start, metric.end)
        return _OUTLINE if outlined and not _DONE.search(self.text, clause_start, clause_end) else 0.0

    def lead(self, at: int) -> tuple[int, int]:
        """Return the sentence that leads in the list to which a place belongs, (0, 0) if it belongs to none."""
        return self._leads[self._at(at)]

    def _at(self, start: int) -> int:
        return max(0, bisect_right(self._starts, start) - 1)

    def _weigh_all(self) -> tuple[list[float], list[tuple[int, int]]]:
        """Return, for each sentence, the frame that it goes on with (the last that told something, fading) and what leads it in.

        The latter is the last sentence before the list to which its paragraph belongs, (0, 0) if it belongs to none.
        """
        found: list[float] = []
        gone_on: list[float] = []
        leads: list[tuple[int, int]] = []
        lead, lead_in, item = 0.0, (0, 0), False
        for start, end in self.sheet.sentences:
            own, on = self.cues.points(start, end), 0.0
            fresh = start == 0 or self.text[start - 1] == "\n"
            if fresh:
                item = bool(_ITEM.match(self.text, start))
            if found:
                # The items of a list all go on with what leads it in, not each with the one before.
                on = (
                    lead * _NEXT_PARAGRAPH
                    if fresh and item
                    else found[-1] * (self._listed(start) if fresh else _NEXT_SENTENCE)
                )
            if abs(own) < _SURE:
                own += on
            gone_on.append(on)
            found.append(max(-1.5, min(1.5, own)))
            leads.append(lead_in if item else (0, 0))
            if not item:
                lead = found[-1]
                # A line break behind a full stop is a sentence of its own, and tells nothing.
                lead_in = lead_in if self.text[start:end].isspace() else (start, end)
        return gone_on, leads

    def _listed(self, start: int) -> float:
        """Return how far a paragraph goes on with the one before: after a heading."""
        heading = start > 1 and self.text[start - 2] not in "。！？”"
        return _NEXT_PARAGRAPH if heading else 0.0


def _relative(told: list[tuple[str, float]]) -> bool:
    """Tell whether nothing but a comparison with an earlier time speaks for a result."""
    against = [word for word, weight in told if weight < 0]
    return bool(against) and sum(weight for _, weight in told) < 0 and set(against) <= _RELATIVE
