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

from ecograph.errors import EcographError, QueryError, StoreError, UsageError
from ecograph.server.limits import LimitError
from ecograph.server.operations.ids import request_id
from ecograph.server.problem_types import type_of

MEDIA_TYPE = "application/problem+json"
_POSITION = re.compile(r"\b(?:line\s+)?(\d+)(?::|,?\s*column\s+)(\d+)\b")
_log = logging.getLogger(__name__)

Handler: TypeAlias = Callable[[Request, Any], Response]  # Any: each handler takes the error that its row names


class Fault(BaseModel):
    """One parameter that is wrong, and why."""

    parameter: str = Field(examples=["limit"])
    message: str = Field(examples=["Input should be less than or equal to 500"])


class Problem(BaseModel):
    """What went wrong, where, and what to do about it (RFC 9457)."""

    type: str = Field(
        default="about:blank", description="an address that explains this kind", examples=["/problems#not-found"]
    )
    title: str = Field(examples=["There is no such thing"])
    status: int = Field(examples=[404])
    detail: str = Field(
        examples=["no place is called '晋中'; give its whole name (晋中市), its code (140700) or its IRI"]
    )
    remedy: str | None = Field(default=None, description="what to do about it")
    instance: str | None = Field(default=None, description="the address that was asked", examples=["/api/v1/agencies"])
    request_id: str | None = Field(default=None, description="what the server's log calls this request")
    line: int | None = Field(default=None, description="of the query, from 1")
    column: int | None = Field(default=None, description="of that line, from 1")
    errors: list[Fault] | None = Field(default=None, description="each parameter that is wrong")


def problem(
    status: int, detail: str, *, request: Request | None = None, headers: dict[str, str] | None = None, **extra: object
) -> Response:
    """Return a problem response; with the request, its address stands in it too."""
    kind = type_of(status)
    root = str(request.scope.get("root_path", "")).rstrip("/") if request else ""
    told = {
        "type": f"{root}{kind.uri}" if kind else "about:blank",
        "title": kind.title if kind else HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.url.path if request else None,
        "request_id": request_id() or None,
        **extra,
    }
    body = Problem.model_validate(told)
    return JSONResponse(body.model_dump(exclude_none=True), status, headers=headers, media_type=MEDIA_TYPE)


def _query(request: Request, error: QueryError) -> Response:
    text = f"{error.where}: {error.what}" if error.where else error.what
    position = _POSITION.search(text)
    line, column = map(int, position.groups()) if position else (None, None)
    return problem(400, text, request=request, remedy=error.remedy or None, line=line, column=column)


def _usage(request: Request, error: UsageError) -> Response:
    text = f"{error.where}: {error.what}" if error.where else error.what
    return problem(400, text, request=request, remedy=error.remedy or None)


def _limit(request: Request, error: LimitError) -> Response:
    headers = None if error.retry_after is None else {"Retry-After": str(error.retry_after)}
    return problem(error.status, error.what, request=request, remedy=error.remedy, headers=headers)


def _store(request: Request, error: StoreError) -> Response:
    return problem(503, str(error), request=request)


def _own(request: Request, error: EcographError) -> Response:
    return problem(500, str(error), request=request)


def _http(request: Request, error: HTTPException) -> Response:
    headers = dict(error.headers) if error.headers else None
    return problem(error.status_code, str(error.detail), request=request, headers=headers)


def _validation(request: Request, error: RequestValidationError) -> Response:
    faults = [
        Fault(parameter=".".join(map(str, fault["loc"][1:])), message=_message(fault)) for fault in error.errors()
    ]
    detail = "; ".join(f"{fault.parameter}: {fault.message}" for fault in faults)
    return problem(422, detail, request=request, remedy="see /docs for the parameters", errors=faults)


def _message(fault: dict[str, Any]) -> str:
    """Return why a value is refused, in words for somebody who does not know the program's inside."""
    return "there is no such parameter" if fault["type"] == "extra_forbidden" else str(fault["msg"])


def _unexpected(request: Request, error: Exception) -> Response:
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    detail = "the server met an error that it did not expect; its log has the details"
    return problem(500, detail, request=request)


HANDLERS: dict[type[Exception], Handler] = {
    QueryError: _query,
    UsageError: _usage,
    LimitError: _limit,
    StoreError: _store,
    EcographError: _own,
    HTTPException: _http,
    RequestValidationError: _validation,
    Exception: _unexpected,
}
