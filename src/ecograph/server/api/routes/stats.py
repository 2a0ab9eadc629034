"""Counts, and the names of things in both languages."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from ecograph.server.api import models, vocabulary
from ecograph.server.api.formats import JSON
from ecograph.server.api.routes.answering import PROBLEMS, answer, described

router = APIRouter(tags=["Graph"])


@router.get(
    "/stats", summary="Counts", response_model=models.Stats, responses=described((JSON,))
)  # fmt: skip
async def read_stats(request: Request) -> Response:
    """Return the number of documents, claims, entities by class, facts by predicate and commitments by state."""
    return await answer(request, "ecograph.server.api.stats:reading")


@router.get("/vocabulary", summary="Names in both languages", responses={422: PROBLEMS[422]})
async def read_vocabulary() -> dict[str, models.Concept]:
    """Return the Chinese and English names of classes, properties, kinds, roles, units, states and indicators."""
    return {name: models.Concept(**names) for name, names in vocabulary.labels().items()}
