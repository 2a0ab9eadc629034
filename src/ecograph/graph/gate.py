"""Hold a document's facts against the shapes, at every build: find what breaks one, and which part of the facts it is.

The rules are those of `ontology/shapes.ttl`, read once. A SHACL engine needs the triples and takes five times as long as the
whole build; here the shapes judge the values that `mapping` is about to write, and of those that are alike only the first. A
test holds both to the same verdicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from ecograph.graph.checking import checker, is_of_types
from ecograph.graph.constraints import Value
from ecograph.graph.nodes import NO_FACT, Node, class_of
from ecograph.graph.scene import NodeFocus, Other, Scene
from ecograph.graph.shapes import SHAPES, VERBATIM, Breach, Shape, shapes
from ecograph.graph.terms import iri
from ecograph.model import Claim, Facts
from ecograph.store.names import ECO, RDF


class Fault(NamedTuple):
    """One thing that breaks one shape, and the part of the facts that is to blame: a node, or the claim behind a triple.

    `focus` is the IRI that the shape judged; `path` and `value` are "" and None where it is the thing itself.
    """

    focus: str
    shape: str
    path: str
    value: Value
    component: str
    culprit: Node | Claim


def faults(facts: Facts, nodes: Iterable[Node]) -> list[Fault]:
    """Return what of a document breaks the shapes; `nodes` are those that its facts give."""
    scene = Scene(facts.document.id, {entity.id: class_of(entity) for entity in facts.entities})
    source = facts.document.raw
    found = list[Fault]()
    for node in nodes:
        span = node.span
        stands = span is None or source[max(span.start, 0) : max(span.end, 0)] == span.text
        sound = span is None or (stands and span.start >= 0 and span.text != "")
        focus = NodeFocus(node, scene)
        for breach in checker(node.type, node.table).breaches(focus, node.values, scene.types, sound=sound):
            found.append(_fault(focus.term.value, breach, node))
        if not stands:
            words = next(iter(focus.values(ECO + "quote")), None)
            found.append(_fault(focus.term.value, Breach(VERBATIM, ECO + "quote", words, _VERBATIM), node))
    for claim in chain(facts.claims, facts.readings):
        found += _of_relation(claim, scene)
    return found


_VERBATIM = SHAPES + "VerbatimConstraintComponent"


def _of_relation(claim: Claim, scene: Scene) -> Iterator[Fault]:
    """Judge what stands on either side of a claim, and of the plain triple where it gives one."""
    sides = _sides("" if claim.modality in NO_FACT else claim.predicate)
    types = scene.types.get(claim.subject), scene.types.get(claim.object)
    if types in sides.fine:
        return
    kept = None not in types and sides.of_types
    for end, judges in zip((claim.subject, claim.object), sides.judges, strict=True):
        focus = Other(iri(end), scene)
        for shape in judges:
            for breach in shape.breaches(focus):
                kept = False
                yield _fault(end, breach, claim)
    if kept:
        sides.fine.add(types)


class _Sides(NamedTuple):
    """The shapes of what stands on either side of a relation, and pairs of classes that keep them.

    `of_types` says that they look at nothing but the classes.
    """

    judges: tuple[list[Shape], list[Shape]]
    of_types: bool
    fine: set[tuple[str | None, str | None]]


@cache
def _sides(predicate: str) -> _Sides:
    subjects, objects = (shapes().of_objects(RDF + end) for end in ("subject", "object"))
    if predicate:
        subjects = subjects + shapes().of_subjects(ECO + predicate)
        objects = objects + shapes().of_objects(ECO + predicate)
    return _Sides((subjects, objects), all(map(is_of_types, subjects + objects)), set())


def _fault(focus: str, breach: Breach, culprit: Node | Claim) -> Fault:
    return Fault(focus, breach.shape, breach.path, breach.value, breach.component, culprit)
