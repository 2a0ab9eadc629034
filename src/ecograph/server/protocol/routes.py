"""The addresses of the protocols, and what the API's description says of them.

The handlers read their requests themselves: a parameter that stands twice matters here, and a query is answered sooner without
the machinery for parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from ecograph.server.problems import Problem
from ecograph.server.protocol.endpoint import sparql, void
from ecograph.server.protocol.graphs import PATH, graph_store
from ecograph.server.protocol.negotiation import GRAPHS, RESULTS
from ecograph.server.protocol.operation import FORM, QUERY, UPDATE


class Plain(APIRoute):
    """A route whose handler gets the request as it is."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler itself."""
        handler: Callable[[Request], Coroutine[Any, Any, Response]] = self.endpoint
        return handler


router = APIRouter(route_class=Plain)

_QUERY = "SELECT ?name WHERE { ?agency a eco:Agency ; rdfs:label ?name } ORDER BY ?name LIMIT 10"
_UPDATE = "INSERT DATA { GRAPH <http://example.org/notes> { <http://example.org/a> rdfs:comment 'checked' } }"
_TURTLE = "<http://example.org/a> <http://www.w3.org/2000/01/rdf-schema#comment> 'checked' ."
_STRING = {"type": "string"}
_RDF: dict[str, Any] = {each.accepted[0]: {"schema": _STRING} for each in GRAPHS}
_ANSWERS: dict[str, Any] = {each.accepted[0]: {"schema": _STRING} for each in RESULTS} | _RDF
_FORMAT = "goes before the Accept header"
_IRI = {"type": "string", "format": "iri"}
_IRIS = {"type": "array", "items": _IRI}
_GRAPH_NAMES = {"type": "string", "enum": [each.name for each in GRAPHS]}
_NAMES = {"type": "string", "enum": [each.name for each in (*RESULTS, *GRAPHS)]}
_OTHERS = ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"]
_TOKEN: list[dict[str, list[str]]] = [{}, {"token": []}]


def _parameter(name: str, schema: dict[str, Any], description: str, **more: object) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, "description": description, **more}


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": Problem} for status in statuses}


_DATASET = (
    _parameter("default-graph-uri", _IRIS, "graphs to be read, merged, as the default graph"),
    _parameter("named-graph-uri", _IRIS, "graphs that GRAPH may name"),
)
_USING = (
    _parameter("using-graph-uri", _IRIS, "graphs that an update's patterns read as the default graph"),
    _parameter("using-named-graph-uri", _IRIS, "graphs that GRAPH may name in an update's patterns"),
)
_GRAPH = (
    _parameter("graph", _IRI, "the graph's IRI", example="http://example.org/notes"),
    _parameter("default", _STRING, "the default graph; without a value", allowEmptyValue=True),
)
_REST = {
    "name": "rest",
    "in": "path",
    "required": True,
    "schema": _STRING,
    "description": "the rest of the graph's IRI",
}
_FORM_BODY = {"type": "object", "properties": {"query": _STRING, "update": _STRING}}
_SPARQL_BODY = {
    "required": True,
    "content": {
        QUERY: {"schema": _STRING, "example": _QUERY},
        UPDATE: {"schema": _STRING, "example": _UPDATE},
        FORM: {"schema": _FORM_BODY, "example": {"query": _QUERY}},
    },
}
_GRAPH_BODY = {"required": True, "content": {name: {"schema": _STRING} for name in _RDF}}
_GRAPH_BODY["content"]["text/turtle"]["example"] = _TURTLE  # type: ignore[index]

router.add_api_route(
    "/sparql",
    sparql,
    methods=["GET"],
    tags=["SPARQL"],
    name="sparql_get",
    summary="Run a query; without one, describe the service",
    response_class=Response,
    responses={
        200: {"description": "The result, in the format asked for", "content": _ANSWERS},
        **_problems(400, 401, 403, 406, 413, 429, 500, 503),
    },
    openapi_extra={
        "parameters": [
            _parameter("query", _STRING, "SPARQL 1.1", example=_QUERY),
            _parameter("format", _NAMES, _FORMAT),
            *_DATASET,
        ]
    },
)
router.add_api_route(
    "/sparql",
    sparql,
    methods=["POST"],
    tags=["SPARQL"],
    name="sparql_post",
    summary="Run a query or an update, sent as a form or as the body",
    response_class=Response,
    responses={
        200: {"description": "The result, in the format asked for", "content": _ANSWERS},
        204: {"description": "The update is done"},
        **_problems(400, 401, 403, 406, 409, 413, 415, 429, 500, 503),
    },
    openapi_extra={"parameters": [*_DATASET, *_USING], "requestBody": _SPARQL_BODY, "security": _TOKEN},
)
router.add_api_route("/sparql", sparql, methods=_OTHERS, include_in_schema=False)

router.add_api_route(
    "/.well-known/void",
    void,
    methods=["GET"],
    tags=["SPARQL"],
    summary="Describe the data set (VoID, DCAT)",
    response_class=Response,
    responses={
        200: {"description": "The description, in the format asked for", "content": _RDF},
        **_problems(400, 401, 403, 406, 429, 500, 503),
    },
    openapi_extra={"parameters": [_parameter("format", _GRAPH_NAMES, _FORMAT)]},
)
router.add_api_route("/.well-known/void", void, methods=["POST", *_OTHERS], include_in_schema=False)


def _add_graph_store(path: str, parameters: list[dict[str, Any]], named: str) -> None:
    """Describe the graph store at one path, for each method."""
    for method, summary, done in (
        ("GET", "Read a graph", 200),
        ("PUT", "Make a graph what is sent", 204),
        ("POST", "Add what is sent to a graph; without a name, to a new one", 204),
        ("DELETE", "Drop a graph", 204),
    ):
        writes = method in ("PUT", "POST")
        answered: dict[int | str, dict[str, Any]] = {
            done: {"description": "The graph", "content": _RDF} if done == 200 else {"description": "Done"}
        }
        extra: dict[str, Any] = {"parameters": parameters}
        if method == "GET":
            extra["parameters"] = [*parameters, _parameter("format", _GRAPH_NAMES, _FORMAT)]
        else:
            extra["security"] = _TOKEN[1:]
        if writes:
            answered[201] = {"description": "Done; the graph is new"}
            extra["requestBody"] = _GRAPH_BODY
        router.add_api_route(
            path,
            graph_store,
            methods=[method],
            tags=["Graph store"],
            name=f"graph_{method.lower()}_{named}",
            summary=summary,
            response_class=Response,
            status_code=done,
            responses={**answered, **_problems(400, 401, 403, 404, 406, 409, 413, 415, 429, 500, 503)},
            openapi_extra=extra,
        )
    router.add_api_route(path, graph_store, methods=["HEAD", "OPTIONS", "PATCH", "TRACE"], include_in_schema=False)


_add_graph_store(PATH, [*_GRAPH], "named")
_add_graph_store(PATH + "/{rest:path}", [_REST], "direct")
