"""Guarded processes that all code of a process shares: they begin when they are first wanted, and end when it does."""

from __future__ import annotations

import atexit
import os
from functools import cache

from ecograph.guarding.bounds import Bounds
from ecograph.guarding.kept import Kept
from ecograph.guarding.nursery import Nursery

# Where a process cannot be copied, all is done in the one that there is.
GUARDED = hasattr(os, "fork")


def nursery(preload: str) -> Nursery:
    """Return this process's nursery of guarded processes with a module, or what a function of it loads; see `Nursery`."""
    return _nursery(os.getpid(), preload)


def kept(preload: str, bounds: Bounds) -> Kept:
    """Return this process's guarded process, in which something is loaded, that is kept between requests."""
    return _kept(os.getpid(), preload, bounds)


# A process that was forked has its own: hence the process's number.
@cache
def _nursery(process: int, preload: str) -> Nursery:  # noqa: ARG001
    made = Nursery([preload])
    atexit.register(made.close)
    return made


@cache
def _kept(process: int, preload: str, bounds: Bounds) -> Kept:
    return Kept(_nursery(process, preload), bounds)
