"""Say what a plain word segmenter's tags find in the same article: the baseline to beat."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ecograph.model import Document, Entity, EntityType, Facts, Mention

if TYPE_CHECKING:
    from rjieba import Jieba

PEER = "jieba tags (rjieba)"
# Person, place and organisation: all that the tags know of our classes.
_TAGS: dict[str, EntityType] = {"nr": "Official", "ns": "Place", "nt": "Agency"}
PEER_CLASSES = frozenset(type_.lower() for type_ in _TAGS.values())


def tagged(document: Document) -> Facts:
    """Return each distinct word that the tagger calls a person, place or organisation; it knows no relations.

    It is given the text with its lines mended, as the extraction is.
    """
    mentions: dict[tuple[EntityType, str], list[Mention]] = {}
    at = 0
    for word, tag in _tagger().tag(document.text):
        if type_ := _TAGS.get(tag):
            found = mentions.setdefault((type_, word), [])
            found.append(Mention(document.span(at, at + len(word)), rule=f"tag {tag}"))
        at += len(word)
    entities = [
        Entity(f"{type_}:{word}", type_, word, mentions=tuple(seen)) for (type_, word), seen in mentions.items()
    ]
    return Facts(document, tuple(entities), ())


@cache
def _tagger() -> Jieba:
    """Return the segmenter as it comes, without the words that the extraction teaches its own."""
    from rjieba import Jieba

    return Jieba()
