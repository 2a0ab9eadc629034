"""Relations: facts of the merged graph, with their evidence."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from ecograph.server.api import models
from ecograph.server.api.formats import LISTS, choose
from ecograph.server.api.routes.answering import address, answer, described, given
from ecograph.server.api.routes.parameters import PLACE, ListQuery, Modality, Name, Predicate, Share, Text, Year

router = APIRouter(tags=["Relations"])


class RelationList(ListQuery):
    """A list of relations."""

    subject: Name = Field("", description="IRI or short form", examples=["agency/晋中市生态环境局"])
    predicate: list[Predicate] = Field([], max_length=10, description="may stand more than once")
    object: Name = Field("", description="IRI or short form")
    entity: Name = Field("", description="as subject or object")
    role: Text = Field("", description="with a claim of this role", examples=["leads"])
    document: Name = Field("", description="with a claim of this article")
    modality: Modality = Field("", description="with a claim of this modality")
    place: Name = Field("", description=PLACE, examples=["140700"])
    year: Year = Field(None, description="with a claim published in this year")
    min_confidence: Share = Field(None, description="its surest claim is so sure at least")
    min_claims: int | None = Field(None, ge=0, le=10**9, description="so many claims support it at least")
    evidence: int = Field(5, ge=0, le=50, description="sentences for each relation at most")
    sort: Literal[
        "claims", "-claims", "confidence", "-confidence", "predicate", "-predicate", "subject", "-subject", "object",
        "-object",
    ] = "-claims"  # fmt: skip


@router.get(
    "/relations", summary="List relations with their evidence", response_model=models.Page[models.Relation],
    responses=described(LISTS),
)  # fmt: skip
async def list_relations(request: Request, query: Annotated[RelationList, Query()]) -> Response:
    """Return facts by any of subject, predicate and object, the best supported first, each with its best evidence."""
    chosen = choose(LISTS, name=query.format, accept=request.headers.get("accept", ""))
    arguments = {**given(query), "url": address(request), "format": chosen.name}
    return await answer(request, "ecograph.server.api.relations:listing", format=chosen, arguments=arguments)
