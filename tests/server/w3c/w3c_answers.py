"""Compare answers: solutions in any order, blank nodes by any name, numbers by their value."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

import pyoxigraph as ox

XSD = "http://www.w3.org/2001/XMLSchema#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_INTEGERS = {
    XSD + name
    for name in (
        "integer",
        "int",
        "long",
        "short",
        "byte",
        "nonNegativeInteger",
        "positiveInteger",
        "unsignedInt",
        "decimal",
    )
}
_FLOATS = {XSD + "double", XSD + "float"}

# A term as it is compared; a blank node is `("_:", name)`.
Key: TypeAlias = tuple[Any, ...]
Row: TypeAlias = Mapping[str, Key]
Answer: TypeAlias = bool | list[Row]


def key(term: Any) -> Key:
    """Return what a term of the engine is compared by."""
    if isinstance(term, ox.BlankNode):
        return ("_:", term.value)
    if isinstance(term, ox.NamedNode):
        return ("<>", term.value)
    if isinstance(term, ox.Triple):
        return ("<<", key(term.subject), key(term.predicate), key(term.object))
    datatype = term.datatype.value
    return (_value(term.value, datatype), datatype, (term.language or "").lower())


def _value(text: str, datatype: str) -> Any:
    try:
        if datatype in _INTEGERS:
            return Decimal(text).normalize()
        if datatype in _FLOATS:
            return float(text.replace("INF", "inf"))
    except ArithmeticError:
        return text
    return {"1": "true", "0": "false"}.get(text, text) if datatype == XSD + "boolean" else text


def results(data: bytes, format: ox.QueryResultsFormat) -> Answer:
    """Return the answer in a result file."""
    found = ox.parse_query_results(data, format)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    return [{name: key(row[name]) for name in names if row[name] is not None} for row in found]


def table(data: bytes) -> list[Row]:
    """Return the rows of CSV: all that it tells of a term is its text."""
    head, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
    return [
        {
            name: ("_:", value[2:]) if value.startswith("_:") else ("", value)
            for name, value in zip(head, row, strict=True)
        }
        for row in rows
    ]


def triples(data: bytes, format: ox.RdfFormat, base: str) -> list[Row]:
    """Return the triples of a graph as rows."""
    return list(_rows(ox.parse(data, format, base_iri=base)))


def _rows(quads: Iterable[Any]) -> Iterator[Row]:
    for quad in quads:
        yield {"s": key(quad.subject), "p": key(quad.predicate), "o": key(quad.object)}


def told(data: bytes, format: ox.RdfFormat, base: str) -> Answer:
    """Return the answer that a graph tells in the vocabulary of result sets, or the graph's triples where it is none."""
    store = ox.Store()
    store.extend(ox.parse(data, format, base_iri=base))
    ask = store.query(f"SELECT ?b {{ ?r <{RS}boolean> ?b }}")
    for row in ask:
        return bool(row["b"].value == "true")
    if not store.query(f"ASK {{ ?r a <{RS}ResultSet> }}"):
        return list(_rows(store))
    solutions: dict[str, dict[str, Key]] = {}
    pattern = f"?r <{RS}solution> ?s OPTIONAL {{ ?s <{RS}binding> ?b . ?b <{RS}variable> ?n ; <{RS}value> ?v }}"
    for row in store.query(f"SELECT ?s ?n ?v {{ {pattern} }}"):
        solution = solutions.setdefault(row["s"].value, {})
        if row["n"] is not None:
            solution[row["n"].value] = key(row["v"])
    return list(solutions.values())


def same(one: Answer, other: Answer) -> bool:
    """Tell whether two answers are the same, whatever their order and the names of their blank nodes."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if len(one) != len(other):
        return False
    ground, rest = _parted(one)
    other_ground, other_rest = _parted(other)
    return Counter(map(_frozen, ground)) == Counter(map(_frozen, other_ground)) and _match(rest, other_rest, {})


def _parted(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Return the rows without blank nodes, and those with them."""
    parts: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        parts[any(_blanks(term) for term in row.values())].append(row)
    return parts


def _blanks(term: Key) -> bool:
    return term[0] == "_:" or (term[0] == "<<" and any(_blanks(part) for part in term[1:]))


def _frozen(row: Row) -> frozenset[tuple[str, Key]]:
    return frozenset(row.items())


def _match(rows: Sequence[Row], others: Sequence[Row], names: dict[Key, Key]) -> bool:
    """Tell whether the rows can be paired off by a one-to-one renaming that goes on from `names`."""
    if not rows:
        return not others
    row = rows[0]
    for at, other in enumerate(others):
        more = _renaming(row, other, names)
        if more is not None and _match(rows[1:], [*others[:at], *others[at + 1 :]], more):
            return True
    return False


def _renaming(row: Row, other: Row, names: dict[Key, Key]) -> dict[Key, Key] | None:
    if row.keys() != other.keys():
        return None
    more = dict(names)
    for name, term in row.items():
        there = other[name]
        if _blanks(term) != _blanks(there):
            return None
        if not _blanks(term):
            if term != there:
                return None
        elif term in more:
            if more[term] != there:
                return None
        elif there in more.values():
            return None
        else:
            more[term] = there
    return more
