"""Follow folders and files: tell what comes, changes and goes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from ecograph.errors import UsageError
from ecograph.readers.sources import is_wanted

# What changes within so many milliseconds is told together.
_TOGETHER = 1000


class Changes(NamedTuple):
    """The files that came or changed, and those that are gone, named as the paths are that they lie below."""

    changed: list[str]
    deleted: list[str]


def changes(paths: Sequence[str]) -> Iterator[Changes]:
    """Yield what happens to the articles below the paths, for ever, and first nothing: from then on all is told.

    Raise `UsageError` for what is no file or folder. On a file system that tells nobody of its changes (a network share) set
    WATCHFILES_FORCE_POLLING=1.
    """
    from watchfiles import watch

    roots = {os.path.realpath(path): path for path in paths}
    for path in paths:
        if not Path(path).exists():
            raise UsageError("only files and folders can be watched", where=path, remedy="name the folder")
    # The folder of a file is watched: editors put another file in its place.
    watched = {root if Path(root).is_dir() else str(Path(root).parent) for root in roots}
    begun = False
    for found in watch(
        *sorted(watched), debounce=_TOGETHER, step=100, watch_filter=None, rust_timeout=_TOGETHER, yield_on_timeout=True
    ):
        names = {name for _, path in found if (name := _name(path, roots))}
        there = {name for name in names if Path(name).is_file()}
        gone = {name for name in names if not Path(name).exists()}
        if there or gone or not begun:
            begun = True
            yield Changes(sorted(there), sorted(gone))


def _name(path: str, roots: dict[str, str]) -> str:
    """Return the name that a build of the roots gives a file, "" for one that it would not read."""
    if path in roots:
        return roots[path]
    above = next((root for root in map(str, Path(path).parents) if root in roots), None)
    if above is None or not is_wanted(path):
        return ""
    return PurePath(roots[above], os.path.relpath(path, above)).as_posix()
