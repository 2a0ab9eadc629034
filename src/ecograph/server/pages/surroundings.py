"""Draw the nearest surroundings of a thing: a small picture that is part of the page, each node a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot
from typing import NamedTuple

from ecograph.network.metrics import block, wrap
from ecograph.server.api import networks
from ecograph.server.engine import Snapshot

_NODES = 22
_MARGIN = 10.0
_PAD = 8.0


class Node(NamedTuple):
    """A node at its place, its label in lines."""

    iri: str
    label: str
    type: str
    x: float
    y: float
    lines: tuple[str, ...]
    centre: bool


class Edge(NamedTuple):
    """A line between two nodes, short of their signs, with what it says."""

    x1: float
    y1: float
    x2: float
    y2: float
    predicate: str
    role: str
    subject: str
    object: str


class Picture(NamedTuple):
    """Nodes and edges from (0, 0) to the size of the whole; `more` is how many neighbours there was no room for."""

    width: float
    height: float
    nodes: Sequence[Node]
    edges: Sequence[Edge]
    more: int


def picture(snapshot: Snapshot, iri: str) -> Picture | None:
    """Return the surroundings of a thing; None where it stands alone."""
    found = networks.read(snapshot, around=iri, limit=_NODES)
    if len(found.nodes) < 2:
        return None
    placed = [
        Node(each.iri, each.label, each.type, each.x, each.y, wrap(each.label), each.iri == iri) for each in found.nodes
    ]
    left, top = min(_box(each)[0] for each in placed), min(each.y for each in placed) - _MARGIN
    moved = [each._replace(x=each.x - left + _PAD, y=each.y - top + _PAD) for each in placed]
    width = max(_box(each)[1] for each in moved) + _PAD
    height = max(each.y + _MARGIN + block(each.lines)[1] for each in moved) + _PAD
    at = {each.iri: each for each in moved}
    hub = next(each for each in found.nodes if each.iri == iri)
    return Picture(round(width, 1), round(height, 1), moved, _edges(found.edges, at), hub.more)


def _box(node: Node) -> tuple[float, float]:
    half = max(block(node.lines)[0] / 2, _MARGIN)
    return node.x - half, node.x + half


def _edges(found: Sequence[networks.Edge], at: Mapping[str, Node]) -> list[Edge]:
    drawn = dict[tuple[str, str], Edge]()
    for each in found:
        one, other = at[each.source], at[each.target]
        length = hypot(other.x - one.x, other.y - one.y) or 1.0
        dx, dy = (other.x - one.x) / length * 9, (other.y - one.y) / length * 9
        line = Edge(
            round(one.x + dx, 1), round(one.y + dy, 1), round(other.x - dx, 1), round(other.y - dy, 1),
            each.predicate, each.role, one.label, other.label,
        )  # fmt: skip
        drawn.setdefault((each.source, each.target), line)
    return list(drawn.values())
