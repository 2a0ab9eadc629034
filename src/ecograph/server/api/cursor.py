"""Name the place in a list after which the next page starts: by what the last row is sorted by, so that it stays right."""

from __future__ import annotations

import base64
import binascii
import json
from typing import NamedTuple

from starlette.exceptions import HTTPException

_LARGEST = 2**63


class Cursor(NamedTuple):
    """The order of the list, and the value and key of the last row of a page."""

    sort: str
    value: str | int | float
    key: str

    def __str__(self) -> str:
        told = json.dumps(self, ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def read(text: str, *, sort: str) -> Cursor:
    """Return what `str` of a cursor wrote; 404 where it names no place in a list of this order."""
    try:
        told = json.loads(base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)).decode())
        order, value, key = told
    except (binascii.Error, ValueError, TypeError, RecursionError):
        raise _wrong("this cursor names no page") from None
    if order != sort:
        raise _wrong("this cursor is of a list in another order")
    if not isinstance(key, str) or not isinstance(value, str | int | float) or not _fits(value) or not _fits(key):
        raise _wrong("this cursor names no page")
    return Cursor(sort, value, key)


def _fits(value: str | float) -> bool:
    """Say whether a table may hold the value: no half of a surrogate pair, no number beyond 64 bits."""
    if isinstance(value, str):
        return value.isascii() or all(not 0xD800 <= ord(each) <= 0xDFFF for each in value)
    return -_LARGEST <= value < _LARGEST


def _wrong(what: str) -> HTTPException:
    return HTTPException(404, f"{what}; follow the `next` address of a page as it stands")
