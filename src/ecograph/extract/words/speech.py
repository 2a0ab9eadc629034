"""Find who says what: the stretches of text that an official is quoted with, and the wider ones that report a speech."""

from __future__ import annotations

import re
from typing import NamedTuple

from ecograph.extract.sheet import Mark, Sheet, within

_SPEAKS = re.compile(
    r"(?:\d{1,2}日)?(?:在[^，。\n]{2,30}?(?:上|中|时|后))?[^。！？\n]{0,6}?(?:表示|说|介绍|告诉|坦言|透露|指出|强调|要求|谈到|认为|提出|汇报|称|直言|表态|通报|补充|回答|提醒|(?P<turn>：))"
)
_REPORT = re.compile(r"[^。\n]{0,20}工作报告[^。\n]{0,6}(?:提出|明确|强调)")
_OPENING = re.compile(r"[，：:]?(?:[^。“\n]{0,12}[，：])?“")
_GOES_ON = re.compile(r"[“]?(?:他|她|同时，他|同时，她)(?:表示|说|指出|强调|要求|还说|认为|透露)?")


class Speech(NamedTuple):
    """A speech: whose, where what is said for certain ends, and where the paragraph's report of it may end."""

    speaker: str
    start: int
    said_end: int
    end: int


def find_speeches(sheet: Sheet) -> list[Speech]:
    """Return the speeches of the officials of a document, in the order of the text."""
    officials = sheet.marks("Official")
    if not officials:
        return []
    found = []
    for start, end in _paragraphs(sheet.text):
        inside = [(m, match) for m in within(officials, (start, end)) if (match := _SPEAKS.match(sheet.text, m.end))]
        for number, (mark, match) in enumerate(inside):
            stop = inside[number + 1][0].start if number + 1 < len(inside) else end
            if sheet.text.find("工作报告", mark.end, stop) >= 0 and (
                report := _REPORT.search(sheet.text, mark.end, stop)
            ):
                stop = report.start()
            begin = _quote_before(sheet, mark, start) if number == 0 else mark.start
            found.append(Speech(mark.key, begin, _said_end(sheet, match, stop), stop))
    return found


def _paragraphs(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in text.split("\n"):
        if line:
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _quote_before(sheet: Sheet, mark: Mark, start: int) -> int:
    """Return where a quotation that ends right before the speaker begins (“…”某局局长某某说)."""
    if sheet.text[start] != "“":
        return mark.start
    closing = sheet.text.rfind("”", start, mark.start)
    return (
        start
        if closing >= 0 and mark.start - closing <= 40 and "。" not in sheet.text[closing : mark.start]
        else mark.start
    )


def _said_end(sheet: Sheet, verb: re.Match[str], stop: int) -> int:
    """Return where what is certainly said ends: at the closing quote, the turn of an interview, or the sentence."""
    text = sheet.text
    if verb.group("turn"):
        return stop
    if opening := _OPENING.match(text, verb.end()):
        return _closing_quote(text, opening.end(), stop)
    end = sheet.sentence(verb.end())[1]
    while end < stop and (goes_on := _GOES_ON.match(text, end)):
        end = _closing_quote(text, goes_on.end(), stop) if "“" in goes_on.group() else sheet.sentence(end)[1]
    return min(end, stop)


def _closing_quote(text: str, at: int, stop: int) -> int:
    depth = 1
    for position in range(at, stop):
        depth += {"“": 1, "”": -1}.get(text[position], 0)
        if depth == 0:
            return position + 1
    return stop
