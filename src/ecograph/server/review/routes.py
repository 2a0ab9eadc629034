"""Routes for reviewers; each asks for a token with the scope review."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, status
from starlette.exceptions import HTTPException

from ecograph.resolve import DecisionError
from ecograph.server.engine import Work
from ecograph.server.problems import Problem
from ecograph.server.review import models
from ecograph.server.security import Caller, scope
from ecograph.server.service import service

router = APIRouter(
    prefix="/api/v1",
    tags=["Review"],
    responses={each: {"model": Problem} for each in (400, 401, 403, 409, 413, 422, 429, 503)},
)
_WORK = "ecograph.server.review.work:"
Reviewer = Annotated[Caller, Depends(scope("review"))]
Class = Literal["", "Agency", "Official", "Project", "Place", "Policy"]


@router.get("/review", summary="Tell who reviews")
async def who(reviewer: Reviewer) -> models.Reviewer:
    """Return the name that decisions with this token will bear."""
    return models.Reviewer(name=reviewer.name)


@router.get("/review/doubts", summary="List the pairs that may be one thing")
async def list_doubts(
    request: Request, _: Reviewer, type: Annotated[Class, Query(description="of this class only")] = ""
) -> list[models.Doubt]:
    """Return the pairs that were kept apart for want of a reason to join them, each with what makes it doubtful."""
    return [models.Doubt(**each) for each in await _done(request, "doubts", type=type)]


@router.get("/review/parts", summary="List what an entity was put together from")
async def list_parts(
    request: Request,
    _: Reviewer,
    iri: Annotated[str, Query(min_length=1, max_length=2000, examples=["agency/晋中市生态环境局"])],
) -> list[models.Part]:
    """Return the names in their contexts that one IRI stands for, and why they are one; two of them can be parted."""
    return [models.Part(**each) for each in await _done(request, "parts", iri=iri)]


@router.get("/decisions", summary="List what was decided")
async def list_decisions(request: Request, _: Reviewer) -> list[models.Decision]:
    """Return the decisions that were not undone, the newest first, each with what it is about in words."""
    return [models.Decision(**{**each, "about": list(each["about"])}) for each in await _done(request, "decisions")]


@router.post("/decisions", summary="Decide", status_code=status.HTTP_201_CREATED)
async def decide(request: Request, reviewer: Reviewer, verdict: models.Verdict) -> models.Taken:
    """
    Accept or reject a statement, join or part two things, fix a name, or undo one of these; the graph follows at once.

    It becomes one line of the store's file of decisions, with the name of the token and the time, and holds for every build.
    """
    return models.Taken(**await _done(request, "take", by=reviewer.name, **verdict.model_dump()))


async def _done(request: Request, name: str, **arguments: object) -> Any:  # noqa: ANN401 - as the work has it
    writer = service(request).writer
    if writer is None:
        raise HTTPException(403, "this service is read-only: it keeps no decisions")
    work: Work = _WORK + name
    try:
        return await writer.do(work, **arguments)
    except DecisionError as error:
        said = f"{error.what}; {error.remedy}" if error.remedy else error.what
        raise HTTPException(409, said) from error
