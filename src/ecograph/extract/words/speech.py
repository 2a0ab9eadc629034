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
# 【某某】, 某某：, 某某（…）：, 某某答：: whose turn it is in the record of a press conference or an interview.
_TURN = re.compile(r"】|(?:（[^（）\n]{1,24}）)?(?:答(?:道|记者问)?)?：")
# 【主持人】, 某某日报记者：: somebody else's turn.
_OTHER_TURN = re.compile(r"\s*(?:【[^】\n]{1,16}】|[^，。：\n]{1,14}：|——)")
_LEAST_TURNS = 2


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
    paragraphs = _paragraphs(sheet.text)
    turns = _turns(sheet, officials, paragraphs)
    for start, end in paragraphs:
        if start in turns:
            found.append(Speech(turns[start], start, end, end))
            continue
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


def _turns(sheet: Sheet, officials: list[Mark], paragraphs: list[tuple[int, int]]) -> dict[int, str]:
    """Return whose turn each paragraph of a record belongs to; a turn lasts until somebody else's begins."""
    opening = {sheet.paragraph(m.start): m.key for m in officials if _takes_turn(sheet, m)}
    if len(opening) < _LEAST_TURNS:
        return {}
    found: dict[int, str] = {}
    speaker = ""
    for start, _ in paragraphs:
        speaker = opening.get(start) or ("" if _OTHER_TURN.match(sheet.text, start) else speaker)
        if speaker:
            found[start] = speaker
    return found


def _takes_turn(sheet: Sheet, mark: Mark) -> bool:
    """Tell whether a paragraph opens with a name that takes the turn."""
    before = sheet.text[sheet.paragraph(mark.start) : mark.start].strip()
    return before in ("", "【") and _TURN.match(sheet.text, mark.end) is not None


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
