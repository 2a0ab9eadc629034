"""Follow folders and files: tell what comes, changes and goes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from ecograph.errors import UsageError
from ecograph.readers.containers import container_of
from ecograph.readers.sources import is_wanted
from ecograph.store import Records

# What may stand between a container and an article in it, in the key of this.
_MEMBER = re.compile("!/|#")
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


def deleted(records: Records, paths: Sequence[str]) -> Iterator[list[str]]:
    """Yield, for each of the paths that is a folder, the files below it of which articles are held and that are gone.

    Where all of them are gone nothing is told: what lies elsewhere may just not be there.
    """
    for path in paths:
        gone, some = dict[str, None](), False
        for key in records.held_below(records.key(path)):
            file = _file(records, key)
            if file:
                gone[file] = None
            some = some or not file
        if some:
            yield list(gone)


def _file(records: Records, key: str) -> str:
    """Return the file of an article by the article's key, "" where it is there."""
    ends = [match.start() for match in _MEMBER.finditer(key) if container_of(key[: match.start()])]
    files = [Path(records.folder or "/", key[:end]) for end in (len(key), *ends)]
    return "" if any(map(os.path.exists, files)) else os.path.relpath(files[1 if ends else 0])


def _name(path: str, roots: dict[str, str]) -> str:
    """Return the name that a build of the roots gives a file, "" for one that it would not read."""
    if path in roots:
        return roots[path]
    above = next((root for root in map(str, Path(path).parents) if root in roots), None)
    if above is None or not is_wanted(path):
        return ""
    return PurePath(roots[above], os.path.relpath(path, above)).as_posix()
