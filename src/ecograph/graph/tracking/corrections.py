"""Tell which articles correct others, and which repeat what another printed first."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ecograph.graph.tracking.periods import days_between, first_day
from ecograph.model import Document
from ecograph.resources import rows

# Where an article says that it corrects another: in its title, or in its first words.
_HEAD = 600
_SHORTEST_TITLE = 6
_TITLED = re.compile("《([^《》]{4,80})》")
_FAR_BACK, _REPOSTED = 366, 7


class Correction(NamedTuple):
    """An article (`by`) that corrects another from the day on that it appeared.

    `whole` says that it stands in the other's place; else only where both speak of the same.
    """

    corrected: str
    by: str
    day: str
    whole: bool


class Heading(NamedTuple):
    """What one article says of others: its title without marks, and the titles that it corrects (`whole` as in `Correction`).

    One whose own title says that it corrects is not corrected itself.
    """

    document: str
    published: str
    title: str
    corrects: tuple[tuple[str, bool], ...] = ()
    is_correction: bool = False


def heading(document: Document) -> Heading:
    """Read what an article says of others: that it corrects one, in its title or first words, naming it or by its own title."""
    title, head = _bare(document.title), document.title + "\n" + document.text[:_HEAD]
    marks = [scope for word, scope in _marks() if word in head]
    names = {title, *map(_bare, _TITLED.findall(head))} if marks else set()
    corrects = ((name, name == title or "whole" in marks) for name in sorted(names) if len(name) >= _SHORTEST_TITLE)
    is_correction = any(word in document.title for word, _ in _marks())
    return Heading(document.id, document.published, title, tuple(corrects), is_correction)


def corrections(headings: Iterable[Heading]) -> Mapping[str, tuple[Correction, ...]]:
    """Return the corrections of each article that has any, by its id.

    Of articles that correct none, those are enough whose titles others correct.
    """
    found: defaultdict[str, list[Correction]] = defaultdict(list)
    titled: defaultdict[str, list[Heading]] = defaultdict(list)
    listed = sorted(headings, key=lambda each: (first_day(each.published), each.document))
    for each in listed:
        titled[each.title].append(each)
    for each in listed:
        for correction in _of(each, titled):
            found[correction.corrected].append(correction)
    return {key: tuple(sorted(each, key=lambda one: (one.day, one.by))) for key, each in found.items()}


def _of(heading: Heading, titled: Mapping[str, Sequence[Heading]]) -> Iterable[Correction]:
    day = first_day(heading.published)
    for name, whole in heading.corrects if day else ():
        for other in titled.get(name, ()):
            out = first_day(other.published)
            earlier = out and out <= day and days_between(out, day) <= _FAR_BACK
            if other.document != heading.document and earlier and not other.is_correction:
                yield Correction(other.document, heading.document, day, whole)


@cache
def _marks() -> tuple[tuple[str, str], ...]:
    return tuple((row["word"], row["scope"]) for row in rows("data", "targets", "corrections.csv"))


def _bare(title: str) -> str:
    """Return a title without marks, and without the words that say that it corrects."""
    plain = unicodedata.normalize("NFKC", title)
    for word, _ in _marks():
        plain = plain.replace(word, "")
    return re.sub(r"[\W_]", "", plain)


def reposted(day: str, other: str) -> bool:
    """Say whether what is printed word for word on both days is one statement: an article and its repost.

    Of an article without a date nobody knows that it says it again.
    """
    return not (day and other) or days_between(day, other) <= _REPOSTED
