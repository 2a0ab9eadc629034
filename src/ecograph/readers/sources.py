"""Find the sources that the user named: files, folders, globs, addresses, `-` for standard input; and what containers hold."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import chain

from ecograph.errors import EcographError
from ecograph.readers.containers import Columns, Opened, container_of, members
from ecograph.readers.kinds import suffixes
from ecograph.readers.remote import is_remote, open_remote
from ecograph.readers.source import MAX_BYTES, Source, open_file
from ecograph.readers.walking import walk

__all__ = ["MAX_BYTES", "Columns", "Source", "find_sources"]


def find_sources(
    paths: Iterable[str],
    *,
    columns: Columns | None = None,
    max_bytes: int = MAX_BYTES,
    wrong: Callable[[EcographError], None] | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Source]:
    """Return the sources that `paths` name, without repeats, in the order of their files' names, as they are found.

    A folder gives its articles (text, HTML, PDF, DOCX) and containers, at any depth; a glob what it matches. A container (JSON
    Lines, CSV, Parquet, WARC, zip, tar) gives its articles in its own order; `columns` are what the user calls those of a table.
    What cannot be read on the way is a source with a fault. Memory does not grow with the number of sources.

    A path that does not exist, or that gives nothing, is a `UsageError` at once, or goes to `wrong`. `tell` takes what the user
    should know of what was passed over.
    """
    found = []
    for path in paths:
        walking = walk(path, is_wanted)
        try:
            first = next(walking)
        except EcographError as error:
            if wrong is None:
                raise
            wrong(error)
        else:
            found.append(chain((first,), walking))
    return _opened(heapq.merge(*found, key=_place), columns or Columns(), max_bytes, tell)


def is_wanted(name: str) -> bool:
    """Tell by a file's name whether a folder gives it: as an article, or for what it may hold."""
    return name.lower().endswith(suffixes()) or container_of(name) is not None


def _place(source: Source) -> str:
    return source.path or source.name


def _opened(
    files: Iterable[Source], columns: Columns, max_bytes: int, tell: Callable[[str], None]
) -> Iterator[Source]:
    """Yield each file once, in the place of a container what it holds."""
    last = None
    for file in files:
        path = _place(file)
        if path == last:
            continue
        last = path
        if file.fault or path == "-" or not container_of(path):
            yield file
            continue
        try:
            stream = open_remote(path) if is_remote(path) else open_file(path, name=file.name)
        except EcographError as error:
            yield Source(file.name, file.path, fault=error)
            continue
        with closing(stream):
            yield from members(Opened(file.name, path, "", stream, columns, max_bytes, tell))
