"""Give each request an id that its log lines, its answer and its problem share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextvars import ContextVar
from os import urandom

HEADER = b"x-request-id"
_GOOD = re.compile(rb"[A-Za-z0-9._:-]{1,64}")
_current: ContextVar[str] = ContextVar("ecograph_request_id", default="")


def request_id() -> str:
    """Return the id of the request that this code works for, "" outside of one."""
    return _current.get()


def begin(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """Take the id that the request brings, or make one; what could not stand in a log line is no id."""
    for key, value in headers:
        if key == HEADER and _GOOD.fullmatch(value):
            found = value.decode("ascii")
            break
    else:
        found = urandom(8).hex()
    _current.set(found)
    return found
