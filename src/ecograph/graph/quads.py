"""Write one document's facts as RDF: entities and plain triples in the default graph, claims in the document's graph.

No blank nodes: what has no name of its own gets `<document>#<kind>-<hash of its content>`, so that the same input gives
the same bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad

from ecograph import __version__
from ecograph.graph import mapping
from ecograph.graph.nodes import NO_FACT, Node, claim_name, named, nodes
from ecograph.graph.rows import rows_of
from ecograph.graph.terms import iri, prop
from ecograph.model import Attribute, Claim, Facts, Span
from ecograph.store.names import BASE, OA, RDF

_A = iri(RDF + "type")
_DEFAULT = DefaultGraph()


def quads(
    facts: Facts, *, base: str = BASE, sources: tuple[str, ...] = (), read: str = "", version: str = __version__
) -> Iterator[Quad]:
    """Yield the quads of one document; entity ids must be IRIs. A quad may come twice, a store keeps it once.

    A denied claim, and a second reading, stay in the document's graph and give no plain triple. `sources` are all sources
    of the same text, by default the document's own. With `read` (ISO 8601), each claim says when it was read. `version` is
    that of the program that read it.
    """
    yield from written(nodes(facts, base=base, sources=sources, read=read, version=version), facts.document.id)


def written(found: Iterable[Node], document: str) -> Iterator[Quad]:
    """Yield the quads of the nodes of one document, an IRI."""
    graph = iri(document)
    for each in found:
        node = NamedNode(each.iri(document))
        place = _DEFAULT if each.shared else graph
        yield Quad(node, _A, iri(each.type), place)
        yield from rows_of(node, each.table.rows, each.values, graph=place)
        if isinstance(each.item, Claim):
            yield from _claimed(graph, node, each.item)


def claim_node(document: str, claim: Claim) -> NamedNode:
    """Return the node of a claim in the graph of its document, which is named by its IRI."""
    return iri(named(document, claim_name(claim)))


def _claimed(graph: NamedNode, node: NamedNode, claim: Claim) -> Iterator[Quad]:
    """Yield the plain triple of a claim, and its evidence once more as Web Annotation says it."""
    if claim.modality not in NO_FACT:
        yield Quad(iri(claim.subject), prop(claim.predicate), iri(claim.object))
    yield from _annotation(graph, node, claim.evidence)


def _annotation(graph: NamedNode, node: NamedNode, span: Span) -> Iterator[Quad]:
    """Yield the stretch that a claim stands in; claims of one stretch share its nodes."""
    target = NamedNode(f"{graph.value}#stretch-{span.start}-{span.end}")
    selector = NamedNode(f"{graph.value}#char={span.start},{span.end}")
    yield Quad(node, iri(OA + "hasTarget"), target, graph)
    yield Quad(target, _A, iri(OA + "SpecificResource"), graph)
    yield Quad(target, iri(OA + "hasSource"), graph, graph)
    yield Quad(target, iri(OA + "hasSelector"), selector, graph)
    yield Quad(selector, _A, iri(OA + "TextQuoteSelector"), graph)
    yield Quad(selector, _A, iri(OA + "TextPositionSelector"), graph)
    words: dict[str, Attribute] = {"text": span.text, "start": span.start, "end": span.end}
    yield from rows_of(selector, mapping.SELECTOR, words, graph=graph)
