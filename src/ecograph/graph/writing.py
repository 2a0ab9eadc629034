"""Write terms and nodes as N-Triples, letter by letter as the engine gives them back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import TypeAlias

from ecograph.graph.mapping import Row
from ecograph.graph.terms import Make, Scalar, chinese, english, plain
from ecograph.model import Attribute
from ecograph.store.names import RDF

# How a value is written; b"" where the table's way does not fit the value.
Write: TypeAlias = Callable[[Scalar], bytes]
# What stands behind a subject in its lines: property and value.
Tail: TypeAlias = bytes

# Values whose written form is kept, for each way of writing.
_KEPT = 8192


class Table:
    """The rows that write the nodes of one kind, also by property; it is itself and no other, so that it is quickly told."""

    def __init__(self, *rows: Row) -> None:
        self.rows = rows
        self.by_path = {path: tuple(row for row in rows if row[1] == path) for path in {row[1] for row in rows}}
        self._writes = tuple((name, f" <{path}> ".encode(), writer(make)) for name, path, make in rows)

    def tails(self, values: Mapping[str, Attribute]) -> list[Tail]:
        """Return what is said of a node, without its name; a thing may come twice."""
        said = []
        for name, path, write in self._writes:
            value = values.get(name)
            if value is None or value == "":
                continue
            if isinstance(value, tuple):
                said += [path + text for each in value if each != "" and (text := write(each))]
            elif text := write(value):
                said.append(path + text)
        return said


@cache
def typed(type: str) -> Tail:
    """Return what says that a node is of a class."""
    return f" <{RDF}type> <{type}>".encode()


@cache
def writer(make: Make) -> Write:
    """Return what writes the terms that `make` makes."""

    def write(value: Scalar) -> bytes:
        term = make(value)
        return b"" if term is None else str(term).encode()

    if make not in (chinese, english, plain):
        return lru_cache(maxsize=_KEPT)(write)
    after = write("").decode().removeprefix('""')

    def text(value: Scalar) -> bytes:
        words = str(value)
        # Most words need no escape, and are too many to be kept.
        if words.isprintable() and '"' not in words and "\\" not in words:
            return f'"{words}"{after}'.encode()
        return write(value)

    return text


def text_of(said: Mapping[bytes, Iterable[Tail]]) -> bytes:
    """Return the lines of what is said of each node, by the node as it is written: sorted, each once, each ended by a newline."""
    found = []
    for node in sorted(said):
        found += [node, (b" .\n" + node).join(sorted(set(said[node]))), b" .\n"]
    return b"".join(found)
