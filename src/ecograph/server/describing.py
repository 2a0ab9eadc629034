"""Describe the service as OpenAPI: what FastAPI finds out by itself, made exact where it guesses."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from ecograph.server.problems import MEDIA_TYPE, Problem

_METHODS = frozenset({"get", "put", "post", "delete", "patch", "head"})
_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_TAGS = (
    ("Entities", "Agencies, officials, projects, places and policies"),
    ("Documents", "The articles that were read, with their text"),
    ("Claims", "What each article says, with its words"),
    ("Relations", "Facts of the merged graph, with their evidence"),
    ("Targets", "What was promised, what was reported done, and what became of it"),
    ("Network", "Entities and facts as a network; chains between two entities"),
    ("Questions", "Questions with a name"),
    ("Graph", "Counts, and the names of things"),
    ("Linked data", "Each thing and each term of the ontology under its own address"),
    ("SPARQL", "The SPARQL 1.1 protocol"),
)


def describe(app: FastAPI) -> None:
    """Let an application describe itself so."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _described(app: FastAPI) -> dict[str, Any]:
    told = get_openapi(
        title=app.title,
        version=app.version,
        summary="Public commitments read from Chinese news, each fact with its sentence",
        description=app.description,
        routes=app.routes,
        tags=[{"name": name, "description": text} for name, text in _TAGS],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    schemas = told["components"]["schemas"]
    schemas.setdefault("Problem", Problem.model_json_schema(ref_template="#/components/schemas/{model}"))
    schemas |= schemas["Problem"].pop("$defs", {})
    for path in told["paths"].values():
        for method, operation in path.items():
            if method in _METHODS:
                _repair(operation)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return told


def _repair(operation: dict[str, Any]) -> None:
    """Give problems their content type, and lists of one operation the parameters' examples where tools look for them."""
    for status, response in operation["responses"].items():
        content = response.get("content", {})
        told = content.get("application/json", {}).get("schema", {})
        if told.get("$ref", "").endswith(("/Problem", "/HTTPValidationError")):
            response["content"] = {MEDIA_TYPE: {"schema": _PROBLEM}}
        elif status in ("304", "204", "303"):
            response.pop("content", None)
        for kind, given in content.items():
            # What is written as text by the engine is read as JSON by a client.
            if kind.endswith("json") and given.get("schema") == {"type": "string"}:
                given["schema"] = {}
    for parameter in operation.get("parameters", ()):
        examples = parameter.get("schema", {}).get("examples")
        if examples and "example" not in parameter and "examples" not in parameter:
            parameter["example"] = examples[0]
