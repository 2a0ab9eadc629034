"""Put around an application what every request passes through, from the outside in."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from ecograph.server.operations.bodies import RequestLimits
from ecograph.server.operations.compression import Compression
from ecograph.server.operations.health import Watch
from ecograph.server.operations.observing import Observer
from ecograph.server.operations.proxies import Proxied, checked_prefix, networks
from ecograph.server.security import Door, SecurityHeaders
from ecograph.server.settings import Settings

_READING = ("GET", "HEAD", "POST")
_ALL = (*_READING, "PUT", "PATCH", "DELETE")
# What a script of another origin may read of an answer.
_SHOWN = ("ETag", "Link", "Location", "Retry-After", "WWW-Authenticate", "X-Request-ID")


def operate(app: FastAPI) -> None:
    """Let every request of `app`, which has its service already, pass through the layers."""
    settings: Settings = app.state.service.settings
    app.state.watch = Watch(app, settings)
    app.user_middleware[:0] = layers(settings, app.state.watch)


def layers(settings: Settings, watch: Watch) -> list[Middleware]:
    """Return the layers, the outermost first."""
    limits = settings.limits
    return [
        Middleware(Proxied, trusted=networks(settings.proxies), prefix=checked_prefix(settings.root_path)),
        Middleware(SecurityHeaders),
        Middleware(Observer, metrics=watch.metrics),
        # Pages of any origin may read; those that are named may change things too, with a token like everybody.
        Middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=_READING if "*" in settings.origins else _ALL,
            allow_headers=["*"],
            expose_headers=_SHOWN,
            max_age=3600,
        ),
        Middleware(RequestLimits, body_bytes=limits.body_bytes, address_bytes=limits.address_bytes),
        Middleware(Door),
        Middleware(Compression),
    ]
