"""Check that a pattern hangs together, and say what of it must be there, may be there and must not be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ecograph.errors import QueryError
from ecograph.query.matching.pattern import Pattern, Relation
from ecograph.query.matching.vocabulary import COLUMNS, FILTERS, RELATIONS, meant


class Column(NamedTuple):
    """A column: a thing, or a field of it."""

    thing: str
    field: str = ""

    def __str__(self) -> str:
        return f"{self.thing}.{self.field}" if self.field else self.thing


class Key(NamedTuple):
    """A column to sort by."""

    column: Column
    falling: bool


@dataclass(slots=True)
class Branch:
    """A relation that may be there, the thing that only it brings in ("" for none), and what hangs on that."""

    at: int
    thing: str = ""
    branches: list[Branch] = field(default_factory=list)


class Absence(NamedTuple):
    """A relation that must not be there, and the thing that only it names ("" for none)."""

    at: int
    thing: str


class Plan(NamedTuple):
    """What a pattern comes to; relations are told by their place in its list.

    `things` must be there, in order, and `held` are the relations between them.
    """

    pattern: Pattern
    things: tuple[str, ...]
    held: tuple[int, ...]
    branches: tuple[Branch, ...]
    absences: tuple[Absence, ...]
    columns: tuple[Column, ...]
    keys: tuple[Key, ...]

    @property
    def bound(self) -> list[str]:
        """All things that rows tell of, those that may be missing last."""
        return [*self.things, *_brought(self.branches)]


def plan(pattern: Pattern) -> Plan:
    """Return the plan of a pattern; raise QueryError where it does not hang together or names what there is not."""
    for at, relation in enumerate(pattern.relations):
        _check_relation(pattern, at, relation)
    for name, thing in pattern.find.items():
        given = [each for each in FILTERS if each in thing.model_fields_set]
        _check_fields(pattern, name, given, FILTERS, "filtered by")
    things, held = _required(pattern)
    branches = _branches(pattern, things)
    brought = [*things, *_brought(branches)]
    absences = tuple(_absences(pattern, things, brought))
    columns = tuple(_column(pattern, brought, name) for name in pattern.show or brought)
    keys = tuple(Key(_column(pattern, brought, key.removeprefix("-")), key.startswith("-")) for key in pattern.order)
    return Plan(pattern, things, held, branches, absences, columns, keys)


def _check_relation(pattern: Pattern, at: int, relation: Relation) -> None:
    where, shape = f"relations.{at}", RELATIONS[relation.relation]
    for name, classes, side in (
        (relation.subject, shape.subject, "leads from"),
        (relation.object, shape.object, "leads to"),
    ):
        if name not in pattern.find:
            raise QueryError(f"{name!r} is not among the things to find", where=where, remedy=meant(name, pattern.find))
        if not set(pattern.find[name].type) & set(classes):
            given = " or ".join(pattern.find[name].type)
            raise QueryError(
                f"{relation.relation} {side} {' or '.join(classes)}, and {name!r} is {given}",
                where=where,
                remedy=_fitting(pattern, relation),
            )
    if relation.role and relation.relation != "responsibleFor":
        raise QueryError(f"{relation.relation} has no roles", where=where, remedy="only responsibleFor has them")


def _fitting(pattern: Pattern, relation: Relation) -> str:
    """Name the relations that the two things can have."""
    ends = (set(pattern.find[relation.subject].type), set(pattern.find[relation.object].type))
    fit = [each for each, shape in RELATIONS.items() if ends[0] & set(shape.subject) and ends[1] & set(shape.object)]
    turned = [each for each, shape in RELATIONS.items() if ends[1] & set(shape.subject) and ends[0] & set(shape.object)]
    if fit:
        return f"between them there is {', '.join(fit)}"
    if turned:
        return f"turn it round: {relation.object} {turned[0]} {relation.subject}"
    return "give them other classes"


def _check_fields(
    pattern: Pattern, name: str, fields: Iterable[str], table: Mapping[str, tuple[str, ...]], verb: str
) -> None:
    types = pattern.find[name].type
    for each in fields:
        if wrong := [type_ for type_ in types if type_ not in table[each]]:
            has = [field_ for field_, classes in table.items() if set(types) <= set(classes)]
            raise QueryError(
                f"{wrong[0]} is not {verb} {each!r}", where=f"find.{name}", remedy=f"it has {', '.join(has)}"
            )


def _required(pattern: Pattern) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return what must be there: the first thing, what required relations name, and what none does."""
    held = tuple(at for at, each in enumerate(pattern.relations) if each.need == "required")
    named = {end for each in pattern.relations for end in (each.subject, each.object)}
    joined = {end for at in held for end in (pattern.relations[at].subject, pattern.relations[at].object)}
    first = next(iter(pattern.find))
    things = tuple(each for each in pattern.find if each == first or each in joined or each not in named)
    reached = _reached(pattern, held, first)
    if apart := [each for each in things if each not in reached]:
        raise QueryError(
            f"nothing joins {apart[0]!r} to {first!r}, so that each would stand beside every other",
            where="relations",
            remedy="add a relation between them, or ask twice",
        )
    return things, held


