"""Errors as RFC 9457 problem details: one table from exception to answer, and never a traceback."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeAlias

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ecograph.errors import EcographError, QueryError, StoreError
from ecograph.server.limits import LimitError
from ecograph.server.operations.ids import request_id

MEDIA_TYPE = "application/problem+json"
_POSITION = re.compile(r"\b(?:line\s+)?(\d+)(?::|,?\s*column\s+)(\d+)\b")
_log = logging.getLogger(__name__)

Handler: TypeAlias = Callable[[Request, Any], Response]  # Any: each handler takes the error that its row names


class Problem(BaseModel):
    """What went wrong, where, and what to do about it (RFC 9457)."""

    type: str = "about:blank"
    title: str = Field(examples=["Bad Request"])
    status: int = Field(examples=[400])
    detail: str
    remedy: str | None = None
    line: int | None = Field(default=None, description="of the query, from 1")
    column: int | None = Field(default=None, description="of that line, from 1")
    request_id: str | None = Field(default=None, description="what the server's log calls this request")


def problem(status: int, detail: str, *, headers: dict[str, str] | None = None, **extra: object) -> Response:
    """Return a problem response."""
    told = {"status": status, "detail": detail, "request_id": request_id() or None, **extra}
    body = Problem(title=HTTPStatus(status).phrase, **told)  # type: ignore[arg-type]
    return JSONResponse(body.model_dump(exclude_none=True), status, headers=headers, media_type=MEDIA_TYPE)


def _query(_: Request, error: QueryError) -> Response:
    text = f"{error.where}: {error.what}" if error.where else error.what
    position = _POSITION.search(text)
    line, column = map(int, position.groups()) if position else (None, None)
    return problem(400, text, remedy=error.remedy or None, line=line, column=column)


def _limit(_: Request, error: LimitError) -> Response:
    headers = None if error.retry_after is None else {"Retry-After": str(error.retry_after)}
    return problem(error.status, error.what, remedy=error.remedy, headers=headers)


def _store(_: Request, error: StoreError) -> Response:
    return problem(503, str(error))


def _own(_: Request, error: EcographError) -> Response:
    return problem(500, str(error))


def _http(_: Request, error: HTTPException) -> Response:
    headers = dict(error.headers) if error.headers else None
    return problem(error.status_code, str(error.detail), headers=headers)


def _validation(_: Request, error: RequestValidationError) -> Response:
    faults = [f"{'.'.join(map(str, fault['loc'][1:]))}: {fault['msg']}" for fault in error.errors()]
    return problem(422, "; ".join(faults), remedy="see /docs for the parameters")


def _unexpected(request: Request, error: Exception) -> Response:
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return problem(500, "the server met an error that it did not expect; its log has the details")


HANDLERS: dict[type[Exception], Handler] = {
    QueryError: _query,
    LimitError: _limit,
    StoreError: _store,
    EcographError: _own,
    HTTPException: _http,
    RequestValidationError: _validation,
    Exception: _unexpected,
}
