"""Find the time by which a planned target is due."""

from __future__ import annotations

from bisect import bisect_left

from ecograph.extract.frames import Frames
from ecograph.extract.quantities import Quantity
from ecograph.extract.sheet import Sheet
from ecograph.extract.times import Time


class Deadlines:
    """Finds the deadlines of one sheet."""

    def __init__(self, sheet: Sheet, times: list[Time], frames: Frames) -> None:
        self.sheet, self.text, self.times, self.frames = sheet, sheet.text, times, frames

    def find(self, quantity: Quantity) -> Time | None:
        """Return the time by which a planned quantity is due: in its sentence, before it, else before it in the paragraph."""
        start, _ = self.sheet.sentence(quantity.start)
        _, clause_end = self.sheet.clause(quantity.start)
        paragraph = self.text.rfind("\n", 0, start) + 1
        lead, lead_end = self.frames.lead(start)
        first = bisect_left(self.times, lead if lead_end else paragraph, key=lambda t: t.start)
        last = bisect_left(self.times, max(clause_end, start), key=lambda t: t.start)
        open_ = [t for t in self.times[first:last] if not t.past and t.value]
        for low, high in ((start, quantity.start), (quantity.end, clause_end), (paragraph, start), (lead, lead_end)):
            found = [t for t in open_ if low <= t.start and t.end <= high]
            if found:
                return found[-1] if low != quantity.end else found[0]
        return None
