"""Find the time by which a planned target is due."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from ecograph.extract.figures.frames import Frames
from ecograph.extract.figures.metrics import Metric
from ecograph.extract.figures.quantities import Quantity
from ecograph.extract.figures.spans import find_spans
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.clauses import clause_near
from ecograph.scanning import matches
from ecograph.times import PLAN_END, Time

# How big or dear a work is: only what its own clause dates is due by then.
_SIZE = re.compile("总投资|概算|估算|设计|总规模|总长|全长|远期|服务|规划面积|总面积")
_DONE = re.compile("完成|到位|落实|拨付|安排")
# What an economy earns is reached by a day, as any goal is.
_EARNED = re.compile("产值|增加值|总值|收入|销售|营收|利润|税|经济|交易额|总额|零售|出口|贸易|效益|余额")
# 湿地总面积达到5万亩: what a size is to reach, it reaches by a day.
_REACHED = re.compile("达到|提高|提升|扩大|增加到|增至|稳定|保持|控制")
# A task of a year gone by: 2018年，管网建设任务是48公里.
_TASK = re.compile("任务|目标|计划")
# The goal of the year: 43微克的省定年度目标, 年度计划投资.
_YEARLY = re.compile(r"年度(?:考核)?(?:目标|任务|计划|指标)")
# 2025—2027年，计划投入2亿元
_RANGE = re.compile(r"20\d\d年?[—\-–~～至到]+20\d\d年(?:期?间)?")
_BEHIND, _ADVERBIAL, _PAST = 12, 4, -1.0
# 整改时限：2026年6月底: says of its whole paragraph when it is due.
_LIMIT = re.compile(r"(?:时限|期限|完成时间|整改时间|达标时间)(?:为|是)?[：:]?(?=[^。；\n]{0,4}\d)")
# The same on a line of its own, between 整改目标 and 整改措施.
_LABEL = re.compile(
    r"(?<=\n)[^。；，\n]{0,8}(?:(?<!公示)(?<!有效)(?<!报名)[时期]限|(?:完成|整改|达标|完工|竣工)时间|工期|建设周期)(?:为|是)?[：:]?"
    r"(?P<told>[^。；\n]{0,4}\d[^。；\n]{0,50})"
)
# The title of a plan, and the heading of its section, give the period of what is planned there without a date.
_TITLE = re.compile(
    r"(?P<one>20\d\d)年?度?[^。；，\n（(]{0,40}(?:方案|计划|要点|规划|清单|安排|任务书?|目标|意见)"
    r"|(?:方案|计划|规划|纲要|意见|行动)[》”]?[（(]20\d\d年?\s*[\-—–~～至]+\s*(?P<last>20\d\d)年?[）)]"
    r"|十(?P<plan>[三四五六])五”?[^。；，\n]{0,30}(?:规划|计划|方案|纲要)"
)
# 较2025年, 在2025年基础上, 由2025年的35%: what a goal is compared with is no time for it.
_THAN = re.compile(r"(?:[比较与同由]|相比|对比)$")
_BASE = re.compile(r"年?[底末]?(?:的?(?:基础上|水平|基数|同期)|相比|为(?:基[准数期]))")
_SINCE = ("起", "开始")
# （市水利局牵头，2026年6月底前完成）: behind a task, says who does it and by when.
_BRACKET = re.compile(r"[（(](?P<held>[^（()）\n]{4,80})[)）]")
_ENCLOSED = re.compile(r"[^；。！？\n（(]{0,40}[（(](?P<held>[^（()）\n]{0,60}(?:[时期]限|前)[^（()）\n]{0,20})[)）]")
# 《方案》提出: the plan that was named before in full.
_CALLED = re.compile(
    r"《[^》\n]{0,6}(?:方案|计划|规划|纲要|意见)》|(?:根据|按照|依据)[^，。\n《]{0,4}(?:方案|计划|规划|纲要|意见)(?:要求|安排)?，"
    r"|(?:方案|计划|规划|纲要|意见)(?:还|同时)?(?:提出|明确|要求|指出)"
)
_NAMED = re.compile(r"《[^》\n]{2,60}》(?:[（(]20\d\d[^）)\n]{1,12}[）)])?")
# 到2027年和2030年，分别达到40%和60%
_JOINT, _EACH = re.compile(r"年?[底末]?[、和及与]+到?"), ("分别", "依次")
# 二、2025年重点工作: the heading of a section of plans.
_SECTION = re.compile(
    r"\n[^。；，！？\n]{0,12}(?:20\d\d|[今明])年[^。；！？\n]{0,20}(?:工作|任务|目标|安排|计划|打算|思路|举措|重点)[^。；，！？：\n]{0,4}(?=\n)"
)
_LINE = re.compile(r"\n(?=[^\n]{4,40}\n)")
_ENDED = tuple("；，！？")
_HEAD, _HEADING, _HEADINGS, _NEXT, _BELOW = 200, 40, 12, 16, 2
# Times that stand further off than so many characters date nothing.
_REACH = 1000


class Deadlines:
    """Finds the deadlines of one sheet."""

    def __init__(self, sheet: Sheet, times: list[Time], frames: Frames, numbers: list[Quantity]) -> None:
        self.sheet, self.text, self.frames, self._found = sheet, sheet.text, frames, times
        self._numbers = [quantity.start for quantity in numbers]
        self._period = self._period_in(0, _HEAD) if frames.default == "planned" else None

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
            self._enclosed(quantity)
            or self._dealt(start, quantity)
            or self._last(start, quantity.start)
            or self._trailing(quantity)
            or self._first(quantity.end, self.sheet.clause(quantity.start)[1])
            or self._overdue(start, quantity, metric)
            or self._yearly(quantity, metric)
            or self._bracketed(quantity)
            or self._earlier(self.sheet.paragraph(start), start)
            or self._limit(quantity.end)
            or self._labelled(quantity.start)
            or self._last(*self.frames.lead(start))
            or self._heading(start)
            or self._asked(start)
            or self._section(start)
            or self._period
            or self._of_named(start, quantity.start)
        )

    @cached_property
    def times(self) -> list[Time]:
        """The times that may date a plan."""
        found = sorted([*self._found, *find_spans(self.text, self.sheet.document.published)])
        return [time for time in found if not self._compared(time)]

    @cached_property
    def _starts(self) -> list[int]:
        return [time.start for time in self.times]

    def _compared(self, time: Time) -> bool:
        if self.text.startswith(_SINCE, time.end):
            return False
        before = _THAN.search(self.text, max(0, time.start - 2), time.start)
        return before is not None or _BASE.match(self.text, time.end) is not None

    def _period_in(self, start: int, end: int) -> Time | None:
        """Return the end of the period that the title of a plan names: 2025年…要点, …方案（2024—2026年）."""
        found = _TITLE.search(self.text, start, end)
        name = found.lastgroup if found else None
        if found is None or name is None:
            return None
        year = str(PLAN_END[found[name]]) if name == "plan" else found[name]
        return Time(*found.span(name), year, False, False, True)

    def _of_named(self, start: int, at: int) -> Time | None:
        """Return the end of the period of the plan that a paragraph calls by a short name: 《方案》提出."""
        if not self._plans or self._plans[0][0] >= at:
            return None
        called = _CALLED.search(self.text, max(self.sheet.paragraph(start), at - _REACH), at)
        named, period = self._plans[0]
        return period if called and named < called.start() else None

    @cached_property
    def _plans(self) -> list[tuple[int, Time]]:
        """Where plans are named with their periods."""
        found = ((match.start(), self._period_in(*match.span())) for match in _NAMED.finditer(self.text))
        return [
            (start, period) for start, period in found if period and period.value >= self.sheet.document.published[:4]
        ]

    def _dealt(self, start: int, quantity: Quantity) -> Time | None:
        """Return the time that is a quantity's own where times and quantities are told in turn: 到2027年和2030年，分别达到….

        The times stand in one list, and the quantities follow the word that deals them out.
        """
        start = max(start, quantity.start - _REACH)
        each = max(self.text.rfind(word, start, quantity.start) for word in _EACH)
        if each < 0:
            return None
        row: list[Time] = []
        for time in reversed(self._between(start, each)):
            if row and not _JOINT.fullmatch(self.text[time.end : row[0].start]):
                break
            row.insert(0, time)
        turn = bisect_left(self._numbers, quantity.start) - bisect_left(self._numbers, each)
        return row[turn] if len(row) > 1 and turn < len(row) and not row[turn].past else None

    def _trailing(self, quantity: Quantity) -> Time | None:
        """Return the time behind a quantity, that of the end where a work is begun and ended: 6月开工，明年10月完工."""
        time = self.frames.trailing.after(quantity)
        if time is None or not self.frames.cues.starts_work(time.end):
            return time
        _, stop = self.sheet.sentence(quantity.start)
        return self._first(time.end, min(stop, time.end + _NEXT)) or time

    def _enclosed(self, quantity: Quantity) -> Time | None:
        """Return the time in the brackets of a task itself: 新建泵站6座（责任单位：市水利局；完成时限：2026年6月底）."""
        found = _ENCLOSED.match(self.text, quantity.end)
        return self._last(*found.span("held")) if found else None

    def _asked(self, at: int) -> Time | None:
        """Return the time of the question that a paragraph answers (今年有哪些安排？)."""
        end = self.sheet.paragraph(at) - 1
        if end <= 0 or not self.text.endswith("？", 0, end):
            return None
        return self._last(self.sheet.paragraph(end - 1), end)

    def _bracketed(self, quantity: Quantity) -> Time | None:
        """Return the time in the brackets behind a sentence or its paragraph: （市水利局牵头，2026年6月底前完成）."""
        _, stop = self.sheet.sentence(quantity.start)
        if found := _BRACKET.match(self.text, stop):
            return self._first(*found.span("held"))
        return None

    def _limit(self, at: int) -> Time | None:
        """Return the time that a label gives for the paragraph: 整改时限：2026年6月底."""
        stop = self.text.find("\n", at, at + _REACH)
        stop = stop if stop >= 0 else min(len(self.text), at + _REACH)
        found = _LIMIT.search(self.text, at, stop)
        return self._first(found.end(), min(stop, found.end() + _HEADING)) if found else None

    def _labelled(self, at: int) -> Time | None:
        """Return the time that a labelled line gives for those around it, the nearer of the one before and the one behind."""
        number = bisect_left(self._labels, (at,))
        before = self._labels[number - 1] if number else None
        behind = self._labels[number] if number < len(self._labels) else None
        up = self.text.count("\n", before[0], at) if before and at - before[0] < _REACH else _HEADINGS
        down = self.text.count("\n", at, behind[0]) if behind and behind[0] - at < _REACH else _HEADINGS
        if behind and down <= _BELOW and down < up:
            return behind[1]
        return before[1] if before and up < _HEADINGS else None

    @cached_property
    def _labels(self) -> list[tuple[int, Time]]:
        """Where lines begin that say of those around them when they are due."""
        found = ((match.end(), self._last(*match.span("told"))) for match in _LABEL.finditer(self.text))
        return [(at, time) for at, time in found if time]

    def _heading(self, at: int) -> Time | None:
        """Return the time that the nearest heading before names, of those that name one: 三、2025年重点工作."""
        end = self.sheet.paragraph(at) - 1
        for _ in range(_HEADINGS):
            if end <= 0:
                return None
            start = self.sheet.paragraph(end - 1)
            line = self.text[start:end].rstrip() if end - start <= _HEADING else "。"
            time = None if line.endswith(_ENDED) or "。" in line else self._last(start, end)
            # 下个月进场, 2025年3月10日: when something happens, or when the text was printed.
            if time and self.text[time.end - 1] not in "月日号":
                return time
            end = start - 1
        return None

    def _section(self, at: int) -> Time | None:
        """Return the year of the section, however far above its heading stands: 二、2025年工作安排."""
        number = bisect_left(self._sections, (at,)) - 1
        return self._sections[number][1] if number >= 0 else None

    @cached_property
    def _sections(self) -> list[tuple[int, Time]]:
        """Where sections begin that the year of a plan heads."""
        found = ((match.end(), self._last(match.start(), match.end())) for match in matches(_SECTION, _LINE, self.text))
        return [(end, time) for end, time in found if time]

    def _between(self, start: int, end: int) -> list[Time]:
        start = max(start, end - _REACH)
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [time for time in self.times[first:last] if time.value and time.end <= end]

    def _last(self, start: int, end: int) -> Time | None:
        """Return the last time that is not over, one in the title of a plan only where there is no other."""
        titled = None
        for time in reversed(self._between(start, end)):
            if time.past:
                continue
            if not self.frames.cues.in_title(time):
                return time
            titled = titled or time
        return titled

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
        alone = alone or _RANGE.fullmatch(self.text, before, start - 1) is not None
        return before if before >= sentence and alone else start

    def _size(self, quantity: Quantity, metric: Metric) -> bool:
        """Tell whether a quantity says how big or dear a work is, not what is to be reached."""
        start, _ = clause_near(self.sheet, quantity.start)
        if quantity.unit_class == "money":
            earned = _EARNED.search(self.text, metric.start, metric.end)
            return not earned and not _DONE.search(self.text, start, quantity.start)
        sized = _SIZE.search(self.text, metric.start, metric.end)
        return sized is not None and not _REACHED.search(self.text, start, quantity.start)
