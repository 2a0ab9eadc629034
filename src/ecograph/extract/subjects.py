"""Decide what a target is a target of: the project, agency or place that its clause, sentence or paragraph is about."""

from __future__ import annotations

import re
from bisect import bisect_left

from ecograph.extract.gazetteer import gazetteer
from ecograph.extract.metrics import Metric
from ecograph.extract.quantities import Quantity
from ecograph.extract.sheet import Mark, Sheet

_LOCATIVE = re.compile(r"(?:在|对|沿|向|从|到|于|赴|由|经|往|距|离|用于|来到|走进|深入|前往|位于|地处|选址|涉及|流经|汇入|注入)$")
_OURS = re.compile(r"(?:全|我|本)(?:省|市|县|区|州|旗|盟)")
_REPORTS = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,4}(?:表示|介绍|说|通报|发布|公布|获悉|了解|数据|统计|监测显示|消息|报告|表态|指出|强调|要求|印发|出台|制定|起草|召开|举行)|"
    r"党组|党委|局长|副|主任|书记|部长|厅长|处长|科长|总|一级|二级|有关|负责)"
)
# A member of a list (A、B等项目) is an example, not what the sentence is about.
_LISTED = re.compile(r"(?:[、和及与][^，。；]{1,30}?)?等")
_LOOK_BACK = 5


class SubjectFinder:
    """Finds the subjects of the targets of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.text = sheet, sheet.text
        self.used: dict[str, int] = {}
        marks = [m for m in [*sheet.marks("Project"), *sheet.marks("Place"), *sheet.marks("Agency")] if self._can_be(m)]
        self.marks = sorted(marks, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self.marks]

    def find(self, quantity: Quantity, metric: Metric) -> str:
        """Return the key of the subject, "" where the text names none."""
        clause_start, _ = self.sheet.clause(min(metric.start, quantity.start))
        sentence_start, _ = self.sheet.sentence(quantity.start)
        own_start, _ = self.sheet.clause(quantity.start)
        for choose in (
            self._named_in(metric),
            self._in_clause(own_start, quantity.start),
            self._in_clause(clause_start, metric.start),
            self._earlier(sentence_start, clause_start),
        ):
            if choose:
                self.used[choose] = sentence_start
                return choose
        found = self._carried(sentence_start) or self._home()
        self.used[found] = sentence_start
        return found

    def _can_be(self, mark: Mark) -> bool:
        """Leave out bodies that only say whose post somebody holds, or who tells the news."""
        if not mark.key.startswith("Agency:"):
            return not _LISTED.match(self.text, mark.end)
        if mark.rule == "agency.implied":
            return False
        if self.sheet.drafts[mark.key].attributes.get("kind") == "company":
            return not self.sheet.found("post").at(mark.end)
        return not _REPORTS.match(self.text[mark.end : mark.end + 8]) and not re.search(r"(?:从|据|由|向|经)$", self.text[max(0, mark.start - 1) : mark.start])

    def _between(self, start: int, end: int) -> list[Mark]:
        first = bisect_left(self._starts, start)
        return [m for m in self.marks[first : bisect_left(self._starts, end)] if m.end <= end]

    def _named_in(self, metric: Metric) -> str:
        inside = [m for m in self._between(metric.start, metric.end) if not m.key.startswith("Agency:")]
        return inside[-1].key if inside else ""

    def _in_clause(self, start: int, end: int) -> str:
        """Choose within the clause: a project, else the place or body that opens it or stands right before the metric."""
        inside = self._between(start, end)
        projects = [m for m in inside if m.key.startswith("Project:")]
        if projects:
            return projects[-1].key
        if _OURS.search(self.text, start, end) and (home := self._home()):
            return home
        placed = [m for m in inside if m.key.startswith("Place:") and not self._locative(m)]
        bodies = [m for m in inside if m.key.startswith("Agency:")]
        if placed and bodies:
            return min(placed[-1], bodies[0], key=lambda m: m.start).key
        return placed[-1].key if placed else bodies[0].key if bodies else ""

    def _locative(self, mark: Mark) -> bool:
        return bool(_LOCATIVE.search(self.text[max(0, mark.start - 3) : mark.start]))

    def _earlier(self, start: int, end: int) -> str:
        """Choose among the clauses before, in the sentence: the last project, else the first body or place that opens one."""
        inside = self._between(start, end)
        if projects := [m for m in inside if m.key.startswith("Project:")]:
            return projects[-1].key
        opening = [m for m in inside if self._opens(m) and not self._locative(m)]
        bodies = [m for m in opening if m.key.startswith("Agency:")]
        if bodies:
            return bodies[-1].key
        if _OURS.search(self.text, start, end) and (home := self._home()):
            return home
        return opening[-1].key if opening else ""

    def _opens(self, mark: Mark) -> bool:
        start, _ = self.sheet.clause(mark.start)
        return len(re.sub(r"^(?:[“‘（]|其中|同时|此外|目前|今年|去年|截至目前|\d{4}年|以来|在|而)+", "", self.text[start : mark.start])) <= 3

    def _carried(self, sentence_start: int) -> str:
        """Return what the sentences before, in the paragraph, are about."""
        end = sentence_start
        own_start, own_end = self.sheet.sentence(sentence_start)
        if _OURS.search(self.text, own_start, own_end):
            return ""
        for _ in range(_LOOK_BACK):
            if end <= 0 or self.text[end - 1] == "\n":
                return ""
            start, _ = self.sheet.sentence(end - 1)
            inside = self._between(start, end)
            sibling = self.text[end - 1] in "；;"
            if projects := [m for m in inside if m.key.startswith("Project:") and (not sibling or self.used.get(m.key, -1) >= start)]:
                return projects[-1].key
            if _OURS.search(self.text, start, end):
                return ""
            if sibling:
                end = start
                continue
            opening = [m for m in inside if self._opens(m) and not self._locative(m)]
            bodies = [m for m in opening if m.key.startswith("Agency:") and self.sheet.drafts[m.key].attributes.get("kind") in ("company", "institution")]
            if bodies:
                return bodies[-1].key
            places = [m for m in opening if m.key.startswith("Place:")]
            if places:
                return places[-1].key
            end = start
        return ""

    def _home(self) -> str:
        if not self.sheet.home:
            return ""
        key = f"Place:{self.sheet.home}"
        draft = self.sheet.drafts.get(key)
        return key if draft and draft.marks and gazetteer().by_code.get(self.sheet.home) else ""
