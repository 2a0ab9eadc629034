"""Know the file formats by their suffix."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ecograph.errors import ExportError

GRAPH_FORMATS = ("ttl", "trig", "nq", "nt", "jsonld", "rdf", "xml")
NETWORK_FORMATS = ("graphml", "gexf", "csv", "html")
_ALSO = {"turtle": "ttl", "nquads": "nq", "ntriples": "nt", "json-ld": "jsonld", "rdfxml": "rdf", "htm": "html"}


def format_of(
    path: str | Path, *, format: str | None = None, known: Iterable[str] = GRAPH_FORMATS + NETWORK_FORMATS
) -> str:
    """Return the format that `format` or else the suffix names; raise `ExportError` for one that is not `known`."""
    name = (format if format is not None else Path(path).suffix).lower().removeprefix(".")
    name, known = _ALSO.get(name, name), tuple(known)
    if name not in known:
        what = f"unknown format {name!r}" if name else "the file name has no suffix to tell the format"
        raise ExportError(what, where=str(path), remedy=f"use one of {', '.join('.' + each for each in known)}")
    return name
