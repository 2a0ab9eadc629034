"""The documentation of the API, from its own description."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from ecograph.server.engine import Sink, Snapshot
from ecograph.server.pages.frame import page, show
from ecograph.server.pages.rendering import write

router = APIRouter(include_in_schema=False)


@page(router, "/docs")
async def docs(request: Request) -> Response:
    """Show the API's operations, from /openapi.json."""
    return await show(request, "ecograph.server.pages.docs:render")


def render(snapshot: Snapshot, sink: Sink, *, frame: dict[str, str]) -> None:
    """Write the page; its script lists the operations."""
    write(snapshot, sink, frame, "docs.html", here="docs")
