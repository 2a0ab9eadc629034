"""A service with a few routes of our own, so that what surrounds all routes can be tried; and a log that can be read."""

from __future__ import annotations

import contextlib
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import structlog
from fastapi import APIRouter, FastAPI
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from ecograph.server.operations import health
from ecograph.server.operations.layers import operate
from ecograph.server.operations.logs import Style, configure
from ecograph.server.problems import HANDLERS
from ecograph.server.service import inside
from ecograph.server.settings import Settings
from ecograph.store import Store
from serving import Client


async def _stats() -> list[int]:
    return list(range(100))


async def _part(name: str, part: str) -> str:
    raise HTTPException(404, f"{name} has no {part}")


async def _hello(_: object) -> PlainTextResponse:
    return PlainTextResponse("hello")


def application(store: Store, **settings: Any) -> FastAPI:
    app = FastAPI()
    for error, handler in HANDLERS.items():
        app.add_exception_handler(error, handler)
    app.state.service = inside(store, Settings(**settings))
    operate(app)
    router = APIRouter(prefix="/things")
    router.add_api_route("/stats", _stats)
    router.add_api_route("/{name}/parts/{part:path}", _part)
    app.include_router(health.router)
    app.include_router(router, prefix="/all")
    app.router.routes.append(Route("/plain/{name}", _hello))
    app.mount("/other", Starlette(routes=[Route("/hello/{name}", _hello)]))
    return app


def client(store: Store, **settings: Any) -> Client:
    return Client(application(store, **settings))


@contextlib.contextmanager
def logged(style: Style = "json") -> Iterator[io.StringIO]:
    """Give what is logged meanwhile, and put the logging back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    out = io.StringIO()
    configure(style, stream=out)
    try:
        yield out
    finally:
        structlog.reset_defaults()
        root.handlers[:] = handlers
        root.setLevel(level)


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]
