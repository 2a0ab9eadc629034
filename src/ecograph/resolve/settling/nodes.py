"""Make nodes of what documents lend, and write them with their keys."""

from __future__ import annotations

import marshal
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple, TypeAlias

from ecograph.model import EntityType
from ecograph.resolve.joining import keys
from ecograph.resolve.lending import node, read, seen, type_of
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
    """A node, and its row."""

    row: Row
    node: Node


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


def hashes(each: Node) -> Iterator[int]:
    """Yield the keys of a node as numbers; two keys that have one number by chance only make components larger."""
    for key in keys(each):
        text = key if isinstance(key, str) else "\x1f".join(key)
        yield int.from_bytes(blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest(), "big", signed=True)


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


def _node(own: str, told: bytes, documents: Sequence[int]) -> Node:
    return node([(seen(own, each), count) for each, count in marshal.loads(told)], documents)


def made_of(number: int, own: str, counted: Mapping[bytes, int], documents: Iterable[int]) -> Made | None:
    """Return a node and its row, None where no document tells of it."""
    if not counted:
        return None
    told = marshal.dumps(tuple(sorted(counted.items())))
    made = _node(own, told, ())
    kinds = Counter[str]()
    for sighting, count in made.sightings.items():
        if sighting.kind:
            kinds[sighting.kind] += count
    kind = most(kinds) if kinds else ""
    return Made(Row(number, own, made.plain, made.name(), kind, told, array("I", documents).tobytes()), made)


def put(database: sqlite3.Connection, made: Iterable[Made | None], table: str) -> None:
    """Write nodes, their keys into a table, and the bodies of officials."""
    listed = [each for each in made if each]
    database.executemany("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?)", (row for row, _ in listed))
    database.executemany(
        f"INSERT OR IGNORE INTO {table} VALUES (?, ?)",
        ((key, row.number) for row, each in listed for key in hashes(each)),
    )
    database.executemany(
        "INSERT INTO post VALUES (?, ?)",
        ((each.about.agency, row.number) for row, each in listed if each.type == "Official" and each.about.agency),
    )
