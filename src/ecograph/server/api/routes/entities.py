"""Agencies, officials, projects, places, policies: lists of each and of all, and one with its neighbourhood."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from ecograph.server.api import models
from ecograph.server.api.formats import JSON, JSONLD, LISTS, choose
from ecograph.server.api.routes.answering import address, answer, described, given, root
from ecograph.server.api.routes.parameters import (
    PLACE,
    Asked,
    ListQuery,
    Name,
    Predicate,
    State,
    Text,
    ThingClass,
    Year,
)

_WORK = "ecograph.server.api.entities"
_ONE = "ecograph.server.api.entity:reading"

Sort: TypeAlias = Literal[
    "name", "-name", "documents", "-documents", "facts", "-facts", "first", "-first", "last", "-last", "iri"
]

router = APIRouter(tags=["Entities"])


class EntityFilters(Asked):
    """What a list of entities can be narrowed down by."""

    q: Text = Field("", description="text in the name or an alias", examples=["环境"])
    kind: Text = Field("", description="concept of the kinds vocabulary", examples=["bureau"])
    place: Name = Field("", description=PLACE, examples=["晋中市"])
    document: Name = Field("", description="named in this article: IRI or short form")
    year: Year = Field(None, description="named in an article of this year", examples=[2024])
    related: Name = Field("", description="joined by a fact to this entity", examples=["agency/晋中市生态环境局"])
    predicate: Predicate | Literal[""] = Field("", description="joined by such a fact (to `related`, or to any)")
    role: Text = Field("", description="with this role in a claim: leads, implements, supports, …", examples=["leads"])
    state: State | Literal[""] = Field("", description="with a commitment in this state, its own or of its projects")
    indicator: Text = Field("", description="with a commitment on this indicator", examples=["pm25"])
    min_documents: int | None = Field(None, ge=0, le=10**9, description="named in so many articles at least")


class EntityList(EntityFilters, ListQuery):
    """A list of entities of one class."""

    sort: Sort = Field("name", description="- before a key: the greatest first")


class OfficialList(EntityList):
    """A list of officials."""

    post: Text = Field("", description="text in a post", examples=["局长"])


class AnyFilters(EntityFilters):
    """What a list of entities of any class can be narrowed down by."""

    type: list[ThingClass] = Field([], max_length=10, description="class; may stand more than once")


class AnyList(AnyFilters, ListQuery):
    """A list of entities of any class."""

    sort: Sort = "name"


class OneQuery(Asked):
    """How much of an entity's neighbourhood is wanted."""

    relations: int = Field(50, ge=0, le=500, description="relations of each kind and role at most")
    evidence: int = Field(3, ge=0, le=50, description="sentences for each relation at most")
    format: Literal["json", "jsonld", ""] = ""


class NamedQuery(OneQuery):
    """An entity by parameter."""

    iri: Name = Field(min_length=1, description="IRI or short form", examples=["place/140700"])


async def _list(request: Request, query: EntityList | AnyList, classes: list[str]) -> Response:
    chosen = choose(LISTS, name=query.format, accept=request.headers.get("accept", ""))
    arguments = {**given(query, "type"), "classes": classes, "url": address(request), "format": chosen.name}
    return await answer(request, f"{_WORK}:listing", format=chosen, arguments=arguments)


@router.get(
    "/agencies",
    summary="List agencies",
    response_model=models.Page[models.Agency],
    responses=described(LISTS),
)
async def list_agencies(request: Request, query: Annotated[EntityList, Query()]) -> Response:
    """Return governments, bureaus, courts, institutions, companies, with what they answer for."""
    return await _list(request, query, ["Agency"])


@router.get(
    "/officials",
    summary="List officials",
    response_model=models.Page[models.Official],
    responses=described(LISTS),
)
async def list_officials(request: Request, query: Annotated[OfficialList, Query()]) -> Response:
    """Return people in public posts, with posts and agencies."""
    return await _list(request, query, ["Official"])


@router.get(
    "/projects",
    summary="List projects",
    response_model=models.Page[models.Project],
    responses=described(LISTS),
)
async def list_projects(request: Request, query: Annotated[EntityList, Query()]) -> Response:
    """Return projects, campaigns and programmes, with who answers for them, where they are and what governs them."""
    return await _list(request, query, ["Project"])


@router.get(
    "/places",
    summary="List places",
    response_model=models.Page[models.Place],
    responses=described(LISTS),
)
async def list_places(request: Request, query: Annotated[EntityList, Query()]) -> Response:
    """Return divisions, rivers, mountains, monitoring sections; with `place`, those in it."""
    return await _list(request, query, ["Place"])


@router.get(
    "/policies",
    summary="List policies",
    response_model=models.Page[models.Policy],
    responses=described(LISTS),
)
async def list_policies(request: Request, query: Annotated[EntityList, Query()]) -> Response:
    """Return plans, regulations, measures and notices, with who issued them."""
    return await _list(request, query, ["Policy"])


@router.get(
    "/entities",
    summary="List entities of any class",
    response_model=models.Page[models.EntitySummary],
    responses=described(LISTS),
)
async def list_entities(request: Request, query: Annotated[AnyList, Query()]) -> Response:
    """Return entities of the classes named, of all without one."""
    return await _list(request, query, list[str](query.type) or list(_ALL))


_ALL = ("Agency", "Official", "Project", "Place", "Policy", "Target", "Observation")


@router.get(
    "/entities/facets", summary="What entities can be narrowed down by", response_model=models.Facets,
    responses=described((JSON,)),
)  # fmt: skip
async def entity_facets(request: Request, query: Annotated[AnyFilters, Query()]) -> Response:
    """Return classes, kinds, states, places and years of the entities that match, with how many there are of each."""
    arguments = {**given(query, "type"), "classes": list[str](query.type) or list(_ALL)}
    return await answer(request, f"{_WORK}:facets", arguments=arguments)


async def _read(request: Request, name: str, query: OneQuery) -> Response:
    chosen = choose((JSON, JSONLD), name=query.format, accept=request.headers.get("accept", ""))
    arguments = {
        "name": name, "root": root(request), "format": chosen.name, "most": query.relations, "evidence": query.evidence,
    }  # fmt: skip
    return await answer(request, _ONE, format=chosen, arguments=arguments)


@router.get(
    "/entity", summary="One entity, by parameter", response_model=models.Entity,
    responses=described((JSON, JSONLD)),
)  # fmt: skip
async def read_entity_parameter(request: Request, query: Annotated[NamedQuery, Query()]) -> Response:
    """Return an entity with its facts, commitments, targets, timeline and mentions, each with its sentences."""
    return await _read(request, query.iri, query)


@router.get(
    "/entities/{name:path}", summary="One entity, by path", response_model=models.Entity,
    responses=described((JSON, JSONLD)),
)  # fmt: skip
async def read_entity(request: Request, name: str, query: Annotated[OneQuery, Query()]) -> Response:
    """Return an entity with its facts, commitments, targets, timeline and mentions, each with its sentences."""
    return await _read(request, name, query)
