"""Name the things of any number of documents: what they lend lies in SQLite, and is settled part by part.

Nodes that share a key, directly or through others, make a component; what is in one has no bearing on any other. So the rules run
on one component after the other, as they run on all of few documents, and memory holds no more than the largest of
them and three integers a node.
"""

from __future__ import annotations

import marshal
import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, islice, pairwise
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from ecograph.model import EntityType
from ecograph.resolve.chosen import decided_names, decided_pairs
from ecograph.resolve.components import Components
from ecograph.resolve.decisions import Decision, standing
from ecograph.resolve.joining import ORDER, Decided, joined, keys, memberships, renamed
from ecograph.resolve.lending import node, read, seen, type_of
from ecograph.resolve.nodes import Node, most
from ecograph.resolve.renames import once
from ecograph.resolve.resolution import Doubt, Idle, Member, Rename, Thing

_Item = TypeVar("_Item")
# Components are settled together until so many nodes are in memory; rows are written so many at a time.
_BATCH, _ROWS = 2_000, 2_000
_HELD = """
CREATE TABLE IF NOT EXISTS document (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, lent BLOB NOT NULL);
"""
# `node` has what is true of a node that is a thing of its own, `thing` what is true of any other.
_SETTLED = """
DROP TABLE IF EXISTS seen;
DROP TABLE IF EXISTS node;
DROP TABLE IF EXISTS thing;
DROP TABLE IF EXISTS member;
DROP TABLE IF EXISTS doubt;
DROP TABLE IF EXISTS rename;
CREATE TABLE seen (own TEXT NOT NULL, document INTEGER NOT NULL, told BLOB NOT NULL);
CREATE TABLE node (
    number INTEGER PRIMARY KEY, own TEXT NOT NULL, plain TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    told BLOB NOT NULL, documents BLOB NOT NULL
);
CREATE TABLE thing (node INTEGER PRIMARY KEY, path TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL);
CREATE TABLE member (path TEXT NOT NULL, node INTEGER NOT NULL, why BLOB NOT NULL, PRIMARY KEY (path, node)) WITHOUT ROWID;
CREATE TABLE doubt (
    a TEXT NOT NULL, b TEXT NOT NULL, type TEXT NOT NULL, a_name TEXT NOT NULL, b_name TEXT NOT NULL, rule TEXT NOT NULL,
    why TEXT NOT NULL, PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE TABLE rename (
    old TEXT NOT NULL, new TEXT NOT NULL, date TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (old, new)
) WITHOUT ROWID;
"""
_THING = (
    "SELECT {}coalesce(path, plain), coalesce(thing.name, node.name), coalesce(thing.kind, node.kind) "
    "FROM node LEFT JOIN thing ON node = number"
)


