"""What a worker process does with a task, and how a task and its outcome become bytes."""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Callable
from typing import Any, TypeAlias

from ecograph.guarding.child import Handler, Reply
from ecograph.guarding.frames import BODY, frame
from ecograph.guarding.telling import ForeignError

Function: TypeAlias = Callable[[Any], Any]

_PROTOCOL = 5


def task_of(function: bytes, item: object) -> bytes:
    """Return a task: a function that `function_of` has made bytes, and an item."""
    return pickle.dumps((function, item), _PROTOCOL)


def function_of(function: Function) -> bytes:
    """Return a function as bytes: once for all items, since what it is bound to may be large."""
    return pickle.dumps(function, _PROTOCOL)


def done(task: bytes) -> bytes:
    """Do a task and return its outcome: what the function gave, or what it raised.

    What says that this process is at its end (no memory, no stack left) is raised.
    """
    function, item = pickle.loads(task)
    try:
        outcome = True, _known(function)(item)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it comes out where the result would
        outcome = False, _portable(error)
    return pickle.dumps(outcome, _PROTOCOL)


def result(outcome: bytes) -> Any:  # noqa: ANN401 - as the function has it
    """Return what the function gave, or raise what it raised."""
    well, value = pickle.loads(outcome)
    if well:
        return value
    raise value


def working() -> Handler:
    """Return a handler that does a task for each request."""
    return _work


def _work(reply: Reply, task: bytes) -> None:
    reply.put(frame(BODY, done(task)))


_last: tuple[bytes, Function] | None = None


def _known(function: bytes) -> Function:
    """Return a function: the same one as for the last task, as a rule."""
    global _last
    if _last is None or _last[0] != function:
        _last = function, pickle.loads(function)
    return _last[1]


def _portable(error: Exception) -> Exception:
    """Return an error that can be pickled and read again."""
    try:
        pickle.loads(pickle.dumps(error, _PROTOCOL))
    except Exception:  # noqa: BLE001 - any class may fail at this in its own way
        return ForeignError("".join(traceback.format_exception(error))[-20_000:])
    return error
