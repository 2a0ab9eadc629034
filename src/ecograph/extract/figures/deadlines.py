"""Find the time by which a planned target is due."""

from __future__ import annotations

import re
from bisect import bisect_left

from ecograph.extract.figures.frames import Frames
from ecograph.extract.figures.metrics import Metric
from ecograph.extract.figures.quantities import Quantity
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.clauses import clause_near
from ecograph.times import Time

# How big or dear a work is: only what its own clause dates is due by then.
_SIZE = re.compile("总投资|概算|估算|设计|总规模|总长|全长|远期|服务|规划面积|总面积")
_DONE = re.compile("完成|到位|落实|拨付|安排")
# What an economy earns is reached by a day, as any goal is.
_EARNED = re.compile("产值|增加值|总值|收入|销售|营收|利润|税|经济|交易额")
# A task of a year gone by: 2018年，管网建设任务是48公里.
_TASK = re.compile("任务|目标|计划")
# The goal of the year: 43微克的省定年度目标, 年度计划投资.
_YEARLY = re.compile(r"年度(?:考核)?(?:目标|任务|计划|指标)")
_BEHIND, _ADVERBIAL, _PAST = 12, 4, -1.0
# 整改时限：2026年6月底: says of its whole paragraph when it is due.
_LIMIT = re.compile(r"(?:时限|期限|完成时间|整改时间|达标时间)(?:为|是)?[：:]?(?=[^。；\n]{0,4}\d)")
# The title of a plan, and the heading of its section, give the period of what is planned there without a date.
_TITLE = re.compile(
    r"(?P<one>20\d\d)年?度?[^。；，\n（(]{0,40}(?:方案|计划|要点|规划|清单|安排|任务书?|目标|意见)"
    r"|(?:方案|计划|规划|纲要|意见|行动)[》”]?[（(]20\d\d年?\s*[\-—–~～至]+\s*(?P<last>20\d\d)年?[）)]"
)
_HEAD, _HEADING, _HEADINGS = 200, 40, 12
# Times that stand further off than so many characters date nothing.
_REACH = 1000


class Deadlines:
    """Finds the deadlines of one sheet."""

    def __init__(self, sheet: Sheet, times: list[Time], frames: Frames) -> None:
        self.sheet, self.text, self.times, self.frames = sheet, sheet.text, times, frames
        self._period = self._of_title() if frames.default == "planned" else None

    def find(self, quantity: Quantity, metric: Metric) -> Time | None:
        """Return the time by which a planned quantity is due.

        It stands in the sentence of the quantity, before it or behind it, else before it in the paragraph, or leads in its list.
        """
        start, _ = self.sheet.sentence(quantity.start)
        if self._size(quantity, metric):
            return (
                self._last(self._clause(quantity, start), quantity.start)
                or self._first(quantity.end, self.sheet.clause(quantity.start)[1])
                or self._yearly(quantity, metric)
            )
        return (
            self._last(start, quantity.start)
            or self.frames.trailing.after(quantity)
            or self._first(quantity.end, self.sheet.clause(quantity.start)[1])
            or self._overdue(start, quantity, metric)
            or self._yearly(quantity, metric)
            or self._earlier(self.sheet.paragraph(start), start)
            or self._limit(quantity.end)
            or self._last(*self.frames.lead(start))
            or self._heading(start)
            or self._period
        )

    def _of_title(self) -> Time | None:
        """Return the end of the period that the title of a plan names: 2025年…要点, …方案（2024—2026年）."""
        found = _TITLE.search(self.text, 0, _HEAD)
        if found is None:
            return None
        name = "one" if found["one"] else "last"
        return Time(*found.span(name), found[name], False, False, True)

    def _limit(self, at: int) -> Time | None:
        """Return the time that a label gives for the paragraph: 整改时限：2026年6月底."""
        stop = self.text.find("\n", at, at + _REACH)
        stop = stop if stop >= 0 else min(len(self.text), at + _REACH)
        found = _LIMIT.search(self.text, at, stop)
        return self._first(found.end(), min(stop, found.end() + _HEADING)) if found else None

    def _heading(self, at: int) -> Time | None:
        """Return the time that the nearest heading before names, of those that name one: 三、2025年重点工作."""
        end = self.sheet.paragraph(at) - 1
        for _ in range(_HEADINGS):
            if end <= 0:
                return None
            start = self.sheet.paragraph(end - 1)
            line = self.text[start:end].rstrip() if end - start <= _HEADING else "。"
            if not line.endswith(tuple("。；，！？")) and (time := self._last(start, end)):
                return time
            end = start - 1
        return None

    def _between(self, start: int, end: int) -> list[Time]:
        start = max(start, end - _REACH)
        first, last = (bisect_left(self.times, (bound,)) for bound in (start, end))
        return [time for time in self.times[first:last] if time.value and time.end <= end]

    def _last(self, start: int, end: int) -> Time | None:
        return next((time for time in reversed(self._between(start, end)) if not time.past), None)

    def _earlier(self, start: int, end: int) -> Time | None:
        """Return the last time before, unless it stands in a sentence of results."""
        time = self._last(start, end)
        if time is None:
            return None
        # What was done this year dates no plan.
        low, high = self.sheet.sentence(time.start)
        told = self.frames.cues.points(max(low, time.start - _REACH), min(high, time.end + _REACH))
        return time if told > _PAST else None

    def _first(self, start: int, end: int) -> Time | None:
        return next((time for time in self._between(start, end) if not time.past), None)

    def _overdue(self, start: int, quantity: Quantity, metric: Metric) -> Time | None:
        """Return the time by which a quantity ought to have been reached."""
        task = _TASK.search(self.text, metric.start, metric.end)
        for time in reversed(self._between(start, quantity.start)):
            if self.frames.cues.is_due(time) or time.deadline or (task and not self.frames.cues.starts_work(time.end)):
                return time
        return None

    def _yearly(self, quantity: Quantity, metric: Metric) -> Time | None:
        """Return the year of the article for a goal that is called the year's."""
        year = self.sheet.document.published[:4]
        _, end = self.sheet.clause(quantity.start)
        found = _YEARLY.search(self.text, metric.start, metric.end) or _YEARLY.search(
            self.text, quantity.end, min(end, quantity.end + _BEHIND)
        )
        return Time(*found.span(), year, False, False, True) if found and year else None

    def _clause(self, quantity: Quantity, sentence: int) -> int:
        """Return where the clause of a quantity starts, with the adverbial before it: 到2030年，总规模达到80万亩."""
        start, _ = self.sheet.clause(quantity.start)
        if start <= sentence:
            return start
        before, _ = self.sheet.clause(start - 1)
        alone = sum(time.end - time.start for time in self._between(before, start)) >= start - before - _ADVERBIAL
        return before if before >= sentence and alone else start

    def _size(self, quantity: Quantity, metric: Metric) -> bool:
        """Tell whether a quantity says how big or dear a work is, not what is to be reached."""
        start, _ = clause_near(self.sheet, quantity.start)
        if quantity.unit_class == "money":
            earned = _EARNED.search(self.text, metric.start, metric.end)
            return not earned and not _DONE.search(self.text, start, quantity.start)
        return bool(_SIZE.search(self.text, metric.start, metric.end))
