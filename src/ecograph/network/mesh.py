"""Place the nodes of a large network by forces, in a time that grows little faster than their number.

Springs along edges and mutual repulsion after Fruchterman and Reingold (1991), from coarse to fine: each level is the one
before with neighbours put together (Hachul and Jünger 2004, made simple). Repulsion is summed on a mesh by Fourier
transforms, as in particle-mesh simulations (Hockney and Eastwood 1981): its cost does not depend on how nodes lie.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

DIRECT = 300  # up to so many nodes every pair is looked at
CELLS = 256  # of the mesh, a side
COARSEST = 60
ROUNDS = (90, 50)  # at the coarsest level, at the finest

Array: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.intp]


class Level(NamedTuple):
    """A network: the ends of its edges, what its nodes weigh, and which node of the next coarser one each belongs to."""

    one: Places
    other: Places
    mass: Array
    parent: Places


def forces(neighbours: Sequence[Sequence[int]], *, length: float, seed: int = 0) -> Array:
    """Return an (n, 2) array of positions of a connected network, its edges about `length` long."""
    chance = np.random.default_rng(seed)
    levels = _levels(neighbours)
    points = chance.uniform(-1, 1, (len(levels[-1].mass), 2)) * np.sqrt(len(levels[-1].mass))
    for depth, level in reversed(list(enumerate(levels))):
        if depth < len(levels) - 1:
            grown = float(np.sqrt(len(level.mass) / len(levels[depth + 1].mass)))
            points = points[level.parent] * grown + chance.normal(0, 0.35, (len(level.mass), 2))
        share = depth / max(1, len(levels) - 1)
        points = _settled(points, level, rounds=int(ROUNDS[1] + (ROUNDS[0] - ROUNDS[1]) * share))
    return apart(_scaled(points, levels[0], length), length * 0.4)


def _levels(neighbours: Sequence[Sequence[int]]) -> list[Level]:
    pairs = np.array([(i, j) for i, near in enumerate(neighbours) for j in near if i < j], dtype=np.intp).reshape(-1, 2)
    mass: Array = np.ones(len(neighbours))
    levels = list[Level]()
    while True:
        one, other = pairs[:, 0], pairs[:, 1]
        parent: Places = _together(one, other, len(mass)) if len(mass) > COARSEST else np.zeros(0, dtype=np.intp)
        count = int(parent.max()) + 1 if len(parent) else 0
        if not count or count > 0.9 * len(mass):
            return [*levels, Level(one, other, mass, np.arange(len(mass)))]
        levels.append(Level(one, other, mass, parent))
        ends = np.sort(parent[pairs], axis=1)
        pairs = np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0).reshape(-1, 2)
        mass = np.bincount(parent, weights=mass, minlength=count).astype(np.float64)


def _together(one: Places, other: Places, count: int) -> Places:
    """Return a group for each node: the best joined node that is still free, with its neighbours that are."""
    near: list[list[int]] = [[] for _ in range(count)]
    for i, j in zip(one.tolist(), other.tolist(), strict=True):
        near[i].append(j)
        near[j].append(i)
    group, found = [-1] * count, 0
    for node in sorted(range(count), key=lambda each: -len(near[each])):
        if group[node] < 0:
            group[node] = found
            for each in near[node]:
                if group[each] < 0:
                    group[each] = found
            found += 1
    return np.array(group, dtype=np.intp)


def _settled(points: Array, level: Level, *, rounds: int) -> Array:
    """Return the points after some rounds of forces, the step smaller each time; an edge at rest is about 1 long."""
    count = len(points)
    step = 0.12 * float(np.sqrt(count)) + 0.2
    weight = np.sqrt(level.mass / level.mass.mean())
    push = _pushed if count <= DIRECT else _meshed
    for round_ in range(rounds):
        moved = push(points, weight)
        away = points[level.one] - points[level.other]
        pull = away * np.sqrt((away * away).sum(axis=1))[:, None]
        for axis in (0, 1):
            moved[:, axis] -= np.bincount(level.one, pull[:, axis], count) - np.bincount(
                level.other, pull[:, axis], count
            )
        size = np.sqrt((moved * moved).sum(axis=1)) + 1e-9
        points = points + moved * (np.minimum(size, step * (1 - round_ / rounds) + 0.02) / size)[:, None]
    return points


def _pushed(points: Array, weight: Array) -> Array:
    """Return the repulsion on each node, pair by pair."""
    away = points[:, None] - points[None]
    return np.asarray((away * (weight[None] / ((away * away).sum(axis=2) + 1e-3))[..., None]).sum(axis=1))


def _meshed(points: Array, weight: Array) -> Array:
    """Return the repulsion on each node, summed on a mesh: near nodes push a little less than they should."""
    low, high = points.min(axis=0), points.max(axis=0)
    cells = min(CELLS, 32 * int(np.ceil(np.sqrt(len(points)) / 16)))
    width = float((high - low).max()) * 1.02 / (cells - 2) + 1e-9
    at = (points - low) / width
    corner = at.astype(np.intp)
    share = at - corner
    spread = [
        ((corner[:, 0] + dx) * cells + corner[:, 1] + dy, np.abs(1 - dx - share[:, 0]) * np.abs(1 - dy - share[:, 1]))
        for dx in (0, 1)
        for dy in (0, 1)
    ]
    grid = sum(np.bincount(cell, part * weight, cells * cells) for cell, part in spread)
    told = np.fft.rfft2(np.reshape(grid, (cells, cells)), (2 * cells, 2 * cells))
    found = np.empty_like(points)
    for axis, kernel in enumerate(_kernels(cells)):
        field = np.fft.irfft2(told * kernel, (2 * cells, 2 * cells))[:cells, :cells].ravel() / width
        found[:, axis] = sum(field[cell] * part for cell, part in spread)
    return found


_kept: dict[int, tuple[NDArray[np.complex128], NDArray[np.complex128]]] = {}


def _kernels(cells: int) -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
    """Return the transforms of the push of a unit weight at (0, 0), along each axis."""
    if cells not in _kept:
        steps = np.fft.fftfreq(2 * cells, 1 / (2 * cells))
        x, y = np.meshgrid(steps, steps, indexing="ij")
        square = x * x + y * y + 0.6
        _kept[cells] = (np.fft.rfft2(x / square), np.fft.rfft2(y / square))
    return _kept[cells]


def _scaled(points: Array, level: Level, length: float) -> Array:
    """Return the points blown up until the usual edge is `length` long and a node has a room of about half that around it."""
    away = points[level.one] - points[level.other]
    usual = float(np.median(np.sqrt((away * away).sum(axis=1))))
    points = points - points.mean(axis=0)
    room = float(np.sqrt(2 * np.pi * (points * points).sum(axis=1).mean() / len(points)))
    return points * max(length / max(usual, 1e-6), 0.8 * length / max(room, 1e-6))


def apart(points: Array, distance: float, *, rounds: int = 20) -> Array:
    """Return the points moved until hardly any two are nearer than `distance`; each round looks at near cells alone."""
    for _ in range(rounds):
        one, other = _near(points, distance)
        away = points[one] - points[other]
        gap = np.sqrt((away * away).sum(axis=1))
        close = gap < distance * 0.98
        if close.sum() < len(points) * 0.01:
            break
        one, other, away, gap = one[close], other[close], away[close], gap[close]
        # Points that coincide part in a direction that their places in the list give.
        angle = (one * 2.399963).astype(np.float64)
        away = np.where(
            gap[:, None] > 1e-6, away / np.maximum(gap, 1e-6)[:, None], np.stack([np.cos(angle), np.sin(angle)], 1)
        )
        step = away * ((distance - gap) * 0.36)[:, None]
        for axis in (0, 1):
            points[:, axis] += np.bincount(one, step[:, axis], len(points)) - np.bincount(
                other, step[:, axis], len(points)
            )
    return points


def _near(points: Array, distance: float) -> tuple[Places, Places]:
    """Return the pairs of points in the same or in touching cells of a grid."""
    cell = np.floor((points - points.min(axis=0)) / distance).astype(np.int64) + 1
    rows = int(cell[:, 1].max()) + 2
    key = cell[:, 0] * rows + cell[:, 1]
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    ones, others = [], []
    for shift in (0, 1, rows - 1, rows, rows + 1):
        start = np.searchsorted(ordered, ordered + shift, "left")
        stop = np.searchsorted(ordered, ordered + shift, "right")
        if shift == 0:
            start = np.arange(len(points)) + 1
        found = np.maximum(stop - start, 0)
        first = np.repeat(np.arange(len(points)), found)
        second = np.arange(int(found.sum())) - np.repeat(np.cumsum(found) - found, found) + np.repeat(start, found)
        ones.append(order[first])
        others.append(order[second])
    return np.concatenate(ones), np.concatenate(others)
