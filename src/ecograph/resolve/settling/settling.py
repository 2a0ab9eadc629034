"""The working database: documents are added and removed, settled, and then asked for their names."""

from __future__ import annotations

import json
import marshal
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from ecograph.model import EntityType
from ecograph.resolve.chosen import decided_names, decided_pairs
from ecograph.resolve.decisions import Decision, standing
from ecograph.resolve.joining import ORDER, Decided, joined, memberships, renamed
from ecograph.resolve.lending import read, type_of
from ecograph.resolve.nodes import Node
from ecograph.resolve.renames import once
from ecograph.resolve.resolution import Doubt, Idle, Member, Rename, Thing
from ecograph.resolve.settling import changes
from ecograph.resolve.settling.components import Components
from ecograph.resolve.settling.nodes import Row, gather, path_of, read_node
from ecograph.resolve.settling.schema import chunks, emptied, opened, shared
from ecograph.store.database import transaction

# Components are settled together until so many nodes are in memory.
_BATCH = 500
# Where more than this share of the documents came or went, all are settled anew.
_MANY = 0.2
_THINGS = (
    "SELECT own, coalesce(path, plain), coalesce(thing.name, node.name), coalesce(thing.kind, node.kind) "
    "FROM node LEFT JOIN thing ON node = number WHERE own IN ({})"
)


Near: TypeAlias = Mapping[int, Sequence[int]]
# Gives the components of a class that are to be settled; nodes that are `Near` one another hang together too.
_Components: TypeAlias = Callable[[EntityType, Near], Iterator[list[int]]]


