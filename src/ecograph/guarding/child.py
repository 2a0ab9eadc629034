"""What a guarded process does: take requests from its connection, one after the other, and reply."""

from __future__ import annotations

import contextlib
import os
import pickle
import resource
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from ecograph.guarding.errors import over_memory, over_output, too_nested
from ecograph.guarding.frames import BODY, END, ERROR, LAST, READY, frame, received
from ecograph.guarding.named import Work, found
from ecograph.guarding.telling import told

Handler: TypeAlias = Callable[["Reply", Any], None]
"""What answers one request: `handler(reply, request)`."""

# The one who asked ends work at its limit; where it could not, the process ends itself so much later.
GRACE = 0.5


class Reply:
    """Where a handler puts its answer, as messages; they are sent together, as late as may be."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._waiting: list[bytes] = []

    def put(self, message: bytes) -> None:
        """Keep a message for the next sending."""
        self._waiting.append(message)

    def send(self) -> None:
        """Send what is waiting."""
        self._connection.sendall(b"".join(self._waiting))
        self._waiting.clear()


def run(connection: socket.socket, setup: Work, arguments: dict[str, Any], memory_bytes: int) -> NoReturn:
    """Make the handler with `setup(**arguments)`, then answer until the connection ends; does not return."""
    status = 1
    try:
        with contextlib.suppress(ConnectionError):  # whoever asked has gone
            _serve(connection, setup, arguments, memory_bytes)
            status = 0
    finally:
        os._exit(status)


def _serve(connection: socket.socket, setup: Work, arguments: dict[str, Any], memory_bytes: int) -> None:
    reply = Reply(connection)
    try:
        handler: Handler = found(setup)(**arguments)
    except Exception as error:  # noqa: BLE001 - whatever it is, the one who asked must hear of it
        reply.put(frame(ERROR, told(error)))
        reply.send()
        return
    bound_memory(memory_bytes)
    reply.put(frame(READY, str(os.getpid()).encode()))
    reply.send()
    most = _peak() + memory_bytes // 8
    while (data := received(connection)) is not None:
        seconds, request = pickle.loads(data)
        signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)
        outcome = _outcome(handler, reply, request, memory_bytes)
        signal.setitimer(signal.ITIMER_REAL, 0)
        last = _peak() > most  # memory that was used once is not given back: a fresh process is better
        if last:
            reply.put(frame(LAST))
        reply.put(outcome)
        reply.send()
        if last:
            return


def _outcome(handler: Handler, reply: Reply, request: object, memory_bytes: int) -> bytes:
    """Let the handler answer and return how it ended."""
    try:
        handler(reply, request)
    except MemoryError:
        return frame(ERROR, told(over_memory(memory_bytes)))
    except RecursionError:
        return frame(ERROR, told(too_nested()))
    except Exception as error:  # noqa: BLE001 - whatever it is, the one who asked must hear of it
        return frame(ERROR, told(error))
    return frame(END)


def bound_memory(memory_bytes: int) -> None:
    """Let this process have so much memory more than it has now; where the system cannot say, it has no bound."""
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
        most = pages * resource.getpagesize() + memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def calling() -> Handler:
    """Return a handler that calls the function that a request names; its result comes back as a plain value."""
    return _call


def answering(function: Callable[[Any], object]) -> Handler:
    """Return a handler that answers a request with what a function of it returns, a plain value."""

    def answer(reply: Reply, request: object) -> None:
        reply.put(frame(BODY, pickle.dumps(function(request), protocol=5)))

    return answer


def _call(reply: Reply, request: tuple[Work, dict[str, Any], int]) -> None:
    work, arguments, output_bytes = request
    data = pickle.dumps(found(work)(**arguments), protocol=5)
    if len(data) > output_bytes:
        raise over_output(output_bytes)
    reply.put(frame(BODY, data))
