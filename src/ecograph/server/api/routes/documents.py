"""Documents: the list, and one with its text."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from ecograph.server.api import models
from ecograph.server.api.formats import JSON, JSONLD, LISTS, choose
from ecograph.server.api.routes.answering import address, answer, described, given, root
from ecograph.server.api.routes.parameters import PLACE, Asked, Day, ListQuery, Name, Text, Year

_WORK = "ecograph.server.api.articles"

router = APIRouter(tags=["Documents"])


class DocumentList(ListQuery):
    """A list of documents."""

    q: Text = Field("", description="text in the title", examples=["生态"])
    publisher: Text = Field("", description="text in the publisher's name", examples=["日报"])
    place: Name = Field("", description=f"of or about a {PLACE}", examples=["140700"])
    entity: Name = Field("", description="names this entity: IRI or short form", examples=["agency/晋中市生态环境局"])
    year: Year = Field(None, description="published in this year", examples=[2024])
    since: Day = Field("", description="published on this day or later", examples=["2023-01-01"])
    until: Day = Field("", description="published on this day (in this month or year) or before")
    source: Text = Field("", description="text in the file's name or address")
    min_claims: int | None = Field(None, ge=0, le=10**9)
    sort: Literal["published", "-published", "title", "-title", "claims", "-claims", "entities", "-entities", "iri"] = (
        "-published"
    )


class DocumentQuery(Asked):
    """How a document is wanted."""

    format: Literal["json", "jsonld", ""] = ""


@router.get(
    "/documents", summary="List documents", response_model=models.Page[models.Document],
    responses=described(LISTS),
)  # fmt: skip
async def list_documents(request: Request, query: Annotated[DocumentList, Query()]) -> Response:
    """Return the articles that were read, the newest first."""
    chosen = choose(LISTS, name=query.format, accept=request.headers.get("accept", ""))
    arguments = {**given(query), "url": address(request), "format": chosen.name}
    return await answer(request, f"{_WORK}:listing", format=chosen, arguments=arguments)


@router.get(
    "/documents/{name:path}", summary="One document, with its text", response_model=models.Article,
    responses=described((JSON, JSONLD)),
)  # fmt: skip
async def read_document(request: Request, name: str, query: Annotated[DocumentQuery, Query()]) -> Response:
    """Return an article as published and re-flowed, with every mention and claim at its place in both."""
    chosen = choose((JSON, JSONLD), name=query.format, accept=request.headers.get("accept", ""))
    arguments = {"name": name, "root": root(request), "format": chosen.name}
    return await answer(request, f"{_WORK}:reading", format=chosen, arguments=arguments)
