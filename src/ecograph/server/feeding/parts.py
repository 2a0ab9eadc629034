"""Take a multipart body apart, as far as it has no more parts than a form of ours can have."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ecograph.errors import UsageError

MAX_PARTS, MAX_FIELD = 64, 10_000
_REMEDY = "send the file as curl does: curl -F file=@article.pdf"


class Part(NamedTuple):
    """One part: the field's name, the file's, its media type, and its bytes; a part without `filename` is no file."""

    name: str
    filename: str | None
    content_type: str
    data: bytes


@dataclass(slots=True)
class _Building:
    headers: dict[bytes, bytes] = field(default_factory=dict)
    data: bytearray = field(default_factory=bytearray)


def parts(body: bytes, content_type: str) -> list[Part]:
    """Return the parts of a multipart body; raise UsageError where it is none, or has too many."""
    from python_multipart.exceptions import FormParserError
    from python_multipart.multipart import MultipartParser, parse_options_header

    boundary = parse_options_header(content_type)[1].get(b"boundary", b"")
    taking = _Taking()
    try:
        parser = MultipartParser(boundary, taking.callbacks())  # type: ignore[arg-type]
        parser.write(body)
        parser.finalize()
    except (FormParserError, ValueError) as error:
        raise UsageError(f"the multipart body is broken ({error})", remedy=_REMEDY) from error
    if not taking.ended:
        raise UsageError("the multipart body ends in the middle", remedy=_REMEDY)
    return taking.found


class _Taking:
    """Gathers what the parser finds."""

    def __init__(self) -> None:
        self.found: list[Part] = []
        self.ended = False
        self._part = _Building()
        self._name = self._value = b""

    def callbacks(self) -> dict[str, object]:
        return {
            "on_part_begin": self._begin,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_end": self._last,
        }

    def _begin(self) -> None:
        if len(self.found) >= MAX_PARTS:
            raise UsageError(f"more than {MAX_PARTS} parts in one request", remedy="send fewer at once")
        self._part = _Building()

    def _data(self, data: bytes, start: int, end: int) -> None:
        self._part.data += memoryview(data)[start:end]

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._part.headers[self._name.lower()] = self._value
        self._name = self._value = b""

    def _last(self) -> None:
        self.ended = True

    def _end(self) -> None:
        from python_multipart.multipart import parse_options_header

        headers = self._part.headers
        told = parse_options_header(headers.get(b"content-disposition", b""))[1]
        filename = told.get(b"filename")
        if filename is None and len(self._part.data) > MAX_FIELD:
            raise UsageError("a field that is no file is longer than any can be", remedy=_REMEDY)
        self.found.append(
            Part(
                _text(told.get(b"name", b"")),
                None if filename is None else _text(filename),
                _text(headers.get(b"content-type", b"")),
                bytes(self._part.data),
            )
        )


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
