"""Open the engine that a command was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ecograph.engines import Engine


def engine_of(name: str, workers: int, scheduler: str = "") -> Engine:
    """Return the engine that the options stand for; its processes have all that reading needs."""
    from ecograph.engines import open_engine

    return open_engine(name, workers=workers, scheduler=scheduler, preload=["ecograph.reading:warm_up"])
