"""Commitments: what became of what was planned; and conflicts."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from ecograph.server.api import models
from ecograph.server.api.formats import JSON, JSONLD, LISTS, choose
from ecograph.server.api.routes.answering import address, answer, described, given
from ecograph.server.api.routes.parameters import PLACE, Asked, ListQuery, Name, State, Text, Year

_WORK = "ecograph.server.api.commitments"

router = APIRouter(tags=["Targets"])


class CommitmentFilters(Asked):
    """What a list of commitments can be narrowed down by."""

    q: Text = Field("", description="text in the indicator's name or the subject's", examples=["造林"])
    subject: Name = Field("", description="IRI or short form", examples=["place/620800"])
    owner: Name = Field("", description="the subject, or an agency that is responsible for it")
    place: Name = Field("", description=PLACE, examples=["平凉市"])
    state: list[State] = Field([], max_length=10, description="may stand more than once", examples=[["missed"]])
    indicator: Text = Field("", description="concept of the indicators vocabulary", examples=["pm25"])
    scope: Text = Field("", description="concept of the scopes vocabulary")
    year: Year = Field(None, description="a year that the period holds", examples=[2023])
    document: Name = Field("", description="told of in this article: IRI or short form")


class CommitmentList(CommitmentFilters, ListQuery):
    """A list of commitments."""

    statements: bool = Field(False, description="with what articles say of each, and the states that it has been in")
    sort: Literal["state", "-state", "until", "-until", "since", "-since", "label", "-label", "iri"] = "state"


class SeriesQuery(Asked):
    """How a series is wanted."""

    format: Literal["json", "jsonld", ""] = ""


class ConflictList(ListQuery):
    """A list of conflicts."""

    subject: Name = Field("", description="IRI or short form", examples=["place/620800"])
    place: Name = Field("", description=PLACE, examples=["平凉市"])
    indicator: Text = Field("", description="concept of the indicators vocabulary", examples=["pm25"])
    year: Year = Field(None, description="a year that the period holds", examples=[2022])
    sort: Literal["label", "-label", "period", "-period", "iri"] = "label"


@router.get(
    "/commitments", summary="List commitments with their states", response_model=models.Page[models.Commitment],
    responses=described(LISTS),
)  # fmt: skip
async def list_commitments(request: Request, query: Annotated[CommitmentList, Query()]) -> Response:
    """Return plans and what became of them (missed, overdue, …, met) and why, the worst first."""
    chosen = choose(LISTS, name=query.format, accept=request.headers.get("accept", ""))
    arguments = {**given(query), "url": address(request), "format": chosen.name}
    return await answer(request, f"{_WORK}:listing", format=chosen, arguments=arguments)


@router.get(
    "/commitments/facets", summary="What commitments can be narrowed down by", response_model=models.Facets,
    responses=described((JSON,)),
)  # fmt: skip
async def commitment_facets(request: Request, query: Annotated[CommitmentFilters, Query()]) -> Response:
    """Return states, indicators, years and places of the commitments that match, with how many there are of each."""
    return await answer(request, f"{_WORK}:facets", arguments=given(query))


@router.get(
    "/commitments/{name:path}", summary="One commitment over time", response_model=models.Commitment,
    responses=described((JSON, JSONLD)),
)  # fmt: skip
async def read_commitment(request: Request, name: str, query: Annotated[SeriesQuery, Query()]) -> Response:
    """Return a series by its short form or IRI, with what each article says of it and the states that it has been in."""
    chosen = choose((JSON, JSONLD), name=query.format, accept=request.headers.get("accept", ""))
    arguments = {"name": name, "format": chosen.name}
    return await answer(request, f"{_WORK}:reading", format=chosen, arguments=arguments)


@router.get(
    "/conflicts", summary="List conflicts between articles", response_model=models.Page[models.Conflict],
    responses=described(LISTS),
)  # fmt: skip
async def list_conflicts(request: Request, query: Annotated[ConflictList, Query()]) -> Response:
    """Return where articles give different values for the same thing; nothing is decided."""
    chosen = choose(LISTS, name=query.format, accept=request.headers.get("accept", ""))
    arguments = {**given(query), "url": address(request), "format": chosen.name}
    return await answer(request, f"{_WORK}:conflicts", format=chosen, arguments=arguments)
