"""The kinds of problem that an answer can tell of: what `type` in a problem leads to."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from ecograph.server.engine import Sink, Snapshot
from ecograph.server.pages.frame import page, show
from ecograph.server.pages.rendering import write
from ecograph.server.problem_types import PAGE, TYPES

router = APIRouter(include_in_schema=False)


@page(router, PAGE)
async def problems(request: Request) -> Response:
    """Explain the kinds of problem."""
    return await show(request, "ecograph.server.pages.problems:render")


def render(snapshot: Snapshot, sink: Sink, *, frame: dict[str, str]) -> None:
    """Write the page."""
    write(snapshot, sink, frame, "problems.html", here="docs", types=TYPES)
