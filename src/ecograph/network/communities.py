"""Communities: groups that are tied more closely among themselves than to the others (Blondel and others 2008)."""

from __future__ import annotations

from typing import NamedTuple

from ecograph.network.skeleton import Skeleton

RESOLUTION = 1.0


class Partition(NamedTuple):
    """Groups of nodes (places in the skeleton), the largest first, and how much better than chance they are, at most 1."""

    groups: tuple[tuple[int, ...], ...]
    modularity: float


def communities(bones: Skeleton, *, resolution: float = RESOLUTION, seed: int = 0) -> Partition:
    """Return the communities that Louvain finds; the seed alone decides between equals.

    Nodes are numbers in a fixed order there, since a set of names would be walked in another order on each run.
    """
    from networkx import Graph
    from networkx.algorithms.community import louvain_communities, modularity

    network = Graph()
    network.add_nodes_from(range(len(bones.nodes)))
    network.add_weighted_edges_from(bones.edges)
    if not bones.edges:
        return Partition(tuple((node,) for node in network), 0.0)
    found = louvain_communities(network, weight="weight", resolution=resolution, seed=seed)
    groups = sorted((tuple(sorted(group)) for group in found), key=lambda group: (-len(group), group))
    return Partition(tuple(groups), float(modularity(network, groups, weight="weight", resolution=resolution)))
