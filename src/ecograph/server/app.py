"""Put the server together: routes, error table, headers."""

from __future__ import annotations

import mimetypes

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.staticfiles import StaticFiles

from ecograph import __version__
from ecograph.server import api, pages, sparql
from ecograph.server.headers import SecurityHeaders
from ecograph.server.limits import Gate, Limits
from ecograph.server.networks import Networks
from ecograph.server.pages.errors import as_page
from ecograph.server.pages.places import STATIC
from ecograph.server.problems import HANDLERS
from ecograph.server.service import inside
from ecograph.store import Store

_DESCRIPTION = (
    "Public commitments read from Chinese news: who promised what, where, by when; each fact with its sentence."
)


def create_app(store: Store, *, title: str = "EcoGraph", limits: Limits | None = None) -> FastAPI:
    """Return the application that serves `store`, read-only."""
    app = FastAPI(
        title=title,
        version=__version__,
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
    )
    for error, handler in HANDLERS.items():
        app.add_exception_handler(error, as_page(handler))
    app.state.store, app.state.gate, app.state.networks = store, Gate(limits or Limits()), Networks(store)
    app.state.service = inside(store)
    app.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"], allow_headers=["*"], max_age=3600
    )
    app.add_middleware(SecurityHeaders)
    for router in (sparql.router, api.router, pages.router):
        app.include_router(router)
    app.add_api_route("/healthz", _healthz, tags=["Graph"], summary="Is the server up?")
    mimetypes.add_type("text/javascript", ".js")  # some machines' tables say text/plain, which nosniff forbids
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


async def _healthz() -> dict[str, str]:
    """Answer at once, without the store."""
    return {"status": "ok", "version": __version__}
