"""The simple network under a network of facts: undirected, one weighted edge for each pair, nodes in a fixed order.

All measures run on it, so that neither the order of insertion nor the hash of a string can change a figure.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from networkx import Graph
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Places: TypeAlias = NDArray[np.intp]


class Skeleton(NamedTuple):
    """Nodes, sorted, and for each pair that is joined (first, second, weight) by the nodes' places in that order."""

    nodes: tuple[str, ...]
    edges: tuple[tuple[int, int, float], ...]


class Rows(NamedTuple):
    """Neighbours in rows: those of node i stand at [start[i], start[i] + degree[i]) of `neighbour` and `weight`."""

    start: Places
    degree: Places
    neighbour: Places
    weight: Floats


def skeleton(network: Graph) -> Skeleton:
    """Return the simple network; of several edges of a pair the heaviest counts, an edge to itself does not."""
    nodes = tuple(sorted(network))
    place = {node: number for number, node in enumerate(nodes)}
    edges: dict[tuple[int, int], float] = {}
    for one, other, data in network.edges(data=True):
        pair = (place[one], place[other]) if place[one] < place[other] else (place[other], place[one])
        if one != other:
            edges[pair] = max(edges.get(pair, 0.0), data.get("weight", 1.0))
    return Skeleton(nodes, tuple((*pair, edges[pair]) for pair in sorted(edges)))


def rows(bones: Skeleton) -> Rows:
    """Return the neighbours of each node, both ways."""
    import numpy as np

    pairs = np.array([edge[:2] for edge in bones.edges], dtype=np.intp).reshape(-1, 2)
    weights = np.array([edge[2] for edge in bones.edges])
    tail, head = np.concatenate((pairs, pairs[:, ::-1])).T
    order = np.lexsort((head, tail))
    degree = np.bincount(tail, minlength=len(bones.nodes))
    return Rows(np.cumsum(degree) - degree, degree, head[order], np.concatenate((weights, weights))[order])


def degrees(bones: Skeleton) -> list[int]:
    """Return how many neighbours each node has."""
    found = [0] * len(bones.nodes)
    for one, other, _ in bones.edges:
        found[one] += 1
        found[other] += 1
    return found


def components(bones: Skeleton) -> tuple[tuple[int, ...], ...]:
    """Return the parts that hang together, each sorted, in the order of their first nodes."""
    joined: list[list[int]] = [[] for _ in bones.nodes]
    for one, other, _ in bones.edges:
        joined[one].append(other)
        joined[other].append(one)
    seen: set[int] = set()
    return tuple(_reached(start, joined, seen) for start in range(len(joined)) if start not in seen)


def _reached(start: int, joined: list[list[int]], seen: set[int]) -> tuple[int, ...]:
    waiting, part = deque([start]), [start]
    seen.add(start)
    while waiting:
        for node in joined[waiting.popleft()]:
            if node not in seen:
                seen.add(node)
                part.append(node)
                waiting.append(node)
    return tuple(sorted(part))
