"""Make a store's graph what was derived, touching only what differs.

Graphs are compared as lines of N-Triples, which the engine writes and reads at full speed.
"""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Iterable, Iterator
from hashlib import blake2b, sha256
from itertools import chain, groupby
from tempfile import SpooledTemporaryFile
from typing import IO, Self, TypeAlias

import pyoxigraph as ox

from ecograph.store.base import Difference, Part
from ecograph.store.derivation import Derivation, Key, Written
from ecograph.store.endpoint import Endpoint
from ecograph.store.owning import is_own

Lines: TypeAlias = set[bytes]

_DEFAULT = ox.DefaultGraph()
# Up to so much text goes into one update, and so into one transaction: the engine holds some ten times that in memory.
_ONE_UPDATE = 32_000_000
_ONE_OPERATION = 8_000_000
# From here on the bulk loader, which is as atomic, is faster than a transaction.
_BULK = 4_000_000
_IN_MEMORY = 8_000_000
# Bytes of the digest of a line: enough for as many lines as fit on a disk.
_DIGEST = 12


def fill(store: ox.Store, parts: Iterable[Part]) -> Difference:
    """Put the parts into a store that holds nothing: there is nothing to compare, and quads need not become text."""
    written = list[str]()
    for part in parts:
        store.extend(part.quads)
        written += [part.graph] if part.graph else []
    return Difference(written=tuple(written))


class Rewriting:
    """Compare a store's graph with what it is to become, and then change it.

    What `derivation` knows of the parts that it is made of spares the looking at: a part whose seal stays is not asked for its
    quads, a named graph whose digest stays is not read, and the default graph is read only where nothing is known. Of
    the graphs that are there, those that a build does not own (see `owning`) stay as they are.
    """

    def __init__(self, store: ox.Store | Endpoint, derivation: Derivation, *, facts: str = "") -> None:
        self._store, self._derivation = store, derivation
        # A server takes an update in small pieces only, and so not as one transaction.
        self._at_once = store.at_once if isinstance(store, Endpoint) else None
        self._facts_graph = f"<{facts}>" if facts else ""
        self._known = derivation.parts()
        self._there = {name.value for name in store.named_graphs() if isinstance(name, ox.NamedNode)}
        self._own = {name for name in self._there if is_own(name, derivation.base)}
        self._fresh: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed on leaving
        self._gone: dict[str, Lines] = {}
        self._new: dict[str, Lines] = {}
        self._written: list[str] = []
        self._dropped: list[str] = []
        self._held = set[Key]()
        self.changed: dict[Key, Written] = {}
        self.dropped: list[Key] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._fresh.close()

    def compare(self, parts: Iterable[Part]) -> None:
        """Find what differs; changes nothing yet."""
        facts: dict[str, Lines] = {}
        rest = list[ox.Quad]()
        for part in parts:
            key = part.graph, part.scope
            known = self._known.get(key)
            if part.seal and known and known.seal == part.seal:
                self._held.add(key)
            elif part.graph:
                self._compare(part.graph, set(_written(part.quads).splitlines()), part.seal)
            elif part.scope:
                facts[part.scope] = self._facts(part.quads, part.scope, part.seal)
            else:
                rest += part.quads
        facts[""] = self._facts(rest, "", "")
        self._compare_facts(set().union(*facts.values()))
        kept = self._held | self.changed.keys()
        self._dropped = sorted(self._own - {graph for graph, _ in kept})
        self.dropped = [key for key in self._known if key not in kept] if self._known else None

    def apply(self) -> Difference:
        """Change the store and return what changed; nothing is on disk for certain before a flush."""
        size = self._fresh.tell() + sum(map(len, chain(*self._gone.values(), *self._new.values())))
        if not self._dropped and not any(self._gone.values()):
            self._fresh.writelines(self._new_quads())
            self._load(size)
        elif size <= _ONE_UPDATE and self._at_once is None:
            self._store.update(" ;\n".join(chain(self._operations(), self._fresh_operations())))
        else:
            for operation in self._operations():
                self._store.update(operation)
            self._load(size)
        gone, new = frozenset(self._gone[""]), frozenset(self._new[""])
        return Difference(gone, new, tuple(self._written), tuple(self._dropped))

    def _compare(self, graph: str, lines: Lines, seal: str) -> None:
        digest = sha256(b"\n".join(sorted(lines))).digest()
        self.changed[graph, ""] = Written(seal, digest)
        known = self._known.get((graph, ""))
        if graph not in self._there:
            self._written.append(graph)
            self._fresh.writelines(line + b"\n" for line in lines)
        elif known is None or known.digest != digest:
            self._written.append(graph)
            self._note(graph, {_split(line)[0] for line in lines}, _lines(self._store, ox.NamedNode(graph)))

    def _facts(self, quads: Iterable[ox.Quad], scope: str, seal: str) -> Lines:
        """Return a part of the default graph in the engine's own form, which may differ from the one that was made."""
        part = ox.Store()
        part.extend(quads)
        lines = _lines(part, _DEFAULT)
        ordered = sorted(lines)
        digest = b"".join(map(_digest, ordered))
        self.changed["", scope] = Written(seal, digest, zlib.compress(b"\n".join(ordered), level=3))
        return lines

    def _compare_facts(self, facts: Lines) -> None:
        """Compare the parts of the default graph that are not held as they were."""
        if not self._known:
            self._note("", facts, _lines(self._store, _DEFAULT))
            return
        former = [key for key in self._known if not key[0] and key not in self._held]
        before = set[bytes]().union(*map(self._lines_before, former))
        # What a part that is held says too stays, and is there already.
        self._note("", facts - (elsewhere := self._held_elsewhere(facts ^ before)), before - elsewhere)

    def _lines_before(self, key: Key) -> Lines:
        return set(zlib.decompress(self._derivation.lines(key)).splitlines())

    def _held_elsewhere(self, lines: Lines) -> Lines:
        """Return those lines that stand in parts of the default graph that are held as they were."""
        if not lines:
            return set()
        digests = {_digest(line): line for line in lines}
        found = set[bytes]()
        for key in self._held:
            if not key[0]:
                found |= digests.keys() & _digests(self._known[key].digest)
        return {digests[each] for each in found}

    def _note(self, graph: str, new: Lines, old: Lines) -> None:
        self._gone[graph], self._new[graph] = old - new, new - old

    def _new_quads(self) -> Iterator[bytes]:
        for graph, lines in self._new.items():
            name = f"<{graph}> ".encode() if graph else f"{self._facts_graph} ".lstrip().encode()
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
                yield from _operations(verb, f"<{graph}>" if graph else self._facts_graph, lines, self._at_once)

    def _fresh_operations(self) -> Iterator[str]:
        self._fresh.seek(0)
        for graph, quads in groupby(map(_split, self._fresh), key=lambda each: each[1]):
            yield from _operations("INSERT DATA", graph.decode(), (triple for triple, _ in quads), self._at_once)


