"""Read a plain text article."""

from __future__ import annotations

import hashlib

from ecograph.model import Document
from ecograph.readers.decoding import decode
from ecograph.readers.layout import reflow
from ecograph.readers.metadata import find_metadata
from ecograph.readers.sources import MAX_BYTES, Source


def read_text(source: Source, *, published: str = "", home: str = "", max_bytes: int = MAX_BYTES) -> Document:
    """Read one text article.

    `published` (ISO 8601) and `home` (GB/T 2260 code) override what the text says. Raise `ReadError` where the source
    is missing, empty, binary, in an unknown encoding or larger than `max_bytes`.
    """
    data = source.read(max_bytes=max_bytes)
    raw = decode(data, where=source.name)
    flow = reflow(raw)
    found = find_metadata(flow.furniture, flow.text)
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        id=_id(digest),
        source=source.name,
        sha256=digest,
        raw=raw,
        text=flow.text,
        offsets=flow.offsets,
        title=flow.title,
        published=published or found.published,
        publisher=found.publisher,
        home=home,
    )


def document_id(data: bytes) -> str:
    """Return the id that a document of these bytes has below any base."""
    return _id(hashlib.sha256(data).hexdigest())


def _id(digest: str) -> str:
    return f"document/{digest[:16]}"
