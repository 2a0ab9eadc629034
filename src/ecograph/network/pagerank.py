"""PageRank: how often a walk along the facts, begun anew now and then, comes by a node (Page and others 1999)."""

from __future__ import annotations

from ecograph.network.skeleton import Skeleton, rows

DAMPING = 0.85
TOLERANCE = 1e-10
_STEPS = 500


def pagerank(bones: Skeleton, *, damping: float = DAMPING, tolerance: float = TOLERANCE) -> list[float]:
    """Return for each node its share of a random walk; all shares add up to 1.

    The walk follows edges both ways, each as often as it is heavy; with 1 - `damping`, and from a node without an edge, it
    starts anew anywhere. The sum of the changes of the last step is below `tolerance`.
    """
    import numpy as np

    count = len(bones.nodes)
    if not count:
        return []
    table = rows(bones)
    tail = np.repeat(np.arange(count), table.degree)
    strength = np.bincount(tail, table.weight, minlength=count)
    leaving, idle = table.weight / strength[tail], strength == 0
    share = np.full(count, 1 / count)
    for _ in range(_STEPS):
        walked = np.bincount(table.neighbour, share[tail] * leaving, minlength=count)
        new = damping * (walked + share[idle].sum() / count) + (1 - damping) / count
        moved, share = float(np.abs(new - share).sum()), new
        if moved < tolerance:
            break
    return [float(value) for value in share]
