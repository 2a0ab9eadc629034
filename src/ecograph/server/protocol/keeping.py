"""Read and write one graph where the store is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import Quad, RdfFormat, parse
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


def put(store: Store, *, graph: str, parts: Sequence[tuple[str, bytes]], base: str, keep: bool) -> bool:
    """Make a graph hold what documents say, besides what it holds with `keep`, and return whether it is new."""
    quads = [quad for media_type, data in parts for quad in _parsed(media_type, data, base)]
    try:
        is_new = store.put_graph(graph, quads, keep=keep)
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


def _parsed(media_type: str, data: bytes, base: str) -> Iterator[Quad]:
    """Yield the triples of a document, its blank nodes apart from all others."""
    format = RdfFormat.from_media_type(media_type)
    try:
        yield from parse(data, format, base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
    except (SyntaxError, ValueError) as error:
        raise HTTPException(400, f"the document is no {media_type}: {error}") from error
