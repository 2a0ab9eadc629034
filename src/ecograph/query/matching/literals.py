"""Write values into SPARQL so that they cannot be read as anything else."""

from __future__ import annotations

import re

from ecograph.errors import QueryError

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\\x7f-\x9f\ud800-\udfff]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}


def text(value: str) -> str:
    """Return a string in quotes."""
    return '"' + "".join(_ESCAPES.get(each, each) for each in value) + '"'


def iri(value: str) -> str:
    """Return an absolute IRI in brackets; raise QueryError for what is none."""
    if _NOT_IN_IRI.search(value) or not _SCHEME.match(value):
        raise QueryError(f"{value!r} is no absolute IRI", remedy="copy one from a search, or filter by name instead")
    return f"<{value}>"


def number(value: float) -> str:
    """Return a finite number as a double."""
    return f"{value:.17g}" if "e" in f"{value:.17g}" else f"{value:.17g}e0"


def narrow(value: str) -> str:
    """Return a text with letters and digits of half width, as the graph has them."""
    return value.translate(_WIDE)
