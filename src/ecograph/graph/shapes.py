"""Read `ontology/shapes.ttl` into values that can judge a thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox

from ecograph.errors import ValidationError
from ecograph.graph.constraints import PARAMETERS, Constraint, Focus, Value
from ecograph.graph.terms import Term
from ecograph.resources import resource
from ecograph.store.names import RDF, SH

SHAPES = "https://w3id.org/ecograph/shapes#"
# The rule that only the text can decide, and so no SHACL engine: the gate asks it of each quote.
VERBATIM = SHAPES + "verbatim"

# subject -> property -> objects
Index: TypeAlias = Mapping[str, Mapping[str, list[Term]]]
# What says of a shape something else than a constraint.
_OTHER = frozenset(
    SH + name
    for name in ("path", "property", "message", "name", "description", "deactivated",
                 "targetClass", "targetSubjectsOf", "targetObjectsOf")
)  # fmt: skip


class Breach(NamedTuple):
    """One way in which a thing breaks a shape: the property and the value, "" and None where it is the thing itself."""

    shape: str
    path: str
    value: Value
    component: str


class Shape(NamedTuple):
    """One shape: what it asks of the values of `path`, or of the thing itself where that is "", and of its properties."""

    name: str
    path: str
    constraints: tuple[Constraint, ...]
    properties: tuple[Shape, ...]

    def breaches(self, focus: Focus) -> Iterator[Breach]:
        """Yield what of a thing breaks the shape, its properties included."""
        values = focus.values(self.path) if self.path else (None,)
        for constraint in self.constraints:
            for value in constraint.find(focus, values):
                yield Breach(self.name, self.path, value, constraint.component)
        for each in self.properties:
            yield from each.breaches(focus)

    def conforms(self, focus: Focus) -> bool:
        """Say whether a thing is as the shape wants it."""
        return next(self.breaches(focus), None) is None


class Shapes:
    """The shapes, by what they are about; each is read when it is first asked for."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._read: dict[str, Shape] = {}
        self._by_target: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name, said in sorted(index.items()):
            for key in ("targetClass", "targetSubjectsOf", "targetObjectsOf"):
                for target in said.get(SH + key, ()):
                    self._by_target[key, target.value].append(name)

    def of_class(self, type: str) -> list[Shape]:
        """Return the shapes of the instances of a class."""
        return self._about("targetClass", type)

    def of_subjects(self, path: str) -> list[Shape]:
        """Return the shapes of what a property stands behind."""
        return self._about("targetSubjectsOf", path)

    def of_objects(self, path: str) -> list[Shape]:
        """Return the shapes of the values of a property."""
        return self._about("targetObjectsOf", path)

    def messages(self, shape: str) -> dict[str, str]:
        """Return what a shape says of a fault, by language."""
        words = self._index.get(shape, {}).get(SH + "message", ())
        return {each.language or "": each.value for each in words if isinstance(each, ox.Literal)}

    def items(self, term: Term) -> tuple[Term, ...]:
        """Return the members of a list."""
        said = self._index.get(term.value, {})
        if RDF + "first" not in said:
            return ()
        return (said[RDF + "first"][0], *self.items(said[RDF + "rest"][0]))

    def nested(self, term: Term) -> Shape:
        """Return the shape of this name."""
        name = term.value
        if name not in self._read:
            self._read[name] = self._made(name)
        return self._read[name]

    def _about(self, key: str, target: str) -> list[Shape]:
        found = [self.nested(ox.NamedNode(name)) for name in self._by_target.get((key, target), ())]
        return [each for each in found if not self._is_off(each.name)]

    def _is_off(self, name: str) -> bool:
        return any(each.value == "true" for each in self._index.get(name, {}).get(SH + "deactivated", ()))

    def _made(self, name: str) -> Shape:
        said = self._index.get(name, {})
        path = next((each.value for each in said.get(SH + "path", ())), "")
        parts = [self.nested(each) for each in said.get(SH + "property", ())]
        return Shape(name, path, tuple(self._constraints(name, said)), tuple(sorted(parts, key=lambda each: each.name)))

    def _constraints(self, name: str, said: Mapping[str, list[Term]]) -> Iterator[Constraint]:
        for parameter, terms in sorted(said.items()):
            if not parameter.startswith(SH) or parameter in _OTHER:
                continue
            make = PARAMETERS.get(parameter)
            if make is None:
                raise ValidationError(
                    f"the shapes use a constraint that the build cannot check, sh:{parameter.removeprefix(SH)}",
                    where=name,
                    remedy="add it to src/ecograph/graph/constraints.py, or say it with one that is there",
                )
            yield from (make(term, self) for term in terms)


@cache
def shapes() -> Shapes:
    """Return the shapes that ship with EcoGraph."""
    return Shapes(read("shapes.ttl"))


@cache
def vocabularies() -> Index:
    """Return what the vocabularies say of their concepts."""
    folder = resource("ontology", "vocab")
    return read(*sorted(f"vocab/{path.name}" for path in folder.glob("*.ttl")))


def read(*names: str) -> Index:
    """Return the triples of files of the ontology."""
    index: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for name in names:
        for quad in ox.parse(path=str(resource("ontology", *name.split("/"))), format=ox.RdfFormat.TURTLE):
            if not isinstance(quad.subject, ox.Triple) and not isinstance(quad.object, ox.Triple):
                index[_named(quad.subject).value][quad.predicate.value].append(_named(quad.object))
    return index


def _named(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> Term:
    """Return a term as it is, and the parts of a list, which have no names, under one."""
    return ox.NamedNode(f"list:{term.value}") if isinstance(term, ox.BlankNode) else term
