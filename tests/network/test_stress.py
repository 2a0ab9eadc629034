from __future__ import annotations

import numpy as np
import pytest

from ecograph.network import stress
from ecograph.network.packing import pack


def ring(count):
    return [{(i - 1) % count: 50.0, (i + 1) % count: 50.0} for i in range(count)]


def test_a_ring_is_drawn_round():
    points = stress.stress(ring(12))
    reach = np.hypot(*(points - points.mean(axis=0)).T)
    assert reach.max() / reach.min() < 1.05


def test_large_networks_keep_neighbours_near(monkeypatch):
    monkeypatch.setattr(stress, "DENSE", 20)
    points = stress.stress(ring(120))
    steps = np.hypot(*(points - np.roll(points, 1, axis=0)).T)
    assert np.median(steps) == pytest.approx(50, rel=0.4)


@pytest.mark.parametrize(
    "sizes", [[], [(10.0, 10.0)], [(100.0, 40.0), (30.0, 30.0), (30.0, 30.0), (60.0, 20.0), (10.0, 10.0)] * 3]
)
def test_packed_rectangles_do_not_overlap(sizes):
    placed = [(x, y, x + w, y + h) for (w, h), (x, y) in zip(sizes, pack(sizes), strict=True)]
    for i, a in enumerate(placed):
        for b in placed[:i]:
            assert min(a[2], b[2]) - max(a[0], b[0]) < 1e-6 or min(a[3], b[3]) - max(a[1], b[1]) < 1e-6
