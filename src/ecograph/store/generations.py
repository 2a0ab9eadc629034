"""Keep states of a store's graph for those who read while others write.

Below the store's folder, `serving/` holds generations: folders of hard links that the engine's backup makes in
milliseconds, that nobody ever changes, and that are opened read-only. The file `current` names the last one; it is replaced
whole, so that to look whether there is a newer one costs a `stat`. Who reads a generation holds its lock file, shared; who
deletes it needs the lock alone. The system lets go of the locks of a process that dies, however it dies, so that after a
crash everything that is not current and not held can go.

Who serves a store holds `alive` there. Whoever writes to such a store, `ecograph build` too, publishes a generation before
he lets go of it; the server goes over to it with the next request.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FOLDER = "serving"
_CURRENT, _ALIVE, _LOCK, _MADE = "current", "alive", ".lock", "made"
# Where the engine's backup puts a copy together, before it gives it its name.
_STAGED = ".tmp"


class Current(NamedTuple):
    """The name of the generation to read, and the state of the store's files that it was made of."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Held:
    """A generation that is not deleted before `release`."""

    name: str
    folder: Path
    _lock: int

    @property
    def made(self) -> Path:
        """The folder for what is made of this generation; it goes with it."""
        return self.folder / _MADE

    def release(self) -> None:
        """Let go of the generation."""
        os.close(self._lock)


class Generations:
    """The generations of the store in a folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / FOLDER
        self.pointer = self.folder / _CURRENT

    def current(self) -> Current | None:
        """Return which generation is to be read, None if there is none."""
        try:
            name, _, state = self.pointer.read_text(encoding="utf-8").partition("\n")
        except OSError:
            return None
        return Current(name, state) if (self.folder / name).is_dir() else None

    def hold(self, name: str = "") -> Held | None:
        """Hold a generation, by default and where it has gone the current one; None if there is none."""
        for _ in range(5):  # the one that the pointer names may go the moment after it was read
            chosen = name or (current.name if (current := self.current()) else "")
            held = self._held(chosen) if chosen else None
            if held is not None:
                return held
            name = ""
        return None

    def publish(self, backup: Callable[[Path], None]) -> str:
        """Make a generation of the store as it is, which `backup(folder)` copies, and return its name.

        To be called by the one who has the store open for writing. Where nothing changed, the current one stays.
        """
        current = self.current()
        if current and current.state == state_of(self.home):
            return current.name
        self.folder.mkdir(exist_ok=True)
        name = f"{time.time_ns():x}"
        with self._locked(name, fcntl.LOCK_SH):
            backup(self.folder / name)
            (self.folder / name / _MADE).mkdir()
            fresh = self.pointer.with_name(f"{_CURRENT}.{name}")
            fresh.write_text(f"{name}\n{state_of(self.home)}", encoding="utf-8")
            fresh.replace(self.pointer)
        self.tidy()
        return name

    @contextlib.contextmanager
    def aside(self, backup: Callable[[Path], None]) -> Iterator[Path]:
        """Give a generation that is nobody else's, and goes when this ends."""
        self.folder.mkdir(exist_ok=True)
        name = f"{time.time_ns():x}"
        with self._locked(name, fcntl.LOCK_SH):
            backup(self.folder / name)
            yield self.folder / name
        with contextlib.suppress(OSError):
            self._delete(name)

    def tidy(self) -> None:
        """Delete what is neither current nor held: older generations, and what a crash left."""
        current = self.current()
        for entry in list(self.folder.iterdir()) if self.folder.is_dir() else ():
            name = entry.name.removesuffix(_LOCK).removesuffix(_STAGED)
            if name in (_CURRENT, _ALIVE) or (current and name == current.name):
                continue
            if name.startswith(f"{_CURRENT}."):
                name = name.removeprefix(f"{_CURRENT}.")
            with contextlib.suppress(OSError):  # held, or another one tidies too
                self._delete(name)

    def outdate(self) -> None:
        """Note that the current generation is not what the store's files say, whatever they look like."""
        current = self.current()
        if current is not None:
            fresh = self.pointer.with_name(f"{_CURRENT}.{current.name}")
            fresh.write_text(f"{current.name}\n", encoding="utf-8")
            fresh.replace(self.pointer)

    @contextlib.contextmanager
    def alive(self) -> Iterator[None]:
        """Say, as long as this lasts, that the store is served and wants a generation for each change."""
        self.folder.mkdir(exist_ok=True)
        lock = os.open(self.folder / _ALIVE, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_SH)
            yield
        finally:
            os.close(lock)

    @property
    def wanted(self) -> bool:
        """Say whether anybody serves the store."""
        try:
            lock = os.open(self.folder / _ALIVE, os.O_RDONLY)
        except OSError:
            return False
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        else:
            return False
        finally:
            os.close(lock)

    def _held(self, name: str) -> Held | None:
        path = self.folder / f"{name}{_LOCK}"
        try:
            lock = os.open(path, os.O_RDONLY)
        except OSError:
            return None
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            if os.fstat(lock).st_ino == path.stat().st_ino and (self.folder / name).is_dir():
                return Held(name, self.folder / name, lock)
        except OSError:
            pass  # it is being deleted
        os.close(lock)
        return None

    def _delete(self, name: str) -> None:
        with self._locked(name, fcntl.LOCK_EX | fcntl.LOCK_NB):
            # It may have become the current one since `tidy` looked; who publishes names it before letting go of its lock.
            current = self.current()
            if current and current.name == name:
                return
            shutil.rmtree(self.folder / name, ignore_errors=True)
            shutil.rmtree(self.folder / f"{name}{_STAGED}", ignore_errors=True)
            (self.folder / f"{_CURRENT}.{name}").unlink(missing_ok=True)
            (self.folder / f"{name}{_LOCK}").unlink(missing_ok=True)

    @contextlib.contextmanager
    def _locked(self, name: str, how: int) -> Iterator[None]:
        path = self.folder / f"{name}{_LOCK}"
        lock = -1
        while lock < 0:
            lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                fcntl.flock(lock, how)
                # Who deletes a generation deletes its lock file last: a lock on that file keeps nobody out.
                if not _is_same(lock, path):
                    os.close(lock)
                    lock = -1
            except BaseException:
                os.close(lock)
                raise
        try:
            yield
        finally:
            os.close(lock)


def _is_same(opened: int, path: Path) -> bool:
    try:
        return os.fstat(opened).st_ino == path.stat().st_ino
    except FileNotFoundError:
        return False


def state_of(home: Path) -> str:
    """Return what tells one state of the engine's files from another: its tables, and its log where it holds something.

    A log that was emptied into tables can lie there until the store is next opened; only the last one counts.
    """
    tables, logs = list[str](), list[tuple[int, int]]()
    for entry in os.scandir(home):
        stem, dot, suffix = entry.name.partition(".")
        with contextlib.suppress(FileNotFoundError):  # the engine tidies in the background
            if suffix == "sst":
                tables.append(f"{stem}:{entry.stat().st_size}")
            elif dot and suffix == "log" and stem.isdigit():
                logs.append((int(stem), entry.stat().st_size))
    number, size = max(logs, default=(0, 0))
    return ",".join([*sorted(tables), *([f"{number}:{size}"] if size else [])])
