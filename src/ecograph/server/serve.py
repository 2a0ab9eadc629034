"""Serve a store over HTTP on this machine: start the processes that do it, replace those that die, and stop them in order.

One process writes, one or several fronts take requests from one socket, and each front has its query processes. This one
does nothing but look after them.
"""

from __future__ import annotations

import contextlib
import errno
import os
import selectors
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from types import FrameType

from ecograph.errors import EcographError, StoreError, UsageError
from ecograph.server.children import Child, start
from ecograph.server.front import FrontTold
from ecograph.server.operations.metrics import forget
from ecograph.server.pages.libraries import complaint
from ecograph.server.settings import Settings
from ecograph.server.writing.server import WriterTold
from ecograph.store import open_store
from ecograph.store.generations import Generations

_WRITER, _FRONT = "ecograph.server.writing.server", "ecograph.server.front"
# A process that dies so soon after its start, so often, has no future.
_SOON, _OFTEN = 5.0, 5
_START = 120.0


@dataclass(frozen=True, slots=True)
class Running:
    """How the service runs: the number of fronts, connections of each, and seconds that requests have to finish.

    `head_seconds` is how long the head of a request may take.
    """

    workers: int = 1
    connections: int = 4096
    head_seconds: float = 10.0
    grace: float = 15.0


def serve(
    store_path: str | Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    settings: Settings | None = None,
    running: Running | None = None,
    announce: Callable[[str], None] = print,
    warn: Callable[[str], None] = print,
) -> None:
    """
    Serve the store until interrupted; port 0 takes a free one. `announce` gets the line that names the address, `warn` one
    for what is wrong but keeps nobody from going on.

    Raises UsageError when the port cannot be had, StoreError when the store cannot be opened; both at once.
    """
    home = Path(store_path).absolute()
    settings, running = settings or Settings(), running or Running()
    with listen(host, port) as listener, _alive(home, settings) as writable, _own_folder() as folder:
        supervisor = _Supervisor(home, listener, folder, settings, running, writable=writable)
        if lacking := complaint():
            warn(lacking)
        supervisor.run(lambda: announce(f"EcoGraph is at {address(listener)} (stop it with Ctrl+C)"))


@contextlib.contextmanager
def _alive(home: Path, settings: Settings) -> Iterator[bool]:
    """Say that the store is being served, and give whether its folder can be written; one that cannot is only read."""
    if not (home / "CURRENT").exists():
        open_store(home, read_only=True).close()  # says what is wrong
    generations = Generations(home)
    if _is_writable(generations.folder):
        with generations.alive():
            yield True
        return
    if not settings.read_only:
        remedy = "serve it with --read-only, or let this user write to it"
        raise StoreError("the store's folder cannot be written", where=str(home), remedy=remedy)
    open_store(home, read_only=True).close()
    yield False


@contextlib.contextmanager
def _own_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="ecograph-") as folder:
        yield Path(folder)


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


