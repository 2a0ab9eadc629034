"""Run work in threads of this process: for a store in memory. Nothing ends a query that the engine does not let go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from traceback import clear_frames

import anyio.to_thread
from starlette.responses import Response

from ecograph.guarding.errors import over_output
from ecograph.server.engine.base import Work, found
from ecograph.server.engine.running import limited
from ecograph.server.engine.snapshot import Snapshot
from ecograph.server.settings import Limits
from ecograph.store import Store


class InsideEngine:
    """Answer from a store of this process."""

    def __init__(self, store: Store, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._changes = 0
        self._snapshot = Snapshot(store, stamp="memory-0")

    @property
    def stamp(self) -> str:
        """Name the state of the graph."""
        return self._snapshot.stamp

    def move_on(self) -> None:
        """Note that the graph has changed: what was made of it goes."""
        self._changes += 1
        self._snapshot = Snapshot(self._snapshot.store, stamp=f"memory-{self._changes}")

    async def answer(self, work: Work, /, *, client: str = "", **arguments: object) -> Response:  # noqa: ARG002
        """Return the response that a piece of work writes."""
        return await anyio.to_thread.run_sync(self._run, work, arguments)

    async def close(self) -> None:
        """Let go of nothing: the store is its opener's."""

    def _run(self, work: Work, arguments: dict[str, object]) -> Response:
        sink = _Collected(self._limits.result_bytes)
        with cleared():
            found(work)(self._snapshot, sink, **arguments)
        return Response(b"".join(sink.parts), sink.status, sink.headers)


@contextmanager
def cleared() -> Iterator[None]:
    """Empty the frames that an error has gone through: what the engine made may only be dropped by the thread that made it."""
    try:
        yield
    except Exception as error:
        each: BaseException | None = error
        while each is not None:
            clear_frames(each.__traceback__)
            each = each.__context__
        raise


class _Collected:
    def __init__(self, most: int) -> None:
        self.status = 200
        self.headers = {"Content-Type": "application/json"}
        self.parts: list[bytes] = []
        self._most, self._size, self._stopped = most, 0, False

    def head(
        self, *, status: int = 200, content_type: str = "application/json", headers: Mapping[str, str] = {}
    ) -> None:
        self.status, self.headers = status, {**headers, "Content-Type": content_type}

    def write(self, data: bytes) -> int:
        self._size += len(data)
        if self._size > self._most and not self._stopped:
            self._stopped = True  # the engine empties its buffer on the way out, and has no place for a second error
            raise limited(over_output(self._most))
        if not self._stopped:
            self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass
