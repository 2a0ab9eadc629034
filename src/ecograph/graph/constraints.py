"""The constraints of SHACL that the shapes use: for each parameter, what finds the values that break it.

Only what `ontology/shapes.ttl` asks for is here; a parameter that is not, and is used, is an error and never passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple, Protocol, TypeAlias

from pyoxigraph import Literal

from ecograph.graph.terms import Term
from ecograph.store.names import SH, XSD

# A value of a property, or None for the thing itself that is judged.
Value: TypeAlias = Term | None
Values: TypeAlias = Sequence[Value]


class Focus(Protocol):
    """A thing that is judged."""

    @property
    def term(self) -> Term:
        """The thing's IRI, or the literal itself."""

    def values(self, path: str, /) -> Sequence[Term]:
        """Return the values of a property, by its IRI."""

    def is_a(self, type: str, /) -> bool:
        """Say whether it is of a class, by its IRI."""

    def at(self, value: Value) -> Focus:
        """Return another thing to judge, None for the same."""


Find: TypeAlias = Callable[[Focus, Values], Iterable[Value]]
Test: TypeAlias = Callable[[str], bool]


class Asks(NamedTuple):
    """What a constraint looks at, besides how many values there are, of which sort.

    Either at what they say (`text`), of which `test` is all there is to it where it is given; at whether they are
    well-formed (`form`); at the classes that the document gives them (`type`); or at the values of other properties (`paths`).
    """

    text: bool = False
    test: Test | None = None
    form: bool = False
    type: bool = False
    paths: tuple[str, ...] = ()


class Constraint(NamedTuple):
    """One constraint: the IRI of its component, what finds the values that break it (None for the whole), what it looks at.

    `nested` are the shapes that it holds the values against.
    """

    component: str
    find: Find
    asks: Asks = Asks()
    nested: tuple[Nested, ...] = ()


class Reader(Protocol):
    """Reads the shapes graph for a constraint."""

    def items(self, term: Term) -> tuple[Term, ...]:
        """Return the members of a list."""

    def nested(self, term: Term) -> Nested:
        """Return the shape of this name."""


class Nested(Protocol):
    """A shape that another one refers to."""

    @property
    def path(self) -> str:
        """The property that it is about, "" for the thing itself."""

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """What it asks for."""

    @property
    def properties(self) -> Sequence[Nested]:
        """Its shapes of properties."""

    def conforms(self, focus: Focus) -> bool:
        """Say whether a thing is as the shape wants it."""


Make: TypeAlias = Callable[[Term, Reader], Constraint]


def _each(name: str, holds: Callable[[Term], bool], asks: Asks = Asks()) -> Constraint:  # noqa: B008 - frozen
    """Return a constraint that each value must hold by itself."""

    def find(focus: Focus, values: Values) -> Iterable[Value]:
        return [value for value in values if not holds(focus.term if value is None else value)]

    return Constraint(SH + name, find, asks)


def _tested(name: str, holds: Test) -> Constraint:
    """Return a constraint that the text of each value must hold."""
    return _each(name, lambda value: holds(value.value), Asks(text=True, test=holds))


def _counted(name: str, holds: Callable[[int], bool]) -> Constraint:
    """Return a constraint on how many values there are; values that are the same count once."""
    return Constraint(SH + name, lambda _, values: () if holds(len(set(values))) else (None,))


def _min_count(term: Term, _: Reader) -> Constraint:
    least = int(term.value)
    return _counted("MinCountConstraintComponent", lambda count: count >= least)


def _max_count(term: Term, _: Reader) -> Constraint:
    most = int(term.value)
    return _counted("MaxCountConstraintComponent", lambda count: count <= most)


def _min_length(term: Term, _: Reader) -> Constraint:
    least = int(term.value)
    return _tested("MinLengthConstraintComponent", lambda text: len(text) >= least)


def _pattern(term: Term, _: Reader) -> Constraint:
    pattern = re.compile(term.value)
    return _tested("PatternConstraintComponent", lambda text: pattern.search(text) is not None)


def _in(term: Term, reader: Reader) -> Constraint:
    allowed = frozenset(reader.items(term))
    return _each("InConstraintComponent", lambda value: value in allowed, Asks(text=True))


def _language_in(term: Term, reader: Reader) -> Constraint:
    allowed = frozenset(each.value for each in reader.items(term))
    return _each(
        "LanguageInConstraintComponent", lambda value: isinstance(value, Literal) and value.language in allowed
    )


def _unique_language(term: Term, _: Reader) -> Constraint:
    def find(_: Focus, values: Values) -> Iterable[Value]:
        tags = [value.language for value in set(values) if isinstance(value, Literal) and value.language]
        return [None] * sum(tags.count(tag) > 1 for tag in set(tags)) if term.value == "true" else ()

    return Constraint(SH + "UniqueLangConstraintComponent", find)


def _node_kind(term: Term, _: Reader) -> Constraint:
    literal = term.value == SH + "Literal"
    return _each("NodeKindConstraintComponent", lambda value: isinstance(value, Literal) == literal)


