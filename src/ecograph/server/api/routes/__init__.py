"""The routes of the API, one noun a file: each checks its parameters and hands the work to the engine."""

from fastapi import APIRouter

from ecograph.server.api.routes import (
    claims,
    commitments,
    documents,
    entities,
    networks,
    questions,
    relations,
    stats,
    targets,
)

router = APIRouter(prefix="/api/v1")
for part in (entities, documents, claims, relations, targets, commitments, networks, questions, stats):
    router.include_router(part.router)

__all__ = ["router"]
