"""Read Parquet tables, some rows at a time: an article a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from ecograph.errors import EcographError, ReadError
from ecograph.guarding.child import Handler, answering
from ecograph.readers.containers.columns import article
from ecograph.readers.containers.guarded import reading
from ecograph.readers.containers.names import Names
from ecograph.readers.containers.opened import Opened
from ecograph.readers.source import Source, too_large

# So many rows come at a time: each may be as large as an article.
_ROWS = 64
_AGAIN = "write the table anew, or get it again"
Row: TypeAlias = tuple[bytes, str, Any, str, str]
"""The bytes of an article, their media type, its id; or what is wrong with the row, and the remedy."""


def members(opened: Opened) -> Iterator[Source]:
    """Yield the article of each row, counted from 1; a row that has none gives a fault, and so does what is damaged."""
    with reading(opened, f"{__name__}:serving", package="pyarrow", extra="tables") as kept:
        columns, groups = kept.ask(None)
        chosen = opened.columns.choose(columns)
        names = Names() if "id" in chosen else None
        first = 1
        for group, size in enumerate(groups):
            number = 0
            while number < size:
                try:
                    rows: list[Row] = kept.ask((group, number, chosen))
                except EcographError as error:
                    last = first + size - 1
                    error.what = f"the rows {first + number} to {last} cannot be read ({error.what})"
                    yield opened.failed(f"#{first + number}", error)
                    break
                for row in rows:
                    yield _source(opened, row, first + number, names)
                    number += 1
            first += size


def _source(opened: Opened, row: Row, number: int, names: Names | None) -> Source:
    data, media_type, id_, what, remedy = row
    try:
        if what:
            raise ReadError(what, remedy=remedy)
        place = names.place(number, id_) if names else f"#{number}"
    except ReadError as error:
        return opened.failed(f"#{number}", error)
    return opened.source(place, data, media_type=media_type)


def serving(path: str, max_bytes: int) -> Handler:
    """Return what reads a table, in a process of its own."""
    return answering(_Table(path, max_bytes))


class _Table:
    """Answers None with the names of the columns and the sizes of the groups of rows, else with some rows of a group."""

    def __init__(self, path: str, max_bytes: int) -> None:
        import pyarrow as arrow
        from pyarrow import parquet

        # The other pools take more of the address space than they use.
        arrow.set_memory_pool(arrow.system_memory_pool())
        self._max_bytes, self._damaged = max_bytes, (arrow.ArrowException, OSError)
        try:
            self._file = parquet.ParquetFile(path)
        except self._damaged as error:
            raise _damaged(error) from error
        self._next: tuple[int, int] = (-1, 0)
        self._batches: Iterator[Any] = iter(())

    def __call__(self, request: tuple[int, int, dict[str, str]] | None) -> object:
        if request is None:
            told = self._file.metadata
            return list(self._file.schema_arrow.names), [told.row_group(at).num_rows for at in range(told.num_row_groups)]
        group, start, chosen = request
        try:
            found = [_row(row, chosen, self._max_bytes) for row in self._rows(group, start, chosen)]
        except self._damaged as error:
            raise _damaged(error) from error
        if not found:
            raise ReadError("there are fewer than the table says", remedy=_AGAIN)
        return found

    def _rows(self, group: int, start: int, chosen: dict[str, str]) -> list[dict[str, Any]]:
        if self._next != (group, start):
            self._next = (group, 0)
            self._batches = self._file.iter_batches(_ROWS, row_groups=[group], columns=list(chosen.values()), use_threads=False)
        while True:
            batch = next(self._batches, None)
            if batch is None:
                return []
            begin, self._next = self._next[1], (group, self._next[1] + len(batch))
            if self._next[1] > start:
                rows: list[dict[str, Any]] = batch.slice(start - begin).to_pylist()
                return rows


def _row(row: dict[str, Any], chosen: dict[str, str], max_bytes: int) -> Row:
    told = {field: row[name] for field, name in chosen.items()}
    try:
        data, media_type = article(told)
        if len(data) > max_bytes:
            raise too_large("", max_bytes)
    except ReadError as error:
        return b"", "", None, error.what, error.remedy
    id_ = told.get("id")
    return data, media_type, id_ if id_ is None or isinstance(id_, int) else str(id_), "", ""


def _damaged(error: Exception) -> ReadError:
    return ReadError(f"this table is damaged ({' '.join(str(error).split())[:200]})", remedy=_AGAIN)
