"""Draw responsibleFor: which agency leads, implements, supports, supervises, approves or funds which project."""

from __future__ import annotations

import re

from ecograph.extract.links.acts import Clause, Part, carried, ceremony, inert, part_of
from ecograph.extract.links.assignments import draw_assigned
from ecograph.extract.links.own_works import draw_own
from ecograph.extract.links.reporting import draw_reported
from ecograph.extract.links.roles import acting, assign, groups_of, list_before
from ecograph.extract.links.signing import draw_signed
from ecograph.extract.sheet import Mark, Sheet, within

# “A”“B”和“C”三个|专项行动: who carries out one carries out all.
_COUNTED = re.compile(r"等?[\d两三四五六七八九十]{1,2}[个大项](?:专项|重点)?(?:行动|工程|活动)")
_SEVERAL = re.compile(r"[两二三四五六\d](?:笔|个项目|个工程|项工程|大工程)|[均都]由|(?:上述|以上|这些)(?:项目|工程)")


def draw_responsible(sheet: Sheet) -> None:
    """Add what sentences state (由A牵头, A实施P), what is assigned by label, and what officials say of their agency's work."""
    if not sheet.marks("Project"):
        return
    _stated(sheet)
    draw_assigned(sheet)
    draw_reported(sheet)
    draw_signed(sheet)
    draw_own(sheet)
    _share(sheet)


def _stated(sheet: Sheet) -> None:
    """Draw responsibleFor from 由A牵头, A负责实施P, P由A承建, P通过A审查."""
    agents, last = acting(sheet), list[Mark]()
    others = sorted([*sheet.marks("Agency"), *sheet.marks("Official")], key=lambda m: m.start)
    for sentence in sheet.sentences:
        projects = within(sheet.marks("Project"), sentence)
        if sentence[0] == 0 or (sheet.text[sentence[0] - 1] == "\n" and not _heading(sheet, last, sentence[0])):
            last = []
        groups = groups_of(sheet, within(agents, sentence)) if projects or last else []
        if projects or _opened(sheet, last, sentence):
            _assign_groups(sheet, groups, projects or last, within(others, sentence), sentence)
        elif groups:
            _carry(sheet, groups, _those(sheet, last, sentence), sentence)
        last = projects[:1] if projects and _is_heading(sheet, sentence) else list_before(sheet, projects) or last


def _is_heading(sheet: Sheet, sentence: tuple[int, int]) -> bool:
    return sheet.text[sentence[1] - 1] == "\n" and sentence[1] - sentence[0] <= 40


def _heading(sheet: Sheet, last: list[Mark], at: int) -> bool:
    """Tell whether the line above is a heading that names a project."""
    return bool(last) and "。" not in sheet.text[last[0].start : at] and at - last[0].start <= 50


def _opened(sheet: Sheet, last: list[Mark], sentence: tuple[int, int]) -> bool:
    """Tell whether a sentence opens with the bodies that act on the project of the heading above it."""
    return _heading(sheet, last, sentence[0]) and any(
        m.start == sentence[0] for m in within(sheet.marks("Agency"), sentence)
    )


def _assign_groups(
    sheet: Sheet, groups: list[list[Mark]], projects: list[Mark], others: list[Mark], sentence: tuple[int, int]
) -> None:
    """Assign each group of bodies of a sentence; those that already have their part stand in nobody's way."""
    busy: set[int] = set()
    for group in groups:
        start, end = group[0].start, group[-1].end
        clause = Clause(
            group,
            [p for p in projects if p.end <= start],
            [p for p in projects if p.start >= end],
            sentence,
            frozenset(busy | {m.start for m in group}),
        )
        part = ceremony(sheet, clause)
        if part is None and not inert(sheet.text, start, end):
            part = part_of(sheet, clause, others)
        if part:
            busy |= {m.start for m in group}
            _draw(sheet, group, part, sentence)


def _carry(sheet: Sheet, groups: list[list[Mark]], last: list[Mark], sentence: tuple[int, int]) -> None:
    """Assign bodies to what the sentence before named: 由A实施, A已把它列入督办清单."""
    for group in groups:
        part = carried(sheet, Clause(group, last, [], sentence, frozenset()))
        if part and not inert(sheet.text, group[0].start, group[-1].end):
            _draw(sheet, group, part, sentence)


def _draw(sheet: Sheet, group: list[Mark], part: Part, sentence: tuple[int, int]) -> None:
    for project in part.projects:
        for agency in group:
            stretch = (min(sentence[0], project.start), sentence[1])
            assign(sheet, agency, project, part.role, stretch, rule=part.rule, confidence=part.confidence)


def _those(sheet: Sheet, last: list[Mark], sentence: tuple[int, int]) -> list[Mark]:
    """Return the last project, or all of the paragraph where a sentence speaks of several (两笔合计…, 均由…)."""
    if not _SEVERAL.search(sheet.text, *sentence):
        return last
    begin = sheet.paragraph(sentence[0])
    return within(sheet.marks("Project"), (begin, sentence[0])) or last


def _share(sheet: Sheet) -> None:
    """Give the bodies of one quoted watchword in a counted row to all of the row."""
    marks = sheet.marks("Project")
    for number, last in enumerate(marks):
        if not sheet.text.startswith("”", last.end - 1) or not _COUNTED.match(sheet.text, last.end):
            continue
        row = list_before(sheet, marks[: number + 1])
        keys = {mark.key for mark in row}
        for link in [k for k in sheet.links if k.predicate == "responsibleFor" and k.object in keys]:
            for project in row:
                sheet.link(
                    link.subject,
                    "responsibleFor",
                    project.key,
                    at=(row[0].start, last.end),
                    rule="responsibleFor.row",
                    role=link.role,
                    confidence=0.6,
                )
