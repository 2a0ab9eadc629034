"""Take a request to the endpoint to what answers it: a query, an update, or the description of the service."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ecograph.server.protocol.addresses import own_address
from ecograph.server.protocol.collecting import collected
from ecograph.server.protocol.operation import Operation, body_of, operation, pairs_of, posted, too_long
from ecograph.server.security import caller, client_of, require
from ecograph.server.service import Service

_METHODS = {"Allow": "GET, HEAD, POST, OPTIONS"}
_UPDATES_OFF = "this endpoint takes no updates: it was started without them (ecograph serve --update)"
_READ_ONLY = "this endpoint is read-only: it takes queries (SELECT, ASK, CONSTRUCT, DESCRIBE) and no updates"


async def sparql(request: Request) -> Response:
    """Answer a query or run an update; without either, describe the service."""
    service: Service = request.app.state.service
    if request.method == "POST":
        return await _post(request, service)
    if request.method in ("GET", "HEAD"):
        response = await _get(request, service)
        return response if request.method == "GET" else Bodiless(response)
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=_METHODS)
    raise HTTPException(405, "the endpoint is asked by GET or POST", headers=_METHODS)


async def _get(request: Request, service: Service) -> Response:
    asked = operation(pairs_of(request.scope["query_string"]))
    if asked is None:
        return await _describe(request, service)
    if asked.kind == "update":
        raise HTTPException(400, "an update is sent by POST: reading an address changes nothing")
    return await _query(request, service, asked)


async def _post(request: Request, service: Service) -> Response:
    limits, settings = service.settings.limits, service.settings
    # Who may not update sends no more than a query.
    updates = settings.update and caller(request).allows("update")
    body = await body_of(request, max(limits.upload_bytes, limits.query_bytes) if updates else limits.query_bytes)
    pairs = pairs_of(request.scope["query_string"])
    asked = posted(request.headers.get("content-type", ""), body, pairs)
    if asked.kind == "query":
        return await _query(request, service, asked)
    return await _update(request, service, asked)


async def _query(request: Request, service: Service, asked: Operation) -> Response:
    limit = service.settings.limits.query_bytes
    if len(asked.text) > limit or len(asked.text.encode("utf-8", "surrogatepass")) > limit:
        raise too_long(limit)
    return await service.engine.answer(
        "ecograph.server.protocol.querying:query",
        client=client_of(request),
        text=asked.text,
        base=own_address(request),
        dataset=asked.dataset,
        format=asked.format,
        accept=accept_of(request),
        services=service.settings.services,
    )


async def _update(request: Request, service: Service, asked: Operation) -> Response:
    if service.writer is None or service.settings.read_only:
        raise HTTPException(403, _READ_ONLY)
    if not service.settings.update:
        raise HTTPException(403, _UPDATES_OFF)
    require(request, "update")
    told = {"text": asked.text, "base": own_address(request), "dataset": asked.dataset}
    if not service.settings.services:  # else what is called would be called twice
        answer = await service.engine.answer(
            "ecograph.server.protocol.updating:check", client=client_of(request), **told
        )
        await collected(answer, request)
    await service.writer.do("ecograph.server.protocol.updating:update", services=service.settings.services, **told)
    return Response(status_code=204)


async def _describe(request: Request, service: Service) -> Response:
    settings = service.settings
    return await service.engine.answer(
        "ecograph.server.protocol.description:service",
        client=client_of(request),
        endpoint=own_address(request),
        void=own_address(request, "/.well-known/void"),
        update=settings.update and not settings.read_only and service.writer is not None,
        federated=bool(settings.services),
        format=dict(pairs_of(request.scope["query_string"])).get("format", ""),
        accept=accept_of(request),
    )


async def void(request: Request) -> Response:
    """Describe the data set."""
    service: Service = request.app.state.service
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": "GET, HEAD, OPTIONS"})
    if request.method not in ("GET", "HEAD"):
        raise HTTPException(405, "the description is read by GET", headers={"Allow": "GET, HEAD, OPTIONS"})
    response = await service.engine.answer(
        "ecograph.server.protocol.description:dataset",
        client=client_of(request),
        endpoint=own_address(request, "/sparql"),
        format=dict(pairs_of(request.scope["query_string"])).get("format", ""),
        accept=accept_of(request),
    )
    return response if request.method == "GET" else Bodiless(response)


def accept_of(request: Request) -> str:
    """Return the Accept header, which may stand in several lines."""
    return ",".join(value.decode("latin-1") for key, value in request.scope["headers"] if key == b"accept")


class Bodiless(Response):
    """Another response without its body, for HEAD."""

    def __init__(self, inner: Response) -> None:
        self._inner = inner
        super().__init__(status_code=inner.status_code)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the head of the inner response, and an end."""

        async def without_body(message: dict[str, object]) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._inner(scope, receive, without_body)  # type: ignore[arg-type]