def _reached(pattern: Pattern, held: Iterable[int], first: str) -> set[str]:
    reached, waiting = set[str](), [first]
    ends = [(pattern.relations[at].subject, pattern.relations[at].object) for at in held]
    while waiting:
        each = waiting.pop()
        if each not in reached:
            reached.add(each)
            waiting += [other for pair in ends if each in pair for other in pair]
    return reached


def _branches(pattern: Pattern, things: tuple[str, ...]) -> tuple[Branch, ...]:
    """Return the optional relations as trees that hang on what must be there."""
    roots, owner = list[Branch](), dict[str, Branch]()
    left = [at for at, each in enumerate(pattern.relations) if each.need == "optional"]
    while left:
        at = next((at for at in left if _hangs(pattern.relations[at], things, owner)), None)
        if at is None:
            raise _loose(pattern, left[0])
        left.remove(at)
        relation = pattern.relations[at]
        ends = dict.fromkeys((relation.subject, relation.object))
        new = [each for each in ends if each not in things and each not in owner]
        above = [owner[each] for each in ends if each in owner]
        if len(above) > 1 and above[0] is not above[1]:
            raise QueryError(
                f"{relation.subject!r} and {relation.object!r} may both be missing",
                where=f"relations.{at}",
                remedy="make the relation of one of them required",
            )
        branch = Branch(at, new[0] if new else "")
        (above[0].branches if above else roots).append(branch)
        for each in new:
            owner[each] = branch
    return tuple(roots)


def _hangs(relation: Relation, things: tuple[str, ...], owner: dict[str, Branch]) -> bool:
    return any(each in things or each in owner for each in (relation.subject, relation.object))


def _brought(branches: Iterable[Branch]) -> Iterator[str]:
    for each in branches:
        if each.thing:
            yield each.thing
        yield from _brought(each.branches)


def _absences(pattern: Pattern, things: tuple[str, ...], brought: list[str]) -> Iterator[Absence]:
    seen = set[str]()
    for at, relation in enumerate(pattern.relations):
        if relation.need != "absent":
            continue
        ends = dict.fromkeys((relation.subject, relation.object))
        new = [each for each in ends if each not in brought]
        if not any(each in things for each in ends) or len(new) > 1 or any(each in seen for each in new):
            raise _loose(pattern, at)
        if any(each in brought and each not in things for each in ends):
            raise QueryError(
                "what may be missing cannot be asked what it lacks",
                where=f"relations.{at}",
                remedy="make the relation that leads to it required",
            )
        seen.update(new)
        yield Absence(at, new[0] if new else "")


def _loose(pattern: Pattern, at: int) -> QueryError:
    relation = pattern.relations[at]
    return QueryError(
        f"the {relation.need} relation between {relation.subject!r} and {relation.object!r} hangs on nothing that must be there",
        where=f"relations.{at}",
        remedy="an optional or absent relation starts from a thing that a required relation names, or from the first one",
    )


def _column(pattern: Pattern, brought: list[str], name: str) -> Column:
    thing, _, field_ = name.partition(".")
    if thing not in pattern.find:
        raise QueryError(f"{thing!r} is not among the things to find", where=name, remedy=meant(thing, pattern.find))
    if thing not in brought:
        raise QueryError(f"{thing!r} must be absent and has nothing to show", where=name, remedy="leave out the column")
    if field_ and field_ not in COLUMNS:
        raise QueryError(f"there is no column {field_!r}", where=name, remedy=meant(field_, COLUMNS))
    if field_:
        _check_fields(pattern, thing, [field_], COLUMNS, "shown with")
    return Column(thing, field_)
