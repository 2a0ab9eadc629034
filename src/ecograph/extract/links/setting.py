"""Find the place that the words before a project set: 来到马金镇霞山村。X工程…; 在包罗村，…。这里是X项目; X工程在这里开工."""

from __future__ import annotations

import re

from ecograph.extract.sheet import Mark, Sheet, within

_THIS = re.compile(
    r"\s*[“\"]?(?:这里|这儿|这处|此处|眼前|这)(?:正在建设的|建设中的|正是|就是|是|的)[^，。！？；\n]{0,40}$"
)
_ARRIVING = re.compile(r"(?:来到|走进|抵达|赶到|赶赴|深入|到达|步入|走到|到|在)$")
_HERE = re.compile(r"在(?:这里|此地|此|当地)(?:开工|动工|启动|实施|建设|落地|上马|建成)")
_OPENING = re.compile(r"\s*(?:\d+[.．、])?(?:主要|重点|计划|拟|先后|分别)?(?:在|于)$")
_TOGETHER = ("", "、", "和", "及", "与", "以及")
_LOOK_BACK = 2


def place_set_before(sheet: Sheet, project: Mark, sentence: tuple[int, int]) -> list[Mark]:
    """Return the places that the sentences around a project set for it; chains are left to the caller."""
    if project.rule == "project.back":
        return []
    head = sheet.text[sentence[0] : project.start]
    if _THIS.fullmatch(head):
        return _set_by_sentences(sheet, sentence[0])
    if len(head.strip()) <= 1 and (arrived := _arrived(sheet, sentence[0])):
        return arrived
    if _HERE.search(sheet.text, project.end, min(sentence[1], project.end + 20)):
        before = within(sheet.marks("Place"), (sentence[0], _own_start(sheet, project)))
        return _last_chain(sheet, before) or _set_by_sentences(sheet, sentence[0])
    if sheet.text[project.end : sentence[1]].strip() in ("", "。", "：", "；"):
        return _going_on(sheet, sentence[1])
    return []


def _own_start(sheet: Sheet, mark: Mark) -> int:
    """Return where a mark begins with the places chained before it, which belong to it (焉耆县|X项目在这里开工)."""
    until = sheet.until("Place")
    start = mark.start
    while start in until:
        start = until[start].start
    return start


def _set_by_sentences(sheet: Sheet, at: int) -> list[Mark]:
    """Return the finest place named in the sentences before, in the paragraph."""
    paragraph = sheet.paragraph(at)
    for _ in range(_LOOK_BACK):
        if at <= paragraph:
            return []
        start, end = sheet.sentence(at - 1)
        if found := _last_chain(sheet, within(sheet.marks("Place"), (max(start, paragraph), end)), led=True):
            return found
        at = start
    return []


def _last_chain(sheet: Sheet, marks: list[Mark], *, led: bool = False) -> list[Mark]:
    """Return the last of the marks that are divisions, with the text's leave: led in by 在 or opening the sentence."""
    for mark in reversed(marks):
        if sheet.drafts[mark.key].attributes.get("kind") != "admin" or mark.rule == "place.deictic":
            continue
        if not led or _leads(sheet, mark):
            return [mark]
    return []


def _leads(sheet: Sheet, mark: Mark) -> bool:
    start = _own_start(sheet, mark)
    before = sheet.text[max(0, start - 4) : start]
    return bool(_ARRIVING.search(before)) or not before or not "\u4e00" <= before[-1] <= "\u9fff"


def _arrived(sheet: Sheet, at: int) -> list[Mark]:
    """Return the place that the sentence before ends with arriving at (一行人来到马金镇霞山村。)."""
    if at == 0 or sheet.text[at - 1] == "\n":
        return []
    start, end = sheet.sentence(at - 1)
    marks = within(sheet.marks("Place"), (start, end))
    if not marks or end - marks[-1].end > 4:
        return []
    first = _own_start(sheet, marks[-1])
    return [marks[-1]] if _ARRIVING.search(sheet.text, max(0, first - 3), first) else []


def _going_on(sheet: Sheet, at: int) -> list[Mark]:
    """Return the places with which the sentence after a heading goes on (实施X工程。在A县B镇、C镇推进…)."""
    if at >= len(sheet.text):
        return []
    start, end = sheet.sentence(at)
    marks = within(sheet.marks("Place"), (start, end))
    if not marks or not _OPENING.fullmatch(sheet.text, start, marks[0].start):
        return []
    if within(sheet.marks("Project"), (marks[0].end, end)):
        # 在A建立P；在B建立|Q: the next one has a place of its own.
        return []
    found = [marks[0]]
    for mark in marks[1:]:
        if sheet.text[found[-1].end : mark.start] not in _TOGETHER:
            break
        found.append(mark)
    return found
