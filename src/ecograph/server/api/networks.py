"""Read the network of entities and facts, cut down by filters or to the surroundings of one entity, and laid out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from starlette.exceptions import HTTPException

from ecograph.server.api import entities, models, naming
from ecograph.server.api.catalogue import Catalogue, Row, catalogue
from ecograph.server.api.entities import OWNED, in_place
from ecograph.server.api.layouts import positions
from ecograph.server.api.listing import Filter
from ecograph.server.api.models.networks import EdgeLook, Legend, NodeLook
from ecograph.server.api.writing import write
from ecograph.server.engine import Sink, Snapshot

CLASSES = ("Agency", "Project", "Official", "Place", "Policy")
_IDS = "(SELECT value FROM json_each(?))"

Fact: TypeAlias = tuple[int, str, int]
Edge: TypeAlias = models.NetworkEdge


class _View(NamedTuple):
    """The nodes that are shown, with their distance from the centre, and the facts between them."""

    nodes: dict[int, int]
    facts: list[Fact]
    degrees: Counter[int]
    nodes_total: int
    edges_total: int


def reading(
    snapshot: Snapshot, sink: Sink, *, classes: Sequence[str] = (), around: str = "", depth: int = 1, limit: int = 300,
    isolated: bool = False, measures: bool = False, **filters: Filter,
) -> None:  # fmt: skip
    """Write the network that `read` returns."""
    write(
        sink,
        read(
            snapshot,
            classes=classes,
            around=around,
            depth=depth,
            limit=limit,
            isolated=isolated,
            measures=measures,
            **filters,
        ),
    )


def read(
    snapshot: Snapshot, *, classes: Sequence[str] = (), around: str = "", depth: int = 1, limit: int = 300,
    isolated: bool = False, measures: bool = False, **filters: Filter,
) -> models.Network:  # fmt: skip
    """Return the network that the filters let through, with up to `limit` nodes: the best joined, or the nearest ones."""
    known = catalogue(snapshot)
    classes = classes or CLASSES
    if around:
        iri = naming.whole(snapshot, around)
        centre = known.row("SELECT id, iri, label, type FROM thing WHERE iri = ?", [iri])
        if centre is None:
            raise HTTPException(404, f"no entity {iri[:300]}; /api/v1/entities?q=… finds them by name")
        near = partial(_facts, snapshot, classes, **filters)
        view = _ego(near, centre["id"], depth=depth, limit=limit)
    else:
        centre = None
        view = _whole(_facts(snapshot, classes, **filters), _alone(known, classes) if isolated else (), limit=limit)
    return _network(snapshot, view, centre, roles=filters.get("role", ()), measures=measures)


def _facts(
    snapshot: Snapshot, classes: Sequence[str], *, predicates: Sequence[str] = (), role: Sequence[str] = (),
    place: str = "", year: int | None = None, state: str = "", document: str = "", min_confidence: float | None = None,
    near: Iterable[int] | None = None,
) -> list[Fact]:  # fmt: skip
    """Return the facts between entities of some classes that the filters let through, the best supported first.

    With `near`, only those with an end among these.
    """
    where = [f"one.type IN {_IDS}", f"other.type IN {_IDS}", "f.s <> f.o"]
    values: list[object] = [json.dumps(list(classes))] * 2
    if near is not None:
        ends = json.dumps(sorted(near))
        where, values = [*where, f"(f.s IN {_IDS} OR f.o IN {_IDS})"], [*values, ends, ends]
    if predicates:
        where, values = [*where, f"f.p IN {_IDS}"], [*values, json.dumps(list(predicates))]
    said, told = list[str](), list[object]()
    if role:
        said, told = [*said, f"role IN {_IDS}"], [*told, json.dumps(list(role))]
    if year is not None:
        said, told = [*said, "published >= ? AND published < ?"], [*told, f"{year:04}", f"{year + 1:04}"]
    if document:
        said, told = [*said, "document = ?"], [*told, naming.document(snapshot, document)]
    if min_confidence is not None:
        where, values = [*where, "f.confidence >= ?"], [*values, min_confidence]
    if said:
        stated = "modality NOT IN ('denied', 'possible')"
        where.append(f"(f.s, f.p, f.o) IN (SELECT s, p, o FROM claim WHERE {stated} AND {' AND '.join(said)})")
        values += told
    if place:
        rows = naming.places(snapshot, place)
        where, values = [*where, f"(f.s IN {in_place()} OR f.o IN {in_place()})"], [*values, rows, rows]
    if state:
        owners = (
            f"SELECT owned.owner FROM {OWNED} AS owned JOIN series ON series.id = owned.series WHERE series.state = ?"
        )
        where, values = [*where, f"(f.s IN ({owners}) OR f.o IN ({owners}))"], [*values, state, state]
    sql = (
        "SELECT f.s, f.p, f.o FROM fact AS f CROSS JOIN thing AS one ON one.id = f.s CROSS JOIN thing AS other ON other.id = f.o "
        f"WHERE {' AND '.join(where)} ORDER BY f.claims DESC, f.key"
    )
    return [(row["s"], row["p"], row["o"]) for row in catalogue(snapshot).rows(sql, values)]


def _alone(known: Catalogue, classes: Sequence[str]) -> list[int]:
    """Return all entities of some classes, those with most articles first."""
    sql = f"SELECT id FROM thing WHERE type IN {_IDS} ORDER BY documents DESC, label, iri LIMIT 5000"
    return [row["id"] for row in known.rows(sql, [json.dumps(list(classes))])]


def _degrees(facts: Iterable[Fact]) -> Counter[int]:
    """Return how many others each node is joined to."""
    pairs = {(min(s, o), max(s, o)) for s, _, o in facts}
    return Counter(end for pair in pairs for end in pair)


def _whole(facts: list[Fact], alone: Sequence[int], *, limit: int) -> _View:
    """Return the best joined nodes and the facts between them; of more than `limit`, those that stay joined."""
    degrees = _degrees(facts)
    extra = [each for each in alone if each not in degrees]
    ranked = [*sorted(degrees, key=lambda each: (-degrees[each], each)), *extra]
    chosen = set(ranked[:limit])
    kept = [fact for fact in facts if fact[0] in chosen and fact[2] in chosen]
    if len(ranked) > limit and not alone:
        chosen = {end for fact in kept for end in (fact[0], fact[2])}
    return _View(dict.fromkeys(sorted(chosen), -1), kept, degrees, len(ranked), len(facts))


def _ego(facts: Callable[..., list[Fact]], centre: int, *, depth: int, limit: int) -> _View:
    """Return what is up to `depth` steps away, the best joined to what is shown already before others."""
    shown, edge = {centre: 0}, [centre]
    reached, seen = {centre}, dict[Fact, None]()
    for step in range(1, depth + 1):
        new = facts(near=edge)
        seen |= dict.fromkeys(new)
        inner = set(edge)
        ends = [(s, o) for s, _, o in new] + [(o, s) for s, _, o in new]
        # `Counter` keeps the order of first sight, which is that of the facts: the best supported first.
        found = Counter(other for one, other in ends if one in inner and other not in shown)
        reached |= found.keys()
        edge = sorted(found, key=lambda each: -found[each])[: max(0, limit - len(shown))]
        shown |= dict.fromkeys(edge, step)
    seen |= dict.fromkeys(facts(near=edge))  # those between what is outermost, and all that leads on from there
    kept = [fact for fact in seen if fact[0] in shown and fact[2] in shown]
    within = sum(s in reached and o in reached for s, _, o in seen)
    return _View(shown, kept, _degrees(seen), len(reached), within)


def _network(
    snapshot: Snapshot, view: _View, centre: Row | None, *, roles: Sequence[str], measures: bool
) -> models.Network:
    rows = _rows(snapshot, view.nodes)
    edges = _edges(snapshot, view.facts, roles)
    iris = {row["id"]: row["iri"] for row in rows}
    joined = [(iris[s], iris[o], edge) for s, o, edge in edges]
    places = positions(snapshot, {row["iri"]: row["label"] for row in rows}, [(s, o) for s, o, _ in joined])
    shown = _degrees((s, "", o) for s, o, _ in edges)
    aliases = entities.texts(snapshot, "name", "name", view.nodes, "AND main = 0")
    details = _details(snapshot, rows)
    found = _measures(iris, edges) if measures else {}
    nodes = [
        models.NetworkNode(
            iri=row["iri"], id=naming.short(snapshot, row["iri"]), label=row["label"], type=row["type"], kind=row["kind"],
            aliases=aliases.get(row["id"], []), detail=details.get(row["id"], ""), x=places[row["iri"]][0],
            y=places[row["iri"]][1], degree=shown[row["id"]], more=max(0, view.degrees[row["id"]] - shown[row["id"]]),
            hops=view.nodes[row["id"]] if centre else None, **found.get(row["id"], {}),
        )
        for row in rows
    ]  # fmt: skip
    return models.Network(
        nodes=nodes,
        edges=[edge.model_copy(update={"source": s, "target": o}) for s, o, edge in joined],
        legend=legend(),
        centre=naming.reference(snapshot, centre) if centre else None,
        nodes_total=view.nodes_total,
        edges_total=view.edges_total,
    )


def _rows(snapshot: Snapshot, ids: Iterable[int]) -> list[Row]:
    sql = f"SELECT t.* FROM thing AS t WHERE t.id IN {_IDS} ORDER BY t.iri"
    return catalogue(snapshot).rows(sql, [json.dumps(list(ids))])


def _edges(
    snapshot: Snapshot, facts: Sequence[Fact], roles: Sequence[str]
) -> list[tuple[int, int, models.NetworkEdge]]:
    """Return an edge for each fact and role, with its best quote, the number of its claims and the years of their articles."""
    sql = (
        "SELECT json_extract(fact.value, '$[0]') AS s, json_extract(fact.value, '$[1]') AS p, "
        "json_extract(fact.value, '$[2]') AS o, COALESCE(c.role, '') AS role, COUNT(c.id) AS n, "
        "MAX(c.confidence) AS confidence, c.quote, d.title, d.iri, "
        "GROUP_CONCAT(DISTINCT NULLIF(SUBSTR(c.published, 1, 4), '')) AS years FROM json_each(?) AS fact "
        "LEFT JOIN claim AS c ON c.s = json_extract(fact.value, '$[0]') AND c.p = json_extract(fact.value, '$[1]') "
        "AND c.o = json_extract(fact.value, '$[2]') AND c.modality NOT IN ('denied', 'possible') "
        "LEFT JOIN document AS d ON d.id = c.document GROUP BY fact.key, c.role ORDER BY 2, 1, 3, 4"
    )
    # With MAX alone among the aggregates of a group, SQLite takes the other columns from the row that has it.
    return [
        (
            row["s"], row["o"],
            models.NetworkEdge(
                source="", target="", predicate=row["p"], role=row["role"], quote=row["quote"] or "",
                document=row["title"] or (row["iri"] or "").rsplit("/", 1)[-1], claims=row["n"],
                confidence=row["confidence"], years=sorted((row["years"] or "").split(",")) if row["years"] else [],
            ),
        )
        for row in catalogue(snapshot).rows(sql, [json.dumps(facts)])
        if not roles or row["role"] in roles
    ]  # fmt: skip


def _details(snapshot: Snapshot, rows: Sequence[Row]) -> dict[int, str]:
    """Return what a node is told apart by: posts of an official, code of a place, value of a target."""
    posts = entities.texts(snapshot, "post", "post", (row["id"] for row in rows))
    sql = f"SELECT thing, TRIM(text || unit || ' ' || deadline) AS text FROM quantity WHERE thing IN {_IDS}"
    numbers = catalogue(snapshot).rows(sql, [json.dumps([row["id"] for row in rows])])
    values = {row["thing"]: row["text"] for row in numbers}
    return {row["id"]: "；".join(posts.get(row["id"], ())) or row["code"] or values.get(row["id"], "") for row in rows}


def _measures(iris: dict[int, str], edges: Sequence[tuple[int, int, models.NetworkEdge]]) -> dict[int, dict[str, Any]]:
    """Return the community and the PageRank of each node, in the network that is shown."""
    from networkx import Graph

    from ecograph.network.communities import communities
    from ecograph.network.pagerank import pagerank
    from ecograph.network.skeleton import skeleton

    network = Graph()
    network.add_nodes_from(sorted(iris))
    network.add_edges_from((s, o) for s, o, _ in edges)
    bones = skeleton(network)
    groups = communities(bones).groups
    found: dict[int, dict[str, Any]] = {
        int(node): {"centrality": round(score, 6)} for node, score in zip(bones.nodes, pagerank(bones), strict=True)
    }
    for number, group in enumerate(groups):
        for place in group:
            found[int(bones.nodes[place])]["community"] = number
    return found


def legend() -> Legend:
    """Return the names and looks of nodes and edges."""
    from ecograph.network.style import legend as tables

    told = tables()
    return Legend(
        nodes={name: NodeLook.model_validate(look) for name, look in told["nodes"].items()},
        edges={name: EdgeLook.model_validate(look) for name, look in told["edges"].items()},
    )
