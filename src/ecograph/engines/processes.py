"""Work in processes of this machine, which are born from one that has loaded what they need.

A thread for each worker gives it one task after the other, and replaces it where it dies. The workers end when this process
does, however it ends.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Generic, Self

from ecograph.engines.base import AHEAD, MOST_LOST, A, B
from ecograph.engines.errors import EngineError, poison
from ecograph.engines.peer import LostError, Peer
from ecograph.engines.worker import function_of, result, task_of
from ecograph.guarding import Nursery


@dataclass(frozen=True, slots=True)
class _Task:
    item: object
    data: bytes
    tell: Callable[[bytes | Exception], None]  # takes its outcome, or why there is none


class Processes:
    """Works in so many processes; they are started with the first task."""

    name = "processes"

    def __init__(self, workers: int, preload: Sequence[str] = ()) -> None:
        self.workers = workers
        self._nursery = Nursery(preload)
        self._tasks = SimpleQueue[_Task | None]()
        self._threads = list[threading.Thread]()
        self._closed = False

    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """Return the results in the order of the items."""
        return _Results(self._put, function, items, ahead=AHEAD * self.workers)

    def close(self) -> None:
        """End the workers; what they are doing is given up."""
        self._closed = True
        for _ in self._threads:
            self._tasks.put(None)
        self._nursery.close()
        for thread in self._threads:
            thread.join(5)
        self._nursery.close()  # one of them may have asked for a process just then
        self._threads.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _put(self, task: _Task) -> None:
        if self._closed:
            raise EngineError("the engine is closed", remedy="open another")
        while len(self._threads) < self.workers:
            self._threads.append(threading.Thread(target=self._serve, daemon=True))
            self._threads[-1].start()
        self._tasks.put(task)

    def _serve(self) -> None:
        """Have one worker do one task after the other, until there are no more."""
        peer: Peer | None = None
        while (task := self._tasks.get()) is not None and not self._closed:
            peer = self._serve_one(task, peer)
        _let_go(peer)

    def _serve_one(self, task: _Task, peer: Peer | None) -> Peer | None:
        """Have a task done, by others where its worker dies; return the worker that can do the next, if there is one."""
        how = ""
        for _ in range(MOST_LOST):
            try:
                peer = peer or Peer(self._nursery)
                task.tell(peer.done(task.data))
            except LostError as lost:
                _let_go(peer)
                peer, how = None, str(lost)
                if self._closed:
                    return None
            except Exception as error:  # noqa: BLE001 - whoever waits for the result must hear of it
                task.tell(error)
                _let_go(peer)
                return None
            else:
                return None if peer.last else peer
        task.tell(poison(task.item, how))
        return None


def _let_go(peer: Peer | None) -> None:
    if peer is not None:
        peer.close()


class _Results(Iterator[B], Generic[A, B]):
    """The results of one `map`: the next items are sent out whenever the next result is asked for."""

    def __init__(
        self, put: Callable[[_Task], None], function: Callable[[A], B], items: Iterable[A], *, ahead: int
    ) -> None:
        self._put, self._function, self._items, self._ahead = put, function_of(function), iter(items), ahead
        self._sent = self._given = 0
        self._known: dict[int, bytes | Exception] = {}
        self._came = threading.Condition()

    def __next__(self) -> B:
        self._send()
        if self._given == self._sent:
            raise StopIteration
        with self._came:
            self._came.wait_for(lambda: self._given in self._known)
            outcome = self._known.pop(self._given)
        self._given += 1
        if isinstance(outcome, Exception):
            raise outcome
        found: B = result(outcome)
        return found

    def _send(self) -> None:
        """Send out as many items as may be under way; what goes wrong with one of them is told in its turn."""
        while self._sent - self._given < self._ahead:
            tell = partial(self._take, self._sent)
            try:
                item: Any = next(self._items)
            except StopIteration:
                return
            except Exception as error:  # noqa: BLE001 - it comes out after the results of the items before
                self._sent += 1
                tell(error)
                continue
            self._sent += 1
            self._put(_Task(item, task_of(self._function, item), tell))

    def _take(self, number: int, outcome: bytes | Exception) -> None:
        with self._came:
            self._known[number] = outcome
            self._came.notify_all()