class Settling:
    """A working database of what documents lend to the names, and of what their things are then called.

    `path` is its file, None for memory. What was added is kept there for the next run; `settle` makes all the rest anew.
    """

    def __init__(self, path: Path | None, *, base: str, decisions: Iterable[Decision] = ()) -> None:
        self.base, self._decisions = base, standing(decisions)
        self._database = sqlite3.connect(path or ":memory:", isolation_level=None)
        # What is lost with the machine is made again.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = FILE", "cache_size = -32000"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.executescript(_HELD)
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

    def add(self, rows: Iterable[tuple[str, bytes]]) -> None:
        """Take on documents: the id of each, and what it lends (see `lent`); one that is held is replaced."""
        with _Transaction(self._database) as database:
            database.executemany(
                "INSERT INTO document (id, lent) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET lent = excluded.lent",
                rows,
            )

    def remove(self, documents: Iterable[str]) -> None:
        """Let go of documents, by their ids."""
        with _Transaction(self._database) as database:
            database.executemany("DELETE FROM document WHERE id = ?", ((each,) for each in documents))

    # What is made of it

    def settle(self) -> None:
        """Name all that the documents tell of."""
        database = self._database
        database.executescript(_SETTLED)
        self._idle, self._called = [], {}
        with _Transaction(database):
            _spread(database)
            ranges = _gather(database)
            database.execute("DROP TABLE seen")
            database.execute("CREATE INDEX node_own ON node (own)")
            named = _Chosen(database, self._decisions, self.base)
            decided = decided_pairs(self._decisions, self.base, named, self._idle)
            for type_ in ORDER:
                if type_ in ranges:
                    self._put_together(type_, ranges[type_], decided)
            self._called = decided_names(self._decisions, self.base, named, self._path, self._idle)

    def _put_together(self, type_: EntityType, numbers: range, decided: Decided) -> None:
        database = self._database
        components = Components(numbers.start, len(numbers))
        components.join_equal(database.execute(f"SELECT hash, node FROM {_shared(type_)} ORDER BY hash"))
        database.execute(f"DROP TABLE {_shared(type_)}")
        same = [edge for edge in decided.same if type_of(edge.a) == type_]
        different = [pair for pair in decided.different if type_of(pair[0]) == type_]
        for a, b in (*((edge.a, edge.b) for edge in same), *different):
            components.join(self._number(a), self._number(b))
        bodies = lru_cache(maxsize=10_000)(self._path)
        for batch in _batches(components.groups()):
            nodes = [self._node(number) for number in batch]
            owns = {each.own for each in nodes}
            here = Decided([each for each in same if each.a in owns], [pair for pair in different if pair[0] in owns])
            self._write(type_, nodes, batch, here, bodies)

    def _write(
        self,
        type_: EntityType,
        nodes: list[Node],
        numbers: Sequence[int],
        decided: Decided,
        body_of: Callable[[str], str],
    ) -> None:
        database, found = self._database, joined(nodes, decided, body_of)
        number_of = {each.own: number for each, number in zip(nodes, numbers, strict=True)}
        database.executemany(
            "INSERT INTO thing VALUES (?, ?, ?, ?)", ((number_of[own], *thing) for own, thing in found.things.items())
        )
        database.executemany(
            "INSERT INTO member VALUES (?, ?, ?)",
            (
                (path, number_of[each.own], marshal.dumps(why))
                for path, members in memberships(found)
                for each, why in members
            ),
        )
        names = {thing.path: thing.name for thing in found.things.values()}
        database.executemany(
            "INSERT INTO doubt VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((a, b, type_, names[a], names[b], rule, why) for a, b, rule, why in found.doubts),
        )
        links = once(renamed(type_, nodes), lambda own: found.things[own].path)
        database.executemany("INSERT INTO rename VALUES (?, ?, ?, ?)", links)

    def _node(self, number: int) -> Node:
        row = self._database.execute("SELECT own, told, documents FROM node WHERE number = ?", (number,)).fetchone()
        own, told, documents = row
        return _read(own, told, array("I", documents))

    def _number(self, own: str) -> int:
        (number,) = self._database.execute("SELECT number FROM node WHERE own = ?", (own,)).fetchone()
        return int(number)

    def _path(self, own: str) -> str:
        (path, _, _) = self._database.execute(f"{_THING.format('')} WHERE own = ?", (own,)).fetchone()
        return str(path)

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
        owns = [own for _, own in held]
        found: dict[str, Thing] = {}
        for some in _chunks(owns, 500):
            marks = ", ".join("?" * len(some))
            query = f"{_THING.format('own, ')} WHERE own IN ({marks})"
            for own, path, name, kind in self._database.execute(query, some):
                found[own] = Thing(path, self._called.get(path, name) if self._called else name, kind)
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

    def iri(self, iri: str) -> str:
        """Return the IRI of the thing that a member's own IRI belongs to, any other unchanged."""
        own = iri.removeprefix(self.base)
        known = self._database.execute("SELECT 1 FROM node WHERE own = ?", (own,)).fetchone()
        return self.base + self._path(own) if known else iri

    def members(self, iri: str = "") -> Iterator[tuple[str, tuple[Member, ...]]]:
        """Yield the IRI of each thing, or of one, and what it stands for."""
        path = iri.removeprefix(self.base)
        query = "SELECT path, node, why FROM member " + ("WHERE path = ?" if iri else "ORDER BY path, node")
        rows = self._database.execute(query, (path,) if iri else ())
        met = False
        for each, group in groupby(rows, key=itemgetter(0)):
            met = True
            yield self.base + each, tuple(self._member(number, marshal.loads(why)) for _, number, why in group)
        if not met or not iri:
            for number, each in self._lone(path if iri else None):
                yield self.base + each, (self._member(number, ()),)

    def _lone(self, path: str | None) -> Iterator[tuple[int, str]]:
        """Yield the nodes that share nothing with another, with the paths of their things: all, or that of a path."""
        lone = "SELECT number, plain FROM node WHERE number NOT IN (SELECT node FROM thing)"
        if path is None:
            yield from self._database.execute(lone)
            return
        self._database.execute("CREATE INDEX IF NOT EXISTS node_plain ON node (plain)")
        yield from self._database.execute(f"{lone} AND plain = ?", (path,))

    def _member(self, number: int, why: tuple[str, ...]) -> Member:
        query = "SELECT own, name, documents FROM node WHERE number = ?"
        own, name, held = self._database.execute(query, (number,)).fetchone()
        ids = [
            self._database.execute("SELECT id FROM document WHERE number = ?", (document,)).fetchone()[0]
            for document in array("I", held)
        ]
        return Member(self.base + own, name, tuple(self.base + each for each in sorted(ids)), why)

    def idle(self) -> Iterator[Idle]:
        """Yield the decisions about pairs and names that have no effect, and why."""
        yield from self._idle


