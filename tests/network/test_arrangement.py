from __future__ import annotations

import pytest
from made import chain, clique, network, several, star
from networkx import MultiDiGraph, connected_components

from ecograph.network import layout
from ecograph.network.arrangement import _box

SHAPES = {"star": star(30), "chain": chain(12), "clique": clique(9), "several": several(), "two": chain(2)}


def boxes(drawn, positions):
    for node in drawn:
        (x, y), (width, height) = positions[node], _box(drawn.nodes[node]["label"])
        yield node, (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def overlap(a, b):
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.1 and min(a[3], b[3]) - max(a[1], b[1]) > 0.1


@pytest.mark.parametrize("name", SHAPES)
def test_no_two_labels_overlap(name):
    placed = list(boxes(SHAPES[name], layout(SHAPES[name])))
    assert not [(a, b) for i, (a, box) in enumerate(placed) for b, other in placed[:i] if overlap(box, other)]


def test_components_stand_apart():
    drawn, positions = several(), layout(several())
    frames = []
    for part in connected_components(drawn.to_undirected()):
        found = [box for node, box in boxes(drawn, positions) if node in part]
        frames.append((*map(min, list(zip(*found, strict=True))[:2]), *map(max, list(zip(*found, strict=True))[2:])))
    assert not [(a, b) for i, a in enumerate(frames) for b in frames[:i] if overlap(a, b)]


def test_order_of_insertion_does_not_matter():
    drawn = several()
    turned = MultiDiGraph()
    turned.add_nodes_from(reversed(list(drawn.nodes(data=True))))
    turned.add_edges_from(reversed(list(drawn.edges(data=True))))
    assert layout(turned) == layout(drawn)


def test_neighbours_stand_nearer_than_strangers():
    positions = layout(chain(6))
    first, second, last = (positions[f"节点{number}"] for number in (0, 1, 5))
    assert abs(first[0] - second[0]) < abs(first[0] - last[0])


def test_seed_gives_another_layout():
    assert layout(star(12), seed=1) != layout(star(12), seed=2)


def test_empty_network_has_an_empty_layout():
    assert layout(MultiDiGraph()) == {}


def test_edge_to_itself_is_harmless():
    assert len(layout(network(("甲局", "甲局"), ("甲局", "乙工程")))) == 2
