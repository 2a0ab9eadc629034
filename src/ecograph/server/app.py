"""Put the server together: routes, error table, headers."""

from __future__ import annotations

import mimetypes

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.staticfiles import StaticFiles

from ecograph import __version__
from ecograph.server import api, pages, sparql
from ecograph.server.feeding import routes as feeding
from ecograph.server.limits import Gate, Limits
from ecograph.server.networks import Networks
from ecograph.server.problems import HANDLERS
from ecograph.server.security import Door, SecurityHeaders
from ecograph.server.service import Service, inside
from ecograph.server.settings import Limits as ServiceLimits
from ecograph.server.settings import Settings
from ecograph.store import Store

_DESCRIPTION = (
    "Public commitments read from Chinese news: who promised what, where, by when; each fact with its sentence."
)


def create_app(
    store: Store | None = None,
    *,
    service: Service | None = None,
    title: str = "EcoGraph",
    limits: Limits | None = None,
) -> FastAPI:
    """Return the application of a service, or of one on a store of this process."""
    if service is None:
        assert store is not None
        service = inside(store, Settings(title=title, limits=_settings(limits)))
    title = service.settings.title
    app = FastAPI(
        title=title,
        version=__version__,
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
    )
    for error, handler in HANDLERS.items():
        app.add_exception_handler(error, handler)
    app.state.gate, app.state.service = Gate(limits or Limits()), service
    app.state.store, app.state.networks = store, Networks(store) if store else None
    app.add_middleware(Door)
    app.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"], allow_headers=["*"], max_age=3600
    )
    app.add_middleware(SecurityHeaders)
    for router in (sparql.router, api.router, feeding.router, pages.router):
        app.include_router(router)
    app.add_api_route("/healthz", _healthz, tags=["Graph"], summary="Is the server up?")
    mimetypes.add_type("text/javascript", ".js")  # some machines' tables say text/plain, which nosniff forbids
    app.mount("/static", StaticFiles(directory=pages.WEB / "static"), name="static")
    return app


def _settings(limits: Limits | None) -> ServiceLimits:
    if limits is None:
        return ServiceLimits()
    return ServiceLimits(limits.seconds, result_bytes=limits.result_bytes, query_bytes=limits.query_bytes)


async def _healthz() -> dict[str, str]:
    """Answer at once, without the store."""
    return {"status": "ok", "version": __version__}
