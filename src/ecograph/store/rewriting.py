"""Make a store's graph what was derived, touching only what differs.

Graphs are compared as lines of N-Triples, which the engine writes and reads at full speed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import chain, groupby
from tempfile import SpooledTemporaryFile
from typing import IO, Self, TypeAlias

import pyoxigraph as ox

from ecograph.store.base import Difference, Part
from ecograph.store.owning import is_own

Lines: TypeAlias = set[bytes]

_DEFAULT = ox.DefaultGraph()
# Up to so much text goes into one update, and so into one transaction: the engine holds some ten times that in memory.
_ONE_UPDATE = 32_000_000
_ONE_OPERATION = 8_000_000
# From here on the bulk loader, which is as atomic, is faster than a transaction.
_BULK = 4_000_000
_IN_MEMORY = 8_000_000


def fill(store: ox.Store, parts: Iterable[Part]) -> Difference:
    """Put the parts into a store that holds nothing: there is nothing to compare, and quads need not become text."""
    written = list[str]()
    for graph, quads in parts:
        store.extend(quads)
        written += [graph] if graph else []
    return Difference(written=tuple(written))


class Rewriting:
    """Compare a store's graph with what it is to become, and then change it.

    `known` are the digests of the store's named graphs, as far as they are known for certain: a graph whose digest stays is
    not looked at. Of the graphs that are there, those that a build does not own (see `owning`) stay as they are.
    """

    def __init__(self, store: ox.Store, known: Mapping[str, str], *, base: str = "") -> None:
        self._store, self._known = store, known
        named = {name.value for name in store.named_graphs() if isinstance(name, ox.NamedNode)}
        self._there, self._own = named, {name for name in named if is_own(name, base)}
        self._fresh: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed on leaving
        self._gone: dict[str, Lines] = {}
        self._new: dict[str, Lines] = {}
        self._written: list[str] = []
        self._dropped: list[str] = []
        self.digests: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._fresh.close()

    def compare(self, parts: Iterable[Part]) -> None:
        """Find what differs; changes nothing yet."""
        facts = ox.Store()
        for graph, quads in parts:
            if graph:
                self._compare(graph, set(_written(quads).splitlines()))
            else:
                facts.extend(quads)
        # The engine's own form of a literal may differ from the one that was made, so both sides are written by it.
        self._note("", _lines(facts, _DEFAULT), _lines(self._store, _DEFAULT))
        self._dropped = sorted(self._own - self.digests.keys())

    def apply(self) -> Difference:
        """Change the store and return what changed; nothing is on disk for certain before a flush."""
        size = self._fresh.tell() + sum(map(len, chain(*self._gone.values(), *self._new.values())))
        if not self._dropped and not any(self._gone.values()):
            self._fresh.writelines(self._new_quads())
            self._load(size)
        elif size <= _ONE_UPDATE:
            self._store.update(" ;\n".join(chain(self._operations(), self._fresh_operations())))
        else:
            for operation in self._operations():
                self._store.update(operation)
            self._load(size)
        gone, new = frozenset(self._gone[""]), frozenset(self._new[""])
        return Difference(gone, new, tuple(self._written), tuple(self._dropped))

    def _compare(self, graph: str, lines: Lines) -> None:
        digest = sha256(b"\n".join(sorted(lines))).hexdigest()
        self.digests[graph] = digest
        if graph not in self._there:
            self._written.append(graph)
            self._fresh.writelines(line + b"\n" for line in lines)
        elif self._known.get(graph) != digest:
            self._written.append(graph)
            self._note(graph, {_split(line)[0] for line in lines}, _lines(self._store, ox.NamedNode(graph)))

    def _note(self, graph: str, new: Lines, old: Lines) -> None:
        self._gone[graph], self._new[graph] = old - new, new - old

    def _new_quads(self) -> Iterator[bytes]:
        for graph, lines in self._new.items():
            name = f"<{graph}> ".encode() if graph else b""
            yield from (line[:-1] + name + b".\n" for line in lines)

    def _load(self, size: int) -> None:
        self._fresh.seek(0)
        load = self._store.bulk_load if size > _BULK else self._store.load
        load(self._fresh, format=ox.RdfFormat.N_QUADS)

    def _operations(self) -> Iterator[str]:
        """Yield the parts of an update: what goes, then what comes into the graphs that are there."""
        yield from (f"DROP SILENT GRAPH <{graph}>" for graph in self._dropped)
        for verb, graphs in (("DELETE DATA", self._gone), ("INSERT DATA", self._new)):
            for graph, lines in graphs.items():
                yield from _operations(verb, f"<{graph}>" if graph else "", lines)

    def _fresh_operations(self) -> Iterator[str]:
        self._fresh.seek(0)
        for graph, quads in groupby(map(_split, self._fresh), key=lambda each: each[1]):
            yield from _operations("INSERT DATA", graph.decode(), (triple for triple, _ in quads))


def _operations(verb: str, graph: str, lines: Iterable[bytes]) -> Iterator[str]:
    """Yield one operation, or several where it would be too large for the engine."""
    for batch in _batches(lines):
        text = b"\n".join(batch).decode()
        yield f"{verb} {{ GRAPH {graph} {{ {text} }} }}" if graph else f"{verb} {{ {text} }}"


def _batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    batch, size = list[bytes](), 0
    for line in lines:
        batch.append(line)
        size += len(line)
        if size > _ONE_OPERATION:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _written(quads: Iterable[ox.Quad]) -> bytes:
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert text is not None  # None comes only where an output was passed
    return text


def _lines(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> Lines:
    text = io.BytesIO()
    store.dump(text, ox.RdfFormat.N_TRIPLES, from_graph=graph)
    return set(text.getvalue().splitlines())


def _split(line: bytes) -> tuple[bytes, bytes]:
    """Return a line of N-Quads as a line of N-Triples and the name of its graph, `<…>`."""
    triple, graph = line.rstrip(b"\n")[:-2].rsplit(b" ", 1)
    return triple + b" .", graph
