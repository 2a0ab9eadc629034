"""Keep the index of a graph in a folder: made once for each state, whoever asks first, and found by all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from ecograph import __version__
from ecograph.query.search import building
from ecograph.query.search.index import SearchIndex
from ecograph.resources import fingerprint
from ecograph.store import Store

# What an index follows from besides the graph: one that another version of these made is none.
_RULES = ("query/search", "data/search", "data/lexicon/traditional.csv")
# What the store's engine writes though the graph stays as it is.
_NOT_THE_GRAPH = ("LOG", "LOCK", "OPTIONS", "IDENTITY", "records.sqlite")


def index_of(store: Store) -> SearchIndex:
    """Return the index of a graph, kept nowhere."""
    return SearchIndex(building.in_memory(store))


def index_in(store: Store, folder: Path, *, earlier: Path | None = None) -> SearchIndex:
    """Return the index of a graph that is kept in a folder of this state, and make it where it is not there yet.

    Of several processes that ask at once, one makes it and the others wait; one that is killed leaves nothing that counts.
    `earlier` is the folder of another state of the same graph: what has not changed since is taken over.
    """
    path = folder / _name()
    with suppress(OSError, ValueError):
        return SearchIndex(building.opened(path))
    folder.mkdir(parents=True, exist_ok=True)
    with _turn(folder):
        if not (path / "meta.json").exists():
            _make(store, path, earlier and earlier / _name())
    return SearchIndex(building.opened(path))


def earlier_than(folder: Path) -> Path | None:
    """Return the folder of another state of the same graph that has an index, the newest, None if there is none.

    The folders of states lie side by side, `…/<state>/<name>`; one that goes while it is read is made up for.
    """
    others = folder.parent.parent.glob(f"*/{folder.name}/{_name()}")
    return max((each.parent for each in others if each.parent != folder), key=_age, default=None)


def index_beside(store: Store, folder: Path) -> SearchIndex:
    """Return the index of the store in a folder, kept within it for the next time; in memory where nothing can be written."""
    kept = folder / "search"
    state = kept / _state(folder)
    others = [each for each in kept.glob("*") if each != state] if kept.is_dir() else []
    try:
        index = index_in(store, state, earlier=max(others, key=_age) if others else None)
    except OSError:
        return index_of(store)
    for each in others:
        shutil.rmtree(each, ignore_errors=True)
    return index


def _name() -> str:
    return f"search-{fingerprint(*_RULES)}"


def _unfinished() -> str:
    return f".{_name()}-"


def _make(store: Store, path: Path, earlier: Path | None) -> None:
    for left in path.parent.glob(f"{_unfinished()}*"):
        shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=_unfinished(), dir=path.parent))
    try:
        building.make(store, made / "index", earlier=earlier)
        with suppress(FileExistsError):  # where there are no turns, another was faster
            (made / "index").rename(path)
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Wait until nobody else makes the index of this folder; the system ends the turn of a process that is killed."""
    try:
        import fcntl
    except ImportError:  # Windows: each makes its own, and the first one stays
        yield
        return
    with (folder / f".{_name()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _state(folder: Path) -> str:
    """Return a name of the state of a store's folder: other files, another state."""
    told = [__version__]
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith(_NOT_THE_GRAPH):
            about = path.stat()
            told.append(f"{path.name} {about.st_size} {about.st_mtime_ns}")
    return sha256("\n".join(told).encode()).hexdigest()[:16]


def _age(path: Path) -> float:
    try:
        return os.path.getmtime(path)  # noqa: PTH204 - it may be gone meanwhile
    except OSError:
        return 0.0
