"""Targets and observations."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from ecograph.server.api import models
from ecograph.server.api.formats import LISTS, choose
from ecograph.server.api.routes.answering import address, answer, described, given
from ecograph.server.api.routes.parameters import PLACE, ListQuery, Name, State, Text, Year

router = APIRouter(tags=["Targets"])


class TargetList(ListQuery):
    """A list of targets and observations."""

    q: Text = Field("", description="text in the name or the quote", examples=["造林"])
    owner: Name = Field("", description="whose it is: IRI or short form", examples=["place/140728"])
    place: Name = Field("", description=PLACE, examples=["晋中市"])
    metric: Text = Field("", description="text in the metric", examples=["PM2.5"])
    unit: Text = Field("", examples=["万亩"])
    status: Literal["planned", "achieved", ""] = ""
    state: list[State] = Field([], max_length=10, description="its series is in this state; may stand more than once")
    indicator: Text = Field("", description="concept of the indicators vocabulary", examples=["pm25"])
    year: Year = Field(None, description="year of the deadline", examples=[2025])
    document: Name = Field("", description="of this article: IRI or short form")
    min_value: float | None = Field(None, allow_inf_nan=False)
    max_value: float | None = Field(None, allow_inf_nan=False)
    sort: Literal["deadline", "-deadline", "metric", "-metric", "value", "-value", "last", "-last", "iri"] = "-deadline"


@router.get(
    "/targets", summary="List targets and observations", response_model=models.Page[models.Target],
    responses=described(LISTS),
)  # fmt: skip
async def list_targets(request: Request, query: Annotated[TargetList, Query()]) -> Response:
    """Return numbers promised or reported, each with the states of the series that it belongs to."""
    chosen = choose(LISTS, name=query.format, accept=request.headers.get("accept", ""))
    arguments = {**given(query), "url": address(request), "format": chosen.name}
    return await answer(request, "ecograph.server.api.targets:listing", format=chosen, arguments=arguments)
