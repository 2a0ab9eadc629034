"""Put around an application what every request passes through.

It is one layer: a request to the endpoint takes a tenth of a millisecond, of which a stack of layers, each with its own look
at the headers, would be the most. For the same reason a few routes are `direct`: they are answered here, without the
application's table of routes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple, TypeAlias

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ecograph.errors import EcographError
from ecograph.server.operations import compression, ids
from ecograph.server.operations.bodies import RequestLimits, expected
from ecograph.server.operations.exchange import Exchange
from ecograph.server.operations.health import Watch
from ecograph.server.operations.observing import Observer
from ecograph.server.operations.proxies import Proxied, checked_prefix, networks
from ecograph.server.problems import HANDLERS, Handler
from ecograph.server.security import turned_away
from ecograph.server.security.door import local_path
from ecograph.server.settings import Settings

_READING = ("GET", "HEAD", "POST")
_ALL = (*_READING, "PUT", "PATCH", "DELETE")
# What a script of another origin may read of an answer.
_SHOWN = ("ETag", "Link", "Location", "Retry-After", "WWW-Authenticate", "X-Request-ID")

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


class Direct(NamedTuple):
    """A route that is answered without the table of routes, in which it stands too."""

    path: str
    endpoint: Endpoint


def operate(app: FastAPI, *, direct: Sequence[Direct] = ()) -> None:
    """Let every request of `app`, which has its service already, pass through the layer."""
    settings: Settings = app.state.service.settings
    app.state.watch = Watch(app, settings)
    app.user_middleware.insert(0, Middleware(Layer, settings=settings, watch=app.state.watch, direct=direct))


class Layer:
    """Place, name, bound and let in each request; count and tell of its answer, which there is also where the program fails."""

    def __init__(self, app: ASGIApp, *, settings: Settings, watch: Watch, direct: Sequence[Direct] = ()) -> None:
        limits = settings.limits
        self.app = app
        self._direct = {each.path: each for each in direct}
        self._proxied = Proxied(trusted=networks(settings.proxies), prefix=checked_prefix(settings.root_path))
        self._observer = Observer(watch.metrics)
        self._limits = RequestLimits(body_bytes=limits.body_bytes, address_bytes=limits.address_bytes)
        # Pages of any origin may read; those that are named may change things too, with a token like everybody.
        self._from_pages = CORSMiddleware(
            self._bounded,
            allow_origins=settings.origins,
            allow_methods=_READING if "*" in settings.origins else _ALL,
            allow_headers=["*"],
            expose_headers=_SHOWN,
            max_age=3600,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and its answer back."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        began, method = self._observer.began(), scope["method"]
        if (
            method == "HEAD"
        ):  # is answered as GET, and the body kept back on its way out; the server looks at its own scope
            scope = {**scope, "method": "GET"}
        self._proxied.place(scope)
        headers = scope["headers"]
        exchange = Exchange(send, ids.begin(headers), head=method == "HEAD")
        cut = True
        try:
            inner = self._from_pages if any(key == b"origin" for key, _ in headers) else self._bounded
            await inner(scope, receive, exchange.send)
            cut = False
        except Exception as error:  # a fault of ours is an answer too, with the request's id
            if exchange.status:
                raise  # the server cuts the connection: the client must see that the answer is not whole
            await _told(Request(scope), error)(scope, receive, exchange.send)
            cut = False
        finally:
            self._observer.ended(scope, method, exchange, began, cut=cut)
        return None

    async def _bounded(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what is too large, and who may not read."""
        refusal = self._limits.refusal(scope) or turned_away(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
        elif expected(scope):
            await self._limits.watched(self._compressed, scope, receive, send)
        else:
            await self._compressed(scope, receive, send)

    async def _compressed(self, scope: Scope, receive: Receive, send: Send) -> None:
        if compression.wanted(scope):
            send = compression.Zipped(send).pass_on
        if scope["method"] in ("GET", "POST") and (found := self._direct.get(local_path(scope))):
            scope["route"] = found
            await _answered(found.endpoint, scope, receive, send)
        else:
            await self.app(scope, receive, send)


async def _answered(endpoint: Endpoint, scope: Scope, receive: Receive, send: Send) -> None:
    """Let an endpoint answer, or what it raises, as the application would."""
    request = Request(scope, receive)
    try:
        response = await endpoint(request)
    except (EcographError, HTTPException) as error:
        response = _told(request, error)
    await response(scope, receive, send)


def _told(request: Request, error: Exception) -> Response:
    """Return what the application makes of an error: to a browser, most as a page."""
    handlers = getattr(request.scope.get("app"), "exception_handlers", HANDLERS)
    found = (handlers[kind] for kind in type(error).__mro__ if kind in handlers)
    handler: Handler = next(found, HANDLERS[Exception])
    return handler(request, error)
