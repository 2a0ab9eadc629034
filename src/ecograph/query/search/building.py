"""Make the engine's index of a graph, or bring one of an earlier state up to it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ecograph.query.search.entries import register, schema, written
from ecograph.query.search.gathering import Gathered
from ecograph.store import Store

if TYPE_CHECKING:
    from tantivy import Index

_OWNERS = "owners.json"
# One thread: more make other segments each time, and the machine has queries to answer.
_MEMORY, _THREADS = 64_000_000, 1
# From so many changes on, a new index is made in less time.
_MANY = 0.3


def in_memory(store: Store) -> Index:
    """Return an index that is kept nowhere."""
    from tantivy import Index

    index = Index(schema())
    _fill(index, Gathered(store), gone=(), wanted=None)
    return index


def make(store: Store, folder: Path, *, earlier: Path | None = None) -> None:
    """Write the index into a folder that is empty or missing; `earlier` is the index of another state, if there is one.

    What has not changed since is taken over from it. It may vanish meanwhile: then the index is made anew.
    """
    gathered = Gathered(store)
    now = {each.owner: each.digest for each in gathered.groups()}
    if earlier is not None:
        with suppress(OSError, ValueError):
            if _carry_on(gathered, now, earlier, folder):
                return
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    from tantivy import Index

    _fill(Index(schema(), path=str(folder)), gathered, gone=(), wanted=None)
    _note(folder, now)


def opened(folder: Path) -> Index:
    """Return the index in a folder; raise ValueError or OSError where there is none that can be read."""
    from tantivy import Index

    return Index.open(str(folder))


def _carry_on(gathered: Gathered, now: Mapping[str, str], earlier: Path, folder: Path) -> bool:
    """Take over an earlier index and change what differs; return whether that was worth it."""
    known: dict[str, str] = json.loads((earlier / _OWNERS).read_bytes())
    gone = [owner for owner in known if now.get(owner) != known[owner]]
    wanted = [owner for owner in now if known.get(owner) != now[owner]]
    if len(gone) + len(wanted) > _MANY * (len(known) + len(now)):
        return False
    folder.mkdir(parents=True, exist_ok=True)
    for path in earlier.iterdir():
        if path.name not in (_OWNERS, ".tantivy-writer.lock", ".tantivy-meta.lock"):
            _link(path, folder / path.name)
    if gone or wanted:
        _fill(opened(folder), gathered, gone=gone, wanted=wanted)
    _note(folder, now)
    return True


def _link(path: Path, to: Path) -> None:
    """Take a file over: segments are never written again, the engine's notes are."""
    if path.suffix == ".json":
        shutil.copyfile(path, to)
        return
    try:
        os.link(path, to)
    except FileNotFoundError:
        raise
    except OSError:  # another disk, or one that knows no links
        shutil.copyfile(path, to)


def _fill(index: Index, gathered: Gathered, *, gone: Iterable[str], wanted: Collection[str] | None) -> None:
    register(index)
    writer = index.writer(heap_size=_MEMORY, num_threads=_THREADS)
    for owner in gone:
        writer.delete_documents_by_term("owner", owner)
    for entry in gathered.entries(gathered.owners() if wanted is None else wanted):
        writer.add_document(written(entry))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()


def _note(folder: Path, owners: Mapping[str, str]) -> None:
    """Note what the index holds, for the one that follows it."""
    (folder / _OWNERS).write_text(json.dumps(owners, ensure_ascii=False), encoding="utf-8")
