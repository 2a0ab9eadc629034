"""Read containers whose libraries are written in C in a process of their own: they may crash, or take all memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec

from ecograph.errors import ReadError
from ecograph.guarding import Bounds, Kept, nursery
from ecograph.readers.containers.opened import Opened

# For one request: some of the rows of a table, some of the records of a crawl.
_BOUNDS = Bounds(seconds=60.0)


@contextmanager
def reading(opened: Opened, setup: str, *, package: str, extra: str) -> Iterator[Kept]:
    """Give the process that reads a container; `setup(path, max_bytes)` makes its handler there.

    Raise `ReadError` where the package is missing that it is read with.
    """
    if find_spec(package) is None:
        remedy = f'install it: pip install "ecograph[{extra}]"'
        raise ReadError(f"this is read by the package {package}, which is missing", where=opened.name, remedy=remedy)
    with opened.as_file() as path, closing(
        Kept(nursery(setup.partition(":")[0]), _BOUNDS, setup, path=path, max_bytes=opened.max_bytes)
    ) as kept:
        yield kept
