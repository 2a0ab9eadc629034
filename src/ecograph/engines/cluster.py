"""Work on a cluster of Dask's `distributed`: one that is running, or one that is started on this machine."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from types import TracebackType
from typing import Any, Generic, NamedTuple, Self
from uuid import uuid4

from ecograph.engines.base import AHEAD, MOST_LOST, A, B
from ecograph.engines.errors import EngineError, poison
from ecograph.engines.worker import done, function_of, result, task_of
from ecograph.resources import fingerprint

# How long a scheduler may take to answer, and its first worker to come.
_PATIENCE = 30
# After so many seconds without a result the workers are looked for; so many times there may be none.
_LOOK, _LOOKS = 10, 12


class Cluster:
    """Works on the cluster of a scheduler, by its address, or else on one of so many processes that ends with this one."""

    name = "dask"

    def __init__(self, address: str = "", *, workers: int = 1) -> None:
        distributed = _library()
        self._lost = (distributed.KilledWorker,)
        self._gone = (distributed.CancelledError, distributed.comm.CommClosedError, OSError)  # also TimeoutError
        self._client: Any = None
        self._own = None if address else _started(distributed, workers)
        try:
            self._client = self._connected(distributed, address)
            self.workers = self._checked()
        except BaseException:
            self.close()
            raise

    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """Return the results in the order of the items."""
        return _Results(self, function, items)

    def submit(self, task: bytes) -> Any:  # noqa: ANN401 - Dask's Future
        """Have a task done somewhere."""
        return self._client.submit(_done, task, _state(), key=f"ecograph-{uuid4()}")

    def outcome(self, future: Any, item: object, task: bytes, others: Iterable[Any]) -> bytes:  # noqa: ANN401
        """Return the outcome of a task; raise EngineError where it ends its workers, or nobody is there any more.

        A worker takes with it what waits there beside the task that it dies of; so a task that was lost too often is tried
        once more with no other beside it.
        """
        try:
            try:
                found = self._result(future)
            except self._lost:
                for each in others:
                    with suppress(*self._lost):
                        self._result(each)
                found = self._result(self.submit(task))
        except self._lost:
            raise poison(item, "") from None
        except self._gone as error:
            raise EngineError(f"the cluster has gone ({error})", remedy="build again: what is done is kept") from error
        return found

    def _result(self, future: Any) -> bytes:  # noqa: ANN401
        """Wait for the result of a task, as long as there is anybody who could give it."""
        left = _LOOKS
        while left:
            with suppress(TimeoutError):
                found: bytes = future.result(timeout=_LOOK)
                return found
            if self._own is not None:
                self._own.scale(self.workers)  # it gives up a worker that dies while it is being born
            workers = self._client.sync(self._client.scheduler.ncores, callback_timeout=_PATIENCE)
            left = _LOOKS if workers else left - 1
        raise TimeoutError("its workers are gone, and no others came")

    def close(self) -> None:
        """End what was started here, and leave the cluster."""
        for each in (self._client, self._own):
            if each is not None:
                with suppress(*self._gone):
                    each.close()
        self._client = self._own = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _connected(self, distributed: Any, address: str) -> Any:  # noqa: ANN401 - a library's, that has no types
        try:
            return distributed.Client(self._own or address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            remedy = "give the address that its scheduler tells, as tcp://host:8786"
            raise EngineError(f"there is no cluster ({error})", where=address, remedy=remedy) from error

    def _checked(self) -> int:
        """Return how many tasks the cluster can do at once; raise EngineError for one that would not do the same as we."""
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
            states = self._client.run(_state)
        except TimeoutError as error:
            raise EngineError("the cluster has no workers", remedy="start some: dask worker ADDRESS") from error
        except ImportError as error:
            raise EngineError("its workers have no EcoGraph", remedy="install it where they run") from error
        for worker, state in states.items():
            _check(state, where=worker)
        return sum(self._client.nthreads().values())


class _Sent(NamedTuple):
    future: Any
    item: object
    task: bytes


class _Results(Iterator[B], Generic[A, B]):
    """The results of one `map`: the next items are sent out whenever the next result is asked for."""

    def __init__(self, cluster: Cluster, function: Callable[[A], B], items: Iterable[A]) -> None:
        self._cluster, self._function, self._items = cluster, function_of(function), iter(items)
        self._sent = deque[_Sent | Exception]()

    def __next__(self) -> B:
        self._send()
        if not self._sent:
            raise StopIteration
        first = self._sent.popleft()
        if isinstance(first, Exception):
            raise first
        others = [each.future for each in self._sent if isinstance(each, _Sent)]
        found: B = result(self._cluster.outcome(first.future, first.item, first.task, others))
        return found

    def _send(self) -> None:
        """Send out as many items as may be under way; what goes wrong with one of them is told in its turn."""
        while len(self._sent) < AHEAD * self._cluster.workers:
            try:
                item: Any = next(self._items)
            except StopIteration:
                return
            except Exception as error:  # noqa: BLE001 - it comes out after the results of the items before
                self._sent.append(error)
                continue
            task = task_of(self._function, item)
            self._sent.append(_Sent(self._cluster.submit(task), item, task))


def _library() -> Any:  # noqa: ANN401 - a module
    try:
        return import_module("distributed")
    except ImportError as error:
        raise EngineError(
            "the engine dask needs a library that is not installed", remedy="pip install 'ecograph[cluster]'"
        ) from error


def _started(distributed: Any, workers: int) -> Any:  # noqa: ANN401 - a library's, that has no types
    """Start a cluster that only this machine can reach."""
    import dask

    try:
        with dask.config.set({"distributed.scheduler.allowed-failures": MOST_LOST - 1}):
            return distributed.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            )
    except (OSError, RuntimeError) as error:
        raise EngineError(f"no cluster could be started here ({error})", remedy="try again, or another engine") from error


def _state() -> str:
    """Return what must be the same here and on a worker for both to do the same: all code and all tables."""
    return fingerprint("", "data", "ontology")


def _done(task: bytes, state: str) -> bytes:
    """Do a task on a worker, which may have come later than the others."""
    _check(state, where="")
    return done(task)


def _check(state: str, *, where: str) -> None:
    if state != _state():
        raise EngineError(
            "a worker of the cluster has another version of EcoGraph",
            where=where,
            remedy="install the same version here and there",
        )
