"""Write the whole graph as RDF."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ecograph.export.files import write
from ecograph.export.formats import GRAPH_FORMATS, format_of
from ecograph.export.jsonld import json_ld
from ecograph.export.rdfxml import rdf_xml
from ecograph.export.terms import Statement, statement

if TYPE_CHECKING:
    from ecograph.store import Store

# The store dumps the others itself; these are made from a dump that keeps what the format can hold.
_MADE: dict[str, tuple[str, Callable[[Iterator[Statement]], Iterator[str]]]] = {
    "jsonld": ("nq", json_ld),
    "rdf": ("nt", rdf_xml),
    "xml": ("nt", rdf_xml),
}


def export_graph(store: Store, path: str | Path, *, format: str | None = None) -> Path:
    """Write the graph to a .ttl, .trig, .nq, .nt, .jsonld, .rdf or .xml file and return its path.

    TriG, N-Quads and JSON-LD keep each document's named graph; in the others the claims stand beside the facts.
    Raises `ExportError` for an unknown format, or where the file cannot be written.
    """
    path = Path(path)
    name = format_of(path, format=format, known=GRAPH_FORMATS)
    dumped = io.BytesIO()
    source, make = _MADE.get(name, (name, None))
    store.dump(dumped, source)
    if make is None:
        write(path, [dumped.getvalue()])
    else:
        lines = io.TextIOWrapper(io.BytesIO(dumped.getvalue()), encoding="utf-8", newline="\n")
        write(path, (chunk.encode() for chunk in make(map(statement, lines))))
    return path
