"""The network: who answers for what, as a picture."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from ecograph.server.engine import Sink, Snapshot
from ecograph.server.pages.frame import page, show
from ecograph.server.pages.rendering import write

router = APIRouter(include_in_schema=False)


@page(router, "/network")
async def network(request: Request) -> Response:
    """Show the network."""
    return await show(request, "ecograph.server.pages.network:render")


def render(snapshot: Snapshot, sink: Sink, *, frame: dict[str, str]) -> None:
    """Write the page; the picture is drawn by its script, from the API."""
    write(snapshot, sink, frame, "network.html", here="network")
