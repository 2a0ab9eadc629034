"""The figures: against networkx, against equations, and the same on each run."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from ecograph.network.betweenness import betweenness, sources
from ecograph.network.communities import communities
from ecograph.network.pagerank import pagerank
from ecograph.network.skeleton import components, degrees, skeleton


def made(graph):
    return nx.relabel_nodes(graph, {node: f"n{node:04}" for node in graph})


NETWORKS = {
    "none": nx.empty_graph(0),
    "one node": nx.empty_graph(1),
    "two nodes": nx.path_graph(2),
    "no edge": nx.empty_graph(4),
    "path": nx.path_graph(7),
    "star": nx.star_graph(6),
    "cycle": nx.cycle_graph(8),
    "grid": nx.convert_node_labels_to_integers(nx.grid_2d_graph(5, 4)),
    "sparse, in parts": nx.gnm_random_graph(120, 90, seed=1),
    "dense": nx.gnm_random_graph(60, 500, seed=2),
    "hubs": nx.barabasi_albert_graph(150, 2, seed=3),
    "loops": nx.Graph([(0, 1), (1, 1), (1, 2)]),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_betweenness_is_that_of_networkx(name):
    graph = made(NETWORKS[name])
    expected = nx.betweenness_centrality(graph)
    bones = skeleton(graph)
    assert betweenness(bones, sources(bones)) == pytest.approx([expected[node] for node in bones.nodes])


def test_sampled_betweenness_is_near_the_exact_one_and_the_same_each_time():
    bones = skeleton(made(NETWORKS["hubs"]))
    starts = sources(bones, exact=100, sample=75)
    assert starts == sources(bones, exact=100, sample=75)
    assert len(starts) == len(set(starts)) == 75
    exact, sampled = betweenness(bones, sources(bones)), betweenness(bones, starts)
    assert np.corrcoef(exact, sampled)[0, 1] > 0.98
    assert sum(sampled) == pytest.approx(sum(exact), rel=0.05)


@pytest.mark.parametrize("name", [name for name in NETWORKS if len(NETWORKS[name])])
def test_pagerank_solves_its_equation(name):
    bones = skeleton(made(NETWORKS[name]))
    count = len(bones.nodes)
    walk = np.zeros((count, count))
    for one, other, weight in bones.edges:
        walk[one, other] = walk[other, one] = weight
    strength = walk.sum(axis=0)
    walk = np.where(strength > 0, walk / np.where(strength > 0, strength, 1), 1 / count)
    expected = np.linalg.solve(np.eye(count) - 0.85 * walk, np.full(count, 0.15 / count))
    assert pagerank(bones) == pytest.approx(list(expected), abs=1e-8)
    assert sum(pagerank(bones)) == pytest.approx(1)


def test_pagerank_follows_heavy_edges():
    bones = skeleton(nx.Graph([("a", "b", {"weight": 1.0}), ("a", "c", {"weight": 0.4})]))
    share = dict(zip(bones.nodes, pagerank(bones), strict=True))
    assert share["a"] > share["b"] > share["c"]


def test_communities_are_the_cliques_and_modularity_is_theirs():
    graph = made(nx.ring_of_cliques(4, 5))
    found = communities(skeleton(graph))
    assert found.groups == tuple(tuple(range(start, start + 5)) for start in (0, 5, 10, 15))
    assert found.modularity == pytest.approx(
        nx.community.modularity(graph, [list(graph)[at : at + 5] for at in (0, 5, 10, 15)])
    )


@pytest.mark.parametrize("name", ["none", "no edge"])
def test_without_an_edge_each_node_is_a_community(name):
    found = communities(skeleton(made(NETWORKS[name])))
    assert (len(found.groups), found.modularity) == (len(NETWORKS[name]), 0.0)


@pytest.mark.parametrize("name", ["hubs", "sparse, in parts", "dense"])
def test_the_order_of_insertion_does_not_matter(name):
    graph = made(NETWORKS[name])
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(graph)))
    turned.add_edges_from((other, one) for one, other in reversed(list(graph.edges)))
    one, other = skeleton(graph), skeleton(turned)
    assert one == other
    assert communities(one) == communities(other)
    assert pagerank(one) == pagerank(other)


def test_of_several_edges_the_heaviest_counts_and_loops_do_not():
    graph = nx.MultiDiGraph([("a", "b", {"weight": 0.4}), ("b", "a", {"weight": 1.0}), ("b", "b", {}), ("b", "c", {})])
    bones = skeleton(graph)
    assert bones.edges == ((0, 1, 1.0), (1, 2, 1.0))
    assert degrees(bones) == [1, 2, 1]


def test_components_are_those_of_networkx():
    graph = made(NETWORKS["sparse, in parts"])
    bones = skeleton(graph)
    expected = {frozenset(part) for part in nx.connected_components(graph)}
    assert {frozenset(bones.nodes[place] for place in part) for part in components(bones)} == expected
