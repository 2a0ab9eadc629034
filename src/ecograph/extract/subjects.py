"""Decide what a target is a target of: the project, agency, policy or place that its clause, sentence or paragraph is about."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from typing import TypeVar

from ecograph.extract.metrics import Metric
from ecograph.extract.quantities import Quantity
from ecograph.extract.sheet import Mark, Sheet, mask_of
from ecograph.model import Status

_LOCATIVE = re.compile(
    r"(?:来自|在|对|沿|向|从|到|于|赴|由|经|往|距|离|用于|来到|走进|深入|前往|位于|地处|选址|涉及|流经|汇入|注入|东至|西起|南至|北至|西至)$"
)
_REPORTS = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,4}(?:表示|介绍|说|通报|发布|公布|获悉|了解|数据|统计|监测显示|消息|报告|表态|指出|强调|要求|印发|出台|制定|起草|召开|举行|批复|汇报)|"
    r"党组|党委|局长|副|主任|书记|部长|厅长|处长|科长|总|一级|二级|有关|负责)"
)
_STATES = re.compile(
    r"[》”]?(?:[（(][^（）()]{0,30}[）)])?(?:日前|已)?(?:明确|提出|要求|规定|确定|力争|目标|安排|计划|部署)"
)
_OPENERS = re.compile(r"^(?:[“‘（■●]|其中|同时|此外|目前|今年|去年|截至目前|\d{4}年|以来|在|而|据了解|据悉)+")
_TOGETHER = ("、", "和", "及", "与", "以及")
# A member of a list (A、B等项目) is an example, not what the sentence is about.
_LISTED = re.compile(r"(?:[、和及与][^，。；]{1,30}?)?等")
# What is measured in the open (a share, a concentration, a water class) belongs to places and works, not to bureaus.
_MEASURED = frozenset({"ratio", "concentration", "grade"})
_LOOK_BACK = 5


_Stretch = TypeVar("_Stretch", Quantity, Mark)


def _run(stretches: list[_Stretch], text: str) -> list[_Stretch]:
    """Return the first stretches that stand in one list, in either direction."""
    found = stretches[:1]
    for one, two in itertools.pairwise(stretches):
        first, second = sorted((one, two), key=lambda s: s.start)
        if text[first.end : second.start] not in _TOGETHER:
            break
        found.append(two)
    return found


class SubjectFinder:
    """Finds the subjects of the targets of one sheet."""

    def __init__(self, sheet: Sheet, quantities: list[Quantity]) -> None:
        self.sheet, self.text = sheet, sheet.text
        marks = [*sheet.marks("Project"), *sheet.marks("Place"), *sheet.marks("Agency")]
        self._place_names = tuple(form for draft in sheet.of("Place") for form in (draft.name, *draft.aliases))
        titles = mask_of(self.text, [(m.start, m.end) for m in sheet.marks("Policy")])
        fit = [m for m in marks if not titles[m.start] and self._can_be(m)]
        self.marks = sorted(fit, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self.marks]
        self.shares = self._share_out(quantities)
        stating = [m for m in sheet.marks("Policy") if _STATES.match(self.text, m.end)]
        # What the government's report says is the government's plan for the place.
        self._policies = [m for m in stating if m.rule != "policy.report"]

    def find(self, quantity: Quantity, metric: Metric, status: Status) -> tuple[str, ...]:
        """Return the keys of the subjects: one, more where a list shares the target, none where the text names none."""
        clause_start, _ = self.sheet.clause(min(metric.start, quantity.start))
        sentence_start, _ = self.sheet.sentence(quantity.start)
        own_start, _ = self.sheet.clause(quantity.start)
        measured = quantity.unit_class in _MEASURED
        if shared := self.shares.get(quantity.start):
            return (shared.key,)
        mark = (
            self._named_in(metric)
            or self._in_clause(own_start, quantity.start, measured)
            or self._in_clause(clause_start, metric.start, measured)
            or self._earlier(sentence_start, clause_start, measured)
        )
        if status == "planned" and (mark is None or mark.rule == "place.deictic"):
            mark = self._stated(sentence_start, quantity.start) or mark
        mark = mark or self._carried(sentence_start)
        return self._with_list(mark) if mark else tuple(filter(None, (self._home(),)))

    def _share_out(self, quantities: list[Quantity]) -> dict[int, Mark]:
        """Deal quantities out to a list of the same length: A、B、C分别增加17天、14天、11天."""
        shares: dict[int, Mark] = {}
        for match in re.finditer("分别|依次", self.text):
            start, end = self.sheet.sentence(match.start())
            numbers = _run([q for q in quantities if match.end() <= q.start < end], self.text)
            owners = _run(
                [m for m in self._between(start, match.start()) if m.key.startswith(("Place:", "Project:"))][::-1],
                self.text,
            )[::-1]
            if 1 < len(numbers) == len(owners):
                shares |= {q.start: mark for q, mark in zip(numbers, owners, strict=True)}
        return shares

    def _can_be(self, mark: Mark) -> bool:
        """Leave out list members, and bodies that only say whose post somebody holds or who tells the news."""
        draft = self.sheet.drafts[mark.key]
        if draft.type == "Project":
            vague = (
                draft.attributes.get("kind") == "campaign"
                and "“" not in draft.name
                and not draft.name.startswith(self._place_names)
            )
            return not _LISTED.match(self.text, mark.end) and not vague
        if draft.type == "Place":
            return not _LISTED.match(self.text, mark.end)
        if mark.rule == "agency.implied":
            return False
        if draft.attributes.get("kind") == "company":
            return not self.sheet.found("post").at(mark.end)
        told = re.search(r"(?:从|据|由|向|经)$", self.text[max(0, mark.start - 1) : mark.start])
        return not _REPORTS.match(self.text[mark.end : mark.end + 8]) and not told

    def _between(self, start: int, end: int) -> list[Mark]:
        first = bisect_left(self._starts, start)
        return [m for m in self.marks[first : bisect_left(self._starts, end)] if m.end <= end]

    def _named_in(self, metric: Metric) -> Mark | None:
        inside = [m for m in self._between(metric.start, metric.end) if not m.key.startswith("Agency:")]
        return inside[-1] if inside else None

    def _in_clause(self, start: int, end: int, measured: bool) -> Mark | None:
        """Choose within the clause: a project, else 全市, else the place or body that it is about."""
        inside = self._between(start, end)
        projects = [m for m in inside if m.key.startswith("Project:")]
        if projects:
            return projects[-1]
        if ours := [m for m in inside if m.rule == "place.deictic"]:
            return ours[-1]
        placed = [m for m in inside if m.key.startswith("Place:") and not self._locative(m)]
        bodies = [m for m in inside if self._acts(m, measured)]
        if placed and bodies:
            return min(placed[-1], bodies[0], key=lambda m: m.start)
        return placed[-1] if placed else bodies[0] if bodies else None

    def _acts(self, mark: Mark, measured: bool) -> bool:
        """Tell whether a body can be the subject: companies and institutions always, bureaus of what they do themselves."""
        if not mark.key.startswith("Agency:"):
            return False
        kind = self.sheet.drafts[mark.key].attributes.get("kind")
        return kind == "company" or (not measured and kind not in ("party", "congress", "government"))

    def _locative(self, mark: Mark) -> bool:
        return bool(_LOCATIVE.search(self.text[max(0, mark.start - 3) : mark.start]))

    def _earlier(self, start: int, end: int, measured: bool) -> Mark | None:
        """Choose among the clauses before, in the sentence: the last project, else the body, 全市 or the place that opens one."""
        inside = self._between(start, end)
        if projects := [m for m in inside if m.key.startswith("Project:")]:
            return projects[-1]
        opening = [m for m in inside if self._opens(m) and not self._locative(m)]
        bodies = [m for m in opening if self._acts(m, measured)]
        if bodies:
            return bodies[-1]
        if ours := [m for m in inside if m.rule == "place.deictic"]:
            return ours[-1]
        places = [m for m in opening if m.key.startswith("Place:")]
        return places[-1] if places else None

    def _opens(self, mark: Mark) -> bool:
        """Tell whether a mark opens its clause, which makes it what the clause is about."""
        start, _ = self.sheet.clause(mark.start)
        return len(_OPENERS.sub("", self.text[start : mark.start])) <= 2

    def _stated(self, start: int, end: int) -> Mark | None:
        """Return the policy whose contents the sentence tells (《方案》明确，到2025年…)."""
        paragraph = self.text.rfind("\n", 0, start) + 1
        inside = [m for m in self._policies if max(paragraph, start - 160) <= m.start < end]
        return inside[-1] if inside else None

    def _carried(self, sentence_start: int) -> Mark | None:
        """Return what the sentences before, in the paragraph, are about; at its start, what a heading names."""
        end = sentence_start
        own = self._between(*self.sheet.sentence(sentence_start))
        if any(m.rule == "place.deictic" for m in own):
            return None
        for _ in range(_LOOK_BACK):
            if end <= 0:
                return None
            if self.text[end - 1] == "\n":
                return self._heading(end - 1)
            start, _ = self.sheet.sentence(end - 1)
            if topic := self._topic(start, end):
                return topic if topic.rule != "place.deictic" else None
            end = start
        return None

    def _topic(self, start: int, end: int) -> Mark | None:
        """Return what one sentence is about: what opens one of its clauses, projects and companies first."""
        if self.text[end - 1] in "；;":
            # The members of a list of statements stand beside each other.
            return None
        inside = self._between(start, end)
        opening = [m for m in inside if self._opens(m) and not self._locative(m)]
        for kind in ("Project:", "Agency:"):
            found = [
                m
                for m in opening
                if m.key.startswith(kind)
                and (kind == "Project:" or self.sheet.drafts[m.key].attributes.get("kind") == "company")
            ]
            if found:
                return found[-1]
        if ours := [m for m in inside if m.rule == "place.deictic"]:
            return ours[-1]
        places = [m for m in opening if m.key.startswith("Place:")]
        return places[-1] if places else None

    def _heading(self, end: int) -> Mark | None:
        """Return the project or company that the heading above a paragraph names."""
        start = self.text.rfind("\n", 0, end) + 1
        if end - start > 48 or self.text[end - 1] in "。！？”":
            return None
        found = [m for m in self._between(start, end) if m.key.startswith(("Project:", "Agency:"))]
        return found[0] if found else None

    def _with_list(self, mark: Mark) -> tuple[str, ...]:
        """Return the mark's key with those of the list that it ends (东阿、阳谷)."""
        keys = [mark.key]
        at = bisect_left(self._starts, mark.start)
        for before in reversed(self.marks[max(0, at - 6) : at]):
            if (
                self.text[before.end : mark.start] not in _TOGETHER
                or before.key.split(":")[0] != mark.key.split(":")[0]
                or mark.rule == "place.deictic"
            ):
                break
            keys.append(before.key)
            mark = before
        return tuple(dict.fromkeys(keys))

    def _home(self) -> str:
        key = f"Place:{self.sheet.home}"
        draft = self.sheet.drafts.get(key)
        return key if draft and draft.marks else ""
