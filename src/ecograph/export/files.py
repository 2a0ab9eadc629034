"""Write files whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ecograph.errors import ExportError


def write(path: Path, chunks: Iterable[bytes]) -> None:
    """Write the chunks to a file beside `path` and put that in its place; on failure `path` is as it was."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.writelines(chunks)
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
