"""An application that answers as the API does, from a page of text: what the tools make of it can be seen."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

BUREAU = {"iri": "https://x/agency/局", "id": "agency/局", "label": "晋中市生态环境局", "type": "Agency"}
RIVER = {"iri": "https://x/project/河", "id": "project/河", "label": "一泓清水入黄河工程", "type": "Project"}
EVIDENCE = {
    "quote": "市生态环境局牵头推进",
    "start": 3,
    "end": 13,
    "modality": "doing",
    "speaker": {"iri": "https://x/official/马", "label": "马成毅", "type": "Official"},
    "source": {"iri": "https://x/document/1", "title": "春", "issued": "2025-03-12", "publisher": "晋中日报"},
}
RELATION = {
    "subject": BUREAU,
    "predicate": "responsibleFor",
    "object": RIVER,
    "roles": ["leads"],
    "claims": 7,
    "evidence": [EVIDENCE] * 5,
}
asked: list[tuple[str, dict[str, object]]] = []


async def search(request: Request) -> JSONResponse:
    asked.append(("search", {key: request.query_params.getlist(key) for key in request.query_params}))
    hit = {"kind": "entity", **BUREAU, "text": "市生态环境局", "highlights": [[1, 3]], "facts": 4}
    sentence = {"kind": "sentence", "iri": "https://x/document/1", "label": "春", "text": "鱼" * 900}
    sentence |= {"document": {"iri": "https://x/document/1", "title": "春", "published": "2025-03-12"}}
    return JSONResponse({"query": "x", "total": 2, "counts": {"Agency": 1}, "items": [hit, sentence], "next": None})


async def entity(request: Request) -> JSONResponse:
    if request.query_params["iri"].endswith("nobody"):
        return JSONResponse({"status": 404, "detail": "no such entity", "remedy": "search for it"}, 404)
    groups = [{"predicate": "responsibleFor", "direction": "out", "total": 90, "relations": [RELATION] * 40}]
    state = {"iri": "https://x/series/1", "label": "PM2.5浓度 2025", "state": "missed", "subject": BUREAU}
    state |= {"why": {"en": "the report does not meet the plan"}, "planned": "<=38", "reported": "40"}
    return JSONResponse({**BUREAU, "aliases": ["环保局"], "neighbours": groups, "commitments": [state], "documents": 2})


async def relations(request: Request) -> JSONResponse:
    return JSONResponse({"items": [RELATION], "next": "/api/v1/relations?cursor=x", "total": None})


async def questions(request: Request) -> JSONResponse:
    parameter = {"name": "agency", "type": "text", "default": None, "example": "生态环境局", "choices": []}
    told = {"name": "leaders", "title": {"en": "Leaders", "zh": "领导"}, "sentence": {"en": "Who leads", "zh": "谁"}}
    return JSONResponse([{**told, "parameters": [parameter], "url": "/x"}])


async def question(request: Request) -> JSONResponse:
    rows = [{"name": {"type": "literal", "value": value}} for value in "甲乙丙"]
    return JSONResponse({"head": {"vars": ["name"]}, "results": {"bindings": rows}})


async def match(request: Request) -> JSONResponse:
    asked.append(("match", await request.json()))
    quote = {
        "quote": "局牵头",
        "role": "leads",
        "confidence": 0.9,
        "document": {"iri": "https://x/document/1", "title": "春"},
    }
    fact = {"relation": 0, "subject": BUREAU, "predicate": "responsibleFor", "object": RIVER, "quotes": [quote] * 2}
    row = {"values": {"body": BUREAU, "goal.value": 3.5, "none": None}, "evidence": [fact]}
    return JSONResponse({"columns": ["body", "goal.value"], "rows": [row], "more": False, "sparql": "SELECT *"})


async def sparql(request: Request) -> Response:
    form = await request.form()
    asked.append(("sparql", {"query": form["query"], "authorization": request.headers.get("authorization")}))
    return Response("?n\n1\n2\n3\n", media_type="text/tab-separated-values")


def application() -> Starlette:
    asked.clear()
    return Starlette(
        routes=[
            Route("/api/v1/search", search),
            Route("/api/v1/entity", entity),
            Route("/api/v1/relations", relations),
            Route("/api/v1/questions", questions),
            Route("/api/v1/questions/{name}", question),
            Route("/api/v1/match", match, methods=["POST"]),
            Route("/sparql", sparql, methods=["POST"]),
        ]
    )
