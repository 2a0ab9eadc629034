"""Read one source of any kind into a `Document`."""

from __future__ import annotations

import hashlib

from ecograph.errors import ReadError
from ecograph.model import Document
from ecograph.readers.content import Content
from ecograph.readers.kinds import PACKED, Kind, allowance, choose
from ecograph.readers.layout import reflow
from ecograph.readers.metadata import Metadata, find_metadata
from ecograph.readers.source import MAX_BYTES, Source, too_large


def read_document(source: Source, *, published: str = "", home: str = "", max_bytes: int = MAX_BYTES) -> Document:
    """Read one article: text, HTML, PDF or DOCX, or what a container holds.

    `published` (ISO 8601) and `home` (GB/T 2260 code) override what the text says. Raise `ReadError` where the source
    is missing, empty, of no kind that can be read, damaged, or where its text is larger than `max_bytes`.
    """
    data = read_bytes(source, max_bytes=max_bytes)
    told = {"media_type": source.media_type, "charset": source.charset, "published": published, "home": home}
    return document_of(data, source.name, **told, max_bytes=max_bytes)


def read_bytes(source: Source, *, max_bytes: int = MAX_BYTES) -> bytes:
    """Return the bytes of a source, which may hold more than its text where it is of such a kind."""
    called = "-.pdf" if source.name == "-" else source.name if source.data is not None else source.path or source.name
    return source.read(max_bytes=allowance(called, source.media_type, max_bytes))


def document_of(
    data: bytes,
    name: str,
    *,
    media_type: str = "",
    charset: str = "",
    title: str = "",
    published: str = "",
    home: str = "",
    max_bytes: int = MAX_BYTES,
) -> Document:
    """Make a document of bytes; `name` is how the user knows them, the other words override what they say."""
    content = content_of(data, name, media_type=media_type, charset=charset, max_bytes=max_bytes)
    return document_with(content, data, name, title=title, published=published, home=home)


def content_of(
    data: bytes, name: str, *, media_type: str = "", charset: str = "", max_bytes: int = MAX_BYTES
) -> Content:
    """Return what the reader of these bytes makes of them; raise `ReadError` where that is nothing, or too much."""
    kind = choose(data, name, media_type)
    _refuse_large(len(data), name, max_bytes * (PACKED if kind.packed else 1))
    content = kind.reader()(data, where=name, charset=charset)
    _refuse_empty(content.text, name, kind)
    _refuse_large(len(content.text), name, max_bytes)
    return content


def document_with(
    content: Content, data: bytes, name: str, *, title: str = "", published: str = "", home: str = ""
) -> Document:
    """Make a document of what was read of bytes: its lines re-flowed, its title, day and publisher found."""
    flow = reflow(content.text, width=content.width)
    found = find_metadata(flow.furniture, flow.text)
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        id=_id(digest),
        source=name,
        sha256=digest,
        raw=content.text,
        text=flow.text,
        offsets=flow.offsets,
        title=title or content.title or flow.title,
        published=published or content.published or _dated(found, content.made),
        publisher=content.publisher or found.publisher,
        home=home,
    )


def read_text(source: Source, *, published: str = "", home: str = "", max_bytes: int = MAX_BYTES) -> Document:
    """Read one article; another name of `read_document`, from when text was all that could be read."""
    return read_document(source, published=published, home=home, max_bytes=max_bytes)


def document_id(data: bytes) -> str:
    """Return the id that a document of these bytes has below any base."""
    return _id(hashlib.sha256(data).hexdigest())


def _id(digest: str) -> str:
    return f"document/{digest[:16]}"


def _dated(found: Metadata, made: str) -> str:
    """Return the day that the text tells; the day on which the file was made says more where it agrees, or alone."""
    return made if made.startswith(found.published) else found.published


def _refuse_large(size: int, name: str, max_bytes: int) -> None:
    if size > max_bytes:
        raise too_large(name, max_bytes)


def _refuse_empty(text: str, name: str, kind: Kind) -> None:
    if not text.strip():
        raise ReadError(f"this {kind.name} file holds no text", where=name, remedy="remove it from the list")
