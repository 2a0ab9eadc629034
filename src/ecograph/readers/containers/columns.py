"""Find the text and what is said of it in a row of a table, whatever its columns are called; make an article of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache

from ecograph.errors import ReadError, UsageError
from ecograph.readers.decoding import decode
from ecograph.readers.kinds import MARKED_ROW, ROW
from ecograph.readers.metadata import date_of
from ecograph.resources import rows

_MARKUP = re.compile(r"<(?:p|div|br|span|table|td|li|html|body|section|article|h[1-6]|font)\b[^<>]*>", re.I)
_ADDRESS = re.compile(r"[a-z]+://|www\.", re.I)
# A number between these is a time of this century in seconds since 1970, a thousand times as much one in milliseconds.
_FIRST, _LAST = 946_000_000, 4_102_000_000
_CHINA = timedelta(hours=8)
# Ten digits that begin otherwise are a day and an hour: 2024083010.
_SECONDS = re.compile(r"1[0-8]\d{8}(?:\d{3})?")
FIELDS = ("text", "title", "published", "publisher", "id")


@dataclass(frozen=True, slots=True)
class Columns:
    """What the user calls the columns of a table, "" where they have one of the usual names; `id` has none."""

    text: str = ""
    title: str = ""
    published: str = ""
    publisher: str = ""
    id: str = ""

    @classmethod
    def parse(cls, told: str) -> Columns:
        """Read `text=正文,title=标题`; raise `UsageError` for anything else."""
        named: dict[str, str] = {}
        for part in filter(None, told.split(",")):
            field, equals, name = (each.strip() for each in part.partition("="))
            if not equals or not name or field not in FIELDS or field in named:
                remedy = f"write text=NAME,title=NAME,… of {', '.join(FIELDS)}"
                raise UsageError(f"{part!r} names no column", where="--columns", remedy=remedy)
            named[field] = name
        return cls(**named)

    def of(self, field: str) -> tuple[str, ...]:
        """Return the names that a field may have, in lower case, the best first."""
        named: str = getattr(self, field)
        return (named.casefold(),) if named else _usual().get(field, ())

    def choose(self, names: Iterable[str]) -> dict[str, str]:
        """Return which of a table's columns each field is; raise `ReadError` where the text or what was named is not there."""
        there = {name.strip("\ufeff \t\"").casefold(): name for name in names}
        found = {}
        for field in FIELDS:
            column = next((there[name] for name in self.of(field) if name in there), None)
            if column is not None:
                found[field] = column
            elif getattr(self, field) or field == "text":
                raise _no_column(field, getattr(self, field), list(there.values()))
        return found


def _no_column(field: str, named: str, there: list[str]) -> ReadError:
    listed = ", ".join(there)[:200] or "none"
    what = f"no column {named!r}" if named else f"no column of the usual names ({', '.join(_usual()[field][:6])}, …)"
    return ReadError(f"{what}; there are: {listed}", remedy=f"name it with --columns {field}=NAME")


@cache
def _usual() -> Mapping[str, tuple[str, ...]]:
    """Return the usual names of the columns by what they hold."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("data", "lexicon", "columns.csv"):
        found[row["field"]] = (*found.get(row["field"], ()), row["name"].casefold())
    return found


def article(row: Mapping[str, object]) -> tuple[bytes, str]:
    """Return the bytes of an article that a row holds, and their media type; the keys are fields of `Columns`.

    The bytes are a JSON object of what the row says (`text`, `title`, `published`, `publisher`), in this order, in UTF-8 and
    without blanks: the same row gives the same bytes in any container. Raise `ReadError` where there is no text.
    """
    text = row.get("text")
    if isinstance(text, bytes):
        text = decode(text, where="")
    if isinstance(text, list) and all(isinstance(each, str) for each in text):
        text = "\n".join(text)
    if not isinstance(text, str) or not text.strip():
        what = "no text in this row" if text is None or text == "" or isinstance(text, str) else "its text is no text"
        raise ReadError(what, remedy="fill it in, or remove the row")
    told = {
        "text": text,
        "title": " ".join(_plain(row.get("title")).split()),
        "published": day(row.get("published")),
        "publisher": _publisher(_plain(row.get("publisher"))),
    }
    try:
        data = json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False, separators=(",", ":"))
        return data.encode(), MARKED_ROW if _MARKUP.search(text) else ROW
    except UnicodeEncodeError as error:
        what = "it holds bytes that are no text in its encoding"
        raise ReadError(what, remedy="write the table as UTF-8 anew") from error


def day(value: object) -> str:
    """Return a time as an ISO 8601 day, month or year, "" where it is none; a number is a time in seconds since 1970."""
    if isinstance(value, str) and _SECONDS.fullmatch(value.strip()):  # of a table of nothing but texts
        value = int(value)
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(timezone(_CHINA))
    if isinstance(value, date):
        return value.isoformat()[:10]
    for unit in (1, 1000) if isinstance(value, int | float) else ():
        if _FIRST * unit <= value < _LAST * unit:  # type: ignore[operator]
            return (datetime.fromtimestamp(value // unit, UTC) + _CHINA).date().isoformat()  # type: ignore[operator]
    return date_of(str(value)) if isinstance(value, str | int) else ""


def _plain(value: object) -> str:
    return value if isinstance(value, str) else ""


def _publisher(told: str) -> str:
    told = " ".join(told.split())
    return "" if _ADDRESS.match(told) else told[:60]
