"""Say of which time each claim speaks, by the times that its words print."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from ecograph.model import Claim, Document, Entity, Facts
from ecograph.times import Time, find_times

# 较2020年下降, 由2022年的331种增至, 2015年以来: what is compared with, or where something began, is not what is spoken of.
_BEFORE, _AFTER = re.compile(r"[较比与同自从由]$"), re.compile(r"(?:相比|以来|起)")


def timed(facts: Facts) -> Facts:
    """Return the facts with the time that each claim speaks of, "" where its words leave it open.

    A target's claim speaks of its deadline or else of the last time before its figure; any other of the one time that its
    words print, and of none where they print several. What was issued was issued by then, whatever is to be reached later.
    """
    document = facts.document
    times = [each for each in find_times(document.text, document.published) if _spoken_of(each, document.text)]
    targets = {entity.id: entity for entity in facts.entities if entity.type == "Target"}

    def told(claims: Iterable[Claim]) -> tuple[Claim, ...]:
        return tuple(claim._replace(time=_time(claim, targets.get(claim.object), document, times)) for claim in claims)

    return facts._replace(claims=told(facts.claims), readings=told(facts.readings))


def _spoken_of(time: Time, text: str) -> bool:
    before = text[max(0, time.start - 2) : time.start]
    return bool(time.value) and not _BEFORE.search(before) and not _AFTER.match(text, time.end)


def _time(claim: Claim, target: Entity | None, document: Document, times: Sequence[Time]) -> str:
    deadline = target and target.attributes.get("deadline")
    if deadline:
        return str(deadline)
    start, end = (bisect_left(document.offsets, at) for at in claim.evidence[:2])
    inside = times[bisect_left(times, start, key=_start) : bisect_left(times, end, key=_start)]
    before = [each for each in inside if target and each.start < _figure_ends(target, document, start)]
    if before:
        return before[-1].value
    if claim.predicate == "issued" and claim.modality != "plan":
        inside = [each for each in inside if not each.deadline and each.value[:4] <= document.published[:4]]
    values = {each.value for each in inside}
    return values.pop() if len(values) == 1 else ""


def _start(time: Time) -> int:
    return time.start


def _figure_ends(target: Entity, document: Document, start: int) -> int:
    """Return where, in the clean text, the first words of the target end that do not stand before `start`."""
    ends = [bisect_left(document.offsets, mention.span.end) for mention in target.mentions]
    return min((end for end in ends if end > start), default=start)
