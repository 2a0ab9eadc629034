"""Routes that take documents in: added to the graph, only read, taken out again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi import Path as InPath
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ecograph.errors import EcographError, StoreError, UsageError
from ecograph.guarding.telling import ForeignError
from ecograph.server.feeding.adding import Added
from ecograph.server.feeding.describing import BODY, answers
from ecograph.server.feeding.errors import UnreadTypeError
from ecograph.server.feeding.feeder import feeder_of
from ecograph.server.feeding.sent import JSON, LINES, takes_several
from ecograph.server.feeding.taken import Taken
from ecograph.server.limits import LimitError
from ecograph.server.problems import problem
from ecograph.server.security import caller, scope
from ecograph.server.service import Service, service
from ecograph.store import BASE

router = APIRouter(prefix="/api/v1", tags=["Feeding"])
_WORK = "ecograph.server.feeding.adding:"
_Text = Annotated[str, Query(max_length=300)]
_Service = Annotated[Service, Depends(service)]


def _told(
    name: Annotated[str, Query(max_length=300, description="the file's name, of a body that is one file")] = "",
    title: Annotated[str, Query(max_length=300, description="the title, if the document does not tell it")] = "",
    published: Annotated[str, Query(max_length=10, description="YYYY, YYYY-MM or YYYY-MM-DD")] = "",
    home: Annotated[str, Query(max_length=60, description="the place that 我市 stands for, by name or code")] = "",
    source: Annotated[
        str, Query(max_length=500, description="what the document is known by; a later one of it takes its place")
    ] = "",
) -> dict[str, str]:
    """Return what the address of a request says of its documents."""
    said = {"name": name, "title": title, "published": published, "home": home, "source": source}
    return {name: value for name, value in said.items() if value}


_Told = Annotated[dict[str, str], Depends(_told)]


@router.post(
    "/documents",
    summary="Add documents to the graph",
    dependencies=[Depends(scope("write"))],
    openapi_extra=BODY,
    responses=answers(201, 200, 401, 403, 409),
    response_class=Response,
)
async def add(request: Request, told: _Told) -> Response:
    """
    Read a document, add what it says to the graph, and return its facts, with the words that say so.

    Send one file (multipart field `file`, or as the body with its content type), a JSON object with `text` or `url`, or
    several: more than one `file`, or JSON Lines. Text, HTML, PDF and DOCX are read. The facts have the IRIs that they have in
    the graph; what was held already changes nothing. Of several documents, each that is refused is told of, and the others
    are added together; one that takes more time or memory than it may lets the whole request be refused.
    """
    feeder = feeder_of(request)
    if feeder.batches is None:
        raise HTTPException(403, "this service is read-only")
    try:
        taken = await feeder.documents(request, told, BASE, rehearse=True, may_fetch=True)
        good = [each for each in taken if "record" in each]
        records = [(each["record"], each["version"], each["key"]) for each in good]
        added = await feeder.batches.add(records) if records else []
    except StoreError as error:
        return problem(409, str(error))
    except (EcographError, ForeignError) as error:
        return _refused(error)
    outcomes = dict(zip(map(id, good), added, strict=True))
    root = request.scope.get("root_path", "")
    return _answer(request, [_added(each, outcomes.get(id(each)), root) for each in taken])


@router.post(
    "/extract",
    summary="Read documents without keeping them",
    openapi_extra=BODY,
    responses=answers(200, 401, 403),
    response_class=Response,
)
async def extract(request: Request, found: _Service, told: _Told) -> Response:
    """
    Return the facts of a document, with the words that say so; nothing is kept.

    It takes what `POST /api/v1/documents` takes. Who may read the graph may also try what it would read: nothing is stored,
    and each client may have only a few documents read at once. Addresses are read for holders of a token with the scope write
    alone, since the service goes there in its own name.
    """
    try:
        base = await _base(found)
        may_fetch = caller(request).allows("write")
        taken = await feeder_of(request).documents(request, told, base, rehearse=False, may_fetch=may_fetch)
    except (EcographError, ForeignError) as error:
        return _refused(error)
    return _answer(request, [_read(each) for each in taken])


@router.delete(
    "/documents/{document:path}",
    summary="Take a document out of the graph",
    status_code=204,
    dependencies=[Depends(scope("write"))],
    responses=answers(401, 403, 404, 409, body=False),
    response_class=Response,
)
async def remove(
    found: _Service,
    document: Annotated[str, InPath(description="the last part of the document's IRI", examples=["41a6cb434355ea9e"])],
    keep_history: Annotated[
        bool, Query(description="keep it known before today, for looking back (ecograph … --as-of)")
    ] = False,
) -> Response:
    """Take a document out of the graph, from all its sources, with what only it supports; what others say too stays."""
    if found.writer is None:
        raise HTTPException(403, "this service is read-only")
    try:
        gone = _is_id(document) and await found.writer.do(
            f"{_WORK}remove", document=document, keep_history=keep_history
        )
    except StoreError as error:
        return problem(409, str(error))
    if not gone:
        return problem(404, "no document of this name is held", remedy="take the last part of the document's IRI")
    return Response(status_code=204)


def _is_id(text: str) -> bool:
    return len(text) == 16 and all(each in "0123456789abcdef" for each in text)


async def _base(found: Service) -> str:
    """Return the IRI below which the graph's IRIs are made."""
    told = bytearray()

    async def keep(message: Mapping[str, Any]) -> None:
        told.extend(message.get("body", b""))

    async def nothing() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    answer = await found.engine.answer(f"{_WORK}base")
    await answer({"type": "http", "method": "GET", "headers": []}, nothing, keep)
    return told.decode() if answer.status_code == 200 else BASE


