"""Turn a filled sheet into `Facts`: clean offsets become source spans, drafts become frozen entities."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from ecograph.extract.sheet import Draft, Link, Sheet, mask_of
from ecograph.model import Claim, Entity, Facts, Mention, Unread

_NUMBER = re.compile(r"\d(?:\.\d+)?\s*[%万亿亩公吨元米个家项座处]")


def facts_of(sheet: Sheet) -> Facts:
    """Freeze a sheet."""
    document = replace(sheet.document, home=sheet.home)
    kept = {key: draft for key, draft in sheet.drafts.items() if draft.marks}
    entities = tuple(_entity(sheet, draft) for draft in sorted(kept.values(), key=lambda d: (d.type, d.key)))
    starts = [speech.start for speech in sheet.speeches]
    links = [link for link in sheet.links if link.subject in kept and link.object in kept]
    claims = tuple(_claim(sheet, link, _speaker(sheet, starts, link.focus)) for link in links)
    return Facts(
        document,
        entities,
        tuple(sorted(claims, key=lambda c: (c.evidence.start, c.subject, c.predicate, c.object))),
        _unread(sheet),
    )


def _entity(sheet: Sheet, draft: Draft) -> Entity:
    marks = sorted(draft.marks, key=lambda m: (m.start, m.end))
    mentions = tuple(Mention(sheet.document.span(m.start, m.end), m.rule, m.confidence) for m in marks)
    slots = {name: sheet.document.span(*span) for name, span in sorted(draft.slots.items())}
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


def _unread(sheet: Sheet) -> tuple[Unread, ...]:
    """Return the sentences with numbers that gave no target."""
    covered = mask_of(sheet.text, [(m.start, m.end) for m in sheet.marks("Target")])
    found = []
    for start, end in sheet.sentences:
        if _NUMBER.search(sheet.text, start, end) and not any(covered[start:end]):
            found.append(
                Unread(
                    sheet.document.span(*_trim(sheet.text, start, end)), "a number with a unit, but no target was read"
                )
            )
    return tuple(found)
