"""What is made of each new generation before anybody asks for it: indexes, layouts; beside the service, in its own time."""

from __future__ import annotations

import os
from pathlib import Path

from ecograph.guarding.named import Work, found
from ecograph.server.engine.snapshot import Snapshot
from ecograph.store.generations import Generations
from ecograph.store.opening import open_generation

SECONDS, MEMORY_BYTES = 900.0, 2 * 1024**3
_CALM = 19

PREPARED: tuple[Work, ...] = ("ecograph.server.api.catalogue:prepare",)
"""Functions `(snapshot) -> None` that put what they make into `snapshot.folder`, in this order.

A request can come before they are done, and the folder can be missing: whoever reads what they make must do without it.
"""


def prepare(*, home: str, stamp: str, works: tuple[Work, ...]) -> None:
    """Do the works for a generation, if it is still there, behind everything else that the machine does."""
    os.nice(_CALM)
    held = Generations(Path(home)).hold(stamp)
    if held is None:
        return
    folder = held.made if held.made.is_dir() else None
    with open_generation(Path(home), held) as store:
        if held.name == stamp:
            for work in works:
                found(work)(Snapshot(store, stamp, folder))
