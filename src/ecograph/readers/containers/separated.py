"""Read tables of separated values (CSV, TSV): the first row names the columns, an article a row."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from ecograph.errors import ReadError
from ecograph.readers.containers.columns import article
from ecograph.readers.containers.lines import Line, lines
from ecograph.readers.containers.names import Names
from ecograph.readers.containers.opened import WIDER, Opened
from ecograph.readers.source import Source, too_large

_SEPARATORS = ",\t;"
_QUOTE = 'write a text with separators, quotes or line breaks in it as "…", with each quote in it twice'


def members(opened: Opened) -> Iterator[Source]:
    """Yield the article of each row, counted from 1 below the names of the columns; a row that has none gives a fault."""
    limit = opened.max_bytes * WIDER
    table = _Rows(lines(opened.stream, where=opened.name, limit=limit), limit)
    header = next(table, None)
    if header is None or isinstance(header, ReadError):
        raise header or ReadError("no row in this table", where=opened.name, remedy="remove it from the list")
    chosen = opened.columns.choose(header)
    at = {field: header.index(name) for field, name in chosen.items()}
    names = Names() if "id" in at else None
    for number, row in enumerate(table, 1):
        place = f"#{number}"
        try:
            if isinstance(row, ReadError):
                raise row
            if len(row) != len(header):
                raise ReadError(f"{len(row)} values for {len(header)} columns", remedy=_QUOTE)
            told = {field: row[number] for field, number in at.items()}
            data, media_type = article(told)
            place = names.place(number, told["id"]) if names else place
        except ReadError as error:
            error.what = f"{error.what} (line {table.line})"
            yield opened.failed(place, error)
        else:
            yield opened.source(place, data, media_type=media_type)


class _Rows:
    """The rows of a table, or the error in place of one. The lines below the first of a broken row are read as rows again."""

    def __init__(self, found: Iterable[Line], limit: int) -> None:
        self._lines, self._limit = iter(found), limit
        self._again, self._held = deque[Line](), list[Line]()
        first = next(self._lines, None)
        separator = max(_SEPARATORS, key=first.text.count) if first else ","
        if first:
            self._again.append(first._replace(text=first.text.lstrip("\ufeff")))
        csv.field_size_limit(max(csv.field_size_limit(), limit))
        self._reader = csv.reader(self._fed(), delimiter=separator, strict=True)

    def __iter__(self) -> Iterator[list[str] | ReadError]:
        return self

    def __next__(self) -> list[str] | ReadError:
        row: list[str] | ReadError = []
        while not row:
            self._held.clear()
            try:
                row = next(self._reader)
            except (csv.Error, ReadError) as error:
                self._again.extendleft(reversed(self._held[1:]))
                row = error if isinstance(error, ReadError) else ReadError(f"a broken row ({error})", remedy=_QUOTE)
                self._reader = csv.reader(self._fed(), self._reader.dialect)
        return row

    @property
    def line(self) -> int:
        """Return the number of the line in which the last row begins."""
        return self._held[0].number

    def _fed(self) -> Iterator[str]:
        while line := self._again.popleft() if self._again else next(self._lines, None):
            self._held.append(line)
            if not line.text:
                raise too_large("", self._limit)
            yield line.text
