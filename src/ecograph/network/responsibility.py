"""The agency–project network, and its projections: who answers for the same projects, which projects the same bodies share.

Two agencies are tied by each project that both are responsible for; the tie weighs the sum, over these projects, of the
product of what their roles weigh (`data/network/roles.csv`): two that lead one project together are tied by 1, one that
leads and one that supports by 0.4. Projects that share agencies are tied in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from ecograph.network.evidence import Evidence, stated
from ecograph.network.projection import project
from ecograph.network.weights import role_weight

if TYPE_CHECKING:
    from networkx import Graph, MultiDiGraph

    from ecograph.store import Store


# So many digits are told and compared: beyond them, figures may differ between processors.
DIGITS = 10
# What an edge of a projection says, by the class of its ends.
_SHARES = {"Agency": "sharesProject", "Project": "sharesAgency"}


class Shared(NamedTuple):
    """What ties two nodes: the node both are joined to, and for either side the roles and the evidence, best first."""

    node: str
    label: str
    roles: tuple[tuple[str, ...], tuple[str, ...]]
    evidence: tuple[tuple[Evidence, ...], tuple[Evidence, ...]]
    weight: float


class _Side(NamedTuple):
    """How one agency and one project are joined: roles, heaviest first, the weight of the first, and the sentences."""

    roles: tuple[str, ...]
    weight: float
    evidence: tuple[Evidence, ...]


def bipartite(store: Store) -> MultiDiGraph:
    """Return the network of agencies and the projects that they are responsible for, one edge a role, with its weight."""
    network = project(store, classes=("Agency", "Project"), predicates=("responsibleFor",))
    for _, _, data in network.edges(data=True):
        data["weight"] = role_weight(data["role"])
    network.graph["edge_columns"] = ("weight",)
    return network


def co_responsibility(network: MultiDiGraph, *, of: str = "Agency") -> Graph:
    """Project the bipartite network onto its nodes of one class, Agency or Project.

    An edge joins two that share a node of the other class; it carries `weight`, `count` and `shares`, a `Shared` for each.
    Nodes that share nothing stay out.
    """
    from networkx import Graph

    ties: dict[tuple[str, str], list[Shared]] = {}
    for middle, sides in _around(network, of):
        label = network.nodes[middle]["label"]
        for pair in combinations(sorted(sides), 2):
            ties.setdefault(pair, []).append(_shared(middle, label, *(sides[node] for node in pair)))
    projected = Graph(**network.graph | {"edge_columns": ("weight", "count", "shared")})
    projected.add_nodes_from((node, network.nodes[node]) for node in sorted({node for pair in ties for node in pair}))
    projected.add_edges_from((*pair, _tie(ties[pair], of)) for pair in sorted(ties))
    return projected


def _around(network: MultiDiGraph, of: str) -> Iterator[tuple[str, dict[str, _Side]]]:
    """Yield each node of the other class with its neighbours."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for subject, object_, data in network.edges(data=True):
        node, middle = (subject, object_) if of == "Agency" else (object_, subject)
        found.setdefault(middle, {}).setdefault(node, []).append(data)
    for middle in sorted(found):
        yield middle, {node: _side(edges) for node, edges in found[middle].items()}


def _side(edges: list[dict[str, Any]]) -> _Side:
    """Sum up the edges of a pair; that it is responsible somehow tells nothing more where a role is told."""
    told = [data for data in edges if data["role"]] or edges
    ranked = sorted(told, key=lambda data: (-data["weight"], data["role"]))
    evidence = dict.fromkeys(item for data in ranked for item in data["evidence"] if stated(item))
    return _Side(tuple(data["role"] for data in ranked), ranked[0]["weight"], tuple(evidence))


def _shared(middle: str, label: str, one: _Side, other: _Side) -> Shared:
    weight = one.weight * other.weight
    return Shared(middle, label, (one.roles, other.roles), (one.evidence, other.evidence), weight)


def _tie(shares: list[Shared], of: str) -> dict[str, Any]:
    """Return an edge's attributes, those of a fact among them: what weighs most comes first."""
    ranked = tuple(sorted(shares, key=lambda shared: (-shared.weight, shared.node)))
    evidence = tuple(dict.fromkeys(item for shared in ranked for side in shared.evidence for item in side))
    best = evidence[0] if evidence else Evidence("", "", "")
    told = {"quote": best.quote, "document": best.title, "evidence": evidence}
    sums = {"weight": round(sum(shared.weight for shared in ranked), DIGITS), "count": len(ranked), "shares": ranked}
    names = {"shared": "；".join(shared.label for shared in ranked)}
    return {"predicate": _SHARES[of], "role": "", **told, **sums, **names}
