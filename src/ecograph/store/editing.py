"""Put other words into a query, at places that are told by its tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ecograph.store.lexing import Token


class Edit(NamedTuple):
    """Some text to stand in the place of what is from `start` to `end`."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with the edits; of two that overlap, the outer one counts."""
    parts, at = list[str](), 0
    for edit in sorted(edits, key=lambda each: (each.start, -each.end)):
        if edit.start >= at:
            parts += [text[at : edit.start], edit.text]
            at = edit.end
    return "".join([*parts, text[at:]])


def closing(found: Sequence[Token], start: int) -> int:
    """Return where the bracket closes that opens at `start`."""
    depth = found[start].depth
    return next((at for at in range(start + 1, len(found)) if found[at].depth == depth), len(found))