class Settling:
    """A database of what documents lend to the names, and of what their things are then called.

    `path` is its file, None for memory. It can be made again from the documents at any time; where the rules change, all that
    documents lend is to be added anew.
    """

    def __init__(self, path: Path | None, *, base: str, decisions: Iterable[Decision] = ()) -> None:
        self.base, self._decisions = base, standing(decisions)
        self._database = opened(path)
        self._idle: list[Idle] = []
        self._called: dict[str, str] = {}

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def __enter__(self) -> Settling:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What is given

    def add(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Take on documents: the id of each, a tag that tells what it lends from what it lent before, and that (see `lent`).

        A document that is held is replaced.
        """
        with transaction(self._database, "BEGIN") as database:
            settled = self._state() is not None
            for some in chunks(rows, 200):
                ids = [id_ for id_, _, _ in some]
                if settled:
                    changes.note(database, ids)
                database.executemany(
                    "INSERT INTO document (id, tag, lent) VALUES (?, ?, ?) "
                    "ON CONFLICT (id) DO UPDATE SET tag = excluded.tag, lent = excluded.lent",
                    some,
                )
                if settled:
                    changes.note_new(database, ids)

    def remove(self, documents: Iterable[str]) -> None:
        """Let go of documents, by their ids."""
        with transaction(self._database, "BEGIN") as database:
            settled = self._state() is not None
            for ids in chunks(documents):
                if settled:
                    changes.note(database, ids)
                query = "UPDATE document SET tag = '', lent = x''" if settled else "DELETE FROM document"
                database.executemany(f"{query} WHERE id = ?", ((id_,) for id_ in ids))

    def tags(self) -> Iterator[tuple[str, str]]:
        """Yield the id and the tag of each document that is held, sorted by id."""
        yield from self._database.execute("SELECT id, tag FROM document WHERE lent != x'' ORDER BY id")

    # What is made of it

    def settle(self) -> None:
        """Name all that the documents tell of; where little changed since the last time, only what that bears on."""
        with transaction(self._database, "BEGIN") as database:
            before = self._state()
            (changed,) = database.execute("SELECT count(*) FROM changed").fetchone()
            (held,) = database.execute("SELECT count(*) FROM document").fetchone()
            if before is None or changed > _MANY * held:
                emptied(database)
                components = self._all()
            else:
                components = self._touched(before)
            self._idle = []
            decided = decided_pairs(self._decisions, self.base, self._owns, self._idle)
            for type_ in ORDER:
                self._put_together(type_, components, decided)
            self._called = decided_names(self._decisions, self.base, self._owns, self._path, self._idle)
            database.execute("DELETE FROM changed")
            database.execute("DELETE FROM state")
            database.execute("INSERT INTO state VALUES (?)", (json.dumps(self._decisions),))

    def _state(self) -> tuple[Decision, ...] | None:
        """Return the decisions that all was settled with, None where it was not."""
        row = self._database.execute("SELECT decisions FROM state").fetchone()
        return tuple(Decision(*each) for each in json.loads(row[0])) if row else None

    def _all(self) -> _Components:
        """Return what finds the components of all nodes of a class."""
        database = self._database
        database.execute("DELETE FROM document WHERE lent = x''")
        ranges = gather(database)

        def components(type_: EntityType, near: Near) -> Iterator[list[int]]:
            if type_ in ranges:
                found = Components(ranges[type_])
                found.join_equal(database.execute(f"SELECT hash, node FROM {shared(type_)} ORDER BY hash"))
                for number, others in near.items():
                    for other in others:
                        found.join(number, other)
                yield from found.groups()

        return components

    def _touched(self, before: Sequence[Decision]) -> _Components:
        """Return what finds the components of a class that documents and decisions that came or went bear on."""
        touched = changes.change(self._database)
        self._decide_anew(before, touched)

        agencies: dict[int, str] = {}

        def components(type_: EntityType, near: Near) -> Iterator[list[int]]:
            if type_ == "Official":
                moved = (number for number, path in agencies.items() if path_of(self._database, number) != path)
                touched.nodes[type_].update(changes.posts(self._database, moved))
            groups = list(changes.closed(self._database, type_, touched.nodes[type_], near))
            was = changes.cleared(self._database, (number for group in groups for number in group), touched.gone[type_])
            if type_ == "Agency":
                agencies.update((number, touched.was.get(number, path)) for number, path in was.items())
            yield from (group for group in groups if len(group) > 1)

        return components

    def _decide_anew(self, before: Sequence[Decision], touched: changes.Touched) -> None:
        """Note what decisions that came or went are about, and those about what changed."""
        for decision in {*before, *self._decisions}:
            paths = {iri.removeprefix(self.base) for iri in (decision.a, decision.b)}
            if (decision in before) != (decision in self._decisions) or paths & touched.paths:
                for own in chain.from_iterable(map(self._owns, paths)):
                    touched.nodes[type_of(own)].add(self._number(own))

    def _put_together(self, type_: EntityType, components: _Components, decided: Decided) -> None:
        same = [edge for edge in decided.same if type_of(edge.a) == type_]
        different = [pair for pair in decided.different if type_of(pair[0]) == type_]
        near: dict[int, list[int]] = {}
        for pair in (*((edge.a, edge.b) for edge in same), *different):
            one, other = map(self._number, pair)
            near.setdefault(one, []).append(other)
            near.setdefault(other, []).append(one)
        bodies = lru_cache(maxsize=10_000)(self._path)
        for batch in _batches(components(type_, near)):
            rows = [
                Row(*self._database.execute("SELECT * FROM node WHERE number = ?", (each,)).fetchone())
                for each in batch
            ]
            rows.sort(key=attrgetter("own"))
            owns = {row.own for row in rows}
            here = Decided([each for each in same if each.a in owns], [pair for pair in different if pair[0] in owns])
            self._write(rows, [read_node(row) for row in rows], here, bodies)

    def _write(self, rows: Sequence[Row], nodes: list[Node], decided: Decided, body_of: Callable[[str], str]) -> None:
        """Settle components, and write what they are."""
        database, found = self._database, joined(nodes, decided, body_of)
        number_of = {row.own: row.number for row in rows}
        things = ((number_of[own], *thing) for own, thing in found.things.items())
        database.executemany("INSERT INTO thing VALUES (?, ?, ?, ?)", things)
        members = (
            (path, number_of[each.own], marshal.dumps(why)) for path, some in memberships(found) for each, why in some
        )
        database.executemany("INSERT INTO member VALUES (?, ?, ?)", members)
        names = {thing.path: thing.name for thing in found.things.values()}
        type_ = nodes[0].type
        doubts = ((a, b, type_, names[a], names[b], rule, why) for a, b, rule, why in found.doubts)
        database.executemany("INSERT INTO doubt VALUES (?, ?, ?, ?, ?, ?, ?)", doubts)
        links = once(renamed(type_, nodes), lambda own: found.things[own].path)
        database.executemany("INSERT INTO rename VALUES (?, ?, ?, ?)", links)

    def _owns(self, path: str) -> Sequence[str]:
        """Return the nodes that a path names: the one whose own it is, or those that share it."""
        if self._database.execute("SELECT 1 FROM node WHERE own = ?", (path,)).fetchone():
            return [path]
        rows = self._database.execute("SELECT own FROM node WHERE plain = ? ORDER BY own", (path,))
        return [own for (own,) in rows]

    def _number(self, own: str) -> int:
        return int(self._database.execute("SELECT number FROM node WHERE own = ?", (own,)).fetchone()[0])

    def _path(self, own: str) -> str:
        return path_of(self._database, self._number(own))

    # What comes out

    def named(self, document: str) -> dict[str, Thing]:
        """Return the things of a document, by its id: by local key; {} for a document that is not held."""
        row = self._database.execute("SELECT lent FROM document WHERE id = ?", (document,)).fetchone()
        return self._named(row[0]) if row else {}

    def things(self) -> Iterator[tuple[str, dict[str, Thing]]]:
        """Yield the id and the things of each document, sorted by id."""
        for id_, lent in self._database.execute("SELECT id, lent FROM document ORDER BY id"):
            yield id_, self._named(lent)

    def _named(self, lent: bytes) -> dict[str, Thing]:
        held = read(lent).keys
        found: dict[str, Thing] = {}
        for owns in chunks((own for _, own in held), 500):
            for own, path, name, kind in self._database.execute(_THINGS.format(", ".join("?" * len(owns))), owns):
                found[own] = Thing(path, self._called.get(path, name), kind)
        return {key: found[own] for key, own in held}

    def doubts(self) -> Iterator[Doubt]:
        """Yield the pairs that may be one thing and were kept apart, sorted by IRI."""
        for a, b, type_, a_name, b_name, rule, why in self._database.execute("SELECT * FROM doubt ORDER BY a, b"):
            names = self._called.get(a, a_name), self._called.get(b, b_name)
            yield Doubt(self.base + a, self.base + b, type_, *names, rule, why)

    def renames(self) -> Iterator[Rename]:
        """Yield what became what, sorted by IRI."""
        for old, new, date, reason in self._database.execute("SELECT * FROM rename ORDER BY old, new"):
            yield Rename(self.base + old, self.base + new, date, reason)

    def idle(self) -> Iterator[Idle]:
        """Yield the decisions about pairs and names that have no effect, and why."""
        yield from self._idle

    def iri(self, iri: str) -> str:
        """Return the IRI of the thing that a member's own IRI belongs to, any other unchanged."""
        own = iri.removeprefix(self.base)
        return self.base + self._path(own) if own in self._owns(own) else iri

    def members(self, iri: str = "") -> Iterator[tuple[str, tuple[Member, ...]]]:
        """Yield the IRI of each thing, or of one, and what it stands for."""
        path = iri.removeprefix(self.base)
        query = "SELECT path, node, why FROM member " + ("WHERE path = ?" if iri else "ORDER BY path, node")
        for each, group in groupby(self._database.execute(query, (path,) if iri else ()), key=itemgetter(0)):
            members = (self._member(number, marshal.loads(why)) for _, number, why in group)
            yield self.base + each, tuple(sorted(members))
        # Those that share nothing with any other.
        query = "SELECT number, plain FROM node WHERE number NOT IN (SELECT node FROM thing)"
        query, given = (f"{query} AND plain = ?", (path,)) if iri else (query, ())
        for number, each in self._database.execute(query, given):
            yield self.base + each, (self._member(number, ()),)

    def _member(self, number: int, why: tuple[str, ...]) -> Member:
        row = Row(*self._database.execute("SELECT * FROM node WHERE number = ?", (number,)).fetchone())
        query = "SELECT id FROM document WHERE number = ?"
        ids = (self._database.execute(query, (each,)).fetchone()[0] for each in array("I", row.documents))
        return Member(self.base + row.own, row.name, tuple(self.base + each for each in sorted(ids)), why)


def _batches(groups: Iterable[list[int]]) -> Iterator[list[int]]:
    """Yield components together, some thousand nodes at a time."""
    batch: list[int] = []
    for group in groups:
        if batch and len(batch) + len(group) > _BATCH:
            yield batch
            batch = []
        batch += group
    if batch:
        yield batch
