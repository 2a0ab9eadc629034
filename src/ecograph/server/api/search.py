"""`/api/v1/search`: what is called so, and which sentences say so."""

from __future__ import annotations

import base64
import csv
import io
from typing import Annotated, Literal, TypeAlias

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from ecograph.errors import QueryError
from ecograph.query.search import Found, Hit
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.indexes import index
from ecograph.server.problems import Problem
from ecograph.server.service import Service, service

Kind: TypeAlias = Literal["entity", "document", "sentence"]
EntityClass: TypeAlias = Literal["Agency", "Official", "Project", "Place", "Policy", "Target", "Observation"]
ServiceDep = Annotated[Service, Depends(service)]
# Nobody reads on so far, and the engine would count so many hits off.
_FURTHEST = 10_000
_STATUSES = (400, 422, 429, 503)

router = APIRouter(prefix="/api/v1", tags=["Search"], responses={status: {"model": Problem} for status in _STATUSES})


class SearchDocument(BaseModel):
    """The article that a sentence stands in."""

    iri: str = Field(examples=["https://w3id.org/ecograph/id/document/4a90e69a35e2cf42"])
    title: str = Field(examples=["晋中部署全年生态治理"])
    published: str = Field(default="", description="ISO 8601: a day, a month or a year", examples=["2025-03-12"])


class SearchHit(BaseModel):
    """One thing found: an entity, a document by its title, or a sentence of one."""

    kind: Kind
    iri: str = Field(description="of the entity, or of the document")
    label: str = Field(description="the entity's name, or the document's title", examples=["晋中市生态环境局"])
    text: str = Field(description="what was matched: the name, an alias or the sentence", examples=["市生态环境局"])
    highlights: list[tuple[int, int]] = Field(
        description="the stretches of `text` that hold the words: first and one past the last character",
        examples=[[[1, 5]]],
    )
    type: str = Field(default="", description="class of an entity", examples=["Agency"])
    concept: str = Field(default="", description="concept in the vocabulary of kinds", examples=["bureau"])
    aliases: list[str] = []
    facts: int = Field(default=0, description="number of facts about an entity", examples=[4])
    document: SearchDocument | None = None
    start: int | None = Field(
        default=None, description="where a sentence starts in the document's source, in characters"
    )
    end: int | None = None


class SearchAnswer(BaseModel):
    """A page of hits, best first: entities, then documents, then sentences, the newest first."""

    query: str
    total: int = Field(description="how many hits there are in all", examples=[22])
    counts: dict[str, int] = Field(
        description="how many by class of entity, Document and Sentence", examples=[{"Agency": 5, "Sentence": 11}]
    )
    items: list[SearchHit]
    next: str | None = Field(default=None, description="`cursor` of the next page; null on the last one")


TextParam = Annotated[
    str,
    Query(
        min_length=1,
        max_length=200,
        description=(
            "Words that must all be there, in any order: any stretch of a name or sentence, one Chinese character too; "
            "pinyin (jinzhong) or first letters (jzssthjj) for names."
        ),
        openapi_examples={
            "name": {"summary": "part of a name", "value": "生态环境局"},
            "words": {"summary": "several words", "value": "湿地 修复"},
            "initials": {"summary": "first letters of the pinyin", "value": "jzssthjj"},
        },
    ),
]
TypesParam = Annotated[list[EntityClass], Query(description="classes of entities; may stand more than once")]
FormatParam = Annotated[Literal["json", "csv"], Query(description="csv has one line a hit")]


@router.get(
    "/search",
    summary="Search names, titles and sentences",
    response_model=SearchAnswer,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def search(
    request: Request,
    service: ServiceDep,
    q: TextParam,
    type: TypesParam = [],  # noqa: B006 - FastAPI copies it
    kind: Annotated[list[Kind], Query(description="kinds of hits; may stand more than once")] = [],  # noqa: B006
    concept: Annotated[str, Query(max_length=60, description="concept of kinds", examples=["bureau"])] = "",
    place: Annotated[
        str,
        Query(max_length=200, description="what lies there or below: a place's name, code or IRI", examples=["山西省"]),
    ] = "",
    limit: Annotated[int, Query(ge=1, le=100, description="hits on this page")] = 20,
    cursor: Annotated[str, Query(max_length=40, description="`next` of the page before", examples=[""])] = "",
    format: FormatParam = "json",
) -> Response:
    """Return what is called so or says so: entities, documents by title, sentences."""
    return await service.engine.answer(
        "ecograph.server.api.search:find",
        client=request.client.host if request.client else "",
        text=q, types=list(type), kinds=list(kind), concept=concept, place=place, limit=limit, cursor=cursor,
        format=format,
    )  # fmt: skip


def find(
    snapshot: Snapshot,
    sink: Sink,
    *,
    text: str,
    types: list[str],
    kinds: list[str],
    concept: str,
    place: str,
    limit: int,
    cursor: str,
    format: str,
) -> None:
    """Write a page of hits."""
    offset = _offset(cursor)
    found = index(snapshot).search(
        text, kinds=kinds, types=types, concept=concept, place=place, limit=limit, offset=offset
    )
    if format == "csv":
        sink.head(content_type="text/csv; charset=utf-8")
        sink.write(_csv(found.hits).encode())
        return
    sink.head()
    sink.write(_answer(text, found, offset).model_dump_json().encode())


def told(hit: Hit) -> SearchHit:
    """Return a hit as the API shows it."""
    sentence = hit.kind == "sentence"
    document = None if hit.kind == "entity" else SearchDocument(iri=hit.iri, title=hit.label, published=hit.published)
    return SearchHit(
        kind=hit.kind,  # type: ignore[arg-type]  # one of the three
        iri=hit.iri, label=hit.label, text=hit.text, highlights=list(hit.highlights), type=hit.type, concept=hit.concept,
        aliases=list(hit.aliases), facts=hit.facts, document=document,
        start=hit.start if sentence else None, end=hit.end if sentence else None,
    )  # fmt: skip


def _answer(text: str, found: Found, offset: int) -> SearchAnswer:
    reached = offset + len(found.hits)
    more = bool(found.hits) and reached < min(found.total, _FURTHEST)
    return SearchAnswer(
        query=text, total=found.total, counts=dict(sorted(found.counts.items())), items=[told(hit) for hit in found.hits],
        next=_cursor(reached) if more else None,
    )  # fmt: skip


def _csv(hits: tuple[Hit, ...]) -> str:
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(("kind", "type", "label", "text", "iri", "published", "start", "end"))
    for hit in hits:
        place = (hit.start, hit.end) if hit.kind == "sentence" else ("", "")
        writer.writerow((hit.kind, hit.type, hit.label, hit.text, hit.iri, hit.published, *place))
    return lines.getvalue()


def _cursor(offset: int) -> str:
    return base64.urlsafe_b64encode(str(offset).encode()).decode().rstrip("=")


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        offset = int(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii"))
    except ValueError as error:
        raise _unknown(cursor) from error
    if not 0 <= offset <= _FURTHEST:
        raise _unknown(cursor)
    return offset


def _unknown(cursor: str) -> QueryError:
    return QueryError(f"the cursor {cursor!r} is none of ours", remedy="take it from `next` of the page before")
