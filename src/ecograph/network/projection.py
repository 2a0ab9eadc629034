"""Project the graph onto a networkx network: entities become nodes, facts become edges that carry their evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ecograph.errors import UsageError
from ecograph.network.evidence import Evidence, evidence_of
from ecograph.network.selecting import select, tail
from ecograph.network.style import legend
from ecograph.store.names import ECO

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from ecograph.store import Store

NODE_CLASSES = ("Agency", "Project", "Official", "Place", "Policy", "Target", "Observation")
EDGE_KINDS = ("responsibleFor", "partOf", "worksFor", "locatedIn", "within", "governedBy", "issued", "hasTarget")

_NODES = """\
SELECT ?node ?type ?property ?value WHERE {{
  ?node a ?type . FILTER(?type IN ({classes}))
  OPTIONAL {{
    ?node ?property ?value .
    FILTER(?property IN (
      rdfs:label, skos:altLabel, eco:kind, eco:post, eco:code, eco:valueText, eco:unit, eco:deadline
    ))
  }}
}}"""


def project(
    store: Store,
    *,
    classes: Iterable[str] = ("Agency", "Project"),
    predicates: Iterable[str] | None = None,
    isolated: bool = False,
) -> MultiDiGraph:
    """Return the network of the entities of `classes` and the facts of `predicates` between them.

    Nodes are IRIs with label, type, kind, aliases and detail (posts, code, or value). There is one edge for each
    subject, object, predicate and role, with predicate, role, quote and document (title) of its best evidence, and
    `evidence`, all of it, best first. Entities without an edge stay out unless `isolated`.
    Raises `UsageError` for an unknown name.
    """
    from networkx import MultiDiGraph

    chosen = _known("class", tuple(classes), NODE_CLASSES)
    kinds = _known("predicate", EDGE_KINDS if predicates is None else tuple(predicates), EDGE_KINDS)
    nodes = dict(_nodes(store, chosen))
    edges = [edge for kind in kinds for edge in _edges(store, kind) if edge[0] in nodes and edge[1] in nodes]
    ends = {end for edge in edges for end in edge[:2]}
    network = MultiDiGraph(legend=legend())
    network.add_nodes_from((node, nodes[node]) for node in sorted(nodes) if isolated or node in ends)
    network.add_edges_from(sorted(edges, key=lambda edge: edge[:3]))
    return network


def _known(what: str, names: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if name not in known:
            raise UsageError(f"unknown {what} {name!r}", where="network", remedy=f"choose from {', '.join(known)}")
    return names


def _nodes(store: Store, classes: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    types: dict[str, set[str]] = defaultdict(set)
    values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in select(store, _NODES.format(classes=", ".join(f"eco:{name}" for name in classes))):
        types[row["node"]].add(tail(row["type"]))
        if "property" in row:
            values[row["node"]][tail(row["property"])].add(row["value"])
    for node, names in types.items():
        yield node, _attributes(node, min(names, key=NODE_CLASSES.index), values[node])


def _attributes(node: str, type_: str, values: dict[str, set[str]]) -> dict[str, Any]:
    """Return a node's attributes; where a property has several values, the same one is chosen each time."""
    first = {name: min(found) for name, found in values.items()}
    value = first.get("valueText", "") + first.get("unit", "")
    detail = ("；".join(sorted(values.get("post", ()))), first.get("code", ""), f"{value} {first.get('deadline', '')}")
    return {
        "label": first.get("label", tail(node)),
        "type": type_,
        "kind": tail(first.get("kind", "")),
        "aliases": tuple(sorted(values.get("altLabel", ()))),
        "detail": next((text for text in map(str.strip, detail) if text), ""),
    }


def _edges(store: Store, predicate: str) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield (subject, object, key, attributes) for each fact and role of a predicate."""
    for (subject, object_), roles in evidence_of(store, ECO + predicate).items():
        for role, ranked in roles.items():
            best = ranked[0] if ranked else Evidence("", "", "")
            attributes = {"predicate": predicate, "role": role, "quote": best.quote, "document": best.title}
            yield subject, object_, f"{predicate}:{role}".rstrip(":"), attributes | {"evidence": ranked}
