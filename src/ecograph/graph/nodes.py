"""Say which nodes a document's facts give, before any triple is written: the class, the values and the table of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias
from urllib.parse import quote

from ecograph import __version__
from ecograph.graph import mapping
from ecograph.graph.naming import claim_name, named
from ecograph.graph.tracking.units import normalised
from ecograph.graph.writing import Table
from ecograph.model import Attribute, Claim, Document, Entity, Facts, Mention, Span
from ecograph.store.names import BASE, ECO, ORG, PROV

Item: TypeAlias = Document | Entity | Mention | Span | Claim | None
# These stay in the document's graph and give no plain triple.
NO_FACT = ("denied", "possible")


_DOCUMENT = Table(*mapping.DOCUMENT)
_ENTITY = Table(*mapping.ENTITY)
_CLAIM = Table(*mapping.CLAIM, *mapping.SPAN, *mapping.TIMES, *mapping.ORIGIN)
_MENTION = Table(*mapping.MENTION, *mapping.SPAN)
_SLOT = Table(*mapping.SLOT, *mapping.SPAN)
_MEMBERSHIP = Table(*mapping.MEMBERSHIP, *mapping.ORIGIN)
_EXTRACTION = Table(*mapping.EXTRACTION)
SPAN = Table(*mapping.SPAN)


class Node(NamedTuple):
    """One node that a document's facts give.

    `type` is the IRI of its class. `values` are written as the rows of `table` say. `name` is its IRI, or else what the IRI
    is made of: the kind of node and its content. `item` is the part of the facts that it comes from, `owner` the entity that
    a mention or a slot belongs to. What is not `shared` stands in the document's graph.
    """

    type: str
    table: Table
    values: Mapping[str, Attribute]
    name: str | tuple[str, ...]
    item: Item = None
    owner: str = ""
    shared: bool = False

    def iri(self, document: str) -> str:
        """Return the IRI, in the document of this IRI."""
        return self.name if isinstance(self.name, str) else named(document, self.name)

    @property
    def span(self) -> Span | None:
        """The words of the source that it quotes, None for what quotes none."""
        if isinstance(self.item, Claim):
            return self.item.evidence
        if isinstance(self.item, Mention):
            return self.item.span
        return self.item if isinstance(self.item, Span) else None


def nodes(
    facts: Facts, *, base: str = BASE, sources: tuple[str, ...] = (), read: str = "", version: str = __version__
) -> Iterator[Node]:
    """Yield the nodes of one document, whose entity ids must be IRIs; the arguments are those of `lines`."""
    document = facts.document
    yield _document(document, base, sources)
    for entity in facts.entities:
        yield _entity(entity)
        for mention in entity.mentions:
            yield _mention(entity, mention)
        for slot, span in entity.slots.items():
            yield _slot(entity, slot, span)
    claims = (*facts.claims, *facts.readings)
    reading = _Reading(document, base, version)
    for claim in claims:
        yield _claim(document, claim, read, reading.by(claim.rule))
    yield from _memberships(facts)
    yield from reading.nodes()


def class_of(entity: Entity) -> str:
    """Return the IRI of an entity's class; a target that is reported as done is an observation."""
    achieved = entity.attributes.get("status") == "achieved"
    return mapping.OBSERVATION if achieved else mapping.CLASSES[entity.type]


def association(base: str, version: str, rule: str) -> str:
    """Return the IRI of the use of a rule by a version of the program; it is described in the extraction's own graph."""
    return f"{base}extraction#{quote(f'{version}-{rule}', safe='')}"


def _document(document: Document, base: str, sources: tuple[str, ...]) -> Node:
    values: dict[str, Attribute] = {row[0]: getattr(document, row[0]) for row in mapping.DOCUMENT}
    values["source"] = sources or document.source
    if document.home:
        values["home"] = f"{base}place/{document.home}"
    return Node(ECO + "Document", _DOCUMENT, values, document.id, document, shared=True)


def _entity(entity: Entity) -> Node:
    aliases = tuple(alias for alias in entity.aliases if alias != entity.name)
    values = {**entity.attributes, **normalised(entity.attributes), "name": entity.name, "aliases": aliases}
    return Node(class_of(entity), _ENTITY, values, entity.id, entity, shared=True)


def _mention(entity: Entity, mention: Mention) -> Node:
    span, rule, confidence = mention
    values: dict[str, Attribute] = {
        "of": entity.id, "rule": rule, "confidence": confidence, "candidates": entity.attributes.get("candidates"),
        "text": span.text, "start": span.start, "end": span.end,
    }  # fmt: skip
    name = ("mention", entity.id, rule, str(span.start), str(span.end))
    return Node(ECO + "Mention", _MENTION, values, name, mention, entity.id)


def _slot(entity: Entity, slot: str, span: Span) -> Node:
    values: dict[str, Attribute] = {
        "of": entity.id, "slot": slot, "text": span.text, "start": span.start, "end": span.end,
    }  # fmt: skip
    name = ("slot", entity.id, slot, str(span.start), str(span.end))
    return Node(ECO + "Slot", _SLOT, values, name, span, entity.id)


def _claim(document: Document, claim: Claim, read: str, extraction: str) -> Node:
    span = claim.evidence
    values: dict[str, Attribute] = {row[0]: getattr(claim, row[0]) for row in mapping.CLAIM}
    values |= {"text": span.text, "start": span.start, "end": span.end, "published": document.published}
    values |= {"time": claim.time, "read": read, "document": document.id, "extraction": extraction}
    return Node(ECO + "Claim", _CLAIM, values, claim_name(claim), claim)


def _memberships(facts: Facts) -> Iterator[Node]:
    """Join officials, agencies and posts; posts only where the document gives one agency, else it is open which."""
    posts = {entity.id: entity.attributes.get("posts") for entity in facts.entities if entity.type == "Official"}
    agencies: dict[str, set[str]] = {official: set() for official in posts}
    for claim in facts.claims:
        if claim.predicate == "worksFor" and claim.modality != "denied" and claim.subject in agencies:
            agencies[claim.subject].add(claim.object)
    for official, bodies in agencies.items():
        for agency in sorted(bodies):
            values: dict[str, Attribute] = {
                "official": official, "agency": agency, "document": facts.document.id,
                "posts": posts[official] if len(bodies) == 1 else None,
            }  # fmt: skip
            yield Node(ORG + "Membership", _MEMBERSHIP, values, ("membership", official, agency))


class _Reading:
    """The reading of one document by a version of the program: one activity a rule, which its claims share."""

    def __init__(self, document: Document, base: str, version: str) -> None:
        self._document, self._base, self._version = document, base, version
        self._rules: dict[str, str] = {}

    def by(self, rule: str) -> str:
        """Return the IRI of the reading by one rule."""
        known = self._rules.get(rule)
        if known is None:
            known = f"{self._document.id}#extraction-{quote(f'{self._version}-{rule}', safe='')}"
            self._rules[rule] = known
        return known

    def nodes(self) -> Iterator[Node]:
        for rule, iri in self._rules.items():
            values: dict[str, Attribute] = {
                "document": self._document.id, "association": association(self._base, self._version, rule),
            }  # fmt: skip
            yield Node(PROV + "Activity", _EXTRACTION, values, iri)
