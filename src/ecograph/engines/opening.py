"""Open an engine by its name: the one front door."""

from __future__ import annotations

import os
from collections.abc import Sequence

from ecograph.engines.base import Engine
from ecograph.engines.errors import EngineError
from ecograph.engines.serial import Serial

ENGINES = ("serial", "processes", "dask")


def open_engine(name: str, *, workers: int = 0, scheduler: str = "", preload: Sequence[str] = ()) -> Engine:
    """Open the engine `serial`, `processes` or `dask`, with so many workers, by default as many as there are processors.

    `preload` names what each process of this machine has before its first task, once for all: modules, and functions,
    `package.module:function`, that are called. `scheduler` is the address of a Dask cluster that is running already; without it
    `dask` starts one on this machine. Raises EngineError for an unknown name, and where there is no cluster or no library for it.
    """
    if name not in ENGINES:
        raise EngineError(f"there is no engine {name!r}", remedy=f"choose one of {', '.join(ENGINES)}")
    if scheduler and name != "dask":
        raise EngineError("only the engine dask has a scheduler", where=scheduler, remedy="add --engine dask")
    workers = workers or processors()
    if name == "dask":
        from ecograph.engines.cluster import Cluster

        return Cluster(scheduler, workers=workers)
    if name == "processes" and hasattr(os, "fork"):
        from ecograph.engines.processes import Processes

        return Processes(workers, preload)
    return Serial()


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
