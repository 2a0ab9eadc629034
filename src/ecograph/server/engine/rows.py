"""Count the rows of a result while its bytes go by.

What to do with a result of too many rows? Public endpoints do one of two things: Virtuoso's (DBpedia) cut it, and say so
only in a header that few clients read; those of Wikidata, UniProt and others have no limit of rows, only of time, and end a
result with an error. A table that looks whole and is not is the worse answer, so here it is an error: a problem response
(413) as long as nothing has been sent, and after that a connection that is cut before the end of the body, which every HTTP
client reports. The limit is named beforehand, in the header `X-SPARQL-MaxRows` (Virtuoso's) of each result that is counted.

In each of these formats there is a mark that stands once a row and nowhere else, because inside of a value it would be
escaped: counting is one pass of `bytes.count`. In CSV a line break inside of a value counts too: such a result may meet the
limit early. Rows in which nothing is bound do not count in JSON; they are bounded by the size of the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

MAX_ROWS_HEADER = "X-SPARQL-MaxRows"
_MARKS = {
    "application/sparql-results+json": b'},{"',
    "application/sparql-results+xml": b"<result>",
    "text/csv": b"\n",
    "text/tab-separated-values": b"\n",
    "application/n-triples": b"\n",
    "application/n-quads": b"\n",
}


@dataclass(slots=True)
class RowCount:
    """The number of marks seen so far."""

    mark: bytes
    rows: int = 0
    _end: bytes = b""

    @classmethod
    def of(cls, content_type: str) -> Self | None:
        """Return a count for results of a content type, None for one that is not counted."""
        mark = _MARKS.get(content_type.partition(";")[0].strip().lower())
        return None if mark is None else cls(mark)

    def add(self, data: bytes) -> int:
        """Count the marks in the next bytes, and one that began in the last ones; return the number so far."""
        self.rows += data.count(self.mark)
        overlap = len(self.mark) - 1
        if overlap:
            self.rows += (self._end + data[:overlap]).count(self.mark)
            self._end = (self._end + data)[-overlap:] if len(data) < overlap else data[-overlap:]
        return self.rows
