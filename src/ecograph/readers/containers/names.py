"""Tell whether a name has come before among millions: rows of one id would replace each other, and so would members of one name."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from ecograph.errors import ReadError
from ecograph.readers.source import shown

_TABLE = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE names (name BLOB PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID;
"""
_COUNT = "INSERT INTO names VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET times = times + 1 RETURNING times"


class Names:
    """Names that have come; in a temporary file, so that memory stays flat."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.executescript(_TABLE)

    def times(self, name: str) -> int:
        """Return how many times a name has come, this time included."""
        with closing(self._database.execute(_COUNT, (name.encode("utf-8", "surrogatepass"),))) as found:
            (times,) = found.fetchone()
        return int(times)

    def place(self, number: int, id_: object) -> str:
        """Return the place of a row: `#` and its id or, without one, its number; raise `ReadError` for an id that has come."""
        given = number if id_ is None or id_ == "" else id_
        place = f"#{shown(str(given))}"
        if self.times(place) > 1:
            what = f"another row has its id {place[1:]}, and only one can be kept of them"
            raise ReadError(what, remedy="name another column: --columns id=NAME, or none")
        return place
