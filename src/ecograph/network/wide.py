"""Lay a large network out in bounded time: each component by forces on a mesh, all of them in rows, the largest first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ecograph.network.arrangement import level
from ecograph.network.mesh import Array, forces
from ecograph.network.stress import radial

LENGTH = 62.0  # points, of an edge
SMALL = 24  # components of fewer nodes are drawn as trees
GAP = 40.0
ASPECT = 1.25


def wide(parts: Sequence[Sequence[Sequence[int]]], *, seed: int = 0) -> list[Array]:
    """Return the positions of the nodes of each part, in points, y upwards, from (0, 0).

    A part is a connected network: for each node the places of its neighbours in it.
    """
    placed = [_part(near, seed) for near in parts]
    sizes = [tuple((each.max(axis=0) + GAP).tolist()) for each in placed]
    corners, height = _rows(sizes)
    return [
        each + np.array((x, height - y - high)) for each, (x, y), (_, high) in zip(placed, corners, sizes, strict=True)
    ]


def _part(near: Sequence[Sequence[int]], seed: int) -> Array:
    if len(near) < SMALL:
        points = radial([dict.fromkeys(each, LENGTH) for each in near], seed=seed)
    else:
        points = level(forces(near, length=LENGTH, seed=seed))
    return np.asarray(points - points.min(axis=0))


def _rows(sizes: Sequence[tuple[float, ...]]) -> tuple[list[tuple[float, float]], float]:
    """Return a corner for each rectangle, from the top left downwards, and the height of the whole."""
    order = sorted(range(len(sizes)), key=lambda i: (-sizes[i][1], -sizes[i][0], i))
    area = sum(width * height for width, height in sizes)
    limit = max((area * ASPECT) ** 0.5 * 1.05, max((width for width, _ in sizes), default=0.0))
    corners: list[tuple[float, float]] = [(0.0, 0.0)] * len(sizes)
    x, y, high = 0.0, 0.0, 0.0
    for index in order:
        width, height = sizes[index]
        if x and x + width > limit:
            x, y, high = 0.0, y + high, 0.0
        corners[index] = (x, y)
        x, high = x + width, max(high, height)
    return corners, y + high
