"""The SPARQL 1.1 Protocol, the query half: GET, POST of a form, POST of the query itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Request
from pyoxigraph import QueryTriples
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ecograph.errors import QueryError
from ecograph.server.dataset import dataset
from ecograph.server.engine import Sink as EngineSink
from ecograph.server.engine import Snapshot
from ecograph.server.limits import Limits, Sink, too_long
from ecograph.server.negotiation import GRAPHS, RESULTS, choose
from ecograph.server.problems import Problem
from ecograph.server.service import service
from ecograph.store import Answer, Store

router = APIRouter(tags=["SPARQL"])

_COMMENT_OR_PROLOGUE = re.compile(r"\s+|#[^\n]*|BASE\s*<[^>]*>|PREFIX\s+[^\s:]*:\s*<[^>]*>", re.IGNORECASE)
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "ADD", "MOVE", "COPY", "CREATE", "WITH"])
_READ_ONLY = "this endpoint is read-only: it takes queries (SELECT, ASK, CONSTRUCT, DESCRIBE) and no updates"
_FORM, _DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_CONTENT: dict[str, Any] = {each.accepted[0]: {} for each in (*RESULTS, *GRAPHS)}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The result in the format asked for", "content": _CONTENT},
    **{status: {"model": Problem} for status in (400, 403, 406, 413, 415, 503)},
}
_EXAMPLE = "SELECT ?name WHERE { ?agency a eco:Agency ; rdfs:label ?name } ORDER BY ?name LIMIT 10"
_FORMATS = "json, xml, csv, tsv; turtle, ntriples, rdfxml, jsonld. Goes before the Accept header."
# The routes read the request themselves, to see a parameter that stands twice; this is what the documentation shows.
_PARAMETERS: list[dict[str, Any]] = [
    {"name": "query", "in": "query", "schema": {"type": "string"}, "example": _EXAMPLE, "description": "SPARQL 1.1"},
    {"name": "format", "in": "query", "schema": {"type": "string"}, "description": _FORMATS},
    *(
        {"name": name, "in": "query", "schema": {"type": "array", "items": {"type": "string"}}, "description": text}
        for name, text in (
            ("default-graph-uri", "graph to be read as the default graph; may stand more than once"),
            ("named-graph-uri", "graph that GRAPH may name; may stand more than once"),
        )
    ),
]
_BODY = {"required": True, "content": {_DIRECT: {"schema": {"type": "string"}, "example": _EXAMPLE}}}

FormatParam = Annotated[str, Query(description=_FORMATS)]


@dataclass(frozen=True, slots=True)
class Operation:
    """One query as the protocol carries it: its text, its dataset, and the format asked for."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""


@router.get(
    "/sparql",
    summary="Run a query",
    response_class=Response,
    responses=_RESPONSES,
    openapi_extra={"parameters": _PARAMETERS},
)
async def sparql_get(request: Request) -> Response:
    """Answer a query; without one, describe the service."""
    pairs = request.query_params.multi_items()
    if not any(key in ("query", "update") for key, _ in pairs):
        return _description(request)
    return await _answer(request, _operation(pairs))


@router.post(
    "/sparql",
    summary="Run a query sent as a form or as the body",
    response_class=Response,
    responses=_RESPONSES,
    openapi_extra={"requestBody": _BODY},
)
async def sparql_post(request: Request) -> Response:
    """Answer a query in the body: a form with `query=`, or the text itself as application/sparql-query."""
    limit = service(request).settings.limits.query_bytes
    body = await _body(request, limit)
    if body is None:
        raise too_long(Limits(query_bytes=limit))
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    pairs = request.query_params.multi_items()
    if kind == _FORM:
        pairs = pairs + parse_qsl(_text(body), keep_blank_values=True, errors="strict")
    elif kind == _DIRECT:
        pairs = [*pairs, ("query", _text(body))]
    elif kind == "application/sparql-update":
        raise HTTPException(403, _READ_ONLY)
    else:
        raise HTTPException(415, f"content type {kind or 'missing'}: send {_FORM} or {_DIRECT}")
    return await _answer(request, _operation(pairs))


