"""Reach what lies at an address (`s3://…`, `https://…`) through fsspec, which is loaded only where an address is named."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from ecograph.errors import EcographError, ReadError, UsageError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_PIECE = 1 << 18


def is_remote(path: str) -> bool:
    """Tell whether a path is an address."""
    return bool(_ADDRESS.match(path))


def open_remote(address: str) -> BinaryIO:
    """Open what lies at an address; raise `ReadError` where it cannot be had, also later, while it is read."""
    with failing(address):
        system, path = file_system(address)
        return cast(BinaryIO, io.BufferedReader(_Remote(address, system.open(path, "rb")), _PIECE))


class _Remote(io.RawIOBase):
    """A file elsewhere whose errors are ours."""

    def __init__(self, address: str, inner: BinaryIO) -> None:
        self._address, self._inner = address, inner

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._inner.seekable()

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - whatever holds bytes
        with failing(self._address):
            data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._inner.seek(offset, whence)

    def tell(self) -> int:
        return self._inner.tell()

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
        super().close()


def file_system(address: str) -> tuple[AbstractFileSystem, str]:
    """Return the file system of an address, and the path in it; raise `UsageError` where a package for it is missing."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        remedy = 'install it: pip install "ecograph[remote-files]"'
        raise UsageError("an address is read by the package fsspec, which is missing", where=address, remedy=remedy) from error
    try:
        system, path = url_to_fs(address)
    except ImportError as error:
        remedy = "install what the message names with pip"
        raise UsageError(f"a package for this address is missing ({error})", where=address, remedy=remedy) from error
    except ValueError as error:
        raise UsageError(f"no such kind of address ({error})", where=address, remedy="check the spelling") from error
    return system, path


@contextmanager
def failing(address: str) -> Iterator[None]:
    """Turn what a file system raises into `ReadError`."""
    try:
        yield
    except (EcographError, MemoryError):
        raise
    except Exception as error:  # each file system has errors of its own
        told = " ".join(f"{error}".split())[:200] or type(error).__name__
        raise ReadError(f"cannot be had ({told})", where=address, remedy="check the address and the access to it") from error
