"""Keep out of the graph what breaks a shape, and keep it: in a graph of its own, with the reason.

The quarantine tells of each statement without making it: subject, property and value stand in properties of their own. So no
query over all graphs, and no tool that takes the named graphs for one, answers from it.

As little goes as can. A claim goes whole. Of an agency, an official, a project, a place or a policy only the value that is
wrong goes, and the entity where it cannot be without it; a target goes whole, because a number without its unit or deadline
says something else. What needs what went goes with it: that is found by judging again until nothing is left to find.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any, NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from ecograph import __version__
from ecograph.graph import mapping
from ecograph.graph.constraints import Value
from ecograph.graph.gate import Fault, faults
from ecograph.graph.lines import Lines, written
from ecograph.graph.nodes import Item, Node, nodes
from ecograph.graph.quads import quads_of
from ecograph.graph.shapes import shapes
from ecograph.graph.terms import iri
from ecograph.graph.violation import Violation, short
from ecograph.model import Attribute, Claim, Document, Entity, Facts, Mention, Span
from ecograph.store import Solutions, Store
from ecograph.store.names import BASE, ECO, PROV, RDF, SH, XSD

_A = iri(RDF + "type")
# Goes whole, whatever of it is wrong.
_WHOLE = ("Target",)
# What a document can be without.
_OPTIONAL = {"title", "published", "publisher", "home"}


class Split(NamedTuple):
    """A document's facts as far as they keep the shapes, and the quads of what does not, with the reasons.

    `accepted` is None where nothing is left of the document, not even itself. `quarantined` are quads of the quarantine's graph.
    `nodes` are those that the accepted facts give.
    """

    accepted: Facts | None
    quarantined: list[Quad]
    nodes: list[Node]

    @property
    def lines(self) -> Lines:
        """Return the lines of the accepted facts, none where there are none."""
        return written(self.nodes, self.accepted.document.id) if self.accepted else Lines(b"", b"")


def graph_name(base: str = BASE) -> str:
    """Return the IRI of the graph that holds what was kept out."""
    return f"{base}quarantine"


def split(
    facts: Facts, *, base: str = BASE, sources: tuple[str, ...] = (), read: str = "", version: str = __version__
) -> Split:
    """Tell what of one document keeps the shapes from what does not; the arguments are those of `lines`.

    Every line that `lines` makes of the facts is one of those that it makes of the accepted ones, or is in quarantine.
    The same facts always give the same parts.
    """

    def told(by: Facts | None) -> list[Node]:
        return list(nodes(by, base=base, sources=sources, read=read, version=version)) if by else []

    document = facts.document.id
    left: Facts | None = facts
    listed = given = told(facts)
    found: list[Fault] = []
    while left is not None and (wrong := faults(left, listed)):
        wrong = _first(wrong)
        found += wrong
        left = _without(left, wrong)
        listed = told(left)
    if not found:
        return Split(facts, [], given)
    gone = Lines(*map(_gone, written(given, document), written(listed, document)))
    place = iri(graph_name(base))
    told_of = {*_statements(quads_of(gone, document), document, place), *_reasons(found, given, document, place)}
    return Split(left, sorted(told_of, key=str), listed)


def _gone(given: bytes, left: bytes) -> bytes:
    return b"".join(set(given.splitlines(keepends=True)) - set(left.splitlines(keepends=True)))


def _first(found: list[Fault]) -> list[Fault]:
    """Return the faults to mend before the others are judged again, as these may be gone then.

    First those of the document itself: its date is that of each of its claims. Last those of a membership: it follows from
    claims.
    """
    of_document = [each for each in found if isinstance(_item(each), Document)]
    of_others = [each for each in found if _item(each) is not None]
    return of_document or of_others or found


def _item(fault: Fault) -> Item:
    return fault.culprit.item if isinstance(fault.culprit, Node) else fault.culprit


def _without(facts: Facts, found: Iterable[Fault]) -> Facts | None:
    """Return the facts without what is to blame, None where that is the document."""
    left: Facts | None = facts
    for fault in found:
        left = left and _less(left, fault)
    return left


def _less(facts: Facts, fault: Fault) -> Facts | None:
    culprit = fault.culprit
    if isinstance(culprit, Claim):
        return _without_claims(facts, lambda claim: claim == culprit)
    item = culprit.item
    if isinstance(item, Claim):
        return _without_claims(facts, lambda claim: claim == item)
    if isinstance(item, Document):
        return _less_document(facts, fault)
    if isinstance(item, Entity):
        return _less_entity(facts, item, fault)
    if isinstance(item, Mention | Span):
        return _without_words(facts, culprit)
    ends = (culprit.values.get("official"), culprit.values.get("agency"))
    return _without_claims(facts, lambda claim: (claim.subject, claim.object) == ends)


def _without_claims(facts: Facts, gone: Callable[[Claim], bool]) -> Facts:
    claims, readings = (tuple(each for each in said if not gone(each)) for said in (facts.claims, facts.readings))
    return facts._replace(claims=claims, readings=readings)


def _less_document(facts: Facts, fault: Fault) -> Facts | None:
    """Return the facts without a field of the document, None where it cannot be without it."""
    names = _names(mapping.DOCUMENT, fault)
    if fault.value is None or not names <= _OPTIONAL:
        return None
    empty: dict[str, Any] = dict.fromkeys(names, "")
    return facts._replace(document=replace(facts.document, **empty))


def _less_entity(facts: Facts, wrong: Entity, fault: Fault) -> Facts:
    names = _names(mapping.ENTITY, fault)
    whole = fault.value is None or wrong.type in _WHOLE or "name" in names

    def told() -> Iterator[Entity]:
        for each in facts.entities:
            if each.id != wrong.id:
                yield each
            elif not whole:
                yield _less_value(each, names, fault.value)

    return facts._replace(entities=tuple(told()))


def _less_value(entity: Entity, names: Collection[str], wrong: Value) -> Entity:
    """Return an entity without a value that is written as the wrong one."""
    makes = {row[0]: row[2] for row in mapping.ENTITY if row[0] in names}
    if "aliases" in names:
        return entity._replace(aliases=tuple(each for each in entity.aliases if makes["aliases"](each) != wrong))
    attributes: dict[str, Attribute] = dict(entity.attributes)
    for name, make in makes.items():
        value = attributes.get(name)
        if isinstance(value, tuple):
            attributes[name] = tuple(each for each in value if make(each) != wrong)
        elif value is not None and make(value) == wrong:
            del attributes[name]
    return entity._replace(attributes=attributes)


def _names(table: Iterable[mapping.Row], fault: Fault) -> set[str]:
    """Return the names of the values that are written as the property at fault."""
    return {name for name, path, _ in table if path == fault.path}


def _without_words(facts: Facts, node: Node) -> Facts:
    """Return the facts without one mention or one slot."""

    def less(entity: Entity) -> Entity:
        if entity.id != node.owner:
            return entity
        if isinstance(node.item, Mention):
            return entity._replace(mentions=tuple(each for each in entity.mentions if each != node.item))
        return entity._replace(slots={key: span for key, span in entity.slots.items() if key != node.values["slot"]})

    return facts._replace(entities=tuple(map(less, facts.entities)))


def _statements(gone: Iterable[Quad], document: str, place: NamedNode) -> Iterator[Quad]:
    """Yield what tells of the statements of a document that were kept out, and of the graph that each was to stand in."""
    for quad in gone:
        node = _node(place, document, str(quad))
        yield Quad(node, _A, iri(ECO + "KeptStatement"), place)
        yield Quad(node, iri(ECO + "keptSubject"), quad.subject, place)
        yield Quad(node, iri(ECO + "keptPredicate"), quad.predicate, place)
        literal = isinstance(quad.object, Literal)
        yield Quad(node, iri(ECO + ("keptValue" if literal else "keptObject")), quad.object, place)
        if isinstance(quad.graph_name, NamedNode):
            yield Quad(node, iri(ECO + "keptGraph"), quad.graph_name, place)
        yield Quad(node, iri(PROV + "wasDerivedFrom"), iri(document), place)


def _node(place: NamedNode, *content: str) -> NamedNode:
    """Return the name of something in the quarantine, made of what it says."""
    return iri(f"{place.value}#{sha256(chr(10).join(content).encode()).hexdigest()[:16]}")


def released(store: Store) -> list[Quad]:
    """Return the statements that a store's quarantine tells of, as they would have stood in the graph; sorted."""
    answer = store.query(_RELEASED)
    assert isinstance(answer, Solutions)
    found = set()
    for row in answer:
        graph = row["graph"]
        place = graph if isinstance(graph, NamedNode) else DefaultGraph()
        found.add(Quad(row["subject"], row["predicate"], row["object"], place))
    return sorted(found, key=str)


