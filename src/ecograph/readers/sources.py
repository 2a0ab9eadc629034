"""Find the sources that the user named: files, folders, globs, and `-` for standard input."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ecograph.errors import ReadError, UsageError
from ecograph.readers.kinds import suffixes

MAX_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: `name` as the user knows it, "-" for standard input; `path` where it lies, if elsewhere."""

    name: str
    path: str = ""

    def read(self, *, max_bytes: int = MAX_BYTES) -> bytes:
        """Return the bytes; raise `ReadError` where they cannot be had or exceed `max_bytes`."""
        if self.name == "-":
            data = sys.stdin.buffer.read(max_bytes + 1)
            size = len(data)
        else:
            path = Path(self.path or self.name)
            try:
                size = path.stat().st_size
                data = path.read_bytes() if size <= max_bytes else b""
            except OSError as error:
                raise ReadError(
                    f"cannot be read ({error.strerror})", where=self.name, remedy="check the path and its rights"
                ) from error
        if size > max_bytes:
            raise ReadError(
                f"larger than {max_bytes / 1e6:g} MB, which no article is",
                where=self.name,
                remedy="split it into one file an article, or raise --max-mb",
            )
        return data


def find_sources(paths: Iterable[str]) -> tuple[Source, ...]:
    """Return the sources that `paths` name, without repeats, in the order of their names.

    A folder gives its articles (text, HTML, PDF, DOCX), at any depth; a glob what it matches. A path that does not exist,
    or that gives nothing, is a `UsageError`.
    """
    names = [name for path in paths for name in _expand(path)]
    return tuple(Source(name) for name in sorted(dict.fromkeys(names)))


def _expand(path: str) -> Iterator[str]:
    if path == "-":
        yield path
        return
    here = Path(path)
    if here.is_file():
        yield path
        return
    if here.is_dir():
        known = suffixes()
        found = [p.as_posix() for p in here.rglob("*") if p.is_file() and p.suffix.lower() in known]
        if not found:
            what = f"no article ({', '.join(known)}) in this folder"
            raise UsageError(what, where=path, remedy="name the files")
    else:
        found = [name for name in glob.glob(path, recursive=True) if Path(name).is_file()]  # noqa: PTH207 - absolute globs
        if not found:
            raise UsageError("no such file or folder", where=path, remedy="check the spelling; quote a glob")
    yield from found
