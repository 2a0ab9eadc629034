"""Read a plain text article."""

from __future__ import annotations

from ecograph.readers.content import Content
from ecograph.readers.decoding import decode


def read(data: bytes, *, where: str, charset: str = "") -> Content:  # noqa: ARG001 - the bytes tell the encoding
    """Return the text of the bytes, untouched."""
    return Content(decode(data, where=where))
