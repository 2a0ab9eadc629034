"""What a reader makes of a file's bytes, before its lines are re-flowed."""

from __future__ import annotations

from typing import NamedTuple


class Content(NamedTuple):
    """The source as decoded, and what the file says of itself beside its text.

    `text` is what all offsets count in. `published` and `publisher` are what the page names as such; `made` is the day on which
    the file was written, which only hints at when the article was. All days are ISO 8601, "" if unknown. `width` is that of the
    column in which the lines were broken, in columns of which a Chinese character fills two; 0 where each line is a whole
    paragraph, heading or row of a table, None where nothing tells.
    """

    text: str
    title: str = ""
    published: str = ""
    publisher: str = ""
    made: str = ""
    width: int | None = None
