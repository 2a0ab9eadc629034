"""Tokens: a name, what it opens, and the hash of a secret that only its holder has.

One line a token, in a file or in an environment variable; `#` begins a comment:

    # name     scopes        sha256 of the token                                               last day (UTC)
    newsroom   write,update  9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  2027-12-31

A token is 256 random bits, so that one round of SHA-256 hides it: there is nothing to guess that a slow hash would slow.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from ecograph.errors import UsageError

Scope: TypeAlias = Literal["read", "write", "update", "review", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
PREFIX = "eco_"
_NAME = re.compile(r"[\w.@-]{1,64}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
# Whoever may write the file may let himself in; hashes are nobody else's to read either.
_FORBIDDEN_MODE = stat.S_IWGRP | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Token:
    """Who holds a token, what it opens, the hash that it is known by, and the last day it is good for."""

    name: str
    scopes: frozenset[Scope]
    sha256: str
    expires: date | None = None

    def allows(self, scope: Scope) -> bool:
        """Tell whether it opens `scope`; admin opens all."""
        return scope in self.scopes or "admin" in self.scopes

    def good_on(self, day: date) -> bool:
        """Tell whether it holds on that day."""
        return self.expires is None or day <= self.expires

    def line(self) -> str:
        """Return the line that `parse` reads."""
        scopes = ",".join(each for each in SCOPES if each in self.scopes)
        return " ".join(filter(None, [self.name, scopes, self.sha256, str(self.expires or "")]))


def issue(name: str, scopes: Iterable[str], *, expires: date | None = None) -> tuple[str, Token]:
    """Return a new secret, which is kept nowhere, and the token that it is known by."""
    secret = PREFIX + secrets.token_urlsafe(32)
    return secret, _checked(name, scopes, digest(secret), expires, where="token")


def digest(secret: str) -> str:
    """Return the hash that a secret is known by."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find(tokens: Iterable[Token], secret: str) -> Token | None:
    """Return the token of a secret, None for an unknown or an expired one.

    Every token is compared, each in constant time, so that the time tells nothing of how near a guess was.
    """
    presented, today, found = digest(secret), datetime.now(UTC).date(), None
    for token in tokens:
        if hmac.compare_digest(presented, token.sha256):
            found = token
    return found if found is not None and found.good_on(today) else None


def parse(text: str, *, where: str) -> tuple[Token, ...]:
    """Return the tokens of a file's or a variable's lines; raise UsageError for a line that is none."""
    tokens: dict[str, Token] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if fields := line.partition("#")[0].split():
            token = _token(fields, where=f"{where}, line {number}")
            if token.name in tokens:
                raise UsageError(
                    f"a second token is called {token.name}",
                    where=f"{where}, line {number}",
                    remedy="give each its own name",
                )
            tokens[token.name] = token
    return tuple(tokens.values())


def read(path: Path) -> tuple[Token, ...]:
    """Return the tokens of a file that nobody else can read or change; raise UsageError otherwise."""
    try:
        _check_rights(path)
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"the tokens cannot be read ({error.strerror})", where=str(path), remedy="make one: ecograph token new"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(
            "this is no file of tokens", where=str(path), remedy="a line is: NAME SCOPES SHA256 [LAST-DAY]"
        ) from error
    return parse(text, where=str(path))


def _check_rights(path: Path) -> None:
    status = path.stat()
    if status.st_mode & _FORBIDDEN_MODE:
        mode = stat.filemode(status.st_mode)
        raise UsageError(f"others may read or change it ({mode})", where=str(path), remedy=f"chmod 600 {path}")
    if hasattr(os, "geteuid") and status.st_uid not in (0, os.geteuid()):
        raise UsageError(
            "it belongs to another user, who may change it",
            where=str(path),
            remedy="let it belong to root or to the user that serves",
        )


def _token(fields: list[str], *, where: str) -> Token:
    if len(fields) not in (3, 4):
        raise UsageError(
            f"a token has 3 or 4 fields, not {len(fields)}", where=where, remedy="write: NAME SCOPES SHA256 [LAST-DAY]"
        )
    name, scopes, hashed, *last = fields
    try:
        expires = date.fromisoformat(last[0]) if last else None
    except ValueError as error:
        raise UsageError(f"{last[0]!r} is no day", where=where, remedy="write it as YYYY-MM-DD") from error
    return _checked(name, scopes.split(","), hashed.lower(), expires, where=where)


def _checked(name: str, scopes: Iterable[str], hashed: str, expires: date | None, *, where: str) -> Token:
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} is no name of a token", where=where, remedy="use 1 to 64 letters, digits, dots, @ or dashes"
        )
    wanted = [each.strip() for each in scopes]
    if unknown := [each for each in wanted if each not in SCOPES]:
        raise UsageError(f"no such scope: {unknown[0]!r}", where=where, remedy=f"choose of {', '.join(SCOPES)}")
    if not wanted:
        raise UsageError(f"{name} opens nothing", where=where, remedy=f"give it scopes of {', '.join(SCOPES)}")
    if not _DIGEST.fullmatch(hashed):
        raise UsageError(
            "the third field is no SHA-256 hash", where=where, remedy="make a token and its line: ecograph token new"
        )
    return Token(name, frozenset(each for each in SCOPES if each in wanted), hashed, expires)
