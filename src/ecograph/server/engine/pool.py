"""Have query processes ready, give each piece of work one, and take it away where it takes too much.

Work begins in the quick lane. What runs longer than `QUICK` seconds goes over to the slow lane: its process steps behind
the others, and its place in the quick lane is free again. The slow lane has few places; where none is free, the work ends.
So there is always a place for what is quick, however much slow work is asked for. Who waits for a place gets it before
others that ask on behalf of a client with more work running.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ecograph.errors import StoreError
from ecograph.guarding import GuardError, Nursery
from ecograph.guarding.errors import died, over_memory, over_time
from ecograph.server.engine.leaving import Visit
from ecograph.server.engine.peer import Peer
from ecograph.server.engine.running import Run
from ecograph.server.limits import LimitError
from ecograph.server.settings import Limits

QUICK = 0.3
# How far a slow process steps back.
_CALM = 15
# How long a request waits for a place, and how many may wait for each place.
_PATIENCE, _WAITING = 1.0, 4
_TICK, _REST = 0.04, 1.0
_NOTICE = 1.0
_READING = "ecograph.server.engine.reading:reading"
GONE = LimitError("the client has gone", status=503, remedy="stay until the answer comes")
_log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class _Wish:
    """A request that waits for a place."""

    client: str
    until: float
    place: asyncio.Future[Peer]


class Pool:
    """The query processes of one front."""

    def __init__(
        self, limits: Limits, nursery: Nursery, *, stamp: Callable[[], str], arguments: dict[str, Any], spare: int
    ) -> None:
        self._limits, self._nursery, self._stamp, self._arguments = limits, nursery, stamp, arguments
        self._slow_places = max(1, limits.running // 2)
        self._quick_places = max(1, limits.running - self._slow_places)
        self._spare = min(spare, self._quick_places)
        self._memory = limits.total_memory_bytes or _machine_memory() // 2
        self._idle: list[Peer] = []
        self._busy: dict[Peer, Run] = {}
        self._coming: set[Peer] = set()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._wishes: deque[_Wish] = deque()
        self._clients: dict[str, int] = {}
        self._quick = self._slow = self._killed = self._refused = 0
        self._ticking: asyncio.TimerHandle | None = None
        self._resting: asyncio.TimerHandle | None = None
        self._failures = 0
        self._closed = False

    @property
    def figures(self) -> dict[str, int]:
        """How many processes are idle, quick and slow, how many requests wait, were ended at a limit, and found no place."""
        now = {"idle": len(self._idle), "quick": self._quick, "slow": self._slow, "waiting": len(self._wishes)}
        return {**now, "killed": self._killed, "refused": self._refused}

    async def place(self, client: str, visit: Visit | None = None, *, patience: float = _PATIENCE) -> Peer:
        """Return a process that waits for work, which the caller must give it at once; LimitError where there is none."""
        if self._idle and self._quick < self._quick_places and not self._wishes:
            self._quick += 1
            return self._idle.pop()
        peer = await self._wait(client, visit, patience)
        if visit is not None and visit.gone:
            self.put_back(peer)
            raise GONE
        return peer

    def put_back(self, peer: Peer) -> None:
        """Take back a process from `place` that was given no work."""
        self._quick -= 1
        self._free(peer)

    def enter(self, client: str) -> None:
        """Count what a client has running; LimitError where that is too much."""
        running = self._clients.get(client, 0)
        if running >= self._limits.by_client:
            self._refused += 1
            what = f"{running} requests of yours are running already"
            raise LimitError(what, status=429, remedy="wait for them to end", retry_after=1)
        self._clients[client] = running + 1

    def leave(self, client: str) -> None:
        """Count what a client has no longer running."""
        running = self._clients[client] - 1
        if running:
            self._clients[client] = running
        else:
            del self._clients[client]

    def work(self, peer: Peer, run: Run, stamp: str) -> None:
        """Give a process from `place` its work."""
        if not peer.alive:  # it died between the two
            self._leave_lane(run)
            run.fail(died(None, memory_bytes=self._limits.memory_bytes, seconds=self._limits.seconds))
            return
        self._busy[peer] = run
        peer.ask(run, stamp)
        if self._ticking is None:
            self._tick_later()

    def end(self, run: Run, error: Exception) -> None:
        """End a piece of work, wherever it is."""
        for peer, other in self._busy.items():
            if other is run:
                self._kill(peer, run, error)
                return

    def fill(self) -> None:
        """See to it that some processes are ready."""
        if self._closed:
            return
        wanted = min(len(self._wishes), self._quick_places - self._quick) + self._spare
        for _ in range(wanted - len(self._idle) - len(self._coming)):
            self._start()
        if self._resting is None:
            self._resting = asyncio.get_running_loop().call_later(_REST, self._rest)

    async def close(self) -> None:
        """End all processes."""
        self._closed = True
        for timer in (self._ticking, self._resting):
            if timer is not None:
                timer.cancel()
        for peer, run in list(self._busy.items()):
            self._kill(peer, run, LimitError("the server stops", status=503, remedy="try again soon", retry_after=5))
        for peer in (*self._idle, *self._coming):
            peer.let_go()
        for wish in self._wishes:
            wish.place.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # What the processes tell.

    def ready(self, peer: Peer) -> None:
        """Take a process that waits for its first request."""
        self._coming.discard(peer)
        self._failures = 0
        self._free(peer)

    def done(self, peer: Peer, run: Run) -> None:
        """Take a process back; one that has stepped behind others cannot step forward again, and goes."""
        if self._busy.pop(peer, None) is None:
            return
        self._leave_lane(run)
        if run.slow or peer.spent:
            peer.let_go()
            self._serve_wishes()
            self.fill()
        else:
            self._free(peer)

    def lost(self, peer: Peer, run: Run | None, error: Exception | None) -> None:
        """Note that a process has gone; find out why, for the one who asked."""
        if peer in self._coming:
            self._coming.discard(peer)
            self._stillborn(error)
        elif peer in self._idle:
            self._idle.remove(peer)
        elif self._busy.pop(peer, None) is not None and run is not None:
            self._leave_lane(run)
            self._do(self._tell_death(peer, run))
        if not self._closed:
            self._serve_wishes()
            self.fill()

    # Places.

    async def _wait(self, client: str, visit: Visit | None, patience: float) -> Peer:
        loop = asyncio.get_running_loop()
        if len(self._wishes) >= _WAITING * self._quick_places:
            self._make_way(client)
        wish = _Wish(client, loop.time() + patience, loop.create_future())
        self._wishes.append(wish)
        if visit is not None:
            visit.on_leaving = partial(self._forget, wish)
        self.fill()
        self._serve_wishes()
        if self._ticking is None:
            self._tick_later()
        try:
            return await wish.place
        except asyncio.CancelledError:
            if wish in self._wishes:
                self._wishes.remove(wish)
            elif wish.place.done() and not wish.place.cancelled() and wish.place.exception() is None:
                self.put_back(wish.place.result())
            raise

    def _forget(self, wish: _Wish) -> None:
        if wish in self._wishes:
            self._wishes.remove(wish)
            wish.place.set_exception(GONE)

    def _serve_wishes(self) -> None:
        while self._wishes and self._idle and self._quick < self._quick_places:
            wish = min(self._wishes, key=lambda each: self._clients.get(each.client, 0))
            self._wishes.remove(wish)
            if not wish.place.done():
                self._quick += 1
                wish.place.set_result(self._idle.pop())

    def _make_way(self, client: str) -> None:
        """Send one away where too many wait: of the client with most running, and the one who asks if that is his own."""
        running = self._clients.get
        most = max(self._wishes, key=lambda each: running(each.client, 0))
        if running(most.client, 0) <= running(client, 0):
            raise self._too_busy()
        self._wishes.remove(most)
        if not most.place.done():
            most.place.set_exception(self._too_busy())

    def _free(self, peer: Peer) -> None:
        if self._closed:
            peer.let_go()
            return
        self._idle.append(peer)
        if self._wishes:
            self._serve_wishes()
        if len(self._idle) > self._quick_places:
            self._idle.pop(0).let_go()

    def _leave_lane(self, run: Run) -> None:
        if run.slow:
            self._slow -= 1
        else:
            self._quick -= 1

    def _too_busy(self) -> LimitError:
        self._refused += 1
        what = f"{self._quick + self._slow} queries are running and {len(self._wishes)} are waiting already"
        return LimitError(what, status=503, remedy="try again in a few seconds", retry_after=2)

    # Time and memory.

    def _tick_later(self) -> None:
        self._ticking = asyncio.get_running_loop().call_later(_TICK, self._tick)

    def _tick(self) -> None:
        """Look at what runs, and who waits."""
        self._ticking = None
        now = asyncio.get_running_loop().time()
        for peer, run in list(self._busy.items()):
            took = now - run.began
            if took > self._limits.seconds:
                self._kill(peer, run, over_time(self._limits.seconds))
            elif took > QUICK and not run.slow:
                self._slow_down(peer, run)
        if self._slow:
            self._bound_memory()
        for wish in [each for each in self._wishes if now > each.until]:
            self._wishes.remove(wish)
            if not wish.place.done():
                wish.place.set_exception(self._too_busy())
        self._serve_wishes()
        if self._busy or self._wishes:
            self._tick_later()

    def _slow_down(self, peer: Peer, run: Run) -> None:
        if self._slow >= self._slow_places:
            what = f"{self._slow} slow queries are running already"
            error = LimitError(what, status=503, remedy="ask for less, or try again in a few seconds", retry_after=5)
            self._kill(peer, run, error)
            return
        run.slow = True
        self._quick -= 1
        self._slow += 1
        self._nursery.calm(peer.pid, _CALM)
        self._serve_wishes()
        self.fill()

    def _bound_memory(self) -> None:
        """End the largest piece of work where all of them together take more than they may."""
        sizes = {peer: _resident(peer.pid) for peer, run in self._busy.items() if run.slow}
        while sizes and sum(sizes.values()) > self._memory:
            largest = max(sizes, key=lambda each: sizes[each])
            self._kill(largest, self._busy[largest], over_memory(sizes.pop(largest)))

    def _kill(self, peer: Peer, run: Run, error: Exception) -> None:
        self._busy.pop(peer, None)
        self._killed += getattr(error, "status", 503) != 499  # who has left met no limit
        self._leave_lane(run)
        self._nursery.kill(peer.pid)
        peer.let_go()
        run.fail(error)
        self._serve_wishes()
        self.fill()

    def _rest(self) -> None:
        """Replace processes that wait for work over a state that nobody asks for any more."""
        self._resting = None
        stamp = self._stamp()
        for peer in [each for each in self._idle if each.stamp != stamp]:
            self._idle.remove(peer)
            peer.let_go()
        self.fill()

    # Births and deaths.

    def _start(self) -> None:
        peer = Peer(self, self._stamp())
        self._coming.add(peer)
        self._do(self._connect(peer))

    async def _connect(self, peer: Peer) -> None:
        try:
            arguments = {**self._arguments, "stamp": peer.stamp}
            connection = self._nursery.spawn(_READING, memory_bytes=self._limits.memory_bytes, **arguments)
            connection.setblocking(False)
            await asyncio.get_running_loop().create_unix_connection(lambda: peer, sock=connection)
            if self._closed:
                peer.let_go()
        except OSError as error:
            self._coming.discard(peer)
            self._stillborn(error)

    def _stillborn(self, error: Exception | None) -> None:
        """Note that no process comes to be; after some tries those who wait hear why."""
        self._failures += 1
        if self._failures < 3:
            return
        _log.error("no query process can be started: %s", error)
        found = error if isinstance(error, StoreError) else StoreError(f"no query process can be started: {error}")
        while self._wishes:
            wish = self._wishes.popleft()
            if not wish.place.done():
                wish.place.set_exception(found)

    async def _tell_death(self, peer: Peer, run: Run) -> None:
        loop = asyncio.get_running_loop()
        until, ending = loop.time() + _NOTICE, self._nursery.ending(peer.pid)
        while ending is None and loop.time() < until:
            await asyncio.sleep(0.005)
            ending = self._nursery.ending(peer.pid)
        error: GuardError = died(ending, memory_bytes=self._limits.memory_bytes, seconds=self._limits.seconds)
        self._killed += error.reason != "crash"
        if error.reason == "crash":
            _log.error("a query process ended: %s", error.what)
        run.fail(error)

    def _do(self, work: Any) -> None:  # noqa: ANN401 - a coroutine
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _resident(pid: int) -> int:
    """Return the memory that a process uses, 0 where the system does not say."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0


def _machine_memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
