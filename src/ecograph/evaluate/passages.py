"""Find where an article says something: annotated names, found spans, and the sentences around them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import TypeAlias

from ecograph.evaluate.gold import GoldEntity
from ecograph.model import Document, Entity, Span

# A stretch [start, end) of the clean text.
Stretch: TypeAlias = tuple[int, int]

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?[”』」]?")


class Passages:
    """The clean text of one article, searchable whatever the blanks and widths of its characters."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sentences: list[Stretch] = [found.span() for found in _SENTENCE.finditer(document.text)]
        kept = [(character, at) for at, each in enumerate(document.text) for character in _plain(each)]
        self._plain = "".join(character for character, _ in kept)
        self._at = [at for _, at in kept]

    def of_span(self, span: Span) -> Stretch | None:
        """Return where a span of the source stands in the clean text; None where the readers dropped it."""
        start = bisect_left(self.document.offsets, span.start)
        end = bisect_right(self.document.offsets, span.end - 1)
        return (start, end) if start < end else None

    def of_name(self, name: str) -> Stretch | None:
        """Return the first place where a name is printed."""
        wanted = "".join(map(_plain, name))
        at = self._plain.find(wanted) if wanted else -1
        return (self._at[at], self._at[at + len(wanted) - 1] + 1) if at >= 0 else None

    def of_gold(self, gold: GoldEntity) -> Stretch | None:
        """Return the first place where an annotated entity is printed, under the first of its names that is."""
        return next(filter(None, map(self.of_name, gold.printed)), None)

    def of_entity(self, entity: Entity) -> list[Stretch]:
        """Return where an entity was found."""
        return [place for mention in entity.mentions if (place := self.of_span(mention.span))]

    def around(self, place: Stretch | None) -> str:
        """Return the sentence that holds the beginning of a stretch, "" for none."""
        for start, end in self.sentences if place else ():
            if place and start <= place[0] < end:
                return self.document.text[start:end].strip()
        return ""

    def with_both(self, one: GoldEntity | None, other: GoldEntity | None) -> str:
        """Return the first sentence that prints both entities, or else the one that prints the second."""
        for start, end in self.sentences:
            told = "".join(map(_plain, self.document.text[start:end]))
            if one and other and _prints(told, one.printed) and _prints(told, other.printed):
                return self.document.text[start:end].strip()
        return self.around(self.of_gold(other)) if other else ""


def _plain(character: str) -> str:
    return "".join(unicodedata.normalize("NFKC", character).split())


def _prints(told: str, names: Iterable[str]) -> bool:
    return any("".join(map(_plain, name)) in told for name in names)
