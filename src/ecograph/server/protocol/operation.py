"""Read what a request asks of the endpoint: a query or an update, its dataset, and the format of the answer."""

from __future__ import annotations

from binascii import a2b_qp
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import unquote_to_bytes

from starlette.exceptions import HTTPException
from starlette.requests import Request

from ecograph.store import Dataset

Pairs: TypeAlias = Sequence[tuple[str, str]]

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_UTF_8 = ("", "utf-8", "utf8", "us-ascii")
# Far more than anybody names, far fewer than would cost time.
_FIELDS = 1_000
_DATASET = {"query": ("default-graph-uri", "named-graph-uri"), "update": ("using-graph-uri", "using-named-graph-uri")}


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or an update as the protocol carries it: its text, its dataset if it names one, the format asked for."""

    kind: str
    text: str
    dataset: Dataset | None = None
    format: str = ""


def pairs_of(encoded: bytes) -> Pairs:
    """Return the names and values of a query string or a form; raise 400 where they are not UTF-8."""
    if not encoded:
        return ()
    if encoded.count(b"&") >= _FIELDS:
        raise HTTPException(400, f"the parameters cannot be read: there are more than {_FIELDS:,}")
    try:
        encoded.decode("ascii")
        fields = (field.partition(b"=") for field in encoded.split(b"&") if field)
        return [(_decoded(name), _decoded(value)) for name, _, value in fields]
    except UnicodeDecodeError:
        raise HTTPException(400, "the parameters are not UTF-8, percent-encoded") from None


def _decoded(encoded: bytes) -> str:
    """Return the text of a percent-encoded name or value.

    A query is mostly escapes, which the standard library takes one by one; as quoted-printable, which has another sign for
    them and one meaning more (a sign at the end of a line), they are read in one go. What is no escape stays as it is there;
    then the length tells, and the slow way is taken.
    """
    read = encoded = encoded.replace(b"+", b" ")
    if b"%" in encoded:
        if b"\n" not in encoded and b"\r" not in encoded:
            read = a2b_qp(encoded.replace(b"=", b"=3D").replace(b"%", b"="))
        if len(read) != len(encoded) - 2 * encoded.count(b"%"):
            read = unquote_to_bytes(encoded)
    return read.decode("utf-8")


def operation(pairs: Pairs) -> Operation | None:
    """Return what the parameters ask for, None where they hold neither a query nor an update."""
    named: dict[str, list[str]] = {}
    for name, value in pairs:
        named.setdefault(name, []).append(value)
    queries, updates = named.get("query", []), named.get("update", [])
    if not queries and not updates:
        return None
    if len(queries) + len(updates) != 1:
        told = f"{len(queries)} queries and {len(updates)} updates"
        raise HTTPException(400, f"a request holds one query or one update; this one holds {told}")
    kind, other = ("query", "update") if queries else ("update", "query")
    if misplaced := [name for name in _DATASET[other] if name in named]:
        raise HTTPException(400, f"{misplaced[0]} belongs to {'an' if other == 'update' else 'a'} {other}, not to this")
    default, graphs = (tuple(named.get(name, ())) for name in _DATASET[kind])
    asked = (*named.get("format", ()), *named.get("output", ()))
    return Operation(
        kind,
        (queries or updates)[0],
        Dataset(default, graphs) if default or graphs else None,
        next((each for each in asked if each), ""),
    )


def posted(kind: str, body: bytes, pairs: Pairs) -> Operation:
    """Return what a body of a content type asks for, with the parameters of the address."""
    media_type, charset = media_type_of(kind)
    if media_type not in (FORM, QUERY, UPDATE):
        raise HTTPException(415, f"content type {media_type or 'missing'}: send {FORM}, {QUERY} or {UPDATE}")
    if charset not in _UTF_8:
        raise HTTPException(415, f"charset {charset}: send UTF-8")
    if media_type == FORM:
        pairs = [*pairs, *pairs_of(body)]
    else:
        pairs = [*pairs, ("query" if media_type == QUERY else "update", text_of(body))]
    found = operation(pairs)
    if found is None:
        raise HTTPException(400, "the form holds neither query= nor update=")
    return found


def media_type_of(kind: str) -> tuple[str, str]:
    """Return the type and the charset ("" for none) of a content type, in small letters."""
    media_type, *parameters = (part.strip() for part in kind.lower().split(";"))
    named = dict(part.partition("=")[::2] for part in parameters)
    return media_type, named.get("charset", "").strip("\"' ")


def text_of(body: bytes) -> str:
    """Return a body as text; raise 400 where it is not UTF-8."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the body is not UTF-8 (byte {error.start})") from None


async def body_of(request: Request, limit: int) -> bytes:
    """Return the body of a request; raise 413 as soon as it passes `limit`."""
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told) > limit:
        raise too_long(limit)
    parts, size = list[bytes](), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise too_long(limit)
        parts.append(chunk)
    return b"".join(parts)


def too_long(limit: int) -> HTTPException:
    """Return the error for what is longer than allowed."""
    return HTTPException(413, f"this is longer than {limit:,} bytes; split it")
