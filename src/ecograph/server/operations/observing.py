"""Tell what becomes of each request: its line in the log, and its numbers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from time import perf_counter
from typing import Any

import structlog
from starlette.types import Scope

from ecograph.server.operations.exchange import Exchange
from ecograph.server.operations.metrics import Metrics
from ecograph.server.security.callers import KEY as CALLER

# What machines ask every few seconds is no news.
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
_EVERY = 1.0


class Observer:
    """Tell of each request: a line in the log, and its numbers.

    The log line holds neither the token, nor the address's query, nor what was asked: only what route it was.
    """

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._log: Any = None
        self._timer: asyncio.TimerHandle | None = None

    def began(self) -> float:
        """Count a request in and return when that was."""
        self._metrics.began()
        return perf_counter()

    def ended(self, scope: Scope, method: str, exchange: Exchange, began: float, *, cut: bool) -> None:
        """Count a request out, and tell of it; `method` is the one that was sent, `cut` says that the answer is not whole."""
        seconds, route = perf_counter() - began, template(scope)
        self._metrics.ended(method, route, exchange.status, seconds, exchange.size)
        asking, peer = scope.get(CALLER), scope.get("client")
        line: dict[str, Any] = {
            "id": exchange.identity,
            "method": method,
            "route": route,
            "status": exchange.status,
            "ms": round(seconds * 1000, 2),
            "bytes": exchange.size,
            "client": peer[0] if peer else "",
        }
        if asking is not None and asking.name:
            line["token"] = asking.name
        if cut:
            line["cut"] = True
        self._write(line, quiet=route in _QUIET)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_EVERY, self._tell, scope["app"])

    def _write(self, line: dict[str, Any], *, quiet: bool) -> None:
        if self._log is None:
            if not structlog.is_configured():
                return  # an application that is tried out in a program of somebody else's says nothing
            self._log = structlog.get_logger().bind()
        if quiet:
            self._log.debug("request", **line)
        else:
            self._log.info("request", **line)

    def _tell(self, app: Any) -> None:  # noqa: ANN401 - the application in the scope has no type
        """Pass the engine's figures on, and again in a while as long as something runs."""
        self._timer = None
        self._metrics.tell(figures(app))
        if self._metrics.running:
            self._timer = asyncio.get_running_loop().call_later(_EVERY, self._tell, app)


def figures(app: Any) -> Mapping[str, float]:  # noqa: ANN401 - as above
    """Return what the engine says of itself; not every engine does."""
    found: Mapping[str, float] = getattr(app.state.service.engine, "figures", {})
    return found


def _plain(scope: Scope) -> Any:  # noqa: ANN401 - a route, or None
    """Return the route of Starlette's own that answered: FastAPI notes only what it called."""
    endpoint = scope.get("endpoint")
    routes = getattr(scope.get("app"), "routes", ()) if endpoint is not None else ()
    return next((each for each in routes if getattr(each, "endpoint", None) is endpoint), None)


def template(scope: Scope) -> str:
    """Return the path of the route that answered, with its parameters unfilled; "" for none.

    FastAPI keeps the whole path of a route of an included router beside the route; a mounted application's routes know
    nothing of where it is mounted.
    """
    root: str = scope.get("root_path", "")
    mount = root.removeprefix(scope.get("app_root_path", root))
    context = scope.get("fastapi", {}).get("effective_route_context")
    for found in (context, scope.get("route") or _plain(scope)):
        path = getattr(found, "path_format", None) or getattr(found, "path", None)
        if path:
            return mount + str(path)
    return mount
