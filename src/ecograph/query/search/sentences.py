"""Take a text apart into sentences, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ecograph.model import Document

_SENTENCE = re.compile(r"[^。！？!?…\n]*(?:[。！？!?…]+[”’」』》）)\"']*|\n|\Z)")


class Sentence(NamedTuple):
    """A sentence as it reads, and the stretch of the source, as decoded, that it stands in."""

    text: str
    start: int
    end: int


def sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of a document in their order."""
    text, offsets = document.text, document.offsets
    for found in _SENTENCE.finditer(text):
        start, end = _trimmed(text, *found.span())
        if start < end:
            yield Sentence(text[start:end], offsets[start], offsets[end - 1] + 1)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
