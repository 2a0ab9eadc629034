"""Place labels beside their nodes so that none covers another label or a symbol, and as few edges as can be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ecograph.network import metrics

GAP = 2.5  # points between a symbol and its label

Array: TypeAlias = NDArray[np.float64]
Align: TypeAlias = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A node on the canvas: its centre and radius in points, and its label."""

    x: float
    y: float
    radius: float
    text: str
    degree: int
    size: float = metrics.FONT_SIZE
    outward: float | None = None  # angle away from the only neighbour, if there is but one

    def moved(self, dx: float, dy: float) -> Spot:
        """Return the spot at another place."""
        return replace(self, x=self.x + dx, y=self.y + dy)


class Label(NamedTuple):
    """A placed label: the middle and the half size of its box in points, its lines, and how they are aligned."""

    x: float
    y: float
    half_width: float
    half_height: float
    lines: tuple[str, ...]
    size: float
    align: Align


# Below first: it is where a reader looks; (dx, dy) say where the label goes, the number what that costs.
_SIDES: tuple[tuple[int, int, float], ...] = (
    (0, -1, 0.0), (0, 1, 0.3), (1, 0, 0.4), (-1, 0, 0.5), (1, -1, 0.8), (-1, -1, 0.9), (1, 1, 1.0), (-1, 1, 1.1)
)  # fmt: skip
_ALIGN: dict[int, Align] = {0: "center", 1: "left", -1: "right"}


def place(spots: Sequence[Spot], edges: Array) -> list[Label]:
    """Return the labels that found room, those of the best connected nodes first.

    `edges` is an (m, 4) array of the straight lines x0, y0, x1, y1 between nodes.
    """
    taken = np.array([(s.x, s.y, s.radius + 1, s.radius + 1) for s in spots]).reshape(-1, 4)
    hopes = np.array([_candidates(spot)[0][1][:4] for spot in spots]).reshape(-1, 4)  # where the others will ask first
    labels: list[Label] = []
    for index in sorted(range(len(spots)), key=lambda i: (-spots[i].degree, i)):
        hopes[index, 2:] = -np.inf
        others = np.delete(taken, index, axis=0)
        free = [(cost, label) for cost, label in _candidates(spots[index]) if not _covers(label, others).any()]
        if free:
            best = min(free, key=lambda found: found[0] + _harm(found[1], edges, hopes))[1]
            labels.append(best)
            taken = np.vstack([taken, best[:4]])
    return labels


def _harm(label: Label, edges: Array, hopes: Array) -> float:
    """Return the cost of the edges that a label crosses and of the room that it takes from labels still to come."""
    return 0.9 * float(_crosses(label, edges).sum()) + 0.7 * float(_covers(label, hopes).sum())


def _candidates(spot: Spot) -> list[tuple[float, Label]]:
    lines = metrics.wrap(spot.text)
    width, height = metrics.block(lines, spot.size)
    found = []
    for dx, dy, cost in _SIDES:
        reach = (spot.radius if dx == 0 or dy == 0 else 0.75 * spot.radius) + GAP
        x, y = spot.x + dx * (reach + width / 2), spot.y + dy * (reach + height / 2)
        found.append((_cost(spot, dx, dy, cost), Label(x, y, width / 2, height / 2, lines, spot.size, _ALIGN[dx])))
    return found


def _cost(spot: Spot, dx: int, dy: int, cost: float) -> float:
    """Return what a side costs; a leaf's label belongs on the side away from its neighbour."""
    if spot.outward is None:
        return cost
    turn = abs(math.remainder(math.atan2(dy, dx) - spot.outward, 2 * math.pi))
    return cost * 0.2 + turn


def _covers(label: Label, boxes: Array) -> NDArray[np.bool_]:
    """Return which boxes (middle, half size) the label overlaps."""
    apart = np.abs(boxes[:, :2] - label[:2])
    return np.asarray((apart < boxes[:, 2:] + (label.half_width + 1, label.half_height)).all(axis=1))


def _crosses(label: Label, edges: Array) -> NDArray[np.bool_]:
    """Return which edges cross the label's box: no axis, nor the edge's own normal, parts them."""
    half = np.array([label.half_width, label.half_height])
    middle = (edges[:, :2] + edges[:, 2:]) / 2 - label[:2]
    along = (edges[:, 2:] - edges[:, :2]) / 2
    near = (np.abs(middle) <= np.abs(along) + half).all(axis=1)
    turn = np.abs(middle[:, 0] * along[:, 1] - middle[:, 1] * along[:, 0])
    return np.asarray(near & (turn <= half[0] * np.abs(along[:, 1]) + half[1] * np.abs(along[:, 0])))
