"""The pages for people: the network, and the API's documentation; all files are our own."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from ecograph.server.problem_types import PAGE, TYPES

if TYPE_CHECKING:
    import jinja2

WEB = Path(__file__).parent / "web"
LANGUAGES = ("zh", "en")

router = APIRouter(include_in_schema=False)


@router.api_route("/", methods=["GET", "HEAD"])
def network_page(request: Request, lang: Annotated[str, Query()] = "") -> Response:
    """Show the network."""
    return _page(request, "network.html", lang)


@router.api_route("/docs", methods=["GET", "HEAD"])
def docs_page(request: Request, lang: Annotated[str, Query()] = "") -> Response:
    """Show the API's operations, from /openapi.json."""
    return _page(request, "docs.html", lang)


@router.api_route(PAGE, methods=["GET", "HEAD"])
def problems_page(request: Request, lang: Annotated[str, Query()] = "") -> Response:
    """Explain the kinds of problem that an answer can tell of."""
    return _page(request, "problems.html", lang, types=TYPES)


@cache
def _templates() -> jinja2.Environment:
    import jinja2

    loader = jinja2.FileSystemLoader(WEB / "templates")
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


@cache
def _texts() -> dict[str, dict[str, str]]:
    """Return language -> key -> text, the same file that the scripts read."""
    texts: dict[str, dict[str, str]] = json.loads((WEB / "static" / "texts.json").read_text(encoding="utf-8"))
    return texts


def _page(request: Request, name: str, lang: str, **more: Any) -> Response:  # noqa: ANN401 - for the template
    chosen = lang if lang in LANGUAGES else _preferred(request.headers.get("accept-language", ""))
    context: dict[str, Any] = {"lang": chosen, "t": _texts()[chosen], "title": request.app.title, **more}
    return HTMLResponse(_templates().get_template(name).render(context), headers={"Cache-Control": "no-cache"})


def _preferred(header: str) -> str:
    """Return the first of our languages that the browser names; Chinese, as the graph's names are, if none."""
    for part in header.lower().split(","):
        language = part.split(";")[0].strip()[:2]
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]
