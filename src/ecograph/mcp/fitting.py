"""Cut answers to what a model can read: long texts end in …, long lists in `more`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel

Item = TypeVar("Item")

_TEXT = 400
_ANSWER = 40_000


def short(text: str, most: int = _TEXT) -> str:
    """Return a text of at most `most` characters, with … where it was cut."""
    return text if len(text) <= most else text[: most - 1] + "…"


def fitting(items: Sequence[Item], most: int = _ANSWER) -> tuple[list[Item], bool]:
    """Return as many of the items, from the first on, as `most` characters hold, and whether that left any out.

    The first is always there: an answer without any would mislead.
    """
    kept: list[Item] = []
    size = 0
    for item in items:
        size += _size(item)
        if kept and size > most:
            return kept, True
        kept.append(item)
    return kept, False


def _size(item: object) -> int:
    return len(item.model_dump_json()) if isinstance(item, BaseModel) else len(str(item))
