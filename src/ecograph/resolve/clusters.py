"""Put the nodes that are the same together, the weightiest reasons first, and never what was decided to be different."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Edge(NamedTuple):
    """A reason to hold two nodes for the same; of contradicting edges the heavier counts."""

    weight: int
    a: str
    b: str
    why: str


class Clusters:
    """Sets of nodes, by their paths."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._parent = {path: path for path in sorted(paths)}
        self._apart: dict[str, set[str]] = {}
        self.reasons: dict[str, list[Edge]] = {}

    def root(self, path: str) -> str:
        """Return the node that stands for the set of a node."""
        parent = self._parent
        while parent[path] != path:
            parent[path] = parent[parent[path]]
            path = parent[path]
        return path

    def part(self, a: str, b: str) -> None:
        """Hold two nodes apart, whatever is said later."""
        one, other = self.root(a), self.root(b)
        self._apart.setdefault(one, set()).add(other)
        self._apart.setdefault(other, set()).add(one)

    def parted(self, a: str, b: str) -> bool:
        """Tell whether two nodes are held apart."""
        return self.root(b) in self._apart.get(self.root(a), ())

    def join(self, edge: Edge) -> bool:
        """Put two nodes together; tell whether they are, False if they are held apart."""
        one, other = sorted((self.root(edge.a), self.root(edge.b)))
        if one == other:
            return True
        if other in self._apart.get(one, ()):
            return False
        self._parent[other] = one
        self.reasons.setdefault(one, []).extend([edge, *self.reasons.pop(other, ())])
        for third in self._apart.pop(other, ()):
            self._apart[third].discard(other)
            self._apart[third].add(one)
            self._apart.setdefault(one, set()).add(third)
        return True

    def join_all(self, edges: Iterable[Edge]) -> None:
        """Put together what is the same, in an order that only the reasons themselves give."""
        for edge in sorted(edges, key=lambda edge: (-edge.weight, edge.a, edge.b, edge.why)):
            self.join(edge)

    def sets(self) -> Mapping[str, list[str]]:
        """Return the nodes of each set by the node that stands for it, all sorted."""
        found: dict[str, list[str]] = {}
        for path in self._parent:
            found.setdefault(self.root(path), []).append(path)
        return found
