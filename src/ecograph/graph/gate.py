"""Hold a document's facts against the shapes, at every build: find what breaks one, and which part of the facts it is.

The rules are those of `ontology/shapes.ttl`, read once. A SHACL engine needs the triples and takes five times as long as the
whole build; here the shapes judge the values that `mapping` is about to write. A value that was judged before is not judged
again, as most values are few: rules, roles, kinds, units. A test holds both to the same verdicts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple, TypeAlias

from pyoxigraph import NamedNode

from ecograph.graph import mapping
from ecograph.graph.constraints import Focus, Value
from ecograph.graph.mapping import Row
from ecograph.graph.nodes import NO_FACT, SPAN, Node, class_of
from ecograph.graph.shapes import SHAPES, VERBATIM, Breach, Shape, shapes, vocabularies
from ecograph.graph.terms import Term, chinese, integer, iri
from ecograph.graph.writing import Table
from ecograph.model import Attribute, Claim, Facts
from ecograph.store.names import ECO, RDF, SH

# The values of one node that one property shape looks at.
Raw: TypeAlias = tuple[Attribute, ...]
# Verdicts that are kept for each property shape.
_KEPT = 2048


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
    scene = _Scene(facts.document.id, {entity.id: class_of(entity) for entity in facts.entities})
    source = facts.document.raw
    found = list[Fault]()
    for node in nodes:
        span = node.span
        stands = span is None or source[max(span.start, 0) : max(span.end, 0)] == span.text
        found += _of_node(node, scene, sound=stands and span is not None and span.start >= 0 and span.text != "")
        if not stands:
            focus = _NodeFocus(node, scene)
            words = next(iter(focus.values(ECO + "quote")), None)
            found.append(_fault(focus.term.value, Breach(VERBATIM, ECO + "quote", words, _VERBATIM), node))
    for claim in chain(facts.claims, facts.readings):
        found += _of_relation(claim, scene)
    return found


_VERBATIM = SHAPES + "VerbatimConstraintComponent"


class _Scene:
    """What a document says of the things around: which class each is of."""

    def __init__(self, document: str = "", types: Mapping[str, str] | None = None) -> None:
        self.document = document
        self.types = {**(types or {}), document: ECO + "Document"}


class _NodeFocus:
    """A node of the document that is judged."""

    def __init__(self, node: Node, scene: _Scene) -> None:
        self._node, self._scene = node, scene

    @property
    def term(self) -> Term:
        return NamedNode(self._node.iri(self._scene.document))

    def values(self, path: str) -> Sequence[Term]:
        return _terms(self._node.table.by_path.get(path, ()), self._node.values)

    def is_a(self, type: str) -> bool:
        return self._node.type == type

    def at(self, value: Value) -> Focus:
        return self if value is None else _Other(value, self._scene)


class _Other:
    """Another thing that is judged: an entity of the document by its class, a concept by its vocabulary, a literal."""

    def __init__(self, term: Term, scene: _Scene | None) -> None:
        self.term, self._scene = term, scene

    def values(self, path: str) -> Sequence[Term]:
        type = self._scene.types.get(self.term.value) if self._scene and path == RDF + "type" else None
        return (iri(type),) if type else vocabularies().get(self.term.value, {}).get(path, ())

    def is_a(self, type: str) -> bool:
        return self._scene is not None and self._scene.types.get(self.term.value) == type

    def at(self, value: Value) -> Focus:
        return self if value is None else _Other(value, self._scene)


class _Values:
    """The values of one property, which are judged by themselves: nothing else of the focus is looked at."""

    term: Term = NamedNode("urn:x-ecograph:any")

    def __init__(self, values: Sequence[Term]) -> None:
        self._values = values

    def values(self, _: str, /) -> Sequence[Term]:
        return self._values

    def is_a(self, _: str, /) -> bool:
        return False

    def at(self, value: Value) -> Focus:
        return self if value is None else _Other(value, None)


class _Check(NamedTuple):
    """Some shapes for the nodes of one table, and the values that they look at.

    `fine` says of values that are all there is to look at whether there is nothing to find. `quoted` shapes look only at the
    words and their place: what stands in the source where it is said to keeps them.
    """

    shapes: tuple[Shape, ...]
    names: tuple[str, ...]
    fine: Callable[[Raw], bool] | None = None
    quoted: bool = False


def _of_node(node: Node, scene: _Scene, *, sound: bool) -> Iterator[Fault]:
    values = node.values
    for check in _checks(node.type, node.table):
        if sound and check.quoted:
            continue
        if check.fine is not None and check.fine(tuple([values.get(name) for name in check.names])):
            continue
        focus = _NodeFocus(node, scene)
        for shape in check.shapes:
            for breach in shape.breaches(focus):
                yield _fault(focus.term.value, breach, node)


@cache
def _checks(type: str, table: Table) -> tuple[_Check, ...]:
    """Return what is to be checked of the nodes of a class, those values together that are few enough to remember."""
    found, few = list[_Check](), list[Shape]()
    for shape in shapes().of_class(type):
        # That a node has an IRI is how it is made; to ask would be to make it.
        own = tuple(each for each in shape.constraints if each.component != SH + "NodeKindConstraintComponent")
        if own:
            found.append(_Check((shape._replace(constraints=own, properties=()),), ()))
        for each in shape.properties:
            rows = table.by_path.get(each.path, ())
            if each.local and not any(row[2] in _MANY for row in rows):
                few.append(each)
            else:
                fine = _remembering((each,), table) if each.local else None
                found.append(_Check((each,), _names((each,), table), fine, _is_kept_by_words(each, rows)))
    return (_Check(tuple(few), _names(few, table), _remembering(few, table)), *found)


# What these write differs from node to node: names, words, other nodes.
_MANY = (iri, chinese, integer)


def _is_kept_by_words(shape: Shape, rows: Sequence[Row]) -> bool:
    """Say whether a shape asks nothing of words and place but what holds of all words that stand where they are said to."""
    asked = {each.component.removeprefix(SH).removesuffix("ConstraintComponent") for each in shape.constraints}
    if not rows or not set(rows) <= set(mapping.SPAN) or not asked <= _KEPT_BY_WORDS:
        return False
    one = Node("", SPAN, {"text": "一", "start": 0, "end": 1}, "")
    return shape.conforms(_NodeFocus(one, _Scene()))


_KEPT_BY_WORDS = {
    "MinCount", "MaxCount", "MinLength", "Datatype", "LanguageIn", "NodeKind", "MinInclusive", "LessThan",
}  # fmt: skip


def _names(of: Iterable[Shape], table: Table) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[0] for each in of for row in table.by_path.get(each.path, ())))


def _remembering(of: Sequence[Shape], table: Table) -> Callable[[Raw], bool]:
    names = _names(of, table)
    rows = [(each, table.by_path.get(each.path, ())) for each in of]

    @lru_cache(maxsize=_KEPT)
    def fine(raw: Raw) -> bool:
        values = dict(zip(names, raw, strict=True))
        return all(shape.conforms(_Values(_terms(written, values))) for shape, written in rows)

    return fine


def _terms(rows: Iterable[Row], values: Mapping[str, Attribute]) -> list[Term]:
    """Return what the rows will write of the values."""
    found = list[Term]()
    for name, _, make in rows:
        value = values.get(name)
        for each in value if isinstance(value, tuple) else (value,):
            term = None if each is None or each == "" else make(each)
            if term is not None:
                found.append(term)
    return found


def _of_relation(claim: Claim, scene: _Scene) -> Iterator[Fault]:
    """Judge what stands on either side of a claim, and of the plain triple where it gives one."""
    sides = _sides("" if claim.modality in NO_FACT else claim.predicate)
    for end, judges in zip((claim.subject, claim.object), sides, strict=True):
        focus = _Other(iri(end), scene)
        for shape in judges:
            for breach in shape.breaches(focus):
                yield _fault(end, breach, claim)


@cache
def _sides(predicate: str) -> tuple[list[Shape], list[Shape]]:
    subjects, objects = (shapes().of_objects(RDF + end) for end in ("subject", "object"))
    if predicate:
        subjects = subjects + shapes().of_subjects(ECO + predicate)
        objects = objects + shapes().of_objects(ECO + predicate)
    return subjects, objects


def _fault(focus: str, breach: Breach, culprit: Node | Claim) -> Fault:
    return Fault(focus, breach.shape, breach.path, breach.value, breach.component, culprit)
