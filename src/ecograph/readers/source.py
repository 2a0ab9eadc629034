"""One thing to read, wherever it lies: a file, an address, standard input, or an article in a container."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ecograph.errors import EcographError, ReadError
from ecograph.readers.remote import is_remote, open_remote

MAX_BYTES = 2_000_000
_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: `name` as the user knows it, "-" for standard input; `path` where it lies, if elsewhere.

    An article in a container (an archive, a table, a crawl) lies in the file `path`, is named there by `member` (`!/a/b.txt`,
    `#17`) and carries its bytes as `data`; `media_type` and `charset` are what the container says of them, "" for nothing.
    `fault` is why there is nothing to read: to read it raises that. A source can be pickled and is no larger than its article.
    """

    name: str
    path: str = ""
    member: str = ""
    data: bytes | None = None
    media_type: str = ""
    charset: str = ""
    fault: EcographError | None = None

    def read(self, *, max_bytes: int = MAX_BYTES) -> bytes:
        """Return the bytes; raise `ReadError` where they cannot be had or exceed `max_bytes`."""
        if self.fault:
            raise self.fault
        data = self._bytes(max_bytes) if self.data is None else self.data
        if len(data) > max_bytes:
            raise too_large(self.name, max_bytes)
        return data

    def key(self, of_file: Callable[[str], str]) -> str:
        """Return what stays the same when the article changes, "" for standard input.

        `of_file` gives the key of a file; an address is its own.
        """
        if self.name == "-":
            return ""
        path = self.path or self.name
        return shown(path if is_remote(path) else of_file(path)) + self.member

    def _bytes(self, max_bytes: int) -> bytes:
        """Return what lies there, one byte more than `max_bytes` of it at the most."""
        if self.name == "-":
            return sys.stdin.buffer.read(max_bytes + 1)
        path = self.path or self.name
        if is_remote(path):
            with open_remote(path) as stream:
                return stream.read(max_bytes + 1)
        with open_file(path, name=self.name) as file:
            if os.fstat(file.fileno()).st_size > max_bytes:
                raise too_large(self.name, max_bytes)
            return file.read(max_bytes + 1)


def open_file(path: str, *, name: str) -> BinaryIO:
    """Open a file for reading; raise `ReadError` where there is none: what is no file may never end, or never begin."""
    try:
        mode = Path(path).stat().st_mode
        if not stat.S_ISREG(mode):
            raise ReadError(f"this is {kind_of(mode)}, not a file", where=name, remedy="remove it from the list")
        return Path(path).open("rb")
    except OSError as error:
        raise unreadable(name, error) from error


def kind_of(mode: int) -> str:
    """Return what is no file, by its mode, in words."""
    return _KINDS.get(stat.S_IFMT(mode), "something else")


def too_large(name: str, max_bytes: int) -> ReadError:
    """Return the error for what is larger than an article."""
    return ReadError(
        f"larger than {max_bytes / 1e6:g} MB, which no article is",
        where=name,
        remedy="split it into one file an article, or raise --max-mb",
    )


def unreadable(name: str, error: OSError) -> ReadError:
    """Return the error for what the system does not give."""
    return ReadError(f"cannot be read ({error.strerror or error})", where=name, remedy="check the path and its rights")


def shown(path: str) -> str:
    """Return a path as text: a name that is no UTF-8 as GB18030 where it is that, and no line breaks or controls in it."""
    if not path.isprintable():
        try:
            path.encode()
        except UnicodeEncodeError:
            path = _decoded(path)
        path = _CONTROLS.sub(lambda match: match.group().encode("unicode_escape").decode(), path)
    return path


def _decoded(path: str) -> str:
    try:
        name = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character: no system gives such a name, but a table may
        return path.encode("utf-8", "backslashreplace").decode()
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("utf-8", "backslashreplace")
