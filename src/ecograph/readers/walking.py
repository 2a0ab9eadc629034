"""Find the files that a path names, in the order of their names: a file, a folder at any depth, a glob; here or at an address.

The names of one folder are held while its files are told, and those of the folders above it; never those of all files.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import NamedTuple, Protocol, TypeAlias

from ecograph.errors import EcographError, ReadError, UsageError
from ecograph.readers.remote import failing, file_system, is_remote
from ecograph.readers.source import Source, kind_of, shown, unreadable

Wanted: TypeAlias = Callable[[str], bool]
"""Tells by the name of a file in a folder whether it may hold articles."""

_MAGIC = re.compile(r"[*?[]")


def walk(path: str, wanted: Wanted) -> Iterator[Source]:
    """Yield the files that a path names, in the order of their names; what cannot be read among them has a fault.

    Raise `UsageError` for a path that does not exist or gives nothing.
    """
    places: _Places = _Elsewhere() if is_remote(path) else _Here()
    kind = "file" if path == "-" else places.kind(path)
    if kind == "file":
        yield _source(path)
        return
    if kind == "folder":
        root = path.rstrip("/") if is_remote(path) else PurePath(path).as_posix()
        root = "" if root == "." else root
        found = _found(places, root, _Whole(wanted))
        what, remedy = "no article in this folder", "name the files"
    elif kind:
        raise UsageError(f"this is {kind}, not a file", where=shown(path), remedy="write it to a file and name that")
    else:
        root, pattern = _pattern(path)
        found = _found(places, root, pattern) if places.kind(root or ".") == "folder" else iter(())
        what, remedy = "no such file or folder", "check the spelling; quote a glob"
    some = False
    for each in found:
        some = True
        yield each
    if not some:
        raise UsageError(what, where=shown(path), remedy=remedy)


class _Entry(NamedTuple):
    """What a folder holds; `link` where it is a folder that lies elsewhere."""

    name: str
    folder: bool
    link: bool = False


class _Places(Protocol):
    def kind(self, path: str) -> str:
        """Return "file", "folder", what else a path is, or "" where there is nothing."""

    def entries(self, folder: str) -> Iterator[_Entry]:
        """Yield what a folder holds."""


class _Here:
    def kind(self, path: str) -> str:
        try:
            mode = Path(path).stat().st_mode
        except OSError:
            return "file" if os.path.lexists(path) else ""  # to read it says what is wrong with it
        return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else kind_of(mode)

    def entries(self, folder: str) -> Iterator[_Entry]:
        with os.scandir(folder) as found:
            for each in found:
                try:
                    is_folder = each.is_dir()
                except OSError:  # a link that leads in circles
                    is_folder = False
                yield _Entry(each.name, is_folder, is_folder and each.is_symlink())


class _Elsewhere:
    def kind(self, path: str) -> str:
        system, inside = file_system(path)
        with failing(path):
            try:
                found = system.info(inside)["type"]
            except FileNotFoundError:
                return ""
            is_folder = found == "directory" or (path.endswith("/") and system.isdir(inside))
        return "folder" if is_folder else "file"

    def entries(self, folder: str) -> Iterator[_Entry]:
        system, inside = file_system(folder)
        with failing(folder):
            found = system.ls(inside, detail=True)
        for each in found:
            above, _, name = each["name"].rstrip("/").rpartition("/")
            if name and above.strip("/") == inside.strip("/"):
                yield _Entry(name, each["type"] == "directory" or each["name"].endswith("/"))


class _Pattern(Protocol):
    """What is wanted of a folder: a state goes down with the folders."""

    whole: bool
    start: frozenset[int]

    def folder(self, state: frozenset[int], entry: _Entry) -> frozenset[int]:
        """Return the state in a folder, an empty one where nothing in it is wanted."""

    def file(self, state: frozenset[int], name: str) -> bool:
        """Tell whether a file is wanted."""


class _Whole:
    """All articles, at any depth."""

    whole, start = True, frozenset((0,))

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted

    def folder(self, state: frozenset[int], entry: _Entry) -> frozenset[int]:
        return frozenset() if entry.link else state

    def file(self, state: frozenset[int], name: str) -> bool:  # noqa: ARG002 - as a pattern has it
        return self._wanted(name)


class _Glob:
    """What a glob matches; a state is the set of its parts that may match next."""

    whole = False

    def __init__(self, parts: list[str]) -> None:
        self._parts = parts
        self.start = self._reach({0})

    def folder(self, state: frozenset[int], entry: _Entry) -> frozenset[int]:
        return self._step(state, entry.name, deeper=not entry.link) - {len(self._parts)}

    def file(self, state: frozenset[int], name: str) -> bool:
        return len(self._parts) in self._step(state, name, deeper=True)

    def _step(self, state: frozenset[int], name: str, *, deeper: bool) -> frozenset[int]:
        found = set()
        for at in state:
            part = self._parts[at] if at < len(self._parts) else None
            if part is None or (name.startswith(".") and not part.startswith(".")):
                continue
            if part == "**":
                found |= {at} if deeper else set()
            elif fnmatchcase(name, part):
                found.add(at + 1)
        return self._reach(found)

    def _reach(self, state: set[int]) -> frozenset[int]:
        """Add what comes behind each `**`, which also stands for nothing."""
        for at in range(len(self._parts)):
            if at in state and self._parts[at] == "**":
                state.add(at + 1)
        return frozenset(state)


def _pattern(path: str) -> tuple[str, _Glob]:
    """Return the folder that a glob begins in, and what it wants there."""
    parts = path.split("/")
    first = next((at for at, part in enumerate(parts) if _MAGIC.search(part)), len(parts) - 1)
    return "/".join(parts[:first]) or ("/" if path.startswith("/") else ""), _Glob(parts[first:])


class _Level(NamedTuple):
    """A folder that is being told: what is left of it, and how many files had been found before it."""

    path: str
    state: frozenset[int]
    left: Iterator[_Entry]
    before: int


def _found(places: _Places, root: str, pattern: _Pattern) -> Iterator[Source]:
    """Yield what is wanted below a folder; a stack, since folders nest deeper than calls may."""
    number = 0
    levels = [_Level(root, pattern.start, iter(()), -1)]
    try:
        levels[0] = levels[0]._replace(left=_sorted(places, root or "."))
    except (OSError, EcographError) as error:
        yield _source(root or ".", fault=_cannot(root or ".", error))
    while levels:
        level = levels[-1]
        entry = next(level.left, None)
        if entry is None:
            levels.pop()
            if pattern.whole and level.before == number and pattern.file(levels[-1].state, level.path.rpartition("/")[2]):
                yield _source(level.path, fault=_wrong(level.path, "this is a folder without articles, not a file"))
            continue
        path = f"{level.path.rstrip('/')}/{entry.name}" if level.path else entry.name
        state = pattern.folder(level.state, entry) if entry.folder else frozenset()
        if state:
            try:
                levels.append(_Level(path, state, _sorted(places, path), number))
            except (OSError, EcographError) as error:
                number += 1
                yield _source(path, fault=_cannot(path, error))
        elif entry.link and pattern.whole:
            number += 1
            yield _source(path, fault=_wrong(path, "this is a link to a folder, which is not followed"))
        elif not entry.folder and pattern.file(level.state, entry.name):
            number += 1
            yield _source(path)


def _sorted(places: _Places, folder: str) -> Iterator[_Entry]:
    """Return what a folder holds in the order in which the whole names sort: `a-b.txt` before `a/b.txt`."""
    return iter(sorted(places.entries(folder), key=lambda each: f"{each.name}/" if each.folder else each.name))


def _source(path: str, fault: EcographError | None = None) -> Source:
    name = shown(path)
    return Source(name, "" if name == path else path, fault=fault)


def _wrong(path: str, what: str) -> ReadError:
    return ReadError(what, where=shown(path), remedy="name the folder itself, or remove it")


def _cannot(path: str, error: OSError | EcographError) -> EcographError:
    return error if isinstance(error, EcographError) else unreadable(shown(path), error)
