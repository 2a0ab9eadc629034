"""Find the time that follows a quantity and says when it is to be done: 修复岸线9.6公里，明年6月完工."""

from __future__ import annotations

import re
from bisect import bisect_left

from ecograph.extract.figures.cues import Cues
from ecograph.extract.figures.quantities import Quantity
from ecograph.extract.sheet import Sheet
from ecograph.times import Time

_LEAD = re.compile(
    r"(?:并|且|均|都|全部|将|要|力争|计划|预计|确保|争取|拟|可|须|必须|应|余下的?|于|在|到|至|赶在){0,4}$"
)
_DIGIT = re.compile(r"[\dⅠⅡⅢⅣⅤ]|百分之|[一二三四五六七八九十两百千万]{1,6}(?:成|余|多|[个项家座处公亩吨米])")
_FURTHEST = 60
# …，铺设管道18公里，预计10月通水: the clause that says when, or that, the whole is to be finished or begun.
_FORESEEN = re.compile(
    r"(?:项目|工程|整个|整体|全部|全线|均|目前|现){0,3}(?:预计|计划|力争|争取|拟|将于|有望|确保)[^，。；：]{0,16}?"
    r"(?:完工|竣工|建成|投用|投产|投运|通水|通车|并网|蓄水|完成|交付|启用|运行|使用|开工|动工|启动|开放|验收)"
)
_DAYS = re.compile(r"\d{1,4}[年月日]|\d{1,2}[—-]\d{1,2}月")


class Trailing:
    """Looks behind the quantities of one sheet."""

    def __init__(self, sheet: Sheet, times: list[Time], cues: Cues) -> None:
        self.sheet, self.text, self.cues = sheet, sheet.text, cues
        self.times = [time for time in times if time.value and time.future]

    def after(self, quantity: Quantity) -> Time | None:
        """Return the time with which one of the next clauses of the sentence opens, if nothing else is told before it."""
        _, stop = self.sheet.sentence(quantity.start)
        stop = min(stop, quantity.end + _FURTHEST)
        first = bisect_left(self.times, (quantity.end,))
        time = next((t for t in self.times[first : first + 1] if t.end < stop), None)
        if time is None:
            return None
        clause, end = self.sheet.clause(time.start)
        if not self._opens(clause, time, end):
            return None
        own_end = self.sheet.clause(quantity.start)[1]
        if clause <= own_end:
            return time if clause == own_end + 1 else None
        return None if self.cues.any(own_end, clause) else time

    def foretold(self, quantity: Quantity) -> bool:
        """Tell whether a later clause of the sentence foretells the end of the work, with no word of another time before it."""
        _, stop = self.sheet.sentence(quantity.start)
        own_end = self.sheet.clause(quantity.end - 1)[1]
        at = own_end + 1
        while at < min(stop, quantity.end + _FURTHEST):
            clause, end = self.sheet.clause(at)
            if found := _FORESEEN.match(self.text, clause, end):
                return _DIGIT.search(_DAYS.sub("", self.text[found.end() : end])) is None
            if self.cues.any(clause, end):
                return False
            at = end + 1
        return False

    def _opens(self, clause: int, time: Time, end: int) -> bool:
        """Tell whether a clause begins with the time, and speaks of no other amount."""
        if time.start - clause > _FURTHEST or not _LEAD.fullmatch(self.text[clause : time.start].strip()):
            return False
        return not _DIGIT.search(self.text, time.end, min(end, time.end + _FURTHEST))