async def _body(request: Request, limit: int) -> bytes | None:
    """Return the body, None as soon as it passes `limit`."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            return None
    return body


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the body is not UTF-8 (byte {error.start})") from None


def _operation(pairs: Sequence[tuple[str, str]]) -> Operation:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in pairs if key == name)

    if all_of("update"):
        raise HTTPException(403, _READ_ONLY)
    queries = all_of("query")
    if len(queries) != 1:
        raise HTTPException(400, f"send one query, not {len(queries)}")
    asked = all_of("format") or all_of("output")
    return Operation(
        queries[0], all_of("default-graph-uri"), all_of("named-graph-uri"), next((each for each in asked if each), "")
    )


async def _answer(request: Request, operation: Operation) -> Response:
    used = service(request)
    _check_length(operation.query.encode(), used.settings.limits.query_bytes)
    return await used.engine.answer(
        "ecograph.server.sparql:respond",
        client=request.client.host if request.client else "",
        query=operation.query,
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        format=operation.format,
        accept=request.headers.get("accept", ""),
    )


def respond(
    snapshot: Snapshot,
    sink: EngineSink,
    *,
    query: str,
    default_graphs: tuple[str, ...],
    named_graphs: tuple[str, ...],
    format: str,
    accept: str,
) -> None:
    """Answer a query, in the format of `format` or of the Accept header."""
    answer = _run(snapshot.store, Operation(query, default_graphs, named_graphs, format))
    chosen = choose(GRAPHS if isinstance(answer, QueryTriples) else RESULTS, name=format, accept=accept)
    sink.head(content_type=chosen.content_type, headers={"Vary": "Accept"})
    if isinstance(answer, bool):
        sink.write(snapshot.store.serialize_results(answer, chosen.name))
    else:
        answer.serialize(sink, chosen.engine)  # type: ignore[arg-type]


def _check_length(query: bytes, limit: int) -> None:
    if len(query) > limit:
        raise too_long(Limits(query_bytes=limit))


def _run(store: Store, operation: Operation) -> Answer:
    if operation.default_graphs or operation.named_graphs:
        store = dataset(store, default_graphs=operation.default_graphs, named_graphs=operation.named_graphs)
    try:
        return store.query(operation.query)
    except QueryError:
        if _first_word(operation.query) in _UPDATES:
            raise HTTPException(403, _READ_ONLY) from None
        raise


def _first_word(query: str) -> str:
    """Return the query's first word after comments and prologue, in capitals."""
    at = 0
    while match := _COMMENT_OR_PROLOGUE.match(query, at):
        at = match.end()
    word = re.match(r"[A-Za-z]*", query[at:])
    return word.group().upper() if word else ""


def render(store: Store, answer: Answer, sink: Sink, *, name: str = "", accept: str = "") -> Response:
    """Return the answer as the engine writes it, in the format of `name` or of the Accept header."""
    try:
        chosen = choose(GRAPHS if isinstance(answer, QueryTriples) else RESULTS, name=name, accept=accept)
        if isinstance(answer, bool):
            sink.write(store.serialize_results(answer, chosen.name))
        else:
            answer.serialize(sink, chosen.engine)  # type: ignore[arg-type]
    finally:
        # A result may only be dropped by the thread that made it; a traceback would carry it to another one.
        del answer
    return Response(sink.getvalue(), headers={"Content-Type": chosen.content_type, "Vary": "Accept"})


_DESCRIPTION = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
<{url}> a sd:Service ;
    sd:endpoint <{url}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat {formats} ;
    sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
"""


def _description(request: Request) -> Response:
    """Describe the service, as the protocol asks of an endpoint that is called without a query."""
    formats = ", ".join(f"<{each.engine.iri}>" for each in (*RESULTS, *GRAPHS))
    url = str(request.url.replace(query="", fragment=""))
    return Response(_DESCRIPTION.format(url=url, formats=formats), media_type="text/turtle")
