"""Open a store: the one front door."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from ecograph.errors import StoreError
from ecograph.store.addresses import is_address
from ecograph.store.base import Store
from ecograph.store.oxigraph import OxigraphStore
from ecograph.store.remote import open_remote

_BUILD = "build one with: ecograph build PATH... --store DIR"


def open_store(path: str | Path | None, *, create: bool = False, read_only: bool = False) -> Store:
    """Open the store in a folder, on a server, or in memory for None.

    One process writes at a time. `read_only` takes no lock, so that several processes can read one folder, but must not
    run beside a writer. An address (http://…) opens a graph on a SPARQL server. Raises StoreError for a missing, foreign,
    damaged or locked folder, and for a server that does not answer.
    """
    if path is None:
        return OxigraphStore(ox.Store(), where="memory")
    if is_address(str(path)):
        return open_remote(str(path), create=create, read_only=read_only)
    folder = Path(path)
    _check(folder, create=create)
    try:
        inner = ox.Store.read_only(str(folder)) if read_only else ox.Store(folder)
    except (OSError, RuntimeError, ValueError) as error:
        raise _refusal(folder, str(error)) from error
    return OxigraphStore(inner, where=str(folder), folder=folder, read_only=read_only)


def _check(folder: Path, *, create: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise StoreError("is a file, not a store's folder", where=str(folder), remedy=_BUILD)
    if (folder / "CURRENT").exists():
        return
    # The engine would start a new store in any folder, among somebody's files or over a store that lost its index.
    if folder.exists() and any(folder.iterdir()):
        raise StoreError("this folder is not a store", where=str(folder), remedy=f"name another, or {_BUILD}")
    if not create:
        raise StoreError("there is no store here", where=str(folder), remedy=_BUILD)
    folder.mkdir(parents=True, exist_ok=True)


def _refusal(folder: Path, reason: str) -> StoreError:
    if "LOCK:" in reason:  # the lock file's name; "block checksum mismatch" is another matter
        return StoreError(
            "the store is open in another process (or twice in this one)",
            where=str(folder),
            remedy="close that one first, or give another --store",
        )
    return StoreError(
        f"the store is damaged: {' '.join(reason.split())}",
        where=str(folder),
        remedy="delete the folder and build it again",
    )
