"""Read the network: projected and laid out once for each choice of classes, then kept."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from ecograph.server.models import EdgeLook, Legend, Network, NetworkEdge, NetworkNode, NodeLook
from ecograph.store import Store

CLASSES = ("Agency", "Project", "Official", "Place", "Policy")
_KEPT = 8


class Networks:
    """
    Project and lay out a store's networks; a network once made is kept, since the served store does not change.

    One at a time: a layout takes seconds and the second caller mostly wants the first one's result.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._made: dict[tuple[tuple[str, ...], tuple[str, ...], bool], Network] = {}
        self._lock = threading.Lock()

    def get(self, *, classes: Sequence[str] = (), predicates: Sequence[str] = (), isolated: bool = False) -> Network:
        """Return the network of these classes and predicates, all predicates if none is named."""
        key = (tuple(sorted(set(classes or CLASSES))), tuple(sorted(set(predicates))), isolated)
        with self._lock:
            if key not in self._made:
                if len(self._made) >= _KEPT:
                    del self._made[next(iter(self._made))]
                self._made[key] = _make(self._store, *key)
            return self._made[key]


def _make(store: Store, classes: Sequence[str], predicates: Sequence[str], isolated: bool) -> Network:
    from ecograph.network import layout, project

    network = project(store, classes=classes, predicates=predicates or None, isolated=isolated)
    places = layout(network)
    nodes = [_node(iri, fields, places[iri]) for iri, fields in network.nodes(data=True)]
    edges = [_edge(subject, target, fields) for subject, target, fields in network.edges(data=True)]
    return Network(nodes=nodes, edges=edges, legend=_legend(network.graph["legend"]))


def _node(iri: str, fields: dict[str, Any], place: tuple[float, float]) -> NetworkNode:
    return NetworkNode(
        iri=iri,
        label=fields["label"],
        type=fields["type"],
        kind=fields["kind"],
        aliases=list(fields.get("aliases", ())),
        detail=fields.get("detail", ""),
        x=round(place[0], 1),
        y=-round(place[1], 1),
    )


def _edge(subject: str, target: str, fields: dict[str, Any]) -> NetworkEdge:
    return NetworkEdge(
        source=subject,
        target=target,
        predicate=fields["predicate"],
        role=fields["role"],
        quote=fields["quote"],
        document=fields["document"],
        claims=len(fields.get("evidence", ())),
    )


def _legend(tables: dict[str, dict[str, dict[str, Any]]]) -> Legend:
    return Legend(
        nodes={name: NodeLook.model_validate(look) for name, look in tables["nodes"].items()},
        edges={name: EdgeLook.model_validate(look) for name, look in tables["edges"].items()},
    )
