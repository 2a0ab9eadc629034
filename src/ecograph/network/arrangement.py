"""Lay a network out: each connected component by stress, boxes kept apart, components packed side by side."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, TypeAlias

from ecograph.network import metrics

if TYPE_CHECKING:
    from networkx import Graph, MultiDiGraph

    from ecograph.network.packing import Array

EDGE_LENGTH = 66.0  # points, between two nodes of few edges
GAP = 16.0  # points, between components
STRETCH = 1.25  # labels are wider than high, so the picture is pulled sideways
LARGE = 1200  # with more nodes, labels do not fit anyway, and the time must be bounded
QUICK = 150  # the same where somebody waits

Positions: TypeAlias = dict[Hashable, tuple[float, float]]


def layout(network: MultiDiGraph, *, seed: int = 0, quick: bool = False) -> Positions:
    """Return node -> (x, y) in points, y upwards, from (0, 0); the same for the same network and seed.

    Points are typographic (1/72 inch): boxes that hold a symbol and its label of 8-point type do not overlap, unless there
    are more than `LARGE` nodes, of which only the symbols keep apart; `QUICK` nodes if it must be `quick`.
    """
    from networkx import connected_components

    from ecograph.network.packing import pack

    plain = network.to_undirected(as_view=True)
    parts = [sorted(part, key=str) for part in connected_components(plain)]
    parts.sort(key=lambda part: (-len(part), str(part[0])))
    if len(plain) > (QUICK if quick else LARGE):
        return _large(plain, parts, seed)
    placed = [_component(plain, part, seed) for part in parts]
    corners = pack([(float(size[0]) + GAP, float(size[1]) + GAP) for _, size in placed])
    height = max((y + float(size[1]) for (_, y), (_, size) in zip(corners, placed, strict=True)), default=0.0)
    positions: Positions = {}
    for part, (points, size), (left, down) in zip(parts, placed, corners, strict=True):
        bottom = height - down - float(size[1])  # the largest component stands at the top left
        positions |= {node: (_round(left + x), _round(bottom + y)) for node, (x, y) in zip(part, points, strict=True)}
    return positions


def _large(plain: Graph, parts: list[list[Hashable]], seed: int) -> Positions:
    from ecograph.network.wide import wide

    joined = list[list[list[int]]]()
    for part in parts:
        index = {node: i for i, node in enumerate(part)}
        joined.append([sorted(index[other] for other in plain.adj[node] if other != node) for node in part])
    positions: Positions = {}
    for part, points in zip(parts, wide(joined, seed=seed), strict=True):
        positions |= {node: (_round(x), _round(y)) for node, (x, y) in zip(part, points.tolist(), strict=True)}
    return positions


def _round(value: float) -> float:
    return round(float(value), 2) + 0.0


def _component(plain: Graph, part: list[Hashable], seed: int) -> tuple[Array, Array]:
    """Return the nodes' positions from (0, 0) and the size of the whole, boxes included."""
    import numpy as np

    from ecograph.network.packing import spread
    from ecograph.network.stress import stress

    boxes = np.array([_box(plain.nodes[node].get("label", str(node))) for node in part])
    points = level(stress(_lengths(plain, part), seed=seed)) * (STRETCH, 1)
    points = spread(points, boxes)
    reach = boxes * (1, 0.5)  # an outer label may stand wholly to one side of its symbol
    low, high = (points - reach).min(axis=0), (points + reach).max(axis=0)
    return points - low, high - low


def _lengths(plain: Graph, part: list[Hashable]) -> list[dict[int, float]]:
    """Return the wanted edge lengths; edges of a hub are longer, so that its leaves find room around it."""
    index = {node: i for i, node in enumerate(part)}
    near = [sorted(index[other] for other in plain[node] if other != node) for node in part]
    return [{j: EDGE_LENGTH * max(1.0, (max(len(row), len(near[j])) / 7) ** 0.5) for j in row} for row in near]


def _box(label: str) -> tuple[float, float]:
    """Return the room that a node takes: its symbol above its wrapped label."""
    wide, high = metrics.block(metrics.wrap(label))
    return max(wide, 20.0) + 10, high + 26


def level(points: Array) -> Array:
    """Return the points turned so that their longest axis lies level."""
    import numpy as np

    centred = points - points.mean(axis=0)
    (xx, xy), (_, yy) = ((centred[:, :, None] * centred[:, None, :]).sum(axis=0)).tolist()
    angle = 0.5 * float(np.arctan2(2 * xy, xx - yy))
    cos, sin = np.cos(angle), np.sin(angle)
    turned = np.stack([centred[:, 0] * cos + centred[:, 1] * sin, centred[:, 1] * cos - centred[:, 0] * sin], axis=1)
    return np.asarray(turned)
