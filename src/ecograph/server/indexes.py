"""Open the search index of a snapshot, and make it where nobody has."""

from __future__ import annotations

from ecograph.query.search import SearchIndex, earlier_than, index_in, index_of
from ecograph.server.engine import Snapshot

_KEPT = "search"


def index(snapshot: Snapshot) -> SearchIndex:
    """Return the search index of a state of the graph: kept by this process, in the state's folder, or made.

    The first who asks after a change waits for it. Where an earlier state has one, only what changed is read anew.
    """
    kept: tuple[str, SearchIndex] | None = snapshot.kept.get(_KEPT)
    if kept is not None and kept[0] == snapshot.stamp:
        return kept[1]
    made = _opened(snapshot)
    snapshot.kept[_KEPT] = (snapshot.stamp, made)
    return made


def prepare(snapshot: Snapshot) -> None:
    """Make the index before anybody asks: for the one who makes states of a graph."""
    index(snapshot)


def _opened(snapshot: Snapshot) -> SearchIndex:
    if snapshot.folder is None:
        return index_of(snapshot.store)
    return index_in(snapshot.store, snapshot.folder, earlier=earlier_than(snapshot.folder))
