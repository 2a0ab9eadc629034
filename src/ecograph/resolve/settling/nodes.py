"""Make nodes of what documents lend, and write them with their keys."""

from __future__ import annotations

import marshal
import sqlite3
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, TypeAlias

from ecograph.model import EntityType
from ecograph.resolve.lending import hashes, node, read, seen, told, type_of
from ecograph.resolve.nodes import Node, most
from ecograph.resolve.settling.schema import shared

# A path, what is told of it how often, and the documents that tell it.
_Grouped: TypeAlias = tuple[str, Counter[bytes], Sequence[int]]
# Nodes are written so many sightings at a time.
_SIGHTINGS = 2_000


class Row(NamedTuple):
    """A row of the table `node`."""

    number: int
    own: str
    plain: str
    name: str
    kind: str
    told: bytes
    documents: bytes


class Made(NamedTuple):
    """A row, the keys of its node, and the agency whose official it is, "" for any other."""

    row: Row
    keys: Collection[int]
    agency: str


def gather(database: sqlite3.Connection) -> dict[EntityType, range]:
    """Make the nodes of all documents, in the order of their paths; return the numbers of those of each class."""
    _spread(database)
    database.execute("CREATE TEMP TABLE key (hash INTEGER NOT NULL, node INTEGER NOT NULL)")
    rows = database.execute("SELECT own, document, told FROM seen ORDER BY own, document")
    ranges: dict[EntityType, range] = {}
    end = 0
    # The paths of a class begin with its name, so that its nodes follow one another.
    for type_, groups in groupby(_grouped(rows), key=lambda each: type_of(each[0])):
        start = end
        for some in _batched(groups):
            made = [made_of(end + at, *each) for at, each in enumerate(some)]
            end += len(made)
            put(database, made, "key")
        ranges[type_] = range(start, end)
        database.execute(f"INSERT OR IGNORE INTO {shared(type_)} SELECT hash, node FROM key ORDER BY hash, node")
        database.execute("DELETE FROM key")
    for table in ("key", "seen"):
        database.execute(f"DROP TABLE {table}")
    for column in ("own", "plain"):
        database.execute(f"CREATE INDEX node_{column} ON node ({column})")
    return ranges


def read_node(row: Row) -> Node:
    """Return the node of a row."""
    return _node(row.own, row.told, array("I", row.documents))


def path_of(database: sqlite3.Connection, number: int) -> str:
    """Return the path of the thing of a node."""
    query = "SELECT coalesce(path, plain) FROM node LEFT JOIN thing ON node = number WHERE number = ?"
    return str(database.execute(query, (number,)).fetchone()[0])


def _spread(database: sqlite3.Connection) -> None:
    """Write what all documents lend, one node a row."""
    database.execute("CREATE TEMP TABLE seen (own TEXT NOT NULL, document INTEGER NOT NULL, told BLOB NOT NULL)")
    rows = (
        (own, number, told)
        for number, lent in database.execute("SELECT number, lent FROM document")
        for own, told in read(lent).seen
    )
    database.executemany("INSERT INTO seen VALUES (?, ?, ?)", rows)


def _grouped(rows: Iterable[tuple[str, int, bytes]]) -> Iterator[_Grouped]:
    """Yield each path with what is told of it, how often, and the documents that tell it."""
    own, counted, documents = "", Counter[bytes](), array("I")
    for path, document, data in rows:
        if path != own:
            if own:
                yield own, counted, documents
            own, counted, documents = path, Counter(), array("I")
        counted[data] += 1
        if not documents or documents[-1] != document:
            documents.append(document)
    if own:
        yield own, counted, documents


def _batched(groups: Iterable[_Grouped]) -> Iterator[list[_Grouped]]:
    """Yield so many nodes together as some thousand sightings make."""
    some: list[_Grouped] = []
    held = 0
    for group in groups:
        some.append(group)
        held += len(group[1])
        if held > _SIGHTINGS:
            yield some
            some, held = [], 0
    if some:
        yield some


def _node(own: str, written: bytes, documents: Sequence[int]) -> Node:
    return node([(seen(own, each), count) for each, count in marshal.loads(written)], documents)


def made_of(number: int, own: str, counted: Mapping[bytes, int], documents: Iterable[int]) -> Made | None:
    """Return a node as it is written, None where no document tells of it."""
    if not counted:
        return None
    names, kinds = Counter[str](), Counter[str]()
    shared, abouts = set[int](), set[tuple[object, ...]]()
    plain = ""
    for data, count in counted.items():
        plain, about, name, kind, keys = told(data)
        names[name] += count
        if kind:
            kinds[kind] += count
        shared.update(keys)
        abouts.add(about)
    written = marshal.dumps(tuple(sorted(counted.items())))
    if len(abouts) > 1:
        # What one spelling says counts wherever the others are met.
        shared.update(hashes(_node(own, written, ())))
    kind = most(kinds) if kinds else ""
    row = Row(number, own, plain, most(names), kind, written, array("I", documents).tobytes())
    return Made(row, shared, about[1] if type_of(own) == "Official" else "")


def read_made(row: Row) -> Made:
    """Return a row with what is made of it."""
    made = made_of(row.number, row.own, dict(marshal.loads(row.told)), array("I", row.documents))
    if made is None:
        raise ValueError(f"nothing is told of {row.own}")
    return made


def put(database: sqlite3.Connection, made: Iterable[Made | None], table: str) -> None:
    """Write nodes, their keys into a table, and the bodies of officials."""
    listed = [each for each in made if each]
    database.executemany("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?)", (each.row for each in listed))
    shared = ((key, each.row.number) for each in listed for key in each.keys)
    database.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?, ?)", shared)
    posts = ((each.agency, each.row.number) for each in listed if each.agency)
    database.executemany("INSERT INTO post VALUES (?, ?)", posts)
