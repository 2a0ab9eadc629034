"""Reach what lies at an address (`s3://…`, `https://…`) through fsspec, which is loaded only where an address is named."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from ecograph.errors import EcographError, ReadError, UsageError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_WEB = re.compile("https?://")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_PIECE = 1 << 18


def is_remote(path: str) -> bool:
    """Tell whether a path is an address."""
    return bool(_ADDRESS.match(path))


def open_remote(address: str) -> BinaryIO:
    """Open what lies at an address; raise `ReadError` where it cannot be had, also later, while it is read."""
    with failing(address):
        return cast(BinaryIO, io.BufferedReader(_Remote(address), _PIECE))


class _Remote(io.RawIOBase):
    """A file elsewhere whose errors are ours.

    Some web servers give a file only from its beginning and at once. To be read from its middle, it is copied first.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._system, self._path = file_system(address)
        self._inner: BinaryIO = self._system.open(self._path, "rb")
        self._sure = not _WEB.match(address)
        # 0 where the server does not tell; and so much it is asked for at once: what lies behind that is the middle.
        self._size = getattr(self._inner, "size", None) or 0
        self._block = getattr(self._inner, "blocksize", 0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        self._reach()
        return self._inner.seekable()

    def _reach(self) -> None:
        """Make sure that the file can be read from anywhere."""
        if self._sure:
            return
        self._sure, at = True, self._inner.tell()
        with failing(self._address):
            try:
                self._inner.seek(self._size - 1)
                self._inner.read(1)
            except ValueError:  # as fsspec tells it
                self._copy()
            self._inner.seek(at)

    def _copy(self) -> None:
        copy = tempfile.TemporaryFile(prefix="ecograph-")  # noqa: SIM115 - closed with this
        try:
            with self._inner, self._system.open(self._path, "rb", block_size=0) as whole:
                shutil.copyfileobj(whole, copy, _PIECE)
        except OSError as error:
            copy.close()
            what = "its server gives it only whole, and it cannot be copied"
            remedy = "download it and name the file"
            raise ReadError(f"{what} ({error.strerror or error})", where=self._address, remedy=remedy) from error
        self._inner = cast(BinaryIO, copy)

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - whatever holds bytes
        if self._size > self._block < self._inner.tell() + len(buffer):
            self._reach()
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
