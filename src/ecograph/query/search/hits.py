"""What a search finds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

Stretch: TypeAlias = tuple[int, int]


class Hit(NamedTuple):
    """One thing found.

    `kind` is entity, document or sentence; `type` the class of an entity, else "". `text` is what was matched (the name, an
    alias or the sentence) and `highlights` are the stretches of it that hold the words, in characters. `iri` names the
    entity or the document; `start` and `end` say where a sentence stands in the document's source, -1 for the others.
    `facts` is the number of facts about an entity.
    """

    kind: str
    iri: str
    label: str
    text: str
    highlights: tuple[Stretch, ...]
    type: str = ""
    concept: str = ""
    aliases: tuple[str, ...] = ()
    facts: int = 0
    published: str = ""
    start: int = -1
    end: int = -1


class Found(NamedTuple):
    """A page of hits, best first; `counts` says how many there are in all by class, Document and Sentence among them."""

    hits: tuple[Hit, ...]
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many hits there are in all."""
        return sum(self.counts.values())
