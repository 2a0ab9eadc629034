"""Find the time by which a planned target is due."""

from __future__ import annotations

import re
from bisect import bisect_left

from ecograph.extract.frames import Frames
from ecograph.extract.metrics import Metric
from ecograph.extract.quantities import Quantity
from ecograph.extract.sheet import Sheet
from ecograph.extract.times import Time


# How big or dear a work is: only what its own clause dates is due by then.
_SIZE = re.compile("总投资|概算|估算|设计|总规模|总长|全长|远期|服务|规划面积|总面积")
_DONE = re.compile("完成|到位|落实|拨付")


class Deadlines:
    """Finds the deadlines of one sheet."""

    def __init__(self, sheet: Sheet, times: list[Time], frames: Frames) -> None:
        self.sheet, self.text, self.times, self.frames = sheet, sheet.text, times, frames

    def find(self, quantity: Quantity, metric: Metric) -> Time | None:
        """Return the time by which a planned quantity is due: in its sentence, before it, else before it in the paragraph."""
        start, _ = self.sheet.sentence(quantity.start)
        clause_start, clause_end = self.sheet.clause(quantity.start)
        paragraph = self.text.rfind("\n", 0, start) + 1
        lead, lead_end = self.frames.lead(start)
        first = bisect_left(self.times, lead if lead_end else paragraph, key=lambda t: t.start)
        last = bisect_left(self.times, max(clause_end, start), key=lambda t: t.start)
        open_ = [t for t in self.times[first:last] if not t.past and t.value]
        if self._size(quantity, metric):
            open_ = [t for t in open_ if clause_start <= t.start < clause_end]
        elif time := self.frames.trailing.after(quantity):
            return time
        for low, high in ((start, quantity.start), (quantity.end, clause_end), (paragraph, start), (lead, lead_end)):
            found = [t for t in open_ if low <= t.start and t.end <= high]
            if found:
                return found[-1] if low != quantity.end else found[0]
        return None

    def _size(self, quantity: Quantity, metric: Metric) -> bool:
        """Tell whether a quantity says how big or dear a work is, not what is to be reached."""
        start, _ = self.sheet.clause(quantity.start)
        if quantity.unit_class == "money":
            return not _DONE.search(self.text, start, quantity.start)
        return bool(_SIZE.search(self.text, metric.start, metric.end))