def _operations(verb: str, graph: str, lines: Iterable[bytes], at_once: int | None) -> Iterator[str]:
    """Yield one operation, or several where it would be too large for the engine or hold more than so many lines."""
    for batch in _batches(lines, at_once or sys.maxsize):
        text = b"\n".join(batch).decode()
        yield f"{verb} {{ GRAPH {graph} {{ {text} }} }}" if graph else f"{verb} {{ {text} }}"


def _batches(lines: Iterable[bytes], at_once: int) -> Iterator[list[bytes]]:
    batch, size = list[bytes](), 0
    for line in lines:
        batch.append(line)
        size += len(line)
        if size > _ONE_OPERATION or len(batch) == at_once:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _digest(line: bytes) -> bytes:
    return blake2b(line, digest_size=_DIGEST).digest()


def _digests(joined: bytes) -> Iterator[bytes]:
    return (joined[at : at + _DIGEST] for at in range(0, len(joined), _DIGEST))


def _written(quads: Iterable[ox.Quad]) -> bytes:
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert text is not None  # None comes only where an output was passed
    return text


def _lines(store: ox.Store | Endpoint, graph: ox.NamedNode | ox.DefaultGraph) -> Lines:
    text = io.BytesIO()
    store.dump(text, ox.RdfFormat.N_TRIPLES, from_graph=graph)
    return set(text.getvalue().splitlines())


def _split(line: bytes) -> tuple[bytes, bytes]:
    """Return a line of N-Quads as a line of N-Triples and the name of its graph, `<…>`."""
    triple, graph = line.rstrip(b"\n")[:-2].rsplit(b" ", 1)
    return triple + b" .", graph