def _datatype(term: Term, _: Reader) -> Constraint:
    def holds(value: Term) -> bool:
        return isinstance(value, Literal) and value.datatype == term and is_well_formed(value)

    return _each("DatatypeConstraintComponent", holds, Asks(form=True))


def _bound(name: str, holds: Callable[[Decimal, Decimal], bool]) -> Make:
    """Return a maker of constraints that each number must hold against a bound; what is no number breaks them."""

    def make(term: Term, _: Reader) -> Constraint:
        bound = Decimal(term.value)

        def inside(value: Term) -> bool:
            number = _number(value)
            return number is not None and holds(number, bound)

        return _each(name, inside, Asks(text=True))

    return make


def _compared(name: str, holds: Callable[[Decimal, Decimal], bool]) -> Make:
    """Return a maker of constraints that each number must hold against those of another property."""

    def make(term: Term, _: Reader) -> Constraint:
        def find(focus: Focus, values: Values) -> Iterable[Value]:
            return [value for value in values for other in focus.values(term.value) if not _holds(value, other, holds)]

        return Constraint(SH + name, find, Asks(paths=(term.value,)))

    return make


def _holds(one: Value, other: Value, holds: Callable[[Decimal, Decimal], bool]) -> bool:
    left, right = _number(one), _number(other)
    return left is not None and right is not None and holds(left, right)


def _has_value(term: Term, _: Reader) -> Constraint:
    return Constraint(
        SH + "HasValueConstraintComponent", lambda _, values: () if term in values else (None,), Asks(text=True)
    )


def _class(term: Term, _: Reader) -> Constraint:
    def find(focus: Focus, values: Values) -> Iterable[Value]:
        return [value for value in values if not focus.at(value).is_a(term.value)]

    return Constraint(SH + "ClassConstraintComponent", find, Asks(type=True))


def _node(term: Term, reader: Reader) -> Constraint:
    return _judged("NodeConstraintComponent", (reader.nested(term),), lambda conforming: conforming == 1)


def _or(term: Term, reader: Reader) -> Constraint:
    shapes = tuple(map(reader.nested, reader.items(term)))
    return _judged("OrConstraintComponent", shapes, lambda conforming: conforming > 0)


def _xone(term: Term, reader: Reader) -> Constraint:
    shapes = tuple(map(reader.nested, reader.items(term)))
    return _judged("XoneConstraintComponent", shapes, lambda conforming: conforming == 1)


def _judged(name: str, shapes: Sequence[Nested], holds: Callable[[int], bool]) -> Constraint:
    """Return a constraint on how many of some shapes each value conforms to."""

    def find(focus: Focus, values: Values) -> Iterable[Value]:
        return [value for value in values if not holds(sum(each.conforms(focus.at(value)) for each in shapes))]

    return Constraint(SH + name, find, nested=tuple(shapes))


PARAMETERS: dict[str, Make] = {
    SH + "minCount": _min_count,
    SH + "maxCount": _max_count,
    SH + "minLength": _min_length,
    SH + "pattern": _pattern,
    SH + "in": _in,
    SH + "languageIn": _language_in,
    SH + "uniqueLang": _unique_language,
    SH + "nodeKind": _node_kind,
    SH + "datatype": _datatype,
    SH + "minInclusive": _bound("MinInclusiveConstraintComponent", lambda value, bound: value >= bound),
    SH + "minExclusive": _bound("MinExclusiveConstraintComponent", lambda value, bound: value > bound),
    SH + "maxInclusive": _bound("MaxInclusiveConstraintComponent", lambda value, bound: value <= bound),
    SH + "lessThan": _compared("LessThanConstraintComponent", lambda one, other: one < other),
    SH + "lessThanOrEquals": _compared("LessThanOrEqualsConstraintComponent", lambda one, other: one <= other),
    SH + "hasValue": _has_value,
    SH + "class": _class,
    SH + "node": _node,
    SH + "or": _or,
    SH + "xone": _xone,
}


def _number(value: Value) -> Decimal | None:
    if not isinstance(value, Literal) or value.datatype.value not in (XSD + "integer", XSD + "decimal"):
        return None
    try:
        return Decimal(value.value)
    except InvalidOperation:
        return None


def is_well_formed(value: Literal) -> bool:
    """Say whether a literal looks as its datatype wants it."""
    form = _FORMS.get(value.datatype.value)
    return form is None or form(value.value)


def _is_day(text: str) -> bool:
    """Say whether it is a day of the calendar, without a time zone."""
    try:
        return bool(date.fromisoformat(text)) and len(text) == 10
    except ValueError:
        return False


# What a literal of a datatype looks like; the text of any other datatype is taken as it is.
_FORMS: dict[str, Callable[[str], bool]] = {
    XSD + "integer": lambda text: re.fullmatch(r"[+-]?\d+", text) is not None,
    XSD + "decimal": lambda text: re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", text) is not None,
    XSD + "gYear": lambda text: _is_day(f"{text}-01-01"),
    XSD + "gYearMonth": lambda text: _is_day(f"{text}-01"),
    XSD + "date": _is_day,
}
