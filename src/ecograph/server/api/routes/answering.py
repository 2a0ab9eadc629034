"""What all routes share: the answer of a piece of work with its ETag, and a 304 without any work."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Annotated, Any

from fastapi import Depends, Path, Request
from pydantic import BaseModel
from starlette.responses import Response

from ecograph import __version__
from ecograph.server.api.formats import Format
from ecograph.server.problems import Problem
from ecograph.server.security import client_of
from ecograph.server.service import Service, service

ServiceDep = Annotated[Service, Depends(service)]
NamePath = Annotated[
    str, Path(min_length=1, description="an entity's short form or its IRI", examples=["agency/晋中市生态环境局"])
]

# What may go wrong anywhere; the routes add what only they can meet.
PROBLEMS: dict[int | str, dict[str, Any]] = {
    304: {"description": "As you have it: the ETag in If-None-Match still holds"},
    400: {"model": Problem, "description": "The engine cannot do that; `detail` says why, `remedy` what to do"},
    404: {"model": Problem, "description": "A name in the request names nothing"},
    406: {"model": Problem, "description": "Not available in the format asked for"},
    422: {"model": Problem, "description": "A parameter is unknown or has a wrong value"},
    429: {"model": Problem, "description": "You ask for too much at once; try again after Retry-After seconds"},
    503: {"model": Problem, "description": "Too slow, or the server is busy; try again after Retry-After seconds"},
}
LINKS: dict[str, Any] = {
    "ETag": {"description": "names this answer; send it back as If-None-Match", "schema": {"type": "string"}},
    "Link": {"description": "the next page, rel=next", "schema": {"type": "string"}},
    "X-Total-Count": {"description": "how many match in all, with count=true", "schema": {"type": "integer"}},
}


def described(formats: tuple[Format, ...]) -> dict[int | str, dict[str, Any]]:
    """Return the responses of a route: its answer in each format, and the problems."""
    others = {each.accepted[0]: {"schema": {"type": "string"}} for each in formats if each.name == "csv"}
    others |= {each.accepted[0]: {"schema": {"type": "object"}} for each in formats if each.name == "jsonld"}
    return {200: {"description": "The answer", "content": others, "headers": LINKS}, **PROBLEMS}


async def answer(
    request: Request, work: str, *, format: Format | None = None, arguments: Mapping[str, object] | None = None
) -> Response:
    """Return what a piece of work writes, under an ETag of the state of the graph and of all that was asked."""
    found = service(request)
    # Read before the work: an answer of a newer state under an older name is only fetched once more.
    headers = {
        "ETag": _tag(request, found.engine.stamp, format),
        "Cache-Control": "no-cache",  # keep it, and ask each time whether it still holds
        "Vary": "Accept",
    }
    if _known(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    response = await found.engine.answer(work, client=client_of(request), **(arguments or {}))
    for name, value in headers.items():
        response.headers[name] = value
    return response


def root(request: Request) -> str:
    """Return the prefix below which this server is reached."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def address(request: Request) -> str:
    """Return the address of a list, relative to the server and without a cursor, as its next page will need it."""
    from urllib.parse import quote, urlencode

    pairs = [pair for pair in request.query_params.multi_items() if pair[0] != "cursor"]
    path = request.url.path
    prefix = root(request)
    path = path if not prefix or path.startswith(f"{prefix}/") else prefix + path
    return quote(path, safe="/:@%") + (f"?{urlencode(pairs)}" if pairs else "")


def given(query: BaseModel, *without: str) -> dict[str, Any]:
    """Return the parameters of a request as plain arguments."""
    return query.model_dump(mode="json", exclude={"format", *without})


def _tag(request: Request, stamp: str, format: Format | None) -> str:
    asked = "\n".join((
        stamp, __version__, request.url.path, root(request), str(sorted(request.query_params.multi_items())),
        format.name if format else "",
    ))  # fmt: skip
    # Weak: compression on the way changes the bytes, not what they say.
    return f'W/"{blake2b(asked.encode(errors="surrogatepass"), digest_size=12).hexdigest()}"'


def _known(header: str, tag: str) -> bool:
    """Say whether an If-None-Match header holds a tag, compared weakly."""
    held = [each.strip().removeprefix("W/") for each in header.split(",")]
    return "*" in held or tag.removeprefix("W/") in held
