"""Write the whole graph as RDF."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from ecograph.export.files import write, writing
from ecograph.export.formats import GRAPH_FORMATS, format_of
from ecograph.export.jsonld import json_ld
from ecograph.export.rdfxml import rdf_xml
from ecograph.export.terms import Statement, statement

if TYPE_CHECKING:
    from ecograph.store import Quad, Store

# The store dumps the others itself; these are made from a dump that keeps what the format can hold.
_MADE: dict[str, tuple[str, Callable[[Iterator[Statement]], Iterator[str]]]] = {
    "jsonld": ("nq", json_ld),
    "rdf": ("nt", rdf_xml),
    "xml": ("nt", rdf_xml),
}


# These keep named graphs apart.
_WITH_GRAPHS = ("trig", "nq", "jsonld")


def export_graph(
    store: Store, path: str | Path, *, format: str | None = None, description: Iterable[Quad] = ()
) -> Path:
    """Write the graph to a .ttl, .trig, .nq, .nt, .jsonld, .rdf or .xml file and return its path.

    TriG, N-Quads and JSON-LD keep each document's named graph; in the others the claims stand beside the facts. A
    `description` of the data set, quads of a graph of their own, stands in that graph; formats without graphs leave it out,
    and `export_description` writes it beside. Raises `ExportError` for an unknown format, or where the file cannot be written.
    """
    path = Path(path)
    name = format_of(path, format=format, known=GRAPH_FORMATS)
    _write(store, path, name, description if name in _WITH_GRAPHS else ())
    return path


def export_description(description: Iterable[Quad], path: str | Path) -> Path | None:
    """Write the description of a data set beside its file, as NAME.void.ttl; return None where it stands in that file."""
    path = Path(path)
    if format_of(path, known=GRAPH_FORMATS) in _WITH_GRAPHS:
        return None
    from ecograph.store import open_store

    beside = path.with_suffix(".void.ttl")
    with open_store(None) as empty:
        _write(empty, beside, "ttl", description)
    return beside


def _write(store: Store, path: Path, name: str, beside: Iterable[Quad]) -> None:
    source, make = _MADE.get(name, (name, None))
    if make is None:
        with writing(path) as file:
            store.dump(file, source, beside=beside)
    else:
        with TemporaryFile() as dumped:
            store.dump(dumped, source, beside=beside)
            dumped.seek(0)
            lines = io.TextIOWrapper(dumped, encoding="utf-8", newline="\n")
            write(path, (chunk.encode() for chunk in make(map(statement, lines))))
