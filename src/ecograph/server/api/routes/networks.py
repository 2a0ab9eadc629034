"""The network, and the chains between two entities."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from ecograph.server.api import models
from ecograph.server.api.formats import JSON
from ecograph.server.api.routes.answering import answer, described, given
from ecograph.server.api.routes.parameters import PLACE, Asked, Name, Predicate, Share, State, Text, ThingClass, Year

router = APIRouter(tags=["Network"])


class NetworkQuery(Asked):
    """Which part of the network is wanted."""

    classes: list[ThingClass] = Field([], max_length=10, description="classes of node, all but targets if none")
    predicates: list[Predicate] = Field([], max_length=10, description="kinds of edge, all if none")
    role: list[Text] = Field([], max_length=20, description="edges with this role; may stand more than once")
    place: Name = Field("", description=f"edges with an end that has to do with a {PLACE}", examples=["晋中市"])
    year: Year = Field(None, description="edges said by an article of this year")
    state: State | None = Field(None, description="edges with an end that has a commitment in this state")
    document: Name = Field("", description="edges said by this article: IRI or short form")
    min_confidence: Share = Field(None, description="edges whose surest claim is so sure at least")
    around: Name = Field("", description="the surroundings of this entity: IRI or short form")
    depth: int = Field(1, ge=1, le=4, description="steps from the entity `around`")
    limit: int = Field(300, ge=1, le=2000, description="nodes at most: the nearest, or the best joined")
    isolated: bool = Field(False, description="with the entities that have no edge")
    measures: bool = Field(False, description="with communities (Louvain) and centrality (PageRank) of what is shown")


class PathQuery(Asked):
    """Which chains are wanted."""

    start: Name = Field(min_length=1, description="IRI or short form", examples=["agency/平凉市水务局"])
    end: Name = Field(min_length=1, description="IRI or short form", examples=["place/620826"])
    count: int = Field(1, ge=1, le=10, description="chains at most")


@router.get(
    "/network", summary="The network, laid out", response_model=models.Network,
    responses=described((JSON,)),
)  # fmt: skip
async def read_network(request: Request, query: Annotated[NetworkQuery, Query()]) -> Response:
    """Return nodes with positions and edges with a quote; around an entity, `more` counts the neighbours left out."""
    arguments = {**given(query), "state": query.state or ""}
    return await answer(request, "ecograph.server.api.networks:reading", arguments=arguments)


@router.get(
    "/paths", summary="How two entities hang together", response_model=models.Paths,
    responses=described((JSON,)),
)  # fmt: skip
async def read_paths(request: Request, query: Annotated[PathQuery, Query()]) -> Response:
    """Return the shortest chains of facts between two entities, each fact with the sentences that say it."""
    return await answer(request, "ecograph.server.api.paths:reading", arguments=given(query))
