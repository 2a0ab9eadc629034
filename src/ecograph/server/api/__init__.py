"""The JSON API: entities, relations, targets, the network, the named questions and the counts."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ecograph.server import entities, questions, relations, stats, targets, vocabulary
from ecograph.server.limits import Gate, Sink
from ecograph.server.models import (
    Entity,
    EntitySummary,
    EntityTypeName,
    Network,
    Page,
    PredicateName,
    QuestionInfo,
    Relation,
    Stats,
    Target,
)
from ecograph.server.networks import Networks
from ecograph.server.problems import Problem
from ecograph.server.sparql import FormatParam, render
from ecograph.store import Store


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def _networks(request: Request) -> Networks:
    networks: Networks = request.app.state.networks
    return networks


StoreDep = Annotated[Store, Depends(_store)]
LimitParam = Annotated[int, Query(ge=1, le=500, description="items on this page")]
OffsetParam = Annotated[int, Query(ge=0, le=10_000_000, description="items before this page")]
IriParam = Annotated[str, Query(description="an entity's IRI")]

router = APIRouter(prefix="/api", responses={status: {"model": Problem} for status in (400, 404, 422)})


_OWN = {
    "name": "parameters",
    "in": "query",
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
    "example": "",
    "description": "the question's own parameters, as /api/questions lists them: key=value&key=value",
}


@router.get("/entities", tags=["Entities"], summary="List entities")
def list_entities(
    store: StoreDep,
    type: Annotated[tuple[EntityTypeName, ...], Query(description="class; may stand more than once")] = (),
    q: Annotated[str, Query(description="text that the name or an alias holds", examples=["环境"])] = "",
    kind: Annotated[str, Query(description="concept of the kinds vocabulary", examples=["bureau"])] = "",
    limit: LimitParam = 50,
    offset: OffsetParam = 0,
) -> Page[EntitySummary]:
    """Return entities by class, text and kind, in the order of their names."""
    return entities.find(store, types=type, text=q.strip(), kind=kind, limit=limit, offset=offset)


@router.get("/entity", tags=["Entities"], summary="One entity, by parameter")
def read_entity_parameter(store: StoreDep, iri: IriParam) -> Entity:
    """Return an entity with its relations, targets and mentions, each with its evidence."""
    return read_entity(store, iri)


@router.get("/entities/{iri:path}", tags=["Entities"], summary="One entity, by path")
def read_entity(store: StoreDep, iri: str) -> Entity:
    """Return an entity with its relations, targets and mentions, each with its evidence."""
    found = entities.read(store, iri)
    if found is None:
        raise HTTPException(404, f"no entity {iri}; /api/entities?q=… finds them by name")
    return found


@router.get("/relations", tags=["Relations"], summary="List relations with their evidence")
def list_relations(
    store: StoreDep,
    subject: IriParam = "",
    predicate: Annotated[tuple[PredicateName, ...], Query(description="may stand more than once")] = (),
    object: IriParam = "",
    limit: LimitParam = 50,
    offset: OffsetParam = 0,
) -> Page[Relation]:
    """Return facts of the merged graph, each with every claim that supports it."""
    return relations.find(store, subject=subject, predicates=predicate, object=object, limit=limit, offset=offset)


@router.get("/targets", tags=["Targets"], summary="List targets and observations")
def list_targets(
    store: StoreDep,
    owner: IriParam = "",
    metric: Annotated[str, Query(description="text that the metric holds", examples=["造林"])] = "",
    status: Annotated[Literal["planned", "achieved", ""], Query()] = "",
    unit: Annotated[str, Query(examples=["万亩"])] = "",
    year: Annotated[int | None, Query(ge=1900, le=2200, description="year of the deadline")] = None,
    limit: LimitParam = 50,
    offset: OffsetParam = 0,
) -> Page[Target]:
    """Return numbers promised or reported, by deadline, then metric."""
    return targets.find(
        store, owner=owner, metric=metric, status=status, unit=unit, year=year, limit=limit, offset=offset
    )


@router.get("/network", tags=["Network"], summary="The network, laid out")
def read_network(
    networks: Annotated[Networks, Depends(_networks)],
    classes: Annotated[tuple[EntityTypeName, ...], Query(description="classes of node; may stand more than once")] = (),
    predicates: Annotated[tuple[PredicateName, ...], Query(description="kinds of edge, all if none")] = (),
    isolated: Annotated[bool, Query(description="with the entities that have no edge")] = False,
) -> Network:
    """Return nodes with positions and edges with a quote; a first call may take seconds on a large graph."""
    return networks.get(classes=classes, predicates=predicates, isolated=isolated)


@router.get("/questions", tags=["Questions"], summary="List the named questions")
def list_questions() -> list[QuestionInfo]:
    """Return each named question with its parameters and a link that asks its example."""
    return questions.listing()


@router.get(
    "/questions/{name}",
    tags=["Questions"],
    summary="Ask a named question",
    response_class=Response,
    openapi_extra={"parameters": [_OWN]},
)
async def ask_question(request: Request, name: str, format: FormatParam = "") -> Response:
    """Answer a named question; its own parameters go into the query string, formats are those of /sparql."""
    gate: Gate = request.app.state.gate
    store = _store(request)
    accept = request.headers.get("accept", "")
    params = {key: value for key, value in request.query_params.items() if key != "format"}

    def work(sink: Sink) -> Response:
        return render(store, questions.answer(store, name, params), sink, name=format, accept=accept)

    return await gate.run(work)


@router.get("/stats", tags=["Graph"], summary="Counts")
def read_stats(store: StoreDep) -> Stats:
    """Return the number of documents, claims, entities by class and facts by predicate."""
    return stats.read(store)


@router.get("/vocabulary", tags=["Graph"], summary="Names in both languages")
def read_vocabulary() -> dict[str, dict[str, str]]:
    """Return the Chinese and English names of classes, properties, kinds, roles, units and indicators."""
    return vocabulary.labels()
