"""Write values into SPARQL so that they cannot be read as anything else."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ecograph.errors import QueryError

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}


def text(value: str) -> str:
    """Return a string in quotes."""
    return '"' + "".join(_ESCAPES.get(each, each) for each in value) + '"'


def iri(value: str) -> str:
    """Return an absolute IRI in brackets; raise QueryError for what is none."""
    try:
        return str(NamedNode(value))
    except ValueError as error:
        remedy = "copy one from a search, or filter by name instead"
        raise QueryError(f"{value!r} is no absolute IRI", remedy=remedy) from error


def number(value: float) -> str:
    """Return a finite number as a double."""
    return f"{value:.17g}" if "e" in f"{value:.17g}" else f"{value:.17g}e0"


def narrow(value: str) -> str:
    """Return a text with letters and digits of half width, as the graph has them."""
    return value.translate(_WIDE)
