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
from contextlib import closing
from pathlib import Path
from typing import Any

from ecograph.guarding.bounds import Bounds
from ecograph.guarding.errors import over_time
from ecograph.guarding.frames import request
from ecograph.guarding.kept import BIRTH, NOTICE, Kept, One
from ecograph.guarding.named import Work
from ecograph.guarding.nest import SIZE

_ENDED = struct.Struct("!ii")


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
        with closing(Kept(self, bounds)) as kept:
            return kept.ask((work, arguments, bounds.output_bytes))

    async def run(self, work: Work, bounds: Bounds, /, **arguments: object) -> Any:  # noqa: ANN401 - as the work has it
        """Return what a function returns that is run in a process of its own; to cancel this ends it."""
        one = One(self, bounds)
        try:
            reader, writer = await asyncio.open_unix_connection(sock=one.connection, limit=1 << 18)
            try:
                async with asyncio.timeout(BIRTH):
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
            ending = await asyncio.to_thread(self.ending, one.pid, patience=NOTICE)
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
