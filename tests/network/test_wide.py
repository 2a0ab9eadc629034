from __future__ import annotations

import time

import numpy as np
from networkx import MultiDiGraph

from ecograph.network import layout
from ecograph.network.mesh import apart, forces
from ecograph.network.wide import wide


def tree(count: int, branches: int = 7) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in range(count)]
    for node in range(1, count):
        near[node].append((node - 1) // branches)
        near[(node - 1) // branches].append(node)
    return near


def test_the_same_network_gives_the_same_places():
    assert np.array_equal(forces(tree(700), length=60), forces(tree(700), length=60))


def test_joined_nodes_stand_nearer_than_others():
    points = forces(tree(900), length=60)
    near = [np.hypot(*(points[i] - points[(i - 1) // 7])) for i in range(1, 900)]
    chance = np.random.default_rng(1).integers(0, 900, (2000, 2))
    far = np.hypot(*(points[chance[:, 0]] - points[chance[:, 1]]).T)
    assert np.median(near) < np.median(far) / 4


def test_points_are_moved_apart():
    points = apart(np.random.default_rng(2).uniform(0, 400, (300, 2)), 12.0)
    gaps = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) + 1e9 * np.eye(300)
    assert (gaps.min(axis=1) > 9).mean() > 0.97


def test_points_that_coincide_are_moved_apart():
    points = apart(np.zeros((5, 2)), 10.0)
    assert len(np.unique(points.round(3), axis=0)) == 5


def test_parts_do_not_overlap_and_begin_at_zero():
    placed = wide([tree(300), tree(40), tree(5), tree(1), tree(1)])
    boxes = [(*each.min(axis=0), *each.max(axis=0)) for each in placed]
    for k, (left, low, right, high) in enumerate(boxes):
        assert left >= -1e-6
        assert low >= -1e-6
        for other in boxes[k + 1 :]:
            assert right < other[0] or other[2] < left or high < other[1] or other[3] < low


def test_thousands_of_nodes_take_seconds():
    network = MultiDiGraph((node, (node - 1) // 6) for node in range(1, 8000))
    network.add_nodes_from((f"alone {k}" for k in range(2000)), label="独")
    began = time.monotonic()
    positions = layout(network)
    assert len(positions) == 10_000
    assert time.monotonic() - began < 60
