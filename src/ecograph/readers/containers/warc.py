"""Read web archives (WARC): an article a record that holds a page or another file that can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from ecograph.guarding import GuardError, Kept
from ecograph.guarding.child import Handler, answering
from ecograph.readers.containers.guarded import reading
from ecograph.readers.containers.opened import Opened
from ecograph.readers.kinds import allowance, named
from ecograph.readers.source import Source, shown, too_large

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

# So many records, of so many bytes together, come at a time.
_RECORDS, _BYTES = 64, 4_000_000
# Where a record may begin: a piece of gzip, or a line.
_BEGINNING = re.compile(rb"\x1f\x8b\x08|WARC/1\.[01]\r?\n")
_PIECE = 1 << 20
# What a server sends of which it knows nothing: its name tells more.
_ANY = ("", "application/octet-stream", "binary/octet-stream")
_AGAIN = "get the archive again; what stands whole in it has been read"


class _Record(NamedTuple):
    """A record: an article; one with a fault; or, where `skipped` says so, neither. `offset` is where it begins in the file."""

    offset: int
    id: str = ""
    uri: str = ""
    data: bytes = b""
    media_type: str = ""
    charset: str = ""
    what: str = ""
    remedy: str = ""
    skipped: str = ""


def members(opened: Opened) -> Iterator[Source]:
    """Yield the articles of the records, known by their addresses; what is no article is counted and told at the end."""
    skipped = Counter[str]()
    with reading(opened, f"{__name__}:serving", package="fastwarc", extra="web-archives") as kept:
        for record in _records(kept):
            if record.skipped:
                skipped[record.skipped] += 1
                continue
            place = f"#{shown(record.id) or record.offset}"
            if record.what:
                yield opened.fault(place, f"{record.what} ({record.uri or 'at byte'} {record.offset})", record.remedy)
            else:
                name = shown(record.uri) or opened.name + place
                yield opened.source(place, record.data, name=name, media_type=record.media_type, charset=record.charset)
    if skipped:
        told = ", ".join(f"{number} {what}" for what, number in skipped.most_common())
        opened.tell(f"{opened.name}: passed over {told}")


def _records(kept: Kept) -> Iterator[_Record]:
    """Yield the records; where the process that reads them ends, it is one record's fault: the others are asked for one by one."""
    offset: int | None = 0
    most, alone_until = _RECORDS, 0
    while offset is not None:
        try:
            found, after = kept.ask((offset, most))
        except GuardError as error:
            if most > 1:
                most, alone_until = 1, _RECORDS
                continue
            yield _Record(offset, what=f"a record that cannot be read: {error.what}", remedy=_AGAIN)
            found, after = kept.ask((offset + 1, 0))
        yield from (_Record(*each) for each in found)
        offset = after
        alone_until -= len(found)
        most = 1 if alone_until > 0 else _RECORDS


def serving(path: str, max_bytes: int) -> Handler:
    """Return what reads an archive, in a process of its own."""
    return answering(_Crawl(path, max_bytes))


class _Crawl:
    """Answers (offset, most) with so many records from an offset on at the most, and the offset of the next (None: no more).

    With 0 for `most` it answers with none, and with where the next record after a damaged stretch begins.
    """

    def __init__(self, path: str, max_bytes: int) -> None:
        self._file: BinaryIO = Path(path).open("rb")  # noqa: SIM115 - the process ends with it
        self._max_bytes = max_bytes
        self._records: Iterator[WarcRecord] = iter(())
        self._ahead: WarcRecord | None = None

    def __call__(self, request: tuple[int, int]) -> tuple[list[tuple[object, ...]], int | None]:
        offset, most = request
        found: list[_Record] = []
        if not most:
            self._resume(offset)
        elif self._ahead is None or self._ahead.stream_pos != offset:
            self._begin(found, offset)
        while (record := self._ahead) and len(found) < most and sum(len(each.data) for each in found) < _BYTES:
            at = record.stream_pos
            try:
                found.append(self._read(record, at))
            except OSError as error:
                uri = record.headers.get("WARC-Target-URI") or ""
                found.append(_Record(at, uri=uri, what=f"this record is damaged ({error})", remedy=_AGAIN))
                self._resume(at + 1)
            else:
                self._advance(found, at)
        return [tuple(each) for each in found], self._ahead.stream_pos if self._ahead else None

    def _begin(self, found: list[_Record], offset: int) -> None:
        self._open(offset)
        self._advance(found, offset - 1)

    def _open(self, offset: int) -> None:
        from fastwarc.warc import ArchiveIterator

        self._file.seek(offset)
        self._records = iter(ArchiveIterator(self._file, auto_decode="all", fsspec_args=False))

    def _advance(self, found: list[_Record], before: int) -> None:
        """Go to the next record; where what comes after the one that begins at `before` is damaged, to the first whole one."""
        try:
            self._ahead = next(self._records, None)
        except OSError as error:
            self._resume(before + 1)
            end = f"byte {self._ahead.stream_pos}" if self._ahead else "its end"
            found.append(_Record(before + 1, what=f"the archive is damaged ({error}) up to {end}", remedy=_AGAIN))

    def _resume(self, offset: int) -> None:
        """Go to the first record from an offset on that can be read."""
        self._ahead = None
        while self._ahead is None and (at := self._beginning(offset)) is not None:
            self._open(at)
            with suppress(OSError):
                self._ahead = next(self._records, None)
            offset = at + 1

    def _beginning(self, offset: int) -> int | None:
        """Return where, from an offset on, a record may begin."""
        self._file.seek(offset)
        left = b""
        while piece := self._file.read(_PIECE):
            data = left + piece
            if match := _BEGINNING.search(data):
                return self._file.tell() - len(data) + match.start()
            left = data[-10:]
        return None

    def _read(self, record: WarcRecord, at: int) -> _Record:
        """Return what a record holds; its bytes are read to their end, where the next begins."""
        uri = (record.headers.get("WARC-Target-URI") or "").strip("<>")
        said = record.http_content_type if record.http_headers else record.headers.get("Content-Type")
        media_type = (said or "").partition(";")[0].strip().lower()
        if skipped := _no_article(record, uri, media_type):
            record.consume()
            return _Record(at, skipped=skipped)
        limit = allowance(_path(uri), media_type, self._max_bytes)
        size, http = record.content_length, record.http_headers
        data = record.reader.read(limit + 1)
        record.consume()
        told = _Record(at, (record.record_id or "").removeprefix("<urn:uuid:").strip("<>"), uri)
        if len(data) > limit:
            return told._replace(what=too_large("", limit).what, remedy=too_large("", limit).remedy)
        encoded = http is not None and (http.get("Content-Encoding") or http.get("Transfer-Encoding"))
        if not data or (len(data) < size and not encoded):
            return told._replace(what="this record is empty or cut short", remedy=_AGAIN)
        return told._replace(data=data, media_type=media_type, charset=record.http_charset or "")


def _no_article(record: WarcRecord, uri: str, media_type: str) -> str:
    """Return what a record holds that is no article, "" for one that may be."""
    kind = (record.headers.get("WARC-Type") or "").strip()
    if kind not in ("response", "resource", "conversion"):
        return f"records of the type {kind or 'unknown'}"
    status = record.http_headers.status_code if record.http_headers else None
    if status not in (None, 200):
        return f"answers with the status {status}"
    if _path(uri).endswith("/robots.txt"):
        return "files for robots"
    known = named(_path(uri), "") if media_type in _ANY else named("", media_type)
    return "" if known else media_type or "files of an unknown type"


def _path(uri: str) -> str:
    return uri.partition("?")[0].partition("#")[0]
