"""Project the graph onto a networkx network: entities become nodes, facts become edges that carry their evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

from ecograph.errors import UsageError
from ecograph.network.style import legend

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
# The fact stands once in the default graph; a claim in a document's own graph says why, once or many times.
_EDGES = """\
SELECT ?subject ?object ?role ?modality ?confidence ?quote ?document ?title WHERE {{
  ?subject eco:{predicate} ?object .
  OPTIONAL {{
    GRAPH ?document {{
      ?claim rdf:subject ?subject ; rdf:predicate eco:{predicate} ; rdf:object ?object ; eco:quote ?quote .
      OPTIONAL {{ ?claim eco:role ?role }}
      OPTIONAL {{ ?claim eco:modality ?modality }}
      OPTIONAL {{ ?claim eco:confidence ?confidence }}
    }}
    ?document a eco:Document .
    OPTIONAL {{ ?document dcterms:title ?title }}
  }}
}}"""

Row: TypeAlias = dict[str, str]


class Evidence(NamedTuple):
    """The sentence that says an edge: verbatim quote, its document's title and IRI, modality and confidence."""

    quote: str
    title: str
    document: str
    modality: str = ""
    confidence: float = 1.0


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


def _rows(store: Store, query: str) -> Iterator[Row]:
    """Run a SELECT (the store knows the prefixes); unbound variables are left out of the row."""
    solutions = cast("Any", store.query(query))
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: solution[name].value for name in names if solution[name] is not None}


def _tail(iri: str) -> str:
    """Return the last part of an IRI, after # or /."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _nodes(store: Store, classes: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    types: dict[str, set[str]] = defaultdict(set)
    values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _rows(store, _NODES.format(classes=", ".join(f"eco:{name}" for name in classes))):
        types[row["node"]].add(_tail(row["type"]))
        if "property" in row:
            values[row["node"]][_tail(row["property"])].add(row["value"])
    for node, names in types.items():
        yield node, _attributes(node, min(names, key=NODE_CLASSES.index), values[node])


def _attributes(node: str, type_: str, values: dict[str, set[str]]) -> dict[str, Any]:
    """Return a node's attributes; where a property has several values, the same one is chosen each time."""
    first = {name: min(found) for name, found in values.items()}
    value = first.get("valueText", "") + first.get("unit", "")
    detail = ("；".join(sorted(values.get("post", ()))), first.get("code", ""), f"{value} {first.get('deadline', '')}")
    return {
        "label": first.get("label", _tail(node)),
        "type": type_,
        "kind": _tail(first.get("kind", "")),
        "aliases": tuple(sorted(values.get("altLabel", ()))),
        "detail": next((text for text in map(str.strip, detail) if text), ""),
    }


def _edges(store: Store, predicate: str) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield (subject, object, key, attributes) for each fact and role of a predicate."""
    found: dict[tuple[str, str, str], set[Evidence]] = defaultdict(set)
    for row in _rows(store, _EDGES.format(predicate=predicate)):
        evidence = found[row["subject"], row["object"], _tail(row.get("role", ""))]
        if "quote" in row:
            evidence.add(_evidence(row))
    for (subject, object_, role), evidence in found.items():
        ranked = _ranked(evidence)
        best = ranked[0] if ranked else Evidence("", "", "")
        attributes = {"predicate": predicate, "role": role, "quote": best.quote, "document": best.title}
        yield subject, object_, f"{predicate}:{role}".rstrip(":"), attributes | {"evidence": ranked}


def _ranked(evidence: set[Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence best first; of what two rules saw in the same words, only the better."""
    ranked = sorted(evidence, key=lambda item: (-item.confidence, item))
    return tuple({(item.quote, item.document): item for item in reversed(ranked)}.values())[::-1]


def _evidence(row: Row) -> Evidence:
    title = row.get("title") or _tail(row["document"])
    confidence = float(row.get("confidence", 1))
    return Evidence(row["quote"], title, row["document"], _tail(row.get("modality", "")), confidence)
