"""What can go wrong with an engine, besides what the work itself raises."""

from __future__ import annotations

import reprlib

from ecograph.errors import EcographError


class EngineError(EcographError):
    """An engine cannot be had, or has lost its workers."""


class PoisonError(EngineError):
    """An item has ended every worker that it was given to."""


def poison(item: object, how: str) -> PoisonError:
    """Return the error for an item that has ended its worker again and again."""
    what = f"the process that worked on this ended each time{f' ({how})' if how else ''}"
    return PoisonError(what, where=reprlib.repr(item), remedy="leave it out, and please report it with the text")
