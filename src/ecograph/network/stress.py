"""Place the nodes of one connected network so that drawn distances follow path lengths.

Stress majorization (Gansner, Koren and North 2004) with weights 1/d², moved one node at a time: it needs neither SciPy
nor a linear-algebra library, so the figures do not hang on which one a machine has. It starts from a radial tree. Above
`DENSE` nodes, distances are kept to some pivots and the neighbours only (Ortmann, Klimenta and Brandes 2016).
"""

from __future__ import annotations

import math
import random
from collections import deque
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

DENSE = 700
BEND = 0.86  # far nodes are wanted a little nearer than their path is long, which keeps chains from sprawling
PIVOTS = 40

Array: TypeAlias = NDArray[np.float64]
Neighbours: TypeAlias = Sequence[dict[int, float]]  # node -> {neighbour: wanted length}


def stress(neighbours: Neighbours, *, seed: int = 0) -> Array:
    """Return an (n, 2) array of positions of a connected network, in the unit of the wanted lengths."""
    points = radial(neighbours, seed=seed)
    if len(neighbours) < 3:
        return points
    terms = _dense_terms(neighbours) if len(neighbours) <= DENSE else _sparse_terms(neighbours)
    for _ in range(_sweeps(len(neighbours))):
        if _sweep(points, terms) < 0.05:
            break
    return points


def _sweeps(count: int) -> int:
    """Return how many sweeps a network of `count` nodes is worth: many where they are cheap."""
    return 200 if count <= 250 else 80 if count <= DENSE else 25


def _sweep(points: Array, terms: list[tuple[NDArray[np.intp], Array, Array]]) -> float:
    """Move each node once to where its terms want it; return the longest move."""
    longest = 0.0
    for node, (others, lengths, weights) in enumerate(terms):
        away = points[node] - points[others]
        distances = np.maximum(np.sqrt((away * away).sum(axis=1)), 1e-6)
        wanted = points[others] + away * (lengths / distances)[:, None]
        moved = (wanted * weights[:, None]).sum(axis=0)
        longest = max(longest, float(np.abs(moved - points[node]).max()))
        points[node] = moved
    return longest


def _term(others: list[int], lengths: list[float]) -> tuple[NDArray[np.intp], Array, Array]:
    wanted = np.array(lengths)
    wanted = wanted.min() * (wanted / wanted.min()) ** BEND
    weights = 1 / (wanted * wanted)
    return np.array(others, dtype=np.intp), wanted, weights / weights.sum()


def _dense_terms(neighbours: Neighbours) -> list[tuple[NDArray[np.intp], Array, Array]]:
    """Return one term for each pair of nodes; path lengths by Floyd and Warshall."""
    count = len(neighbours)
    lengths = np.full((count, count), np.inf)
    for node, near in enumerate(neighbours):
        lengths[node, list(near)] = list(near.values())
        lengths[node, node] = 0
    for middle in range(count):
        np.minimum(lengths, lengths[:, middle, None] + lengths[None, middle], out=lengths)
    others = [[other for other in range(count) if other != node] for node in range(count)]
    return [_term(others[node], list(lengths[node, others[node]])) for node in range(count)]


def _sparse_terms(neighbours: Neighbours) -> list[tuple[NDArray[np.intp], Array, Array]]:
    """Return terms to the neighbours and to pivots that lie far apart from each other."""
    from networkx import Graph, single_source_dijkstra_path_length

    graph = Graph()
    graph.add_weighted_edges_from((node, other, near[other]) for node, near in enumerate(neighbours) for other in near)
    nearest, pivot = np.full(len(neighbours), np.inf), 0
    wanted = [dict(near) for near in neighbours]
    for _ in range(PIVOTS):
        found = single_source_dijkstra_path_length(graph, pivot)
        row = np.array([found[node] for node in range(len(neighbours))])
        for node, length in enumerate(row):
            if node != pivot:
                wanted[node].setdefault(pivot, float(length))
        nearest = np.minimum(nearest, row)
        pivot = int(nearest.argmax())
    return [_term(list(near), list(near.values())) for near in wanted]


def radial(neighbours: Neighbours, *, seed: int = 0) -> Array:
    """Return positions on a radial tree from the node with most neighbours; a branch gets room by its leaves."""
    root = max(range(len(neighbours)), key=lambda node: (len(neighbours[node]), -node))
    chance = random.Random(seed)
    children, order = _tree(neighbours, root, chance)
    leaves = [1] * len(neighbours)
    for node in reversed(order):
        leaves[node] = sum(leaves[child] for child in children[node]) or 1
    points = np.zeros((len(neighbours), 2))
    sector, reach = {root: (0.0, 2 * math.pi)}, {root: 0.0}
    for node in order:
        start, end = sector[node]
        for child in children[node]:
            stop = start + (end - sector[node][0]) * leaves[child] / leaves[node]
            sector[child], reach[child] = (start, stop), reach[node] + neighbours[node][child]
            angle = (start + stop) / 2 + chance.uniform(-0.2, 0.2)  # points on one line would never leave it
            points[child] = reach[child] * math.cos(angle), reach[child] * math.sin(angle)
            start = stop
    return points


def _tree(neighbours: Neighbours, root: int, chance: random.Random) -> tuple[list[list[int]], list[int]]:
    """Return the children of each node in a breadth-first tree, and the order of the visit."""
    children: list[list[int]] = [[] for _ in neighbours]
    order, seen, queue = [], {root}, deque([root])
    while queue:
        node = queue.popleft()
        order.append(node)
        fresh = sorted(other for other in neighbours[node] if other not in seen)
        chance.shuffle(fresh)
        children[node] = fresh
        seen.update(fresh)
        queue.extend(fresh)
    return children, order
