"""Write one document's facts as RDF: entities and plain triples in the default graph, claims in the document's graph.

No blank nodes: what has no name of its own gets `<document>#<kind>-<hash of its content>`, so that the same input gives
the same bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from pyoxigraph import DefaultGraph, NamedNode, Quad

from ecograph.graph import mapping
from ecograph.graph.terms import Term, iri, prop
from ecograph.model import Attribute, Claim, Document, Entity, Facts, Mention, Span
from ecograph.store.names import BASE, ECO, OA, ORG, RDF

_A = iri(RDF + "type")
_NO_FACT = ("denied", "possible")


def quads(facts: Facts, *, base: str = BASE, sources: tuple[str, ...] = (), read: str = "") -> Iterator[Quad]:
    """Yield the quads of one document; entity ids must be IRIs. A quad may come twice, a store keeps it once.

    A denied claim, and a second reading, stay in the document's graph and give no plain triple. `sources` are all sources
    of the same text, by default the document's own. With `read` (ISO 8601), each claim says when it was read.
    """
    document = facts.document
    yield from _document(document, base, sources)
    for entity in facts.entities:
        yield from _entity(entity)
        for mention in entity.mentions:
            yield from _mention(document, entity, mention)
        for slot, span in entity.slots.items():
            yield from _slot(document, entity, slot, span)
    for claim in (*facts.claims, *facts.readings):
        yield from _claim(document, claim, read)
    yield from _memberships(facts)


def _document(document: Document, base: str, sources: tuple[str, ...]) -> Iterator[Quad]:
    values: dict[str, Attribute] = {row[0]: getattr(document, row[0]) for row in mapping.DOCUMENT}
    values["source"] = sources or document.source
    if document.home:
        values["home"] = f"{base}place/{document.home}"
    node = iri(document.id)
    yield Quad(node, _A, iri(ECO + "Document"))
    yield from _rows(node, mapping.DOCUMENT, values)


def _entity(entity: Entity) -> Iterator[Quad]:
    node = iri(entity.id)
    achieved = entity.attributes.get("status") == "achieved"
    yield Quad(node, _A, iri(mapping.OBSERVATION if achieved else mapping.CLASSES[entity.type]))
    aliases = tuple(alias for alias in entity.aliases if alias != entity.name)
    yield from _rows(node, mapping.ENTITY, {**entity.attributes, "name": entity.name, "aliases": aliases})


def _mention(document: Document, entity: Entity, mention: Mention) -> Iterator[Quad]:
    values: dict[str, Attribute] = {"of": entity.id, "rule": mention.rule, "confidence": mention.confidence}
    values["candidates"] = entity.attributes.get("candidates")
    node = _node(document, "mention", entity.id, mention.rule, *_place(mention.span))
    yield from _record(document, node, "Mention", mapping.MENTION, values)
    yield from _rows(node, mapping.SPAN, _fields(mention.span), graph=iri(document.id))


def _slot(document: Document, entity: Entity, slot: str, span: Span) -> Iterator[Quad]:
    node = _node(document, "slot", entity.id, slot, *_place(span))
    yield from _record(document, node, "Slot", mapping.SLOT, {"of": entity.id, "slot": slot})
    yield from _rows(node, mapping.SPAN, _fields(span), graph=iri(document.id))


def _claim(document: Document, claim: Claim, read: str) -> Iterator[Quad]:
    if claim.modality not in _NO_FACT:
        yield Quad(iri(claim.subject), prop(claim.predicate), iri(claim.object))
    values = {row[0]: getattr(claim, row[0]) for row in mapping.CLAIM}
    node = _node(document, "claim", *(str(value) for value in values.values()), *_place(claim.evidence))
    graph = iri(document.id)
    yield from _record(document, node, "Claim", mapping.CLAIM, values)
    yield from _rows(node, mapping.SPAN, _fields(claim.evidence), graph=graph)
    times = {"published": document.published, "time": claim.time, "read": read}
    yield from _rows(node, mapping.TIMES, times, graph=graph)
    yield Quad(node, iri(mapping.SOURCED), graph, graph)
    yield from _annotation(document, node, claim.evidence)


def _annotation(document: Document, node: NamedNode, span: Span) -> Iterator[Quad]:
    """Say the evidence once more as Web Annotation does; claims of one stretch share its nodes."""
    graph = iri(document.id)
    target = NamedNode(f"{document.id}#stretch-{span.start}-{span.end}")
    selector = NamedNode(f"{document.id}#char={span.start},{span.end}")
    yield Quad(node, iri(OA + "hasTarget"), target, graph)
    yield Quad(target, _A, iri(OA + "SpecificResource"), graph)
    yield Quad(target, iri(OA + "hasSource"), graph, graph)
    yield Quad(target, iri(OA + "hasSelector"), selector, graph)
    yield Quad(selector, _A, iri(OA + "TextQuoteSelector"), graph)
    yield Quad(selector, _A, iri(OA + "TextPositionSelector"), graph)
    yield from _rows(selector, mapping.SELECTOR, _fields(span), graph=graph)


def _memberships(facts: Facts) -> Iterator[Quad]:
    """Join officials, agencies and posts; posts only where the document gives one agency, else it is open which."""
    graph = iri(facts.document.id)
    posts = {entity.id: entity.attributes.get("posts") for entity in facts.entities if entity.type == "Official"}
    agencies: dict[str, set[str]] = {official: set() for official in posts}
    for claim in facts.claims:
        if claim.predicate == "worksFor" and claim.modality != "denied" and claim.subject in agencies:
            agencies[claim.subject].add(claim.object)
    for official, bodies in agencies.items():
        for agency in sorted(bodies):
            node = _node(facts.document, "membership", official, agency)
            yield Quad(node, _A, iri(ORG + "Membership"), graph)
            yield Quad(node, iri(ORG + "member"), iri(official), graph)
            yield Quad(node, iri(ORG + "organization"), iri(agency), graph)
            yield Quad(node, iri(mapping.SOURCED), graph, graph)
            own = {"posts": posts[official] if len(bodies) == 1 else None}
            yield from _rows(node, (row for row in mapping.ENTITY if row[0] == "posts"), own, graph=graph)


def _rows(
    node: NamedNode,
    table: Iterable[mapping.Row],
    values: Mapping[str, Attribute],
    *,
    graph: NamedNode | DefaultGraph | None = None,
) -> Iterator[Quad]:
    """Yield what the table makes of the values."""
    for name, predicate, make in table:
        value = values.get(name)
        for each in value if isinstance(value, tuple) else (value,):
            term: Term | None = None if each is None or each == "" else make(each)
            if term is not None:
                yield Quad(node, iri(predicate), term, graph or DefaultGraph())


def _record(
    document: Document, node: NamedNode, kind: str, table: tuple[mapping.Row, ...], values: Mapping[str, Attribute]
) -> Iterator[Quad]:
    graph = iri(document.id)
    yield Quad(node, _A, iri(ECO + kind), graph)
    yield from _rows(node, table, values, graph=graph)


def _node(document: Document, kind: str, *content: str) -> NamedNode:
    digest = sha256("\x1f".join(content).encode()).hexdigest()
    return iri(f"{document.id}#{kind}-{digest[:12]}")


def _place(span: Span) -> tuple[str, str]:
    return str(span.start), str(span.end)


def _fields(span: Span) -> dict[str, Attribute]:
    return {"text": span.text, "start": span.start, "end": span.end}
