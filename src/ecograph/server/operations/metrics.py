"""Count what happens, for Prometheus; the counts of several front processes add up.

With a folder, each process keeps its numbers in files there (prometheus_client's multi-process mode), and whichever process
is asked adds them up. A front that is started anew under the same name goes on counting where the last one ended.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Counter, Gauge

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SUMMED = {
    "quick": "Queries in the quick lane now",
    "slow": "Queries in the slow lane now",
    "waiting": "Queries that wait for a place now",
    "idle": "Query processes that wait for work",
}
_COUNTED = {
    "killed": "Queries that were ended at a limit",
    "refused": "Queries that found no place",
}
"""What an engine may tell in its `figures`: what is so now, and what has happened since it began."""


class Metrics:
    """The numbers of this process."""

    def __init__(self, folder: Path | None = None, *, process: str = "") -> None:
        """Begin to count; `folder` is shared by the processes of a service, `process` names this one among them."""
        if folder is not None:
            _share(folder, process or str(os.getpid()))
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics

        # A series more for each, which nobody reads and several processes cannot add up.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._folder = folder
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "ecograph_requests", "Requests answered", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "ecograph_request_seconds",
            "Seconds from a request to the end of its answer",
            ("route",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._bytes = Counter("ecograph_response_bytes", "Bytes of answers", ("route",), registry=self._registry)
        self._running = Gauge(
            "ecograph_requests_running",
            "Requests being answered now",
            registry=self._registry,
            multiprocess_mode="livesum",
        )
        self._now: dict[str, Gauge] = {
            key: Gauge(f"ecograph_queries_{key}", told, registry=self._registry, multiprocess_mode="livesum")
            for key, told in _SUMMED.items()
        }
        self._since: dict[str, Counter] = {
            key: Counter(f"ecograph_queries_{key}", told, registry=self._registry) for key, told in _COUNTED.items()
        }
        # What the process of the same name before this one had running does not run any more.
        for gauge in (self._running, *self._now.values()):
            gauge.set(0)
        self._told: dict[str, float] = {}
        self._count = 0
        self._children: dict[tuple[str, str, int], tuple[Counter, Histogram, Counter]] = {}

    @property
    def running(self) -> int:
        """Return the number of requests being answered."""
        return self._count

    def began(self) -> None:
        """Count a request in."""
        self._count += 1

    def ended(self, method: str, route: str, status: int, seconds: float, size: int) -> None:
        """Count a request out."""
        self._count -= 1
        key = (method, route, status)
        found = self._children.get(key)
        if found is None:
            named = method if method in _METHODS else "OTHER"
            found = self._children[key] = (
                self._requests.labels(named, route, status),
                self._seconds.labels(route),
                self._bytes.labels(route),
            )
        requests, durations, sizes = found
        requests.inc()
        durations.observe(seconds)
        if size:
            sizes.inc(size)

    def tell(self, figures: Mapping[str, float]) -> None:
        """Take over how many requests run, and what the engine says of itself."""
        self._running.set(self._count)
        for key, gauge in self._now.items():
            gauge.set(figures.get(key, 0))
        for key, counter in self._since.items():
            value = figures.get(key, 0)
            counter.inc(max(0, value - self._told.get(key, 0)))
            self._told[key] = value

    def text(self, also: Mapping[str, tuple[str, float]] = {}) -> bytes:
        """Return the numbers of all processes as Prometheus reads them; `also` adds gauges: name -> what it is, value."""
        from prometheus_client import CollectorRegistry, Gauge, generate_latest

        extra = CollectorRegistry()
        for name, (told, value) in also.items():
            # Of this moment, the same for all processes: kept in no file.
            _plain(Gauge, name, told, value, extra)
        return generate_latest(self._all()) + generate_latest(extra)

    def _all(self) -> CollectorRegistry:
        if self._folder is None:
            return self._registry
        from prometheus_client import CollectorRegistry
        from prometheus_client.multiprocess import MultiProcessCollector

        registry = CollectorRegistry()
        MultiProcessCollector(registry, path=str(self._folder))  # type: ignore[no-untyped-call]
        return registry


def _plain(_: type[Gauge], name: str, told: str, value: float, registry: CollectorRegistry) -> None:
    from prometheus_client.core import GaugeMetricFamily

    class One:
        def collect(self) -> list[GaugeMetricFamily]:
            return [GaugeMetricFamily(name, told, value=value)]

    registry.register(One())


def forget(folder: Path, process: str) -> None:
    """Drop what a process that has ended had running; what it had counted stays counted."""
    for path in folder.glob(f"gauge_live*_{process}.db"):
        path.unlink(missing_ok=True)


def _share(folder: Path, process: str) -> None:
    """Let prometheus_client keep the numbers of this process in the folder, under the process's name."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    from prometheus_client import values

    folder.mkdir(parents=True, exist_ok=True)
    values.ValueClass = values.MultiProcessValue(lambda: process)  # type: ignore[no-untyped-call]
