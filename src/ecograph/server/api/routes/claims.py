"""Claims: what each article says, with its words."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from ecograph.server.api import models
from ecograph.server.api.formats import LISTS, choose
from ecograph.server.api.routes.answering import address, answer, described, given
from ecograph.server.api.routes.parameters import (
    PLACE,
    Day,
    ListQuery,
    Modality,
    Name,
    Predicate,
    Share,
    Text,
    Year,
)

router = APIRouter(tags=["Claims"])


class ClaimList(ListQuery):
    """A list of claims."""

    subject: Name = Field("", description="IRI or short form", examples=["agency/晋中市生态环境局"])
    predicate: list[Predicate] = Field([], max_length=10, description="may stand more than once")
    object: Name = Field("", description="IRI or short form")
    entity: Name = Field("", description="as subject, object or speaker")
    document: Name = Field("", description="of this article: IRI or short form")
    modality: Modality = Field("", description="denied and possible claims make no fact", examples=["plan"])
    speaker: Name = Field("", description="said by this official or agency: IRI or short form")
    role: Text = Field("", examples=["leads"])
    rule: Text = Field("", description="read by this rule", examples=["responsibleFor.verb"])
    q: Text = Field("", description="text in the quote; line breaks in the article do not matter", examples=["造林"])
    place: Name = Field("", description=PLACE, examples=["140700"])
    year: Year = Field(None, description="published in this year", examples=[2024])
    since: Day = ""
    until: Day = ""
    min_confidence: Share = None
    max_confidence: Share = None
    sort: Literal["published", "-published", "confidence", "-confidence", "document", "iri"] = "-published"


@router.get(
    "/claims", summary="List claims with their quotes", response_model=models.Page[models.Claim],
    responses=described(LISTS),
)  # fmt: skip
async def list_claims(request: Request, query: Annotated[ClaimList, Query()]) -> Response:
    """Return single statements of articles, each with its words, its speaker and how sure it is."""
    chosen = choose(LISTS, name=query.format, accept=request.headers.get("accept", ""))
    arguments = {**given(query), "url": address(request), "format": chosen.name}
    return await answer(request, "ecograph.server.api.claims:listing", format=chosen, arguments=arguments)
