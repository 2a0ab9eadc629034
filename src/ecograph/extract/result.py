"""Turn a filled sheet into `Facts`: clean offsets become source spans, drafts become frozen entities."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from operator import attrgetter

from ecograph.extract.sheet import Draft, Link, Sheet
from ecograph.model import Claim, Entity, EntityType, Facts, Mention, Unread

_NUMBER = re.compile(r"\d(?:\.\d+)?\s*[%万亿亩公吨元米个家项座处]")

# Mentions are made by the hundred, and this makes them in half the time.
_new = tuple.__new__
_SPEAKING: tuple[EntityType, ...] = ("Agency", "Official")
_NO_TARGET = "a number with a unit, but no target was read"
_NOTHING_SAID = {
    "Agency": "an agency is named, but nothing was read of what it does",
    "Official": "an official is named, but nothing was read of what is said",
}


def facts_of(sheet: Sheet) -> Facts:
    """Freeze a sheet."""
    document = replace(sheet.document, home=sheet.home)
    kept = {key: draft for key, draft in sheet.drafts.items() if draft.marks}
    entities = tuple(_entity(sheet, draft) for draft in sorted(kept.values(), key=attrgetter("type", "key")))
    starts = [speech.start for speech in sheet.speeches]
    links = [link for link in sheet.links if link.subject in kept and link.object in kept]
    claims = tuple(_claim(sheet, link, _speaker(sheet, starts, link.focus)) for link in links)
    unread, telling = _unread(sheet)
    ordered = tuple(sorted(claims, key=attrgetter("evidence.start", "subject", "predicate", "object")))
    doubtful = [link for link in sheet.readings if link.subject in kept and link.object in kept]
    readings = tuple(_claim(sheet, link, _speaker(sheet, starts, link.focus)) for link in doubtful)
    return Facts(document, entities, ordered, unread, telling, readings)


def _entity(sheet: Sheet, draft: Draft) -> Entity:
    span = sheet.document.span
    mentions = tuple([_new(Mention, (span(m.start, m.end), m.rule, m.confidence)) for m in sorted(draft.marks)])
    slots = {name: span(*stretch) for name, stretch in sorted(draft.slots.items())}
    attributes = dict(draft.attributes)
    if draft.type == "Target":
        attributes["quote"] = mentions[0].span.text
    return Entity(draft.key, draft.type, draft.name, tuple(draft.aliases), mentions, attributes, slots)


def _claim(sheet: Sheet, link: Link, speaker: str) -> Claim:
    return Claim(
        link.subject,
        link.predicate,
        link.object,
        sheet.document.span(*_trim(sheet.text, link.start, link.end)),
        link.rule,
        role=link.role,
        speaker=speaker,
        modality=link.modality,
        confidence=link.confidence,
    )


def _speaker(sheet: Sheet, starts: list[int], at: int) -> str:
    """Return the key of the official who says what stands here, "" for the article's own voice."""
    number = bisect_right(starts, at) - 1
    return sheet.speeches[number].speaker if number >= 0 and at < sheet.speeches[number].said_end else ""


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    while start < end - 1 and text[start].isspace():
        start += 1
    return start, end


def _unread(sheet: Sheet) -> tuple[tuple[Unread, ...], int]:
    """Return the sentences that should say something and gave no fact, and how many should."""
    numbers = {sheet.sentence_number(match.start()) for match in _NUMBER.finditer(sheet.text)}
    read = {sheet.sentence_number(mark.start) for mark in sheet.marks("Target")}
    named = {type_: {sheet.sentence_number(mark.start) for mark in sheet.marks(type_)} for type_ in _SPEAKING}
    stated = {sheet.sentence_number(at) for link in sheet.links for at in (link.start, link.focus)} | read
    found = []
    for number in sorted(numbers | named["Agency"] | named["Official"]):
        if number in numbers and number not in read:
            reason = _NO_TARGET
        elif number not in stated:
            reason = _NOTHING_SAID["Official" if number in named["Official"] else "Agency"]
        else:
            continue
        start, end = sheet.sentences[number]
        found.append(Unread(sheet.document.span(*_trim(sheet.text, start, end)), reason))
    return tuple(found), len(numbers | named["Agency"] | named["Official"])
