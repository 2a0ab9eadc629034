"""Keep boxes apart: push the nodes of one component off each other, and pack components side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

ASPECT = 1.5  # width to height of the whole picture
ROUNDS = 400
WORK = 30_000_000  # pairs looked at, at the most
CLASHES = 0.6  # overlapping pairs a node that pushing can part without spoiling the shape
LARGEST = 2500  # above this many nodes labels are culled anyway, and pairs are too many

Array: TypeAlias = NDArray[np.float64]
Size: TypeAlias = tuple[float, float]


def spread(points: Array, boxes: Array) -> Array:
    """Return the points moved until no two boxes (n, 2: width, height, centred on the points) overlap.

    The whole is blown up until few pairs overlap; then each of these moves apart along the axis where that takes less.
    """
    if not 1 < len(points) <= LARGEST:
        return points
    half = (boxes[:, None] + boxes[None]) / 2
    order = np.sign(np.arange(len(points))[:, None] - np.arange(len(points))[None])  # parts points that coincide
    points = _blown_up(points, half)
    # A round costs the square of the number of points; large parts are thinned of labels instead.
    for _ in range(min(ROUNDS, max(20, WORK // len(points) ** 2))):
        away = points[:, None] - points[None]
        short = half - np.abs(away)
        clash = (short > 0.01).all(axis=2) & (order != 0)
        if not clash.any():
            break
        sideways = short[..., 0] < short[..., 1]
        step = np.stack([short[..., 0] * sideways, short[..., 1] * ~sideways], axis=2) * clash[..., None]
        step *= np.where(away != 0, np.sign(away), order[..., None])
        points = points + step.sum(axis=1) * 0.5 / np.sqrt(np.maximum(clash.sum(axis=1), 1))[:, None]
    return points


def _blown_up(points: Array, half: Array) -> Array:
    """Return the points scaled up in small steps until at most one pair in `len(points) / CLASHES` overlaps."""
    for _ in range(40):
        clashes = int((np.abs(points[:, None] - points[None]) < half).all(axis=2).sum() - len(points)) // 2
        if clashes <= len(points) * CLASHES:
            break
        points = points * 1.05
    return points


def pack(sizes: Sequence[Size]) -> list[Size]:
    """Return a lower-left corner for each rectangle, none overlapping, the whole about `ASPECT` wide.

    Largest first, each as low and then as far left as it can be; the best of a few total widths is taken.
    """
    if not sizes:
        return []
    order = sorted(range(len(sizes)), key=lambda i: (-sizes[i][1], -sizes[i][0], i))
    area, widest = sum(width * height for width, height in sizes), max(width for width, _ in sizes)
    tries = [max(widest, (area * ASPECT) ** 0.5 * factor) for factor in (0.9, 1.0, 1.1, 1.2, 1.35, 1.5)]
    return min((_pack(sizes, order, limit) for limit in tries), key=lambda corners: _waste(sizes, corners))


def _waste(sizes: Sequence[Size], corners: Sequence[Size]) -> float:
    """Return the area of the smallest canvas of the wanted aspect that holds all."""
    width = max(x + w for (w, _), (x, _) in zip(sizes, corners, strict=True))
    height = max(y + h for (_, h), (_, y) in zip(sizes, corners, strict=True))
    return max(width, height * ASPECT) ** 2 / ASPECT + 0.1 * width * height


def _pack(sizes: Sequence[Size], order: Sequence[int], limit: float) -> list[Size]:
    """Pack under a skyline: a list of (x, top) steps from left to right, ended by the right border."""
    skyline = [(0.0, 0.0)]
    corners: list[Size] = [(0.0, 0.0)] * len(sizes)
    for index in order:
        width, height = sizes[index]
        spots = [(top, x) for x, _ in skyline if x + width <= limit + 1e-6 for top in [_top(skyline, x, width)]]
        y, x = min(spots)
        corners[index] = (x, y)
        skyline = _raise(skyline, x, width, y + height)
    return corners


def _top(skyline: list[Size], x: float, width: float) -> float:
    """Return the highest step under [x, x + width)."""
    ends = [step[0] for step in skyline[1:]] + [float("inf")]
    return max(
        top for (start, top), end in zip(skyline, ends, strict=True) if start < x + width - 1e-6 and end > x + 1e-6
    )


def _raise(skyline: list[Size], x: float, width: float, top: float) -> list[Size]:
    """Return the skyline with [x, x + width) lifted to `top`."""
    after = [step for step in skyline if step[0] <= x + width + 1e-6][-1][1]
    kept = [step for step in skyline if step[0] < x - 1e-6 or step[0] > x + width + 1e-6]
    return sorted([*kept, (x, top), (x + width, after)])
