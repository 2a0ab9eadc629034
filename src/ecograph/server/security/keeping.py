"""Keep the tokens that are good now: a file that changes is read again, so that a token goes without a restart."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from ecograph.errors import UsageError
from ecograph.server.security.tokens import Token, read
from ecograph.server.settings import Settings

_log = logging.getLogger(__name__)
_Seen: TypeAlias = tuple[int, int, int]
_NEVER: _Seen = (-1, -1, -1)


class TokenFile:
    """The tokens of a file as it is now.

    A file that cannot be read lets nobody in, since a token may have been taken out of it; the log says why.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: _Seen | None = _NEVER
        self._tokens: tuple[Token, ...] = ()

    def tokens(self) -> tuple[Token, ...]:
        """Return the tokens, read again if the file has changed."""
        seen = self._look()
        if seen != self._seen:
            self._seen = seen
            self._tokens = self._read()
        return self._tokens

    def _look(self) -> _Seen | None:
        try:
            status = self._path.stat()
        except OSError:
            return None  # `read` says what is wrong with it
        return status.st_mtime_ns, status.st_size, status.st_ino

    def _read(self) -> tuple[Token, ...]:
        try:
            return read(self._path)
        except UsageError as error:
            _log.error("no token is good until this is mended: %s", error)
            return ()


@lru_cache(maxsize=8)
def _file(path: Path) -> TokenFile:
    return TokenFile(path)


def tokens(settings: Settings) -> tuple[Token, ...]:
    """Return the tokens that open this service now."""
    if settings.token_file is None:
        return settings.tokens
    return (*settings.tokens, *_file(settings.token_file).tokens())
