"""What every page needs of a request: language, theme, prefix, address; and how a page is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from ecograph.server.engine import Work
from ecograph.server.pages.texts import LANGUAGES
from ecograph.server.service import service

THEMES = ("light", "dark")
_YEAR = 365 * 24 * 3600
Route = TypeVar("Route", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Frame:
    """How a visitor wants to see pages: `theme` is "" where the machine decides, `root` the proxy's prefix."""

    lang: str
    theme: str = ""
    root: str = ""
    query: str = ""
    title: str = "EcoGraph"

    def plain(self) -> dict[str, str]:
        """Return it as an argument for a piece of work."""
        return asdict(self)


def frame_of(request: Request) -> Frame:
    """Read a request: what it asks for goes before what was chosen once, that before what the browser wishes."""
    lang = _known(request.query_params.get("lang"), LANGUAGES) or _known(request.cookies.get("lang"), LANGUAGES)
    return Frame(
        lang or _preferred(request.headers.get("accept-language", "")),
        _known(request.cookies.get("theme"), THEMES),
        prefix(request),
        request.url.query,
        str(request.app.title),
    )


def prefix(request: Request) -> str:
    """Return the prefix that a proxy serves us under, "" for none; below a mount, too, it is that of the application."""
    scope = request.scope
    return str(scope.get("app_root_path", scope.get("root_path", ""))).rstrip("/")


def page(router: APIRouter, path: str) -> Callable[[Route], Route]:
    """Route a path of a page to a function."""
    made: Callable[[Route], Route] = router.api_route(path, methods=["GET", "HEAD"], include_in_schema=False)
    return made


async def show(request: Request, work: Work, /, **arguments: object) -> Response:
    """Answer with the page that a piece of work renders, and remember what the visitor chose."""
    if "theme" in request.query_params:
        return _themed(request)
    answer = await service(request).engine.answer(
        work, client=_client(request), frame=frame_of(request).plain(), **arguments
    )
    if _known(request.query_params.get("lang"), LANGUAGES):
        _remember(request, answer, "lang", request.query_params["lang"])
    return answer


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def _themed(request: Request) -> Response:
    """Remember a theme, and go back to the page by its own address."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "theme"]
    answer = RedirectResponse(f"?{urlencode(kept)}" if kept else _last(request), HTTPStatus.SEE_OTHER)
    _remember(request, answer, "theme", _known(request.query_params["theme"], THEMES))
    return answer


def _last(request: Request) -> str:
    """Return the address of the page itself, relative, without a query."""
    return f"./{request.url.path.rpartition('/')[2]}"


def _remember(request: Request, answer: Response, name: str, value: str) -> None:
    path = prefix(request) or "/"
    answer.set_cookie(name, value, max_age=_YEAR if value else 0, path=path, samesite="lax")


def _known(value: str | None, of: tuple[str, ...]) -> str:
    return value if value in of else ""


def _preferred(header: str) -> str:
    """Return the first of our languages that the browser names; Chinese, as the graph's names are, if none."""
    for part in header.lower().split(","):
        language = part.split(";")[0].strip()[:2]
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]
