"""Show what went wrong as a page to those who look with a browser; programs get the same as problem+json."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from ecograph.server.pages.frame import frame_of, prefix
from ecograph.server.pages.rendering import HEADERS, rendered
from ecograph.server.problem_types import type_of

# What programs ask for; here a browser, too, gets what they get.
_NOT_PAGES = ("/api/", "/data/", "/healthz", "/ontology", "/openapi.json", "/sparql", "/static/", "/vocab/")
# Headers that tell about the problem's own body.
_OF_BODY = ("content-type", "content-length")


def as_page(handler: Callable[[Request, Any], Response]) -> Callable[[Request, Any], Response]:
    """Return a handler of errors that answers browsers with a page that says the same."""

    def handle(request: Request, error: Exception) -> Response:
        answer = handler(request, error)
        return page_of(request, answer) if wants_page(request) else answer

    return handle


def wants_page(request: Request) -> bool:
    """Tell whether this is a browser that was to show a page."""
    path = request.url.path.removeprefix(prefix(request))
    return "text/html" in request.headers.get("accept", "") and not path.startswith(_NOT_PAGES)


def page_of(request: Request, answer: Response) -> Response:
    """Return a problem response as a page."""
    told = json.loads(bytes(answer.body))
    kept = {name: value for name, value in answer.headers.items() if name not in _OF_BODY}
    status = answer.status_code
    kind = type_of(status)
    title = "404" if status == 404 else "busy" if status in (429, 503) else "other"
    body = rendered(frame_of(request), "error.html", status=status, title=title, problem=told, kind=kind)
    return HTMLResponse(body, status, headers=kept | HEADERS)
