"""Read the article that a row of a table holds.

The source as decoded is the row's title, a blank line, and its text; the text alone where it has no title or begins with it. Where
the text is the markup of a page, it is the plain text that the page's reader makes of it. The bytes are those of the row's
fields as JSON (see `containers.columns.article`): what a digest of them seals is the row, not the whole table.
"""

from __future__ import annotations

import json

from ecograph.errors import ReadError
from ecograph.readers.content import Content


def read(data: bytes, *, where: str, charset: str = "") -> Content:  # noqa: ARG001 - it is UTF-8
    """Return the text of a row and what the row says of it; raise `ReadError` where this is no row."""
    told = _fields(data, where)
    return _content(told["text"], told)


def read_marked(data: bytes, *, where: str, charset: str = "") -> Content:  # noqa: ARG001 - it is UTF-8
    """Return the text of a row that holds markup, and what the row or else the markup says of it."""
    from ecograph.readers import html

    told = _fields(data, where)
    page = html.read(f"<meta charset=utf-8><body>{told['text']}".encode(), where=where)
    said = {name: told.get(name) or getattr(page, name) for name in ("title", "published", "publisher")}
    return _content(page.text, said)


def _fields(data: bytes, where: str) -> dict[str, str]:
    try:
        told = json.loads(data)
        assert all(isinstance(each, str) for each in (told["text"], *told.values()))
    except (ValueError, TypeError, KeyError, AttributeError, AssertionError) as error:
        raise ReadError("this is no row with a text", where=where, remedy="give its text alone") from error
    return dict(told)


def _content(text: str, told: dict[str, str]) -> Content:
    title = told.get("title", "")
    raw = text if not title or text.lstrip().startswith(title) else f"{title}\n\n{text}"
    return Content(raw, title, told.get("published", ""), told.get("publisher", ""))
