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


def corrections(documents: Iterable[Document]) -> Mapping[str, tuple[Correction, ...]]:
    """Return the corrections of each article that has any, by its id.

    A correction says so in its title or first words, and bears the title of the other or quotes it.
    """
    found: defaultdict[str, list[Correction]] = defaultdict(list)
    titled: defaultdict[str, list[Document]] = defaultdict(list)
    listed = sorted(documents, key=lambda each: (first_day(each.published), each.id))
    for document in listed:
        titled[_bare(document.title)].append(document)
    for document in listed:
        for correction in _of(document, titled):
            found[correction.corrected].append(correction)
    return {key: tuple(sorted(each, key=lambda one: (one.day, one.by))) for key, each in found.items()}


def _of(document: Document, titled: Mapping[str, Sequence[Document]]) -> Iterable[Correction]:
    head, day = document.title + "\n" + document.text[:_HEAD], first_day(document.published)
    marks = [scope for word, scope in _marks() if word in head]
    if not marks or not day:
        return
    names = {_bare(document.title), *map(_bare, _TITLED.findall(head))}
    for name in sorted(each for each in names if len(each) >= _SHORTEST_TITLE):
        for other in titled.get(name, ()):
            out = first_day(other.published)
            earlier = out and out <= day and days_between(out, day) <= _FAR_BACK
            if other.id != document.id and earlier and not _is_correction(other):
                yield Correction(other.id, document.id, day, name == _bare(document.title) or "whole" in marks)


def _is_correction(document: Document) -> bool:
    return any(word in document.title for word, _ in _marks())


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
    """Say whether what is printed word for word on both days is one statement: an article and its repost."""
    return bool(day and other) and days_between(day, other) <= _REPOSTED