_RELEASED = """
SELECT ?subject ?predicate ?object ?graph WHERE {
  GRAPH ?quarantine {
    ?statement a eco:KeptStatement ; eco:keptSubject ?subject ; eco:keptPredicate ?predicate .
    ?statement eco:keptObject|eco:keptValue ?object .
    OPTIONAL { ?statement eco:keptGraph ?graph }
  }
}"""


def _reasons(found: Iterable[Fault], given: Iterable[Node], document: str, place: NamedNode) -> Iterator[Quad]:
    """Yield what the quarantine says of itself: a SHACL validation report, with the thing that each result keeps out."""
    claims = {node.item: node for node in given if isinstance(node.item, Claim)}
    yield Quad(place, _A, iri(ECO + "Quarantine"), place)
    yield Quad(place, _A, iri(SH + "ValidationReport"), place)
    yield Quad(place, iri(SH + "conforms"), Literal("false", datatype=iri(XSD + "boolean")), place)
    for fault in found:
        culprit = claims[fault.culprit] if isinstance(fault.culprit, Claim) else fault.culprit
        node = _node(place, document, culprit.iri(document), *map(str, fault[:-1]))
        yield Quad(place, iri(SH + "result"), node, place)
        yield Quad(node, _A, iri(SH + "ValidationResult"), place)
        yield Quad(node, iri(SH + "resultSeverity"), iri(SH + "Violation"), place)
        yield Quad(node, iri(ECO + "keepsOut"), iri(culprit.iri(document)), place)
        yield Quad(node, iri(PROV + "wasDerivedFrom"), iri(document), place)
        for name, value in (
            ("focusNode", fault.focus), ("sourceShape", fault.shape), ("resultPath", fault.path),
            ("sourceConstraintComponent", fault.component),
        ):  # fmt: skip
            if value:
                yield Quad(node, iri(SH + name), iri(value), place)
        if fault.value is not None:
            yield Quad(node, iri(SH + "value"), fault.value, place)
        for language, message in shapes().messages(fault.shape).items():
            yield Quad(node, iri(SH + "resultMessage"), Literal(message, language=language or None), place)


