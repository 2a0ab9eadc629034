"""Open a store: the one front door."""

from __future__ import annotations

import time
from pathlib import Path

import pyoxigraph as ox

from ecograph.errors import StoreError
from ecograph.store.addresses import is_address
from ecograph.store.base import Store
from ecograph.store.generations import Generations, Held
from ecograph.store.oxigraph import OxigraphStore
from ecograph.store.remote import open_remote

# A server writes for moments only: whoever else wants to write waits for it.
_PATIENCE, _PAUSE = 5.0, 0.05
_BUILD = "build one with: ecograph build PATH... --store DIR"


def open_store(path: str | Path | None, *, create: bool = False, read_only: bool = False) -> Store:
    """Open the store in a folder, on a server, or in memory for None.

    One process writes at a time. `read_only` takes no lock, so that several processes can read one folder, but must not
    run beside a writer; of a store that is being served it reads the state that the server reads, whoever writes. An address
    (http://…) opens a graph on a SPARQL server. Raises StoreError for a missing, foreign, damaged or locked folder, and for a
    server that does not answer.
    """
    if path is None:
        return OxigraphStore(ox.Store(), where="memory")
    if is_address(str(path)):
        return open_remote(str(path), create=create, read_only=read_only)
    folder = Path(path)
    _check(folder, create=create)
    generations = Generations(folder)
    if not read_only:
        return OxigraphStore(_writable(folder, generations), where=str(folder), folder=folder)
    if generations.wanted and (held := generations.hold()):
        return open_generation(folder, held)
    return OxigraphStore(_read_only(folder, folder), where=str(folder), folder=folder, read_only=True)


def open_generation(home: Path, held: Held) -> Store:
    """Open a generation of the store in the folder `home`, read-only, with that store's records; to close it releases it."""
    try:
        inner = _read_only(held.folder, home)
    except BaseException:
        held.release()
        raise
    return OxigraphStore(inner, where=str(home), folder=home, read_only=True, held=held)


def _read_only(folder: Path, where: Path) -> ox.Store:
    try:
        return ox.Store.read_only(str(folder))
    except (OSError, RuntimeError, ValueError) as error:
        raise _refusal(where, str(error)) from error


def _writable(folder: Path, generations: Generations) -> ox.Store:
    until = time.monotonic() + (_PATIENCE if generations.wanted else 0.0)
    while True:
        try:
            return ox.Store(folder)
        except (OSError, RuntimeError, ValueError) as error:
            if not _is_locked(str(error)) or time.monotonic() >= until:
                raise _refusal(folder, str(error)) from error
        time.sleep(_PAUSE)


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


def _is_locked(reason: str) -> bool:
    return "LOCK:" in reason  # the lock file's name; "block checksum mismatch" is another matter


def _refusal(folder: Path, reason: str) -> StoreError:
    if _is_locked(reason):
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
