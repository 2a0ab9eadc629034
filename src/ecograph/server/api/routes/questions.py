"""The named questions: the list, and the answer to one."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from ecograph.server.api import models, questions
from ecograph.server.api.formats import choose
from ecograph.server.api.routes.answering import PROBLEMS, answer, root

router = APIRouter(tags=["Questions"])

_OWN = {
    "name": "parameters",
    "in": "query",
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
    "example": {},
    "description": "the question's own parameters, as /api/v1/questions lists them: key=value&key=value",
}
_FORMATS: dict[str, Any] = {
    "application/sparql-results+json": {"schema": {"type": "object"}},
    "application/sparql-results+xml": {"schema": {"type": "string"}},
    "text/csv": {"schema": {"type": "string"}},
    "text/tab-separated-values": {"schema": {"type": "string"}},
}


@router.get("/questions", summary="List the named questions", responses={422: PROBLEMS[422]})
async def list_questions(request: Request) -> list[models.QuestionInfo]:
    """Return each named question with its parameters, its SPARQL and a link that asks its example."""
    return questions.listing(root(request))


@router.get(
    "/questions/{name}", summary="Ask a named question", response_class=Response,
    responses={200: {"description": "The rows, as SPARQL results", "content": _FORMATS}, **PROBLEMS},
    openapi_extra={"parameters": [_OWN]},
)  # fmt: skip
async def ask_question(
    request: Request, name: str, format: Annotated[str, Query(description="json, xml, csv or tsv")] = ""
) -> Response:
    """Answer a named question; its own parameters go into the query string."""
    questions.known(name)
    chosen = choose(questions.FORMATS, name=format, accept=request.headers.get("accept", ""))
    params = {key: value for key, value in request.query_params.items() if key != "format"}
    arguments = {"name": name, "params": params, "format": chosen.name}
    return await answer(request, "ecograph.server.api.questions:asking", format=chosen, arguments=arguments)
