"""`POST /api/v1/match`: a pattern as JSON instead of SPARQL, and rows with their sentences."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, Literal, TypeAlias

from fastapi import APIRouter, Body, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field
from starlette.responses import Response

from ecograph.query.matching import Matched, Named, Pattern, Said, match, read, refusal
from ecograph.query.matching.examples import EXAMPLES
from ecograph.query.matching.rows import Cell
from ecograph.server.api.search import ServiceDep
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.problems import Problem

_STATUSES = (400, 413, 422, 429, 503)


class PatternRoute(APIRoute):
    """Say what is wrong with a pattern in the words of patterns, with what was probably meant."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler that does so."""
        handle = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                faults: Any = error.errors()
                if any(fault["loc"][0] != "body" or fault["type"] == "json_invalid" for fault in faults):
                    raise
                told: Any = [{**fault, "loc": fault["loc"][1:]} for fault in faults]
                raise refusal(told) from error

        return handler


router = APIRouter(
    prefix="/api/v1",
    tags=["Match"],
    route_class=PatternRoute,
    responses={status: {"model": Problem} for status in _STATUSES},
)

_EXAMPLES: Any = {
    name: {"summary": example.en, "description": example.zh, "value": example.pattern}
    for name, example in EXAMPLES.items()
}


class MatchedThing(BaseModel):
    """An entity in a cell."""

    iri: str
    label: str = Field(examples=["晋中市生态环境局"])
    type: str = Field(examples=["Agency"])


Value: TypeAlias = MatchedThing | float | str | None


class MatchedDocument(BaseModel):
    """The article that a sentence stands in."""

    iri: str
    title: str = Field(examples=["晋中部署全年生态治理"])
    published: str = Field(default="", examples=["2025-03-12"])


class MatchedQuote(BaseModel):
    """The words that say so: the source's text from `start` to `end`, counted in characters."""

    quote: str = Field(examples=["今年市生态环境局牵头推进“一泓清水入黄河”工程"])
    start: int | None = None
    end: int | None = None
    role: str = Field(default="", examples=["leads"])
    modality: str = Field(default="", examples=["plan"])
    confidence: float = Field(examples=[0.9])
    document: MatchedDocument


class MatchedFact(BaseModel):
    """A fact that a row rests on, with the sentences that say it, the best first."""

    relation: int | None = Field(
        description="its place in the pattern's relations; null for a fact about a thing that no relation names"
    )
    subject: MatchedThing
    predicate: str = Field(examples=["responsibleFor"])
    object: MatchedThing
    quotes: list[MatchedQuote]


class MatchedRow(BaseModel):
    """One way to fill the pattern: the values by column, and the facts behind them."""

    values: dict[str, Value]
    evidence: list[MatchedFact]


class MatchAnswer(BaseModel):
    """The rows that fill a pattern, whether there are more, and the SPARQL that the pattern became."""

    columns: list[str] = Field(examples=[["body", "work", "goal.value"]])
    rows: list[MatchedRow]
    more: bool = Field(description="whether there are rows after these: ask again with a larger `offset`")
    sparql: str


class MatchQuery(BaseModel):
    """A pattern as SPARQL, not asked."""

    sparql: str


PatternBody = Annotated[Pattern, Body(openapi_examples=_EXAMPLES)]


@router.post(
    "/match",
    summary="Find what fills a pattern",
    response_model=MatchAnswer,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def match_pattern(
    request: Request,
    service: ServiceDep,
    pattern: PatternBody,
    format: Annotated[
        Literal["json", "csv"], Query(description="csv has the values alone, with the best sentence and its article")
    ] = "json",
) -> Response:
    """Say which things you look for and how they hang together; get each way to fill that from the graph, with sentences.

    `find` names things with their class and what must be so of them, `relations` joins them, `show` picks the columns.
    """
    return await service.engine.answer(
        "ecograph.server.api.match:matched",
        client=request.client.host if request.client else "",
        pattern=pattern.model_dump(mode="json", by_alias=True, exclude_unset=True), format=format,
    )  # fmt: skip


@router.post("/match/sparql", summary="Show the SPARQL of a pattern", response_model=MatchQuery)
async def show_sparql(request: Request, service: ServiceDep, pattern: PatternBody) -> Response:
    """Return the query that a pattern becomes, to go on with at the SPARQL endpoint."""
    return await service.engine.answer(
        "ecograph.server.api.match:shown",
        client=request.client.host if request.client else "",
        pattern=pattern.model_dump(mode="json", by_alias=True, exclude_unset=True),
    )  # fmt: skip


def matched(snapshot: Snapshot, sink: Sink, *, pattern: dict[str, Any], format: str) -> None:
    """Write the rows that fill a pattern."""
    found = match(snapshot.store, read(pattern))
    if format == "csv":
        sink.head(content_type="text/csv; charset=utf-8")
        sink.write(table(found).encode())
        return
    sink.head()
    sink.write(answer(found).model_dump_json().encode())


def shown(_: Snapshot, sink: Sink, *, pattern: dict[str, Any]) -> None:
    """Write the query that a pattern becomes."""
    from ecograph.query.matching import sparql_of

    sink.head()
    sink.write(MatchQuery(sparql=sparql_of(read(pattern))).model_dump_json().encode())


def answer(found: Matched) -> MatchAnswer:
    """Return an answer as the API shows it."""
    rows = [
        MatchedRow(
            values={name: _value(cell) for name, cell in zip(found.columns, row.cells, strict=True)},
            evidence=[_fact(said) for said in row.evidence],
        )
        for row in found.rows
    ]
    return MatchAnswer(columns=list(found.columns), rows=rows, more=found.more, sparql=found.sparql)


def table(found: Matched) -> str:
    """Return an answer as CSV: entities with their IRIs, and the first sentence of each row with its article."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    first = found.rows[0].cells if found.rows else (None,) * len(found.columns)
    entities = ["." not in name for name in found.columns] if found.rows else [False] * len(first)
    head = [part for name, entity in zip(found.columns, entities, strict=True) for part in _heads(name, entity=entity)]
    writer.writerow([*head, "quote", "document", "published"])
    for row in found.rows:
        cells = [part for cell, entity in zip(row.cells, entities, strict=True) for part in _parts(cell, entity=entity)]
        best = next((quote for said in row.evidence for quote in said.quotes), None)
        writer.writerow([*cells, *((best.quote, best.title, best.published) if best else ("", "", ""))])
    return lines.getvalue()


def _heads(name: str, *, entity: bool) -> list[str]:
    return [name, f"{name}.iri"] if entity else [name]


def _parts(cell: Cell, *, entity: bool) -> list[str]:
    if isinstance(cell, Named):
        return [cell.label, cell.iri]
    text = "" if cell is None else f"{cell:g}" if isinstance(cell, float) else cell
    return [text, ""] if entity else [text]


def _value(cell: Cell) -> Value:
    return MatchedThing(**cell._asdict()) if isinstance(cell, Named) else cell


def _fact(said: Said) -> MatchedFact:
    return MatchedFact(
        relation=said.relation if said.relation >= 0 else None,
        subject=MatchedThing(**said.subject._asdict()),
        predicate=said.predicate,
        object=MatchedThing(**said.object._asdict()),
        quotes=[
            MatchedQuote(
                quote=each.quote, start=each.start if each.start >= 0 else None, end=each.end if each.end >= 0 else None,
                role=each.role, modality=each.modality, confidence=each.confidence,
                document=MatchedDocument(iri=each.document, title=each.title, published=each.published),
            )
            for each in said.quotes
        ],
    )  # fmt: skip
