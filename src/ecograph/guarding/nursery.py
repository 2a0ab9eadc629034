"""Ask for guarded processes, and for the end of them.

    nursery = Nursery(preload=["ecograph.readers"])
    value = nursery.call("ecograph.readers.pdf:pages", Bounds(seconds=20), data=data)          # from a thread
    value = await nursery.run("ecograph.readers.pdf:pages", Bounds(seconds=20), data=data)     # from a coroutine

Both give back the function's result, a plain value, and raise what it raised, or GuardError for a limit that it met.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ecograph.guarding.bounds import Bounds
from ecograph.guarding.errors import died, over_time
from ecograph.guarding.frames import BODY, END, ERROR, READY, Frames, plain, request
from ecograph.guarding.named import Work
from ecograph.guarding.nest import SIZE
from ecograph.guarding.telling import retold

_ENDED = struct.Struct("!ii")
_CALLING = "ecograph.guarding.child:calling"
# How long a new process may take before its work begins, and how long the nest to tell of a death.
_BIRTH, _NOTICE = 30.0, 1.0


class Nursery:
    """Starts guarded processes, in which the modules of `preload` are imported already; cheap: some milliseconds each.

    A function in `preload`, `package.module:function`, has been called there.
    """

    def __init__(self, preload: Sequence[str] = ()) -> None:
        self._preload = tuple(preload)
        self._turn = threading.Lock()
        self._nest: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._endings: dict[int, int] = {}
        self._buffer = bytearray()

    def start(self) -> None:
        """Start the process that the others are born from; `spawn` does so too where it has not been done."""
        with self._turn:
            if self._control is None:
                self._start()

    def spawn(self, setup: Work, *, memory_bytes: int, **arguments: object) -> socket.socket:
        """Return the connection to a new process, whose first message says READY and its number; see `child`."""
        ours, theirs = socket.socketpair()
        try:
            self._order(("spawn", setup, arguments, memory_bytes), theirs.fileno())
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        return ours

    def kill(self, pid: int) -> None:
        """End a process at once, if it has not ended."""
        self._order(("kill", pid))

    def calm(self, pid: int, nice: int) -> None:
        """Let a process go behind others."""
        self._order(("nice", pid, nice))

    def ending(self, pid: int, *, patience: float = 0.0) -> int | None:
        """Return how a process ended: its exit status, or minus the number of the signal; None where that is not known."""
        until = time.monotonic() + patience
        while True:
            with self._turn:
                self._hear()
                if pid in self._endings:
                    return self._endings.pop(pid)
            if time.monotonic() >= until:
                return None
            time.sleep(0.002)

    def call(self, work: Work, bounds: Bounds, /, **arguments: object) -> Any:  # noqa: ANN401 - as the work has it
        """Return what a function returns that is run in a process of its own."""
        one = _One(self, bounds)
        with one.connection as connection:
            connection.settimeout(_BIRTH)
            try:
                one.await_ready(connection.recv)
                connection.sendall(request((bounds.seconds, (work, arguments, bounds.output_bytes))))
                until = time.monotonic() + bounds.seconds
                while one.running:
                    connection.settimeout(max(0.001, until - time.monotonic()))
                    one.take(connection.recv(1 << 18))
            except TimeoutError:
                raise over_time(bounds.seconds) from None
            except ConnectionError:
                one.take(b"")
            finally:
                one.end()
        return one.result(self.ending(one.pid, patience=_NOTICE) if one.lost else None)

    async def run(self, work: Work, bounds: Bounds, /, **arguments: object) -> Any:  # noqa: ANN401 - as the work has it
        """Return what a function returns that is run in a process of its own; to cancel this ends it."""
        one = _One(self, bounds)
        try:
            reader, writer = await asyncio.open_unix_connection(sock=one.connection, limit=1 << 18)
            try:
                async with asyncio.timeout(_BIRTH):
                    while not one.pid and one.running:
                        one.take(await reader.read(1 << 18))
                writer.write(request((bounds.seconds, (work, arguments, bounds.output_bytes))))
                async with asyncio.timeout(bounds.seconds):
                    while one.running:
                        one.take(await reader.read(1 << 18))
            except TimeoutError:
                raise over_time(bounds.seconds) from None
            except ConnectionError:
                one.take(b"")
            finally:
                writer.close()
        finally:
            one.end()
        ending = None
        if one.lost:
            ending = await asyncio.to_thread(self.ending, one.pid, patience=_NOTICE)
        return one.result(ending)

    def close(self) -> None:
        """End all processes that were started here."""
        with self._turn:
            if self._control is not None:
                self._control.close()
                self._control = None
            if self._nest is not None:
                try:
                    self._nest.wait(5)
                except subprocess.TimeoutExpired:
                    self._nest.kill()
                    self._nest.wait()
                self._nest = None

    def _order(self, order: tuple[Any, ...], descriptor: int | None = None) -> None:
        with self._turn:
            for last in (False, True):  # one that was killed from outside is replaced, once
                if self._control is None:
                    self._start()
                assert self._control is not None
                try:
                    _send(self._control, pickle.dumps(order, protocol=5), descriptor)
                except OSError:
                    self._control.close()
                    self._control = None
                    if last:
                        raise
                else:
                    self._hear()
                    return

    def _start(self) -> None:
        if self._nest is not None:
            self._nest.kill()
            self._nest.wait()
        ours, theirs = socket.socketpair()
        self._nest = subprocess.Popen(
            [sys.executable, "-c", f"from ecograph.guarding.nest import main; main({theirs.fileno()})"],
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env=_environment(),
            start_new_session=True,  # Ctrl+C is for the one who started this
        )
        theirs.close()
        _send(ours, pickle.dumps({"path": sys.path, "preload": self._preload}, protocol=5), None)
        self._control = ours
        self._buffer.clear()

    def _hear(self) -> None:
        """Note what the nest has told of endings so far."""
        if self._control is None:
            return
        with contextlib.suppress(OSError):
            while data := self._control.recv(4096, socket.MSG_DONTWAIT):
                self._buffer += data
        whole = len(self._buffer) // _ENDED.size * _ENDED.size
        for pid, status in _ENDED.iter_unpack(bytes(self._buffer[:whole])):
            self._endings[pid] = status
        del self._buffer[:whole]
        while len(self._endings) > 256:  # nobody asked for these
            del self._endings[next(iter(self._endings))]


class _One:
    """One process for one piece of work."""

    def __init__(self, nursery: Nursery, bounds: Bounds) -> None:
        self._nursery, self._bounds = nursery, bounds
        self._frames, self._body = Frames(), list[bytes]()
        self._error: Exception | None = None
        self.connection = nursery.spawn(_CALLING, memory_bytes=bounds.memory_bytes)
        self.pid, self.running, self.lost = 0, True, False

    def await_ready(self, receive: Any) -> None:  # noqa: ANN401 - a socket's
        """Take messages until the process is there."""
        while not self.pid and self.running:
            self.take(receive(1 << 18))

    def take(self, data: bytes) -> None:
        """Take what the process sent, b"" where it has gone."""
        if not data:
            self.running, self.lost = False, self._error is None
        for kind, payload in self._frames.feed(data):
            if kind == READY:
                self.pid = int(payload)
            elif kind == BODY:
                self._body.append(payload)
            elif kind == ERROR:
                self.running, self._error = False, retold(payload)
            elif kind == END:
                self.running = False

    def end(self) -> None:
        """Let the process end."""
        if self.pid:
            self._nursery.kill(self.pid)

    def result(self, ending: int | None) -> Any:  # noqa: ANN401 - as the work has it
        """Return what the work returned, or raise what it raised or how it died."""
        if self._error is not None:
            raise self._error
        if self.lost:
            raise died(ending, memory_bytes=self._bounds.memory_bytes, seconds=self._bounds.seconds)
        return plain(b"".join(self._body))


def _send(control: socket.socket, message: bytes, descriptor: int | None) -> None:
    whole = SIZE.pack(len(message)) + message
    sent = socket.send_fds(control, [whole], [] if descriptor is None else [descriptor])
    if sent < len(whole):
        control.sendall(whole[sent:])


def _environment() -> dict[str, str]:
    """Return the environment in which Python finds this package."""
    root = str(Path(__file__).parents[2])
    path = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(path))}
