"""Review: what a person with a token decides; the page itself has no data, its script asks for them with the token."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from ecograph.server.api.terms import PREDICATES
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.pages.frame import page, show
from ecograph.server.pages.rendering import name_of, write

router = APIRouter(include_in_schema=False)


@page(router, "/review")
async def review(request: Request) -> Response:
    """Show the page."""
    return await show(request, "ecograph.server.pages.review:render")


def render(snapshot: Snapshot, sink: Sink, *, frame: dict[str, str]) -> None:
    """Write the page."""
    relations = {name: name_of(frame["lang"], name) for name in PREDICATES}
    write(snapshot, sink, frame, "review.html", here="query", relations=relations)
