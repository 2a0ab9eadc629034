"""See each request through: its id, its line in the log, its numbers, and an answer also where the program fails."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from time import perf_counter
from typing import Any

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ecograph.server.operations import ids
from ecograph.server.operations.metrics import Metrics
from ecograph.server.problems import HANDLERS
from ecograph.server.security.callers import KEY as CALLER

# What machines ask every few seconds is no news.
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
_EVERY = 1.0


class Observer:
    """Watch what the application inside does with each request.

    The log line holds neither the token, nor the address's query, nor what was asked: only what route it was.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self._metrics = metrics
        self._log: Any = None
        self._timer: asyncio.TimerHandle | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        began = perf_counter()
        identity = ids.begin(scope["headers"])
        header = (ids.HEADER, identity.encode())
        status = size = 0

        async def counted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = int(message["status"])  # some say it as a member of HTTPStatus
                message["headers"] = [*message.get("headers", ()), header]
            else:
                size += len(message.get("body", b""))
            await send(message)

        self._metrics.began()
        cut = True
        try:
            await self.app(scope, receive, counted)
            cut = False
        except Exception as error:  # a fault of ours is an answer too, with the request's id
            if status:
                raise  # the server cuts the connection: the client must see that the answer is not whole
            # As the application shows errors: to a browser as a page.
            handler = getattr(scope.get("app"), "exception_handlers", HANDLERS).get(Exception, HANDLERS[Exception])
            await handler(Request(scope), error)(scope, receive, counted)
            cut = False
        finally:
            seconds = perf_counter() - began
            route = template(scope)
            self._metrics.ended(scope["method"], route, status, seconds, size)
            self._write(scope, identity, route, status, seconds, size, cut)
            if self._timer is None:
                self._timer = asyncio.get_running_loop().call_later(_EVERY, self._tell, scope["app"])
        return None

    def _write(
        self, scope: Scope, identity: str, route: str, status: int, seconds: float, size: int, cut: bool
    ) -> None:
        if self._log is None:
            if not structlog.is_configured():
                return  # an application that is tried out in a program of somebody else's says nothing
            self._log = structlog.get_logger().bind()
        asking, peer = scope.get(CALLER), scope.get("client")
        line: dict[str, Any] = {
            "id": identity,
            "method": scope["method"],
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 2),
            "bytes": size,
            "client": peer[0] if peer else "",
        }
        if asking is not None and asking.name:
            line["token"] = asking.name
        if cut:
            line["cut"] = True
        if route in _QUIET:
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
