"""Read JSON Lines: an object a line, an article an object."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ecograph.errors import ReadError
from ecograph.readers.containers.columns import FIELDS, Columns, article
from ecograph.readers.containers.lines import lines
from ecograph.readers.containers.names import Names
from ecograph.readers.containers.opened import WIDER, Opened
from ecograph.readers.source import Source, too_large


def members(opened: Opened) -> Iterator[Source]:
    """Yield the article of each line; a line that has none gives a fault, a blank one nothing."""
    limit = opened.max_bytes * WIDER
    names = Names() if opened.columns.id else None
    for number, line in lines(opened.stream, where=opened.name, limit=limit):
        place = f"#{number}"
        if not line:
            yield opened.failed(place, too_large("", limit))
        elif line.strip("\ufeff \t\r\n"):
            try:
                row = _row(line, opened.columns)
                data, media_type = article(row)
                place = names.place(number, row["id"]) if names else place
            except ReadError as error:
                yield opened.failed(place, error)
            else:
                yield opened.source(place, data, media_type=media_type)


def _row(line: str, columns: Columns) -> dict[str, object]:
    """Return what a line has in each field, None for nothing; where several names would do, the best that is filled in."""
    try:
        told = json.loads(line.lstrip("\ufeff"))
    except ValueError as error:
        raise ReadError(f"this line is no JSON ({error})", remedy="mend the line, or remove it") from error
    except RecursionError as error:
        raise ReadError("this line is nested too deeply", remedy="mend the line, or remove it") from error
    if not isinstance(told, dict):
        raise ReadError("this line is no JSON object", remedy='write it as {"text": …, "title": …}')
    row = {name.casefold(): value for name, value in told.items()}
    return {
        field: next((row[name] for name in columns.of(field) if row.get(name) not in (None, "")), None)
        for field in FIELDS
    }
