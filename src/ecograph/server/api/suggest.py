"""`/api/v1/suggest`: what somebody may mean who is still typing."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from ecograph.server.api.search import ServiceDep, TypesParam
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.indexes import index
from ecograph.server.problems import Problem

router = APIRouter(
    prefix="/api/v1", tags=["Search"], responses={status: {"model": Problem} for status in (400, 422, 429, 503)}
)


class Suggestion(BaseModel):
    """An entity that may be meant."""

    iri: str
    label: str = Field(examples=["晋中市生态环境局"])
    type: str = Field(examples=["Agency"])
    text: str = Field(description="the name or alias that was matched", examples=["晋中市生态环境局"])
    highlights: list[tuple[int, int]] = Field(
        description="the stretches of `text` that were typed", examples=[[[0, 2]]]
    )


class Suggestions(BaseModel):
    """The entities that may be meant, the likeliest first."""

    items: list[Suggestion]


@router.get("/suggest", summary="Suggest entities while typing", response_model=Suggestions)
async def suggest(
    request: Request,
    service: ServiceDep,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=200,
            description="what was typed so far: Chinese, pinyin or its first letters",
            openapi_examples={
                "Chinese": {"value": "晋中"},
                "pinyin": {"value": "jinzh"},
                "first letters": {"value": "jzssth"},
            },
        ),
    ],
    type: TypesParam = [],  # noqa: B006 - FastAPI copies it
    limit: Annotated[int, Query(ge=1, le=20)] = 10,
) -> Response:
    """Return names that begin so, then names that hold it; targets and observations only where their class is asked for."""
    return await service.engine.answer(
        "ecograph.server.api.suggest:suggested",
        client=request.client.host if request.client else "", text=q, types=list(type), limit=limit,
    )  # fmt: skip


def suggested(snapshot: Snapshot, sink: Sink, *, text: str, types: list[str], limit: int) -> None:
    """Write suggestions; blanks alone are nothing yet, and no error."""
    hits = index(snapshot).suggest(text, types=types, limit=limit) if text.strip() else []
    items = [
        Suggestion(iri=hit.iri, label=hit.label, type=hit.type, text=hit.text, highlights=list(hit.highlights))
        for hit in hits
    ]
    sink.head()
    sink.write(Suggestions(items=items).model_dump_json().encode())
