"""Read and write one graph where the store is."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import IO

from pyoxigraph import RdfFormat, parse, serialize
from starlette.exceptions import HTTPException

from ecograph.errors import OwnedError
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.protocol.negotiation import GRAPHS, choose
from ecograph.server.protocol.updating import owned
from ecograph.store import Store


def read(snapshot: Snapshot, sink: Sink, *, graph: str, format: str = "", accept: str = "", body: bool = True) -> None:
    """Write a graph, "" for the default graph; only the head without `body`; 404 where it is not there."""
    if not snapshot.store.has_graph(graph):
        raise HTTPException(404, f"there is no graph {graph}")
    chosen = choose(GRAPHS, name=format, accept=accept)
    sink.head(content_type=chosen.content_type, headers={"Vary": "Accept"})
    if body:
        snapshot.store.write_graph(sink, graph, chosen.engine)  # type: ignore[arg-type]


def parse_all(snapshot: Snapshot, sink: Sink, *, parts: Sequence[tuple[str, bytes]], base: str) -> None:  # noqa: ARG001
    """Write what some documents say as N-Triples: what a parser cannot bear must not meet the one process that writes.

    Nothing is sent before all is read, so that a fault in the last line is still told.
    """
    read = io.BytesIO()
    for media_type, data in parts:
        try:
            _copy(media_type, data, base, read)
        except (SyntaxError, ValueError) as error:
            raise HTTPException(400, f"the document is no {media_type}: {error}") from error
    sink.head(content_type="application/octet-stream")  # rows of a result have a limit of their own
    sink.write(read.getvalue())


def _copy(media_type: str, data: bytes, base: str, read: IO[bytes]) -> None:
    format = RdfFormat.from_media_type(media_type)
    if format == RdfFormat.RDF_XML and (b"<!ENTITY" in data or b"\0" in data):
        # An entity of entities grows without end, and ends the process.
        raise HTTPException(400, "the document declares entities: write them out, or send it in another format")
    quads = parse(data, format, base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
    serialize((quad.triple for quad in quads), read, format=RdfFormat.N_TRIPLES)


def put(store: Store, *, graph: str, triples: bytes, keep: bool) -> bool:
    """Make a graph hold these N-Triples, besides what it holds with `keep`, and return whether it is new."""
    try:
        is_new = store.put_graph(graph, parse(triples, RdfFormat.N_TRIPLES), keep=keep)
    except OwnedError as error:
        raise owned(error) from error
    store.flush()
    return is_new


def drop(store: Store, *, graph: str) -> bool:
    """Drop a graph, or empty the default graph, and return whether it was there."""
    try:
        there = store.drop_graph(graph)
    except OwnedError as error:
        raise owned(error) from error
    store.flush()
    return there
