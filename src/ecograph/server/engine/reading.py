"""What a query process does: read the generation that a request names, and send what the work writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from ecograph.guarding.child import Handler, Reply
from ecograph.guarding.errors import over_output
from ecograph.guarding.frames import BODY, frame
from ecograph.guarding.named import Work, found
from ecograph.server.engine.heads import Head, written
from ecograph.server.engine.rows import MAX_ROWS_HEADER, RowCount
from ecograph.server.engine.snapshot import Snapshot
from ecograph.server.limits import LimitError
from ecograph.store import open_store
from ecograph.store.generations import Generations
from ecograph.store.opening import open_generation

# Until so much is written, the whole answer can still become a problem response.
CHUNK = 256 * 1024


Asked: TypeAlias = tuple[str, Work, dict[str, Any], int, int]
"""One request to a query process: the stamp, the work and its arguments, the most rows and the most bytes of its output."""


def reading(*, home: str, stamp: str, scratch: str) -> Handler:
    """Return the handler of a query process for the store in the folder `home`.

    `scratch` is the folder for what is made of a store that has no generations, "" for none.
    """
    return _Reading(Path(home), stamp, Path(scratch) if scratch else None).answer


class _Reading:
    def __init__(self, home: Path, stamp: str, scratch: Path | None) -> None:
        self._home, self._scratch = home, scratch
        self._asked = stamp
        self._snapshot = self._opened(stamp)
        self._works: dict[Work, Any] = {}

    def answer(self, reply: Reply, asked: Asked) -> None:
        """Answer one request."""
        stamp, work, arguments, rows, output_bytes = asked
        if stamp != self._asked:
            self._turn_to(stamp)
        function = self._works.get(work)
        if function is None:
            function = self._works[work] = found(work)
        sink = _Sink(reply, rows, output_bytes)
        function(self._snapshot, sink, **arguments)
        sink.ship()

    def _turn_to(self, stamp: str) -> None:
        old, self._snapshot, self._asked = self._snapshot, self._opened(stamp), stamp
        old.kept.clear()
        old.store.close()

    def _opened(self, stamp: str) -> Snapshot:
        held = Generations(self._home).hold(stamp)
        if held is None:  # nobody can write into this folder: it is its own generation
            return Snapshot(open_store(self._home, read_only=True), stamp, self._scratch)
        made = held.made if held.made.is_dir() else None
        return Snapshot(open_generation(self._home, held), held.name, made)


class _Sink:
    """Send what is written, in large pieces, and end the work over a limit.

    Past a limit one error is raised; the engine empties its buffers on the way out, and has no place for a second one.
    """

    def __init__(self, reply: Reply, rows: int, output_bytes: int) -> None:
        self._reply, self._rows, self._output_bytes = reply, rows, output_bytes
        self._head: Head = (200, (("Content-Type", "application/json"),))
        self._begun = self._stopped = False
        self._parts: list[bytes] = []
        self._waiting = self._size = 0
        self._count: RowCount | None = None

    def head(
        self, *, status: int = 200, content_type: str = "application/json", headers: Mapping[str, str] = {}
    ) -> None:
        """Say what the response is."""
        self._count = RowCount.of(content_type)
        limit = () if self._count is None else ((MAX_ROWS_HEADER, str(self._rows)),)
        self._head = status, (*headers.items(), *limit, ("Content-Type", content_type))

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        size = len(data)
        if self._stopped:
            return size
        self._size += size
        if self._size > self._output_bytes:
            self._stop(over_output(self._output_bytes))
        if self._count is not None and self._count.add(data) > self._rows:
            self._stop(too_many_rows(self._rows))
        self._parts.append(bytes(data))
        self._waiting += size
        if self._waiting >= CHUNK:
            self.ship()
            self._reply.send()
        return size

    def flush(self) -> None:
        """Do nothing: what is written goes out in large pieces."""

    def ship(self) -> None:
        """Put what is written so far into the reply."""
        if not self._begun:
            self._begun = True
            self._reply.put(written(self._head))
        if self._parts:
            self._reply.put(frame(BODY, b"".join(self._parts)))
            self._parts.clear()
            self._waiting = 0

    def _stop(self, error: Exception) -> NoReturn:
        self._stopped = True
        self._parts.clear()
        raise error


def too_many_rows(rows: int) -> LimitError:
    """Return the error for a result with too many rows."""
    return LimitError(
        f"the result has more than {rows:,} rows",
        status=413,
        remedy="add LIMIT and OFFSET, or export the graph instead",
    )
