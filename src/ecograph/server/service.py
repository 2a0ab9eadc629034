"""The parts that the routes of a service share."""

from __future__ import annotations

from dataclasses import dataclass, field

from fastapi import Request

from ecograph.server.engine import Engine, InsideEngine
from ecograph.server.settings import Settings
from ecograph.server.writing import InsideWriter, Writer
from ecograph.store import Store


@dataclass(frozen=True, slots=True)
class Service:
    """Who reads, who writes (None where nobody may), and what was told at the start."""

    engine: Engine
    writer: Writer | None = None
    settings: Settings = field(default_factory=Settings)


def inside(store: Store, settings: Settings | None = None) -> Service:
    """Return a service on a store of this process, without processes of its own."""
    settings = settings or Settings()
    engine = InsideEngine(store, settings.limits)
    return Service(engine, None if settings.read_only else InsideWriter(store, changed=engine.move_on), settings)


def service(request: Request) -> Service:
    """Return the service that answers a request; for routes, as a dependency."""
    found: Service = request.app.state.service
    return found