class _Supervisor:
    """Starts the processes and sees to it that there are as many as there should be."""

    def __init__(
        self, home: Path, listener: socket.socket, folder: Path, settings: Settings, running: Running, *, writable: bool
    ) -> None:
        self._listener, self._running = listener, running
        listener.set_inheritable(True)
        writer = "" if settings.read_only else str(folder / "writer")
        scratch = None if writable else folder / "made"
        if scratch is not None:
            scratch.mkdir()
        self._writer = WriterTold(home, writer) if writable else None
        self._front = FrontTold(
            home,
            listener.fileno(),
            writer,
            scratch,
            settings,
            workers=running.workers,
            connections=running.connections,
            head_seconds=running.head_seconds,
            grace=running.grace,
        )
        self._metrics = folder / "metrics"
        self._children: list[Child] = []
        self._numbers: dict[int, str] = {}
        self._deaths: list[float] = []
        self._stopping = False
        self._wake = os.pipe()
        os.set_blocking(self._wake[1], False)

    def run(self, ready: Callable[[], None]) -> None:
        """Have the store served until a signal says to stop; `ready` is called once it can be asked."""
        with self._signals():
            try:
                self._start_all()
                if not self._stopping:
                    ready()
                while not self._stopping:
                    self._rest(0.5)
                    self._replace()
            finally:
                self._stop()

    def _start_all(self) -> None:
        """Start everything at once, but for a store that has no generation yet: the writer makes the first one."""
        writers = [self._start("writer")] if self._writer is not None else []
        if writers and Generations(self._front.home).current() is None:
            self._wait_for(writers.pop())
        fronts = [self._start("front") for _ in range(self._running.workers)]
        for child in (*writers, *fronts):
            self._wait_for(child)

    def _start(self, name: str) -> Child:
        if name == "writer":
            child = start(name, _WRITER, self._writer)
        else:
            # One that takes another's place takes its number too, and goes on counting for the metrics as that one.
            number = next(each for each in map(str, count()) if each not in self._numbers.values())
            settings = replace(self._front.settings, metrics_folder=self._metrics, process=number)
            child = start(name, _FRONT, replace(self._front, settings=settings), files=[self._listener.fileno()])
            self._numbers[child.process.pid] = number
        self._children.append(child)
        return child

    def _wait_for(self, child: Child) -> None:
        """Wait until a process is ready; raise why it cannot be."""
        until = time.monotonic() + _START
        with selectors.DefaultSelector() as selector:
            selector.register(child.report, selectors.EVENT_READ)
            while not self._stopping and time.monotonic() < until:
                if selector.select(0.1):
                    if child.heard():
                        return
                    break
        if not self._stopping:
            raise StoreError(f"the {child.name} process did not start", remedy="look at what it said above")

    def _rest(self, seconds: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._wake[0], selectors.EVENT_READ)
            if selector.select(seconds):
                os.read(self._wake[0], 4096)

    def _replace(self) -> None:
        """Start a process anew for each that died."""
        for child in [each for each in self._children if each.process.poll() is not None]:
            self._children.remove(child)
            child.close()
            if number := self._numbers.pop(child.process.pid, ""):
                forget(self._metrics, number)
            now = time.monotonic()
            self._deaths = [each for each in self._deaths if now - each < _SOON * _OFTEN] + [now]
            _say(f"the {child.name} process ended ({child.process.returncode}); starting another one")
            if len(self._deaths) > _OFTEN:
                raise StoreError(f"the {child.name} process ends again and again", remedy="look at what it said above")
            self._start(child.name)

    def _stop(self) -> None:
        """Let running requests finish, then end everything; first those who ask, then the one who writes."""
        self._listener.close()
        for name in ("front", "writer"):
            ending = [each for each in self._children if each.name == name]
            for child in ending:
                child.stop()
            until = time.monotonic() + self._running.grace + 5.0
            while any(each.process.poll() is None for each in ending) and time.monotonic() < until:
                time.sleep(0.02)
            for child in ending:
                child.kill()
                child.close()
        for end in self._wake:
            os.close(end)

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        numbers = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self._heard) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _heard(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as signal handlers are called
        self._stopping = True
        with contextlib.suppress(OSError):
            os.write(self._wake[1], b"x")


def _say(line: str) -> None:
    print(f"ecograph: {line}", file=sys.stderr, flush=True)


def listen(host: str, port: int) -> socket.socket:
    """Return a bound socket, so that nobody can take the port between the check and the start."""
    if not 0 <= port <= 65535:
        raise UsageError("a port is a number from 0 to 65535", where=f"{host}:{port}", remedy="choose one with --port")
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise UsageError(f"cannot listen on this address ({error})", where=f"{host}:{port}", remedy=_HOST) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        # From here on a client waits instead of being refused while the server comes up.
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise _refusal(host, port, error) from error
    return listener


def address(listener: socket.socket) -> str:
    """Return the URL of a bound socket."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


_HOST = "try --host 127.0.0.1"


def _refusal(host: str, port: int, error: OSError) -> EcographError:
    where = f"{host}:{port}"
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return UsageError(f"port {port} is in use", where=where, remedy=f"choose another one, e.g. --port {other}")
    if error.errno == errno.EACCES:
        return UsageError(f"port {port} needs more rights", where=where, remedy="choose one above 1023 with --port")
    return UsageError(f"cannot listen there ({error.strerror})", where=where, remedy=_HOST)
