"""Write files whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from ecograph.errors import ExportError


def write(path: Path, chunks: Iterable[bytes]) -> None:
    """Write the chunks to a file."""
    with writing(path) as file:
        file.writelines(chunks)


@contextmanager
def writing(path: Path) -> Iterator[IO[bytes]]:
    """Give a file beside `path` that takes its place in the end; on failure `path` is as it was."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            yield file
        beside.replace(path)
    except OSError as error:
        remedy = "name a file in a folder that exists and that you may write to"
        raise ExportError(f"cannot write: {error.strerror}", where=str(path), remedy=remedy) from error
    finally:
        with suppress(OSError):  # what went wrong is said already
            beside.unlink(missing_ok=True)


def write_all(contents: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write several files; return their paths."""
    for path, content in contents.items():
        write(path, [content])
    return tuple(contents)
