"""Put the server together: routes, error table, layers."""

from __future__ import annotations

import mimetypes

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.staticfiles import StaticFiles

from ecograph import __version__
from ecograph.server import pages
from ecograph.server.api import match, search, suggest
from ecograph.server.api.routes import router as api
from ecograph.server.describing import describe
from ecograph.server.feeding import routes as feeding
from ecograph.server.linked.routes import router as linked
from ecograph.server.operations import health
from ecograph.server.operations.layers import Direct, operate
from ecograph.server.pages.errors import as_page
from ecograph.server.pages.folders import STATIC
from ecograph.server.problems import HANDLERS
from ecograph.server.protocol import routes as protocol
from ecograph.server.protocol.endpoint import sparql
from ecograph.server.service import Service, inside
from ecograph.server.settings import Settings
from ecograph.store import Store

_DESCRIPTION = (
    "Public commitments read from Chinese news: who promised what, where, by when; each fact with its sentence."
)

# Whatever the environment says: nothing is told to anybody over the network.
_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}


def create_app(
    store: Store | None = None,
    *,
    service: Service | None = None,
    title: str = "EcoGraph",
    settings: Settings | None = None,
) -> FastAPI:
    """Return the application of a service, or of one on a store of this process."""
    if service is None:
        assert store is not None
        service = inside(store, settings or Settings(title=title))
    app = FastAPI(
        title=service.settings.title,
        version=__version__,
        description=_DESCRIPTION,
        telemetry=_TELEMETRY,
        docs_url=None,
        redoc_url=None,
    )
    for error, handler in HANDLERS.items():
        app.add_exception_handler(error, as_page(handler))
    app.state.service = service
    operate(app, direct=[Direct("/sparql", sparql)])
    describe(app)
    for router in (
        protocol.router, search.router, suggest.router, match.router, feeding.router, api, linked, pages.router, health.router,
    ):  # fmt: skip
        app.include_router(router)
    if service.settings.mcp:
        from ecograph.mcp.serving import mount  # takes a client's libraries with it

        mount(app)
    mimetypes.add_type("text/javascript", ".js")  # some machines' tables say text/plain, which nosniff forbids
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app
