"""Hold the nodes of one class against the shapes: of those that are alike, in what the shapes look at, only the first.

Most nodes are: a mention has one of a few rules, a claim one of a few predicates, roles, modalities and pairs of classes. What
the shapes look at is told by their constraints (`Asks`): the values themselves, or no more than how many there are.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import TypeAlias

from ecograph.graph import mapping
from ecograph.graph.constraints import Asks, Focus, Nested, Test, is_well_formed
from ecograph.graph.nodes import SPAN, Node
from ecograph.graph.scene import NodeFocus, Scene
from ecograph.graph.shapes import Breach, Shape, shapes
from ecograph.graph.terms import chinese, date, english, grade, iri, moment, number, plain
from ecograph.graph.writing import Table, Write, writer
from ecograph.model import Attribute
from ecograph.store.names import RDF, SH

# What the nodes that are alike have in common; None where something of it is wrong for certain.
Key: TypeAlias = tuple[Hashable, ...]
Values: TypeAlias = Mapping[str, Attribute]

# These write a value's own text, these a number or nothing, these a time in one of several types.
_WORDS, _NUMBERS, _TIMES = (chinese, english, plain), (number, grade), (date, moment)
# Nodes that are remembered for each class.
_KEPT = 8192


class Checker:
    """Holds the nodes of one class and table against their shapes."""

    def __init__(self, type: str, table: Table) -> None:
        self._shapes = tuple(_shapes(type))
        self._fine = set[Key]()
        self._values, self._counts, self._types = list[str](), list[str](), list[str]()
        self._shown, self._forms = list[tuple[str, Write]](), list[str]()
        self._pairs, self._tests = list[tuple[str, str]](), list[tuple[str, Test]]()
        asked = [each for shape in self._shapes if not _is_kept_by_words(shape, table) for each in _asked(shape)]
        self._alone = any(not path and (asks.text or asks.paths) for path, asks in asked)
        for row in table.rows:
            if asks := [each for path, each in asked if path == row[1]]:
                self._look(row, asks, table)

    def breaches(self, focus: Focus, values: Values, types: Mapping[str, str], *, sound: bool) -> Iterable[Breach]:
        """Return what of a node breaks a shape; `types` are the classes of the things that the document tells of.

        A `sound` one quotes words that stand where they are said to, or none.
        """
        key = self._key(values, types) if sound and not self._alone else None
        if key is not None and key in self._fine:
            return ()
        found = [breach for shape in self._shapes for breach in shape.breaches(focus)]
        if key is not None and not found:
            if len(self._fine) >= _KEPT:
                self._fine.clear()
            self._fine.add(key)
        return found

    def _look(self, row: mapping.Row, asks: list[Asks], table: Table) -> None:
        """Note what is looked at of the values of a row."""
        name, _, make = row
        words = make in _WORDS
        if any(each.text and not (words and each.test) for each in asks):
            self._values.append(name)
        elif any(each.type for each in asks):
            (self._types if make is iri else self._values).append(name)
        elif make in _NUMBERS:
            self._shown.append((name, writer(make)))
        elif make is date and any(each.form for each in asks):
            self._forms.append(name)
        else:
            self._counts.append(name)
        self._tests += [(name, each.test) for each in asks if words and each.test]
        others = [path for each in asks for path in each.paths]
        self._pairs += [(name, other[0]) for path in others for other in table.by_path.get(path, ())]

    def _key(self, values: Values, types: Mapping[str, str]) -> Key | None:
        get = values.get
        for name, test in self._tests:
            if not _holds(test, get(name)):
                return None
        key: list[Hashable] = [get(name) for name in self._values]
        key += [_count(get(name)) for name in self._counts]
        for name in self._types:
            value = get(name)
            key.append(types.get(value) or (value,) if isinstance(value, str) else (value,))
        for name, write in self._shown:
            value = get(name)
            key.append(value if isinstance(value, tuple) else value is not None and value != "" and bool(write(value)))
        key += [_form(get(name)) for name in self._forms]
        for name, other in self._pairs:
            if get(name) is not None and get(other) is not None:
                key.append((get(name), get(other)))
        return tuple(key)


@cache
def checker(type: str, table: Table) -> Checker:
    """Return what holds the nodes of a class that a table writes against their shapes."""
    return Checker(type, table)


def is_of_types(shape: Nested) -> bool:
    """Say whether a shape looks at nothing of a thing but its classes."""
    return not any(asks.text or asks.form for asks in _asked_of_value(shape))


def _shapes(type: str) -> Iterator[Shape]:
    for shape in shapes().of_class(type):
        # That a node has an IRI is how it is made; to ask would be to make it.
        own = tuple(each for each in shape.constraints if each.component != SH + "NodeKindConstraintComponent")
        if own:
            yield shape._replace(constraints=own, properties=())
        yield from shape.properties


def _asked(shape: Nested) -> Iterator[tuple[str, Asks]]:
    """Yield what a shape looks at of a thing, by the property."""
    for constraint in shape.constraints:
        yield shape.path, constraint.asks
        for each in constraint.nested:
            if shape.path:
                yield from ((shape.path, asks) for asks in _asked_of_value(each))
            else:
                yield from _asked(each)
    for each in shape.properties:
        yield from _asked(each)


def _asked_of_value(shape: Nested) -> Iterator[Asks]:
    """Yield what a shape looks at of a value that is held against it: of what else is told of it only classes change."""
    for constraint in shape.constraints:
        yield constraint.asks._replace(test=None)
        for each in constraint.nested:
            yield from _asked_of_value(each)
    for each in shape.properties:
        yield Asks(type=True) if each.path == RDF + "type" else Asks(text=True)


def _is_kept_by_words(shape: Shape, table: Table) -> bool:
    """Say whether a shape asks nothing of words and place but what holds of all words that stand where they are said to."""
    rows = table.by_path.get(shape.path, ())
    asked = {each.component.removeprefix(SH).removesuffix("ConstraintComponent") for each in shape.constraints}
    if not rows or not set(rows) <= set(mapping.SPAN) or not asked <= _KEPT_BY_WORDS:
        return False
    one = Node("", SPAN, {"text": "一", "start": 0, "end": 1}, "")
    return shape.conforms(NodeFocus(one, Scene()))


_KEPT_BY_WORDS = {
    "MinCount", "MaxCount", "MinLength", "Datatype", "LanguageIn", "NodeKind", "MinInclusive", "LessThan",
}  # fmt: skip


def _holds(test: Test, value: Attribute) -> bool:
    if isinstance(value, str):
        return value == "" or test(value)
    if isinstance(value, tuple):
        return all(each == "" or test(each) for each in value)
    return value is None or test(str(value))


def _count(value: Attribute) -> int:
    """Return how many values are written."""
    if isinstance(value, tuple):
        return len({*value, ""}) - 1
    return value is not None and value != ""


@lru_cache(maxsize=_KEPT)
def _form(value: Attribute) -> Hashable:
    """Return of which type a time is written, and whether it is well-formed."""
    if value is None or value == "" or isinstance(value, tuple):
        return value
    term = date(value)
    return term.datatype.value, is_well_formed(term)
