"""Make a store's graph what was derived, touching only what differs.

Graphs are compared as lines of N-Triples, which the engine writes and reads at full speed. Parts are taken one after the
other, until what they change fills one load; then that is noted, done and settled, before the next are taken. A line that a
part no longer has goes last of all, unless another one has it.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from hashlib import blake2b
from itertools import chain, groupby
from tempfile import SpooledTemporaryFile
from typing import IO

import pyoxigraph as ox

from ecograph.store.base import Difference, Part
from ecograph.store.derivation import Derivation
from ecograph.store.dump import lines_of
from ecograph.store.endpoint import Endpoint
from ecograph.store.owning import is_own, whole
from ecograph.store.parts import Known, Lines, Row, shared

_DEFAULT = ox.DefaultGraph()
# Up to so much text goes into one update, and so into one transaction: the engine holds some ten times that in memory.
_ONE_UPDATE = 32_000_000
_ONE_OPERATION = 8_000_000
# From here on the bulk loader, which is as atomic, is faster than a transaction.
_BULK = 4_000_000
# Of so much text the bulk loader makes one run of sorted tables; more at once takes more memory, and no less time.
_ONE_LOAD = 128_000_000
_IN_MEMORY = 8_000_000


class _Change:
    """What some of the parts change: lines of graphs that parts share, before (some of them unsure) and after, and whole graphs."""

    def __init__(self) -> None:
        self.comes: list[Row] = []
        self.leave: list[int] = []
        self.before: defaultdict[str, Lines] = defaultdict(set)
        self.unsure: defaultdict[str, Lines] = defaultdict(set)
        self.after: defaultdict[str, Lines] = defaultdict(set)
        self.gone: dict[str, Lines] = {}
        self.new: dict[str, Lines] = {}
        self.written: list[str] = []
        self.dropped: list[str] = []
        self.size = 0

    def note(self, graph: str, new: Lines, old: Lines) -> None:
        self.gone[graph], self.new[graph] = old - new, new - old


class Rewriting:
    """Compare a store's graph with what it is to become, and change it, some of it at a time.

    What `derivation` knows of the parts that it is made of spares the looking at: a part whose seal stays is not asked for its
    lines, a named graph whose digest stays is not read, and the default graph is read only where nothing is known. Of
    the graphs that are there, those that a build does not own (see `owning`) stay as they are.
    """

    def __init__(
        self,
        store: ox.Store | Endpoint,
        derivation: Derivation,
        guarded: Callable[[], AbstractContextManager[None]],
        *,
        facts: str = "",
    ) -> None:
        self._store, self._derivation, self._guarded = store, derivation, guarded
        self._parts = derivation.parts
        # A server takes an update in small pieces only, and so not as one transaction.
        self._at_once = store.at_once if isinstance(store, Endpoint) else None
        self._facts_graph = f"<{facts}>" if facts else ""
        # What graphs hold that are not there yet, as N-Quads.
        self._fresh: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by `become`
        self._change = _Change()
        self._first = True

    def become(self, parts: Iterable[Part], rules: str) -> Difference:
        """Do all of it, and return what changed."""
        self._parts.recover()
        self._take_stock()
        self._parts.start()
        try:
            for _ in chain(self._compared(parts), self._left()):
                if self._change.size > _ONE_LOAD:
                    self._do_some()
            return self._do_last(rules)
        finally:
            self._fresh.close()

    def _take_stock(self) -> None:
        """Note what is there where nothing is known of it."""
        if not self._parts.none:
            return
        with self._guarded():
            names = (name.value for name in self._store.named_graphs() if isinstance(name, ox.NamedNode))
            own = (name for name in names if is_own(name, self._derivation.base))
            self._parts.take_stock(own, (line.rstrip(b"\n") for line in lines_of(self._store, _DEFAULT)))

    # Comparing

    def _compared(self, parts: Iterable[Part]) -> Iterator[None]:
        rest = set[bytes]()
        for part in parts:
            known = self._parts.known(part.graph, part.scope) if part.graph or part.scope else None
            if known:
                self._parts.keep(known.number)
            if known and part.seal and known.seal == part.seal:
                continue
            if part.graph and not part.scope:
                self._compare(part.graph, part.text(), part.seal, known)
            elif part.scope:
                self._compare_shared(part, set(part.text().splitlines()), known)
            else:
                rest |= set(part.text().splitlines())
            yield
        if rest:
            known = self._parts.known("", "")
            if known:
                self._parts.keep(known.number)
            self._compare_shared(Part("", b""), rest, known)
            yield

    def _compare(self, graph: str, text: bytes, seal: str, known: Known | None) -> None:
        """Compare a graph that is one part."""
        change, digest = self._change, blake2b(text, digest_size=16).digest()
        change.comes.append(Row(graph, "", seal, digest))
        if known:
            change.leave.append(known.number)
        if known and known.digest == digest:
            return
        old = self._lines(graph) if known else set()
        change.written.append(graph)
        if old:
            change.note(graph, set(text.splitlines()), old)
            change.size += sum(map(len, chain(change.gone[graph], change.new[graph])))
        else:
            self._fresh.write(text.replace(b" .\n", f" <{graph}> .\n".encode()))
            change.size += len(text)

    def _compare_shared(self, part: Part, lines: Lines, known: Known | None) -> None:
        """Compare a part of a graph that several make up."""
        change = self._change
        change.comes.append(shared(part.graph, part.scope, part.seal, lines))
        if known:
            change.leave.append(known.number)
            change.before[part.graph] |= self._parts.lines(known.number)
        change.after[part.graph] |= lines
        change.size += sum(map(len, lines))

    def _left(self) -> Iterator[None]:
        """Take away the parts that were not given."""
        for number, graph, scope in self._parts.others():
            change = self._change
            change.leave.append(number)
            if graph and not scope and not self._is_shared(graph):
                change.dropped.append(graph)
                change.size += len(graph)
            else:
                gone = self._parts.lines(number) if scope or not graph else self._lines(graph)
                change.before[graph] |= gone
                change.size += sum(map(len, gone))
            yield
        # What stands beside the graph that it was made from goes with it.
        for graph in whole(self._derivation.base):
            if (
                not self._parts.has(graph)
                and not self._comes(graph)
                and self._store.contains_named_graph(ox.NamedNode(graph))
            ):
                self._change.dropped.append(graph)

    def _is_shared(self, graph: str) -> bool:
        return self._parts.has(graph, scoped=True) or self._comes(graph)

    def _comes(self, graph: str) -> bool:
        return any(row.graph == graph for row in self._change.comes)

    def _lines(self, graph: str) -> Lines:
        with self._guarded():
            return _lines(self._store, ox.NamedNode(graph))

    # Changing

    def _do_some(self) -> None:
        """Do what is found so far, but for the lines that go: another part may have them yet."""
        change, self._first = self._change, False
        waiting = {graph: change.before[graph] - change.after[graph] for graph in change.before}
        self._derivation.begin(change.comes, change.leave, waiting.items())
        for graph, lines in change.after.items():
            change.gone[graph], change.new[graph] = set(), lines - change.before[graph]
        self._write(change)
        self._derivation.go_on()
        self._change = _Change()

    def _do_last(self, rules: str) -> Difference:
        """Do the rest; where it is all, nothing that other parts have is touched, and what changes is told."""
        is_all = self._first and self._take_waiting()
        if not is_all:
            self._do_some()
            self._sweep()
            self._derivation.settle(rules)
            return Difference(told=False)
        change = self._change
        self._derivation.begin(change.comes, change.leave)
        for graph in {*change.before, *change.unsure, *change.after}:
            before, after = change.before[graph], change.after[graph]
            whatever = before | change.unsure[graph]
            elsewhere = self._parts.held(graph, whatever ^ after)
            change.gone[graph], change.new[graph] = whatever - after - elsewhere, after - before - elsewhere
            self._note_emptied(graph)
        self._write(change)
        self._derivation.settle(rules)
        return Difference(
            frozenset(change.gone.get("", ())),
            frozenset(change.new.get("", ())),
            tuple(change.written),
            tuple(sorted(change.dropped)),
        )

    def _take_waiting(self) -> bool:
        """Take lines that wait from an earlier run into this change, if they are few; say whether that is all of them."""
        waiting = self._parts.waiting(_ONE_UPDATE)
        if sum(len(each.line) for each in waiting) > _ONE_UPDATE:
            return False
        if waiting:
            self._derivation.sweep(waiting)
        for each in waiting:
            change = self._change
            (change.before if each.there else change.unsure)[each.graph].add(each.line)
        return True

    def _sweep(self) -> None:
        """Let the lines go that waited, and that no part has."""
        emptied = set[str]()
        while waiting := self._parts.waiting(_ONE_UPDATE // 4):
            change = _Change()
            for graph in {each.graph for each in waiting}:
                lines = {each.line for each in waiting if each.graph == graph}
                change.note(graph, set(), lines - self._parts.held(graph, lines))
                emptied.add(graph)
            self._derivation.sweep(waiting)
            self._write(change)
            self._derivation.swept(waiting)
        self._change = _Change()
        for graph in emptied:
            self._note_emptied(graph)
        self._write(self._change)

    def _note_emptied(self, graph: str) -> None:
        """Let a graph go of which no part is left."""
        if graph and not self._parts.has(graph):
            self._change.gone.pop(graph, None)
            self._change.dropped.append(graph)

    def _write(self, change: _Change) -> None:
        with self._guarded():
            self.apply(change)

    def apply(self, change: _Change) -> None:
        """Change the store, on disk."""
        size = self._fresh.tell() + sum(map(len, chain(*change.gone.values(), *change.new.values())))
        if not size and not change.dropped:
            return
        goes = bool(change.dropped) or any(change.gone.values())
        if goes and size <= _ONE_UPDATE and self._at_once is None:
            coming = self._operations("INSERT DATA", change.new)
            self._store.update(" ;\n".join(chain(self._going(change), coming, self._fresh_operations())))
        else:
            for operation in self._going(change):
                self._store.update(operation)
            self._fresh.writelines(self._new_quads(change))
            self._load(size)
        self._store.flush()
        self._fresh.seek(0)
        self._fresh.truncate()

    def _new_quads(self, change: _Change) -> Iterator[bytes]:
        for graph, lines in change.new.items():
            name = f"<{graph}> ".encode() if graph else f"{self._facts_graph} ".lstrip().encode()
            yield from (line[:-1] + name + b".\n" for line in lines)

    def _load(self, size: int) -> None:
        self._fresh.seek(0)
        if size <= _BULK or isinstance(self._store, Endpoint):
            self._store.load(self._fresh, format=ox.RdfFormat.N_QUADS)
        else:  # what was checked when it was made need not be again
            self._store.bulk_load(self._fresh, format=ox.RdfFormat.N_QUADS, lenient=True)

    def _going(self, change: _Change) -> Iterator[str]:
        yield from (f"DROP SILENT GRAPH <{graph}>" for graph in change.dropped)
        yield from self._operations("DELETE DATA", change.gone)

    def _operations(self, verb: str, graphs: Mapping[str, Lines]) -> Iterator[str]:
        for graph, lines in graphs.items():
            yield from _operations(verb, f"<{graph}>" if graph else self._facts_graph, lines, self._at_once)

    def _fresh_operations(self) -> Iterator[str]:
        self._fresh.seek(0)
        for graph, quads in groupby(map(_parted, self._fresh), key=lambda each: each[1]):
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


def _lines(store: ox.Store | Endpoint, graph: ox.NamedNode) -> Lines:
    return {line.rstrip(b"\n") for line in lines_of(store, graph)}


def _parted(line: bytes) -> tuple[bytes, bytes]:
    """Return a line of N-Quads as a line of N-Triples and the name of its graph, `<…>`."""
    triple, graph = line.rstrip(b"\n")[:-2].rsplit(b" ", 1)
    return triple + b" .", graph
