"""What can go wrong with an engine, besides what the work itself raises."""

from __future__ import annotations

import reprlib

from ecograph.errors import EcographError


class EngineError(EcographError):
    """An engine cannot be had, has lost its workers, or an item has ended every worker that it was given to."""


def poison(item: object, how: str) -> EngineError:
    """Return the error for an item that has ended its worker again and again."""
    what = f"the process that worked on this ended each time{f' ({how})' if how else ''}"
    return EngineError(what, where=reprlib.repr(item), remedy="leave it out, and please report it with the text")