class KeptOut(NamedTuple):
    """One reason for which something of a document is in quarantine: what it is and, if it quotes the document, its words."""

    violation: Violation
    document: str
    source: str
    what: str
    quote: str


def kept_out(store: Store) -> tuple[KeptOut, ...]:
    """Return what the quarantine of a store holds, in a fixed order."""
    answer = store.query(_LISTED)
    assert isinstance(answer, Solutions)
    found = set()
    for row in answer:
        document, what, focus, shape, path, value, message, source, quote = (
            "" if row[name] is None else row[name].value for name in _COLUMNS
        )
        about = Violation(short(focus), short(shape), short(path), short(value), message)
        found.add(KeptOut(about, short(document), source, short(what), quote))
    return tuple(sorted(found, key=lambda each: (each.source, each.document, each.what, each.violation)))


_COLUMNS = ("document", "what", "focus", "shape", "path", "value", "message", "source", "quote")
_LISTED = f"""
SELECT {" ".join("?" + name for name in _COLUMNS)} WHERE {{
  GRAPH ?graph {{
    ?graph a eco:Quarantine ; sh:result ?result .
    ?result prov:wasDerivedFrom ?document ; eco:keepsOut ?what ; sh:focusNode ?focus ; sh:sourceShape ?shape .
    OPTIONAL {{ ?result sh:resultPath ?path }}
    OPTIONAL {{ ?result sh:value ?value }}
    OPTIONAL {{ ?result sh:resultMessage ?message FILTER(LANG(?message) = "en") }}
    OPTIONAL {{ ?words eco:keptSubject ?what ; eco:keptPredicate eco:quote ; eco:keptValue ?quote }}
    OPTIONAL {{ ?from eco:keptSubject ?document ; eco:keptPredicate eco:source ; eco:keptValue ?here }}
  }}
  OPTIONAL {{ ?document eco:source ?there }}
  BIND(COALESCE(?here, ?there, "") AS ?source)
}}"""