def _refused(error: EcographError | ForeignError) -> Response:
    """Return the problem that a request was, or met; limits have a row of their own in the table of errors."""
    if isinstance(error, LimitError):
        raise error
    if isinstance(error, ForeignError):
        return problem(
            422, "the document could not be read", remedy="send its text, and please report it with the file"
        )
    if isinstance(error, UnreadTypeError):
        return problem(415, error.what, remedy=error.remedy)
    if isinstance(error, UsageError):
        return problem(400, _located(error), remedy=error.remedy)
    return problem(422, _located(error), remedy=error.remedy)


def _located(error: EcographError) -> str:
    return f"{error.where}: {error.what}" if error.where else error.what


class _Outcome(dict[str, Any]):
    """What became of one document: its status, what is told of it, and its facts as they are written."""

    facts: bytes = b""


def _added(taken: Taken, added: Added | None, root: str) -> _Outcome:
    if added is None:
        return _read(taken)
    outcome = _Outcome(
        status=200 if added["held"] else 201,
        source=taken["name"],
        location=f"{root}/api/v1/{added['id'].replace('document/', 'documents/')}",
    )
    outcome.facts = added["facts"]
    return outcome


def _read(taken: Taken) -> _Outcome:
    if "problem" in taken:
        return _Outcome(
            status=taken["status"], source=taken["name"], detail=taken["problem"], remedy=taken.get("remedy", "")
        )
    outcome = _Outcome(status=200, source=taken["name"])
    outcome.facts = taken["facts"]
    return outcome


def _answer(request: Request, outcomes: Sequence[_Outcome]) -> Response:
    """Return what became of one document as the response's own, of several as JSON Lines."""
    if len(outcomes) != 1 or takes_several(request.headers.get("content-type", "")):
        return Response(b"".join(map(_line, outcomes)), media_type=LINES)
    (one,) = outcomes
    if not one.facts:
        return problem(one["status"], f"{one['source']}: {one['detail']}", remedy=one["remedy"])
    headers = {"Location": _header(one["location"])} if "location" in one else None
    return Response(one.facts, one["status"], headers, media_type=JSON)


def _header(text: str) -> str:
    return text.encode("ascii", "ignore").decode()


def _line(outcome: _Outcome) -> bytes:
    told = json.dumps(outcome, ensure_ascii=False).encode()
    return told[:-1] + (b', "facts": ' + outcome.facts if outcome.facts else b"") + b"}\n"
