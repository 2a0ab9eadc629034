"""Find the documents in the body of a request: a multipart form, JSON, JSON Lines, or the bytes of one file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from email.message import Message
from typing import Any, NamedTuple

from ecograph.errors import UsageError
from ecograph.server.feeding.errors import UnreadTypeError
from ecograph.server.feeding.naming import MAX_SOURCE, MAX_TITLE, file_name, plain
from ecograph.server.feeding.parts import MAX_FIELD, parts

FORM, JSON, LINES = "multipart/form-data", "application/json", "application/x-ndjson"
MAX_DOCUMENTS = 50
_LINES = (LINES, "application/jsonl", "application/ndjson", "application/x-jsonlines")
# What a client sends that was not told what the bytes are: they tell it themselves.
_UNTOLD = ("", "application/octet-stream", "binary/octet-stream")
_READABLE = re.compile(
    r"text/(?:plain|html|markdown|x-.*)|application/(?:pdf|xhtml\+xml"
    r"|vnd\.openxmlformats-officedocument\.wordprocessingml\.document)"
)
_FIELDS = ("text", "url", "title", "published", "home", "source")
_URL = re.compile(r"https?://", re.I)


class Sent(NamedTuple):
    """One document as it was sent: its bytes, or the address that they are to be had from, and what was told of it."""

    data: bytes
    name: str = ""
    media_type: str = ""
    charset: str = ""
    url: str = ""
    title: str = ""
    published: str = ""
    home: str = ""
    source: str = ""


def media_type(header: str) -> tuple[str, str]:
    """Return the media type and the charset of a Content-Type header, "" where it names none."""
    message = Message()
    message["content-type"] = plain(header)[:500]
    return message.get_content_type() if header.strip() else "", str(message.get_param("charset") or "")[:40]


def takes_several(content_type: str) -> bool:
    """Tell whether the body of this type is answered line by line, however many documents are in it."""
    return media_type(content_type)[0] in _LINES


def sent(body: bytes, content_type: str, told: Mapping[str, str]) -> Iterator[Sent]:
    """Yield the documents of a request; `told` is what its address says of them all.

    Raise `UsageError` where the body is not what it says, `UnreadTypeError` where it is of a kind that is not taken.
    """
    kind, charset = media_type(content_type)
    if kind == FORM:
        yield from _of_form(body, content_type, told)
    elif kind == JSON:
        yield _of_json(_parsed(body, "the body"), told)
    elif kind in _LINES:
        yield from _of_lines(body, told)
    else:
        yield _file(body, told.get("name", ""), kind, charset, told)


def _of_form(body: bytes, content_type: str, told: Mapping[str, str]) -> Iterator[Sent]:
    found = parts(body, content_type)
    fields = {part.name: _decoded(part.data, part.name) for part in found if part.filename is None}
    if unknown := sorted(set(fields) - {*_FIELDS, "name"}):
        raise UsageError(
            f"no field of this form is called {plain(unknown[0])!r}", remedy=f"use file, {', '.join(_FIELDS)}"
        )
    told = {**told, **fields}
    files = [part for part in found if part.filename is not None]
    if len(files) > 1 and (fields.keys() & {"title", "source"}):
        raise UsageError("one title or source cannot be that of several files", remedy="send these files one by one")
    if len(files) > MAX_DOCUMENTS:
        raise UsageError(f"more than {MAX_DOCUMENTS} documents in one request", remedy="send fewer at once")
    for part in files:
        kind, charset = media_type(part.content_type)
        yield _file(part.data, part.filename or "", kind, charset, told)
    if not files:
        yield _of_json({name: value for name, value in told.items() if name in _FIELDS}, {})


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise UsageError(
            f"the field {plain(name)!r} is not in UTF-8", remedy="send it as UTF-8, or the text as a file"
        ) from error


def _of_lines(body: bytes, told: Mapping[str, str]) -> Iterator[Sent]:
    lines = [(number, line) for number, line in enumerate(body.split(b"\n"), 1) if line.strip()]
    if not 0 < len(lines) <= MAX_DOCUMENTS:
        raise UsageError(f"{len(lines)} documents in one request", remedy=f"send 1 to {MAX_DOCUMENTS} lines")
    for number, line in lines:
        yield _of_json(_parsed(line, f"line {number}"), told)


def _parsed(data: bytes, where: str) -> Any:  # noqa: ANN401 - whatever JSON it is
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        what = "nested too deeply" if isinstance(error, RecursionError) else plain(str(error))[:200]
        raise UsageError(f"{where} is no JSON: {what}", remedy='send an object as {"text": "…"} in UTF-8') from error


def _of_json(value: object, told: Mapping[str, str]) -> Sent:
    if not isinstance(value, dict):
        raise UsageError("a document is no JSON object", remedy='send {"text": "…"} or {"url": "…"}')
    if unknown := next((name for name in value if name not in _FIELDS), None):
        raise UsageError(f"a document has no {plain(unknown)[:60]!r}", remedy=f"use {', '.join(_FIELDS)}")
    if wrong := [name for name, one in value.items() if not isinstance(one, str | None)]:
        raise UsageError(f"{wrong[0]!r} is no text", remedy="send a string")
    fields = {**told, **{name: one for name, one in value.items() if one}}
    text, url = fields.pop("text", ""), fields.pop("url", "")
    if bool(text) == bool(url):
        raise UsageError("a document has either a text or a url", remedy='send {"text": "…"} or {"url": "…"}')
    if url and not _URL.match(url):
        raise UsageError("a url begins with http:// or https://", where=plain(url)[:200], remedy="send such a one")
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise UsageError("the text holds half a character (a lone surrogate)", remedy="send it whole") from error
    return _with(Sent(data, media_type="text/plain" if text else "", url=url), fields)


def _file(data: bytes, name: str, kind: str, charset: str, told: Mapping[str, str]) -> Sent:
    if kind not in _UNTOLD and not _READABLE.fullmatch(kind):
        raise UnreadTypeError(
            f"a document of the type {kind} is not read", where=file_name(name), remedy="send text, HTML, PDF or DOCX"
        )
    media = "" if kind in _UNTOLD else kind
    return _with(Sent(data, file_name(name), media, charset), told)


def _with(document: Sent, told: Mapping[str, str]) -> Sent:
    """Return a document with what was told of it, checked and cleaned."""
    if any(len(value) > MAX_FIELD for name, value in told.items() if name in _FIELDS):
        raise UsageError("what is told of the document is longer than any such thing", remedy="send less")
    return document._replace(
        title=plain(told.get("title", ""))[:MAX_TITLE],
        published=_day(told.get("published", "").strip()),
        home=plain(told.get("home", "")),
        source=plain(told.get("source", ""))[:MAX_SOURCE],
    )


def _day(text: str) -> str:
    from datetime import date

    try:
        if text and len(text) not in (4, 7, 10):
            raise ValueError
        date.fromisoformat(text + "0001-01-01"[len(text) :])
    except ValueError as error:
        raise UsageError(
            f"{plain(text)[:40]!r} is no date", where="published", remedy="send YYYY, YYYY-MM or YYYY-MM-DD"
        ) from error
    return text