class _Transaction:
    """Statements that become true together."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __enter__(self) -> sqlite3.Connection:
        self._database.execute("BEGIN")
        return self._database

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.execute("COMMIT")


class _Chosen:
    """The nodes that the things of decisions are, by path: the one whose own it is, or those that share it."""

    def __init__(self, database: sqlite3.Connection, decisions: Iterable[Decision], base: str) -> None:
        paths = {iri.removeprefix(base) for each in decisions for iri in (each.a, each.b)}
        self._owns: dict[str, list[str]] = {}
        for path in sorted(paths):
            if database.execute("SELECT 1 FROM node WHERE own = ?", (path,)).fetchone():
                self._owns[path] = [path]
        if not (rest := paths - self._owns.keys()):
            return
        database.execute("CREATE TEMP TABLE wanted (path TEXT PRIMARY KEY)")
        database.executemany("INSERT INTO wanted VALUES (?)", ((path,) for path in rest))
        rows = database.execute("SELECT plain, own FROM node WHERE plain IN (SELECT path FROM wanted) ORDER BY own")
        for plain, own in rows:
            self._owns.setdefault(plain, []).append(own)
        database.execute("DROP TABLE wanted")

    def __call__(self, path: str) -> Sequence[str]:
        return self._owns.get(path, ())


def _shared(type_: EntityType) -> str:
    """Return the name of the table of the keys that nodes of a class share."""
    return f"shared_{type_.lower()}"


def _spread(database: sqlite3.Connection) -> None:
    """Write the nodes of the documents one a row."""
    rows = (
        (own, number, told)
        for number, lent in database.execute("SELECT number, lent FROM document")
        for own, told in read(lent).seen
    )
    database.executemany("INSERT INTO seen VALUES (?, ?, ?)", rows)


def _gather(database: sqlite3.Connection) -> dict[EntityType, range]:
    """Make a node of all that documents say of one, and note its keys; return the numbers of the nodes of each class."""
    first: dict[EntityType, int] = {}
    number = 0
    rows = database.execute("SELECT own, document, told FROM seen ORDER BY own, document")
    for some in _chunks(_grouped(rows), _ROWS):
        nodes, shared = [], dict[EntityType, list[tuple[int, int]]]()
        for own, counted, documents in some:
            told = marshal.dumps(tuple(sorted(counted.items())))
            made = _read(own, told, ())
            kinds = Counter[str]()
            for sighting, count in made.sightings.items():
                if sighting.kind:
                    kinds[sighting.kind] += count
            kind = most(kinds) if kinds else ""
            nodes.append((number, own, made.plain, made.name(), kind, told, documents.tobytes()))
            shared.setdefault(made.type, []).extend((hash(key), number) for key in keys(made))
            if made.type not in first:
                first[made.type] = number
                database.execute(
                    f"CREATE TEMP TABLE {_shared(made.type)} (hash INTEGER NOT NULL, node INTEGER NOT NULL)"
                )
            number += 1
        database.executemany("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?)", nodes)
        for type_, pairs in shared.items():
            database.executemany(f"INSERT INTO {_shared(type_)} VALUES (?, ?)", pairs)
    # The paths of a class begin with its name, so that its nodes follow one another.
    bounds = [*sorted(first.values()), number]
    ends = dict(pairwise(bounds))
    return {type_: range(start, ends[start]) for type_, start in first.items()}


def _grouped(rows: Iterable[tuple[str, int, bytes]]) -> Iterator[tuple[str, Counter[bytes], array[int]]]:
    """Yield each path with what is told of it, how often, and the documents that tell it."""
    own, counted, documents = "", Counter[bytes](), array("I")
    for path, document, told in rows:
        if path != own:
            if own:
                yield own, counted, documents
            own, counted, documents = path, Counter(), array("I")
        counted[told] += 1
        if not documents or documents[-1] != document:
            documents.append(document)
    if own:
        yield own, counted, documents


def _read(own: str, told: bytes, documents: Sequence[int]) -> Node:
    return node([(seen(own, each), count) for each, count in marshal.loads(told)], documents)


def _batches(groups: Iterable[list[int]]) -> Iterator[list[int]]:
    """Yield components together, a few thousand nodes at a time; the nodes are sorted."""
    batch: list[int] = []
    for group in groups:
        if batch and len(batch) + len(group) > _BATCH:
            yield sorted(batch)
            batch = []
        batch += group
    if batch:
        yield sorted(batch)


def _chunks(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
