"""Read what may hurt its reader in a process of its own, which is kept until something does: a fork an article costs too much."""

from __future__ import annotations

import atexit
import os
from functools import cache
from importlib import import_module

from ecograph.guarding import Bounds, Kept, Nursery
from ecograph.readers.content import Content
from ecograph.readers.kinds import choose
from ecograph.readers.reading import content_of


def guarded_content(
    data: bytes, name: str, *, media_type: str, charset: str, max_bytes: int, bounds: Bounds
) -> Content:
    """Return what `content_of` does; raise `GuardError` where that takes more than the bounds, or ends its process."""
    told = {"media_type": media_type, "charset": charset, "max_bytes": max_bytes}
    if not choose(data, name, media_type).guarded or not hasattr(os, "fork"):
        return content_of(data, name, **told)  # type: ignore[arg-type]
    return Content(*_kept(os.getpid(), bounds).call(f"{__name__}:plain_content", data=data, name=name, **told))


def plain_content(**told: object) -> tuple[object, ...]:
    """Return the fields of what `content_of` does."""
    return tuple(content_of(**told))  # type: ignore[arg-type]


@cache
def _kept(process: int, bounds: Bounds) -> Kept:
    return Kept(_nursery(process), bounds)


@cache
def _nursery(_: int) -> Nursery:
    """Return where this process, by its number, has its guarded processes from; they end when it does."""
    made = Nursery([f"{__name__}:warm_up"])
    atexit.register(made.close)
    return made


def warm_up() -> None:
    """Load all that reading needs, so that the processes born of this one have it."""
    for name in ("docx", "pypdfium2"):
        import_module(name)
    content_of(b"<title>.</title><p>.", "warm.html")
