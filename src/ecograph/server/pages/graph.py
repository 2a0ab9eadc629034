"""The network as the network page reads it: all of it at once, in columns, laid out once for each state of the graph."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple

from ecograph.server.api import naming, networks
from ecograph.server.api.catalogue import Row, catalogue
from ecograph.server.api.entities import OWNED, in_place
from ecograph.server.api.layouts import positions
from ecograph.server.engine import Sink, Snapshot

# A number for the form of what is kept in files, so that what an earlier version wrote is not read.
_FORM = 4
MOST = 20_000
_STATED = "modality NOT IN ('denied', 'possible')"


class Edge(NamedTuple):
    """A fact in one role: rows of its ends, what it says, how many claims, how sure, and in which years."""

    s: int
    o: int
    look: str
    claims: int
    confidence: float
    years: str


def whole(snapshot: Snapshot, sink: Sink, *, limit: int = MOST) -> None:
    """Write the network of all classes but targets, the best joined `limit` nodes of it."""
    sink.head(content_type="application/json", headers={"Cache-Control": "private, no-cache"})
    sink.write(_kept(snapshot, limit))


def members(snapshot: Snapshot, sink: Sink, *, place: str, state: str, limit: int = MOST) -> None:
    """Write which nodes have to do with a place or what is below it, and which have a commitment in a state; null: not asked."""
    order = {row["id"]: number for number, row in enumerate(_chosen(snapshot, limit))}
    found: dict[str, list[int] | None] = {"place": None, "state": None}
    if place:
        rows = catalogue(snapshot).rows(f"SELECT thing AS id FROM {in_place()}", [naming.places(snapshot, place)])
        found["place"] = sorted({order[row["id"]] for row in rows if row["id"] in order})
    if state:
        sql = f"SELECT owned.owner AS id FROM {OWNED} AS owned JOIN series ON series.id = owned.series WHERE series.state = ?"
        found["state"] = sorted(
            {order[row["id"]] for row in catalogue(snapshot).rows(sql, [state]) if row["id"] in order}
        )
    sink.head(content_type="application/json", headers={"Cache-Control": "private, no-cache"})
    sink.write(json.dumps(found).encode())


def _kept(snapshot: Snapshot, limit: int) -> bytes:
    name = f"network-{_FORM}-{limit}"
    known: bytes | None = snapshot.kept.get(name)
    if known is None:
        path = snapshot.folder / f"{name}.json" if snapshot.folder else None
        known = path.read_bytes() if path and path.exists() else json.dumps(
            _read(snapshot, limit), ensure_ascii=False, separators=(",", ":")
        ).encode()  # fmt: skip
        if path and not path.exists():
            _write(path, known)
        snapshot.kept[name] = known
    return known


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, suffix=".draft", delete=False) as draft:
        draft.write(content)
    Path(draft.name).replace(path)


def _chosen(snapshot: Snapshot, limit: int) -> list[Row]:
    """Return the nodes in their order: the best joined ones first."""
    name = f"network-nodes-{limit}"
    if name not in snapshot.kept:
        sql = (
            "SELECT t.id, t.iri, t.label, t.type, COUNT(*) AS n FROM thing AS t JOIN "
            "(SELECT s AS one, o AS other FROM fact UNION SELECT o, s FROM fact) AS pair ON pair.one = t.id "
            "JOIN thing AS other ON other.id = pair.other WHERE pair.one <> pair.other AND t.type IN "
            "(SELECT value FROM json_each(?1)) AND other.type IN (SELECT value FROM json_each(?1)) "
            "GROUP BY t.id ORDER BY n DESC, t.documents DESC, t.iri LIMIT ?2"
        )
        snapshot.kept[name] = catalogue(snapshot).rows(sql, [json.dumps(networks.CLASSES), limit])
    found: list[Row] = snapshot.kept[name]
    return found


def _read(snapshot: Snapshot, limit: int) -> dict[str, Any]:
    rows = _chosen(snapshot, limit)
    order = {row["id"]: number for number, row in enumerate(rows)}
    edges = [each for each in _edges(snapshot) if each.s in order and each.o in order and each.s != each.o]
    iris = [row["iri"] for row in rows]
    joined = [(iris[order[each.s]], iris[order[each.o]]) for each in edges]
    placed = positions(snapshot, {row["iri"]: row["label"] for row in rows}, joined)
    groups, ranks = _measures(len(rows), [(order[each.s], order[each.o]) for each in edges])
    looks = sorted({each.look for each in edges})
    years = sorted({each.years for each in edges})
    total = catalogue(snapshot).value(
        "SELECT COUNT(*) FROM thing WHERE type IN (SELECT value FROM json_each(?))", [json.dumps(networks.CLASSES)]
    )
    return {
        "total": total,
        "base": naming.base(snapshot),
        "classes": list(networks.CLASSES),
        "id": [naming.short(snapshot, each) for each in iris],
        "label": [row["label"] for row in rows],
        "type": [networks.CLASSES.index(row["type"]) for row in rows],
        "degree": [row["n"] for row in rows],
        "x": [round(placed[each][0]) for each in iris],
        "y": [round(placed[each][1]) for each in iris],
        "community": groups,
        "rank": ranks,
        "looks": looks,
        "years": [each.split(",") if each else [] for each in years],
        "s": [order[each.s] for each in edges],
        "o": [order[each.o] for each in edges],
        "look": _numbers(looks, (each.look for each in edges)),
        "claims": [each.claims for each in edges],
        "confidence": [round(each.confidence * 100) for each in edges],
        "year": _numbers(years, (each.years for each in edges)),
    }


def _numbers(known: Sequence[str], told: Iterable[str]) -> list[int]:
    at = {each: number for number, each in enumerate(known)}
    return [at[each] for each in told]


def _edges(snapshot: Snapshot) -> list[Edge]:
    """Return all facts between entities, the best supported first, once for each role that somebody gives them."""
    sql = (
        "SELECT f.s, f.o, f.p, COALESCE(c.role, '') AS role, COALESCE(c.n, 0) AS n, COALESCE(c.confidence, f.confidence) AS sure, "
        "COALESCE(c.years, '') AS years FROM fact AS f LEFT JOIN (SELECT s, p, o, role, COUNT(*) AS n, MAX(confidence) AS "
        f"confidence, GROUP_CONCAT(DISTINCT NULLIF(SUBSTR(published, 1, 4), '')) AS years FROM claim WHERE {_STATED} "
        "GROUP BY s, p, o, role) AS c ON c.s = f.s AND c.p = f.p AND c.o = f.o WHERE f.p <> 'hasTarget' "
        "ORDER BY f.claims DESC, f.key, role"
    )
    return [
        Edge(
            row["s"], row["o"], f"{row['p']}:{row['role']}", row["n"], row["sure"] or 0.0,
            ",".join(sorted(row["years"].split(","))) if row["years"] else "",
        )
        for row in catalogue(snapshot).rows(sql)
    ]  # fmt: skip


def _measures(count: int, pairs: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Return for each node the number of its community, 0 the largest, and its PageRank in parts of the greatest, of 1000."""
    from networkx import Graph

    from ecograph.network.communities import communities
    from ecograph.network.pagerank import pagerank
    from ecograph.network.skeleton import skeleton

    if not count:
        return [], []
    network = Graph()
    network.add_nodes_from(range(count))
    network.add_edges_from(pairs)
    bones = skeleton(network)
    group, found = [0] * count, dict.fromkeys(range(count), 0.0)
    for number, each in enumerate(communities(bones).groups):
        for place in each:
            group[int(bones.nodes[place])] = number
    for node, score in zip(bones.nodes, pagerank(bones), strict=True):
        found[int(node)] = score
    greatest = max(found.values()) or 1.0
    return group, [round(1000 * found[node] / greatest) for node in range(count)]
