"""Put any number of lines in order with little memory: what does not fit is sorted in pieces on disk, and these are merged."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO

# Bytes that are sorted at once; a line takes so much more than its text.
_AT_ONCE, _LINE = 128_000_000, 40


def ordered(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines, each ended by a line feed, sorted by their bytes, each of them once."""
    with ExitStack() as stack:
        runs, some, size = list[Iterable[bytes]](), list[bytes](), 0
        for line in lines:
            some.append(line)
            size += len(line) + _LINE
            if size > _AT_ONCE:
                runs.append(_written(sorted(some), stack.enter_context(TemporaryFile())))
                some, size = [], 0
        some.sort()
        before = b""
        for line in heapq.merge(*runs, some):
            if line != before:
                yield line
            before = line


def _written(lines: Iterable[bytes], file: IO[bytes]) -> IO[bytes]:
    file.writelines(lines)
    file.seek(0)
    return file
