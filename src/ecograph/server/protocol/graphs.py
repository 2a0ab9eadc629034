"""Take a request to the graph store to what reads or writes the graph that it names (Graph Store HTTP Protocol)."""

from __future__ import annotations

from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import PurePath
from urllib.parse import quote
from uuid import uuid4

from pyoxigraph import RdfFormat
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ecograph.server.protocol.addresses import own_address
from ecograph.server.protocol.collecting import collected
from ecograph.server.protocol.endpoint import Bodiless, accept_of
from ecograph.server.protocol.negotiation import GRAPHS
from ecograph.server.protocol.operation import body_of, media_type_of, pairs_of
from ecograph.server.security import client_of, require
from ecograph.server.service import Service

PATH = "/graphs"

_ALLOWED = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS")
_METHODS = {"Allow": ", ".join(_ALLOWED)}
_CHARSETS = ("", "utf-8", "utf8", "us-ascii")
# What an address holds unescaped, and the sign of what is escaped already.
_IN_PATHS = "!$&'()*+,;=:@/~%"
_WHICH = "name a graph: ?default, ?graph=IRI, or the address of a graph below this one"
_READ_ONLY = "this service is read-only: its graphs can be read, not written"


async def graph_store(request: Request) -> Response:
    """Read or write one graph, named by ?default, by ?graph=IRI, or by the address itself."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=_METHODS)
    if request.method not in _ALLOWED:
        raise HTTPException(405, "a graph is read by GET and written by PUT, POST or DELETE", headers=_METHODS)
    name = graph_of(request)
    service: Service = request.app.state.service
    if request.method in ("GET", "HEAD"):
        return await _read(request, service, name)
    require(request, "write")
    if service.writer is None or service.settings.read_only:
        raise HTTPException(403, _READ_ONLY)
    if request.method == "DELETE":
        return await _delete(service, _needed(name))
    return await _write(request, service, name)


def graph_of(request: Request) -> str | None:
    """Return the IRI of the graph that a request names, "" for the default graph, None where it names the store."""
    pairs = pairs_of(request.scope["query_string"])
    named = [value for key, value in pairs if key == "graph"]
    defaults = sum(key == "default" for key, _ in pairs)
    if len(named) + defaults > 1:
        raise HTTPException(400, "a request names one graph")
    if named:
        return named[0]
    if defaults:
        return ""
    address = own_address(request, PATH)
    own = f"{address}{_escaped(request)}"
    return own if own.rstrip("/") != address else None


def _escaped(request: Request) -> str:
    """Return what follows the store's path, escaped as it was sent, or as far as an IRI needs it."""
    scope = request.scope
    sent = scope.get("raw_path") or quote(scope["path"]).encode("ascii")
    whole = quote(sent.partition(b"?")[0], safe=_IN_PATHS)
    for start in (quote(scope.get("root_path", "")) + PATH, PATH):
        if whole.startswith(start):
            return whole[len(start) :]
    return ""


def _needed(name: str | None) -> str:
    if name is None:
        raise HTTPException(400, _WHICH)
    return name


async def _read(request: Request, service: Service, name: str | None) -> Response:
    response = await service.engine.answer(
        "ecograph.server.protocol.keeping:read",
        client=client_of(request),
        graph=_needed(name),
        format=next((value for key, value in pairs_of(request.scope["query_string"]) if key == "format"), ""),
        accept=accept_of(request),
        body=request.method == "GET",
    )
    return response if request.method == "GET" else Bodiless(response)


async def _delete(service: Service, name: str) -> Response:
    assert service.writer is not None  # looked at before
    if not await service.writer.do("ecograph.server.protocol.keeping:drop", graph=name):
        raise HTTPException(404, f"there is no graph {name}")
    return Response(status_code=204)


async def _write(request: Request, service: Service, name: str | None) -> Response:
    assert service.writer is not None  # looked at before
    if name is None and request.method == "PUT":
        raise HTTPException(400, _WHICH)
    body = await body_of(request, service.settings.limits.upload_bytes)
    parts = parts_of(request.headers.get("content-type", ""), body)
    graph = f"{own_address(request, PATH)}/{uuid4()}" if name is None else name
    answer = await service.engine.answer(
        "ecograph.server.protocol.keeping:parse_all",
        client=client_of(request),
        parts=parts,
        base=graph or own_address(request, PATH),
    )
    is_new = await service.writer.do(
        "ecograph.server.protocol.keeping:put",
        graph=graph,
        triples=await collected(answer, request),
        keep=request.method == "POST",
    )
    headers = {"Location": graph} if name is None else {}
    return Response(status_code=201 if is_new else 204, headers=headers)


def parts_of(kind: str, body: bytes) -> list[tuple[str, bytes]]:
    """Return the documents of a body, one or those of a form, each with the media type of its format."""
    if media_type_of(kind)[0] != "multipart/form-data":
        return [(_format(kind), body)]
    form = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode("latin-1") + b"\r\n\r\n" + body)
    if not form.is_multipart() or form.defects:
        raise HTTPException(400, "the body is no multipart/form-data with this boundary")
    return [(_format(_kind_of(part)), bytes(part.get_payload(decode=True) or b"")) for part in form.get_payload()]  # type: ignore[union-attr, arg-type]


def _kind_of(part: Message) -> str:
    """Return the content type of one part of a form, or what its file's name tells of it."""
    told = part.get("Content-Type")
    if told:
        return str(told)
    suffix = PurePath(part.get_filename() or "").suffix.removeprefix(".")
    return next((each.accepted[0] for each in GRAPHS if suffix in (each.name, *each.aliases)), "")


def _format(kind: str) -> str:
    """Return the media type of a graph's format; raise 415 for any other."""
    media_type, charset = media_type_of(kind)
    if RdfFormat.from_media_type(media_type) in (None, RdfFormat.N3) or charset not in _CHARSETS:
        known = ", ".join(each.accepted[0] for each in GRAPHS)
        raise HTTPException(415, f"content type {kind or 'missing'}: send a graph in UTF-8 as {known}")
    return media_type
