"""Find what is touched by documents that came, went or changed since all was settled."""

from __future__ import annotations

import marshal
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from ecograph.model import EntityType
from ecograph.resolve.lending import read, type_of
from ecograph.resolve.settling.nodes import Made, Row, made_of, path_of, put, read_made
from ecograph.resolve.settling.schema import shared


@dataclass(slots=True)
class Touched:
    """What changes touch: the nodes of each class that share a key with one that changed, and the paths of those that changed.

    `gone` are the paths of the things that nodes that changed were, `was` the same by the numbers of the nodes.
    """

    nodes: defaultdict[EntityType, set[int]] = field(default_factory=lambda: defaultdict(set))
    paths: set[str] = field(default_factory=set)
    gone: defaultdict[EntityType, set[str]] = field(default_factory=lambda: defaultdict(set))
    was: dict[int, str] = field(default_factory=dict)


def note(database: sqlite3.Connection, documents: Iterable[str]) -> None:
    """Keep what documents lent when all was settled, or that they were not held, once."""
    listed = [(id_,) for id_ in documents]
    database.executemany("INSERT OR IGNORE INTO changed SELECT number, lent FROM document WHERE id = ?", listed)


def note_new(database: sqlite3.Connection, documents: Iterable[str]) -> None:
    """Keep that documents were not held when all was settled, unless they were."""
    listed = [(id_,) for id_ in documents]
    database.executemany("INSERT OR IGNORE INTO changed SELECT number, x'' FROM document WHERE id = ?", listed)


def change(database: sqlite3.Connection) -> Touched:
    """Make the nodes anew that the documents that changed tell of, or told of."""
    touched = Touched()
    _spread(database)
    number = database.execute("SELECT coalesce(max(number), -1) FROM node").fetchone()[0]
    rows = database.execute("SELECT own, document, told, sign FROM change ORDER BY own")
    for own, group in groupby(rows, key=itemgetter(0)):
        known = database.execute("SELECT * FROM node WHERE own = ?", (own,)).fetchone()
        before = Row(*known) if known else None
        counted, documents = _summed(before, (each[1:] for each in group))
        if before and (counted, documents) == _summed(before, ()):
            continue
        number += before is None
        after = made_of(before.number if before else number, own, counted, documents)
        _replace(database, own, before, after, touched)
    database.execute("DROP TABLE change")
    return touched


def _spread(database: sqlite3.Connection) -> None:
    """Write what documents lent before (sign -1) and lend now (1), one node a row; let go of documents that lend nothing."""
    database.execute("CREATE TEMP TABLE change (own TEXT, document INTEGER, told BLOB, sign INTEGER)")
    query = "SELECT number, changed.lent, document.lent FROM changed JOIN document USING (number)"
    rows = (
        (own, number, told, sign)
        for number, before, now in database.execute(query)
        for sign, lent in ((-1, before), (1, now))
        if lent
        for own, told in read(lent).seen
    )
    database.executemany("INSERT INTO change VALUES (?, ?, ?, ?)", rows)
    database.execute("DELETE FROM document WHERE number IN (SELECT number FROM changed) AND lent = x''")


def _summed(before: Row | None, rows: Iterable[tuple[int, bytes, int]]) -> tuple[dict[bytes, int], list[int]]:
    """Return what is told of a node, how often, and by which documents, after some told otherwise."""
    counted = Counter[bytes](dict(marshal.loads(before.told)) if before else {})
    came, went = set[int](), set[int]()
    for document, told, sign in rows:
        counted[told] += sign
        (came if sign > 0 else went).add(document)
    documents = (set(array("I", before.documents)) if before else set[int]()) - went | came
    return {told: count for told, count in counted.items() if count}, sorted(documents)


def _replace(database: sqlite3.Connection, own: str, before: Row | None, after: Made | None, touched: Touched) -> None:
    """Put a node in place of what it was, and note what shares a key with either."""
    type_ = type_of(own)
    near = set[int]()
    touched.paths.add(own)
    if before:
        known = read_made(before)
        near.update(known.keys)
        touched.paths.add(before.plain)
        touched.was[before.number] = path_of(database, before.number)
        touched.gone[type_].add(touched.was[before.number])
        for query in ("DELETE FROM node WHERE number = ?", "DELETE FROM thing WHERE node = ?"):
            database.execute(query, (before.number,))
        query = f"DELETE FROM {shared(type_)} WHERE hash = ? AND node = ?"
        database.executemany(query, ((key, before.number) for key in near))
        if type_ == "Official":
            database.execute("DELETE FROM post WHERE agency = ? AND node = ?", (known.agency, before.number))
    if after:
        near.update(after.keys)
        touched.paths.add(after.row.plain)
        put(database, [after], shared(type_))
    for key in near:
        touched.nodes[type_].update(_with(database, type_, key))


def closed(
    database: sqlite3.Connection, type_: EntityType, seeds: Iterable[int], near: Mapping[int, Iterable[int]]
) -> Iterator[list[int]]:
    """Yield the components that some nodes of a class are in; `near` are nodes that hang together for other reasons."""
    met = set[int]()
    for seed in sorted(seeds):
        frontier = [] if seed in met else [seed]
        known = set[int]()
        group = []
        while frontier:
            number = frontier.pop()
            row = (
                None if number in met else database.execute("SELECT * FROM node WHERE number = ?", (number,)).fetchone()
            )
            met.add(number)
            if row is None:
                continue
            group.append(number)
            frontier += near.get(number, ())
            for key in read_made(Row(*row)).keys:
                if key not in known:
                    known.add(key)
                    frontier += (each for each in _with(database, type_, key) if each not in met)
        if group:
            yield sorted(group)


def cleared(database: sqlite3.Connection, numbers: Iterable[int], gone: Iterable[str]) -> dict[int, str]:
    """Let go of what nodes of whole components are, and what was; return the paths of the things that the nodes were."""
    paths = {number: path_of(database, number) for number in numbers}
    each = [(path,) for path in {*paths.values(), *gone}]
    for query in (
        "DELETE FROM member WHERE path = ?", "DELETE FROM doubt WHERE a = ?", "DELETE FROM rename WHERE old = ?"
    ):  # fmt: skip
        database.executemany(query, each)
    database.executemany("DELETE FROM thing WHERE node = ?", ((number,) for number in paths))
    return paths


def posts(database: sqlite3.Connection, agencies: Iterable[int]) -> Iterator[int]:
    """Yield the officials of agencies."""
    for number in agencies:
        query = "SELECT post.node FROM node JOIN post ON agency = own WHERE number = ?"
        yield from (each for (each,) in database.execute(query, (number,)))


def _with(database: sqlite3.Connection, type_: EntityType, key: int) -> Iterator[int]:
    return (number for (number,) in database.execute(f"SELECT node FROM {shared(type_)} WHERE hash = ?", (key,)))
