"""Time how a store takes in a graph, beside the engine's own bulk load of the same quads."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ecograph.build import build
from ecograph.derive import Given, derive
from ecograph.readers import Source
from ecograph.store import Part, open_store


def loading(paths: list[str], folder: Path) -> dict[str, Any]:
    """Return the seconds that a new store takes for the parts of a graph that are ready, and those of the engine for its quads."""
    lines = folder / "lines.nt"
    with open_store(folder / "built", create=True) as store:
        build([Source(path, path=path) for path in paths], store)
        parts = list(_kept(derive(store.records, Given()), lines))
        dump = folder / "dump.nq"
        with dump.open("wb") as file:
            store.dump(file, "nq")
    with open_store(folder / "loaded", create=True) as loaded:
        ours = _took(lambda: loaded.become(parts, rules="benchmark"))
    engine = ox.Store(str(folder / "raw"))
    raw = _took(lambda: _load(engine, dump))
    with dump.open("rb") as file:
        quads = sum(1 for _ in file)
    return {"articles": len(paths), "quads": quads, "bytes": dump.stat().st_size, "ours": ours, "raw": raw}


def _kept(parts: Iterator[Part], path: Path) -> Iterator[Part]:
    """Yield the parts with their lines in a file, so that they are read, not made, while the clock runs."""
    with path.open("wb") as file:
        for part in parts:
            start, text = file.tell(), part.text()
            file.write(text)
            yield part._replace(lines=partial(_read, path, start, len(text)))


def _read(path: Path, start: int, length: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read(length)


def _load(engine: ox.Store, dump: Path) -> None:
    engine.bulk_load(path=dump, format=ox.RdfFormat.N_QUADS)
    engine.flush()


def _took(work: Callable[[], object]) -> dict[str, float]:
    """Return the seconds on the clock and those of the CPU."""
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return {"seconds": time.perf_counter() - clock, "cpu": time.process_time() - cpu}
