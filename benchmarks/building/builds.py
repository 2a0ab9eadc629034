"""Build stores of growing numbers of articles, with several engines and workers, through the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import Any

from building.watching import watched
from synthetic import articles

SERIAL = "serial"
_PROGRAM = (sys.executable, "-m", "ecograph")


def written(folder: Path, count: int, characters: int) -> list[str]:
    """Write so many articles into a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for each in articles(count, characters=characters):
        path = folder / each.name
        path.write_text(each.text, encoding="utf-8")
        paths.append(str(path))
    return paths


def built(folder: Path, store: Path, *, count: int, engine: str, workers: int, again: bool) -> dict[str, Any]:
    """Build a store of a folder, and with `again` a second time, and return what that took."""
    options = ("--store", str(store), "--engine", engine, "--workers", str(workers))
    command = (*_PROGRAM, "build", str(folder), *options)
    first = watched(command)
    found: dict[str, Any] = {
        "articles": count, "engine": engine, "workers": workers, "seconds": first.seconds, "cpu": first.cpu,
        "peaks": first.peaks, "bytes": sum(each.stat().st_size for each in store.rglob("*") if each.is_file()),
    }  # fmt: skip
    if again:
        second = watched(command)
        found["again"] = {"seconds": second.seconds, "cpu": second.cpu, "peaks": second.peaks}
    return found


def digest(store: Path, folder: Path) -> str:
    """Return a digest of all that a store holds."""
    dump = folder / "dump.nq"
    watched((*_PROGRAM, "export", str(dump), "--store", str(store)))
    with dump.open("rb") as file:
        found = file_digest(file, "sha256").hexdigest()
    dump.unlink()
    return found


def combinations(
    sizes: Sequence[int], workers: Sequence[int], engines: Sequence[str], growth: tuple[str, int]
) -> Iterator[tuple[int, str, int]]:
    """Yield each size with the engine and workers that the growth is measured with, and the smallest with all others, too."""
    for size in sizes:
        yield size, *growth
    for engine in engines:
        for number in workers if engine != SERIAL else [1]:
            if (engine, number) != growth:
                yield min(sizes), engine, number
