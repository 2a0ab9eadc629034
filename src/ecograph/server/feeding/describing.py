"""Describe to clients what the routes take and give: the framework cannot tell it from a body that is read by hand."""

from __future__ import annotations

from typing import Any

from ecograph.server.feeding.models import DocumentIn, FactsOut, OutcomeOut
from ecograph.server.feeding.sent import FORM, JSON, LINES
from ecograph.server.problems import MEDIA_TYPE, Problem

_FILE = {"type": "string", "format": "binary"}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FIELDS = {name: {"type": "string"} for name in ("title", "published", "home", "source")}
_DOCUMENT = {key: value for key, value in DocumentIn.model_json_schema().items() if key != "title"}
_EXAMPLE = "晋中市生态环境局牵头推进平遥县污水处理厂扩建项目，确保2025年年底前建成。"

BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "array", "items": _FILE}, **_FIELDS},
                    "required": ["file"],
                }
            },
            JSON: {"schema": _DOCUMENT, "example": {"text": _EXAMPLE, "published": "2025-03-12", "home": "晋中市"}},
            LINES: {"schema": {"type": "string", "description": "a document as JSON on each line"}},
            "text/plain": {"schema": {"type": "string"}, "example": _EXAMPLE},
            "text/html": {"schema": {"type": "string"}},
            "application/pdf": {"schema": _FILE},
            _WORD: {"schema": _FILE},
        },
    }
}

_MEANINGS = {
    201: "added: its facts; Location is the document",
    200: "held already, or only read: its facts; of several documents, a line each that tells what became of it",
    400: "the request is none of this form",
    401: "a token is needed",
    403: "not allowed: the token's scopes, a read-only service, or addresses that are not read",
    404: "no such document",
    408: "the body came too slowly",
    409: "the store cannot be added to: it holds what no records tell of",
    413: "the body is too large",
    415: "a document of this type is not read",
    422: "the document was refused: damaged, encrypted, a scan, without facts, or over a limit",
    429: "too many documents of this client are being read",
    503: "too many documents are being read",
}


def answers(*statuses: int, body: bool = True) -> dict[int | str, dict[str, Any]]:
    """Return the description of these answers and, for a route with a body, of those that all such give."""
    all_ = sorted({*statuses, *((400, 408, 413, 415, 422, 429, 503) if body else (422, 503))})
    return {status: _answer(status) for status in all_}


def _answer(status: int) -> dict[str, Any]:
    told: dict[str, Any] = {"description": _MEANINGS[status]}
    if status >= 400:
        return told | {"model": Problem, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    told |= {"model": FactsOut}
    if status == 200:
        told["content"] = {LINES: {"schema": {"type": "string", "description": OutcomeOut.__doc__}}}
    return told
