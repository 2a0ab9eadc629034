"""Describe the extraction itself, once for all documents: the program, its rules, and which of them were used.

Each claim names its reading (`prov:wasGeneratedBy`), the reading its association, and that the program and the rule:
`?claim prov:wasGeneratedBy/prov:qualifiedAssociation` in the document's graph, `prov:agent` and `prov:hadPlan` in this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from ecograph.graph import mapping
from ecograph.graph.nodes import Node, association
from ecograph.graph.rows import terms_of
from ecograph.graph.shapes import vocabularies
from ecograph.graph.terms import iri, local_name
from ecograph.graph.writing import Table
from ecograph.model import Attribute
from ecograph.store.names import BASE, PROV, RDF, SKOS, VOCAB

_A = iri(RDF + "type")
_ASSOCIATION, _SOFTWARE, _PLAN = Table(*mapping.ASSOCIATION), Table(*mapping.SOFTWARE), Table(*mapping.PLAN)


def graph_name(base: str = BASE) -> str:
    """Return the IRI of the graph that describes the extraction."""
    return f"{base}extraction"


def extraction(used: Iterable[tuple[str, str]], *, base: str = BASE) -> Iterator[Quad]:
    """Yield the description of some (version of the program, rule), all in one graph; nothing of none."""
    listed = sorted(set(used))
    place = iri(graph_name(base))
    if listed:
        yield Quad(place, _A, iri(PROV + "Bundle"), place)
    for version in dict.fromkeys(version for version, _ in listed):
        yield from _described(_software(base, version), place)
    for version, rule in listed:
        node = Node(PROV + "Association", _ASSOCIATION, _use(base, version, rule), association(base, version, rule))
        yield from _described(node, place)
    for rule in sorted({rule for _, rule in listed}):
        yield from _described(Node(PROV + "Plan", _PLAN, _meaning(rule), _plan(rule)), place)


def _described(node: Node, place: NamedNode) -> Iterator[Quad]:
    """Yield a node of this graph, which has a name of its own."""
    name = iri(node.iri(""))
    yield Quad(name, _A, iri(node.type), place)
    yield from (Quad(name, iri(path), term, place) for path, term in terms_of(node.table.rows, node.values))


def _plan(rule: str) -> str:
    return f"{VOCAB}rule/{local_name(rule)}"


def _software(base: str, version: str) -> Node:
    values: dict[str, Attribute] = {"name": f"EcoGraph {version}", "version": version}
    return Node(PROV + "SoftwareAgent", _SOFTWARE, values, f"{base}extraction#{version}")


def _use(base: str, version: str, rule: str) -> dict[str, Attribute]:
    return {"software": f"{base}extraction#{version}", "plan": _plan(rule)}


def _meaning(rule: str) -> dict[str, Attribute]:
    """Return what a rule takes as a sign, in both languages; a rule of an extension has its name only."""
    labels = vocabularies().get(_plan(rule), {}).get(SKOS + "prefLabel", ())
    told = {each.language: each.value for each in labels if isinstance(each, Literal)}
    return {"rule": rule, "english": told.get("en"), "chinese": told.get("zh")}
