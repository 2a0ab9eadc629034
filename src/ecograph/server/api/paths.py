"""Find how two entities hang together: the shortest chains of facts between them, with the sentences that say so.

A chain is as long as its facts cost and the entities that it goes through weigh, as in `ecograph.network.explanation`.
"""

from __future__ import annotations

from itertools import islice, pairwise
from math import log2
from typing import Any

from starlette.exceptions import HTTPException

from ecograph.network.evidence import Evidence
from ecograph.network.sentences import Sentences
from ecograph.network.weights import fact_cost
from ecograph.server.api import claims, models, naming
from ecograph.server.api.catalogue import catalogue
from ecograph.server.api.writing import write
from ecograph.server.engine import Sink, Snapshot

_SAYINGS = 3


def reading(snapshot: Snapshot, sink: Sink, *, start: str, end: str, count: int) -> None:
    """Write the `count` shortest chains between two entities; none where nothing joins them."""
    ends = [naming.whole(snapshot, name) for name in (start, end)]
    sql = "SELECT id, iri, label, type FROM thing WHERE iri = ?"
    rows = [catalogue(snapshot).row(sql, [iri]) for iri in ends]
    for iri, row in zip(ends, rows, strict=True):
        if row is None:
            raise HTTPException(404, f"no entity {iri[:300]}; /api/v1/entities?q=… finds them by name")
    one, other = (row for row in rows if row is not None)
    routes = [] if one["id"] == other["id"] else _routes(_joined(snapshot), one["id"], other["id"], count)
    references = [naming.reference(snapshot, each) for each in (one, other)]
    write(sink, models.Paths(start=references[0], end=references[1], paths=_told(snapshot, routes)))


def _joined(snapshot: Snapshot) -> Any:  # noqa: ANN401 - a graph of networkx
    """Return the network of all pairs that facts join, with the most specific fact of each and how long it is."""
    if "joined" not in snapshot.kept:
        from networkx import Graph

        costs = dict[str, float]()
        joined = Graph()
        for row in catalogue(snapshot).rows("SELECT s, p, o FROM fact WHERE s <> o ORDER BY p, s, o"):
            s, p, o = row
            cost = costs.setdefault(p, fact_cost(p))
            known = joined.edges.get((s, o))
            if known is None or (cost, p) < (known["cost"], known["fact"][1]):
                joined.add_edge(s, o, cost=cost, fact=(s, p, o))
        weights = {node: log2(degree) for node, degree in joined.degree()}
        for s, o, data in joined.edges(data=True):
            data["length"] = data["cost"] + (weights[s] + weights[o]) / 2
        snapshot.kept["joined"] = joined
    return snapshot.kept["joined"]


def _routes(joined: Any, one: int, other: int, count: int) -> list[tuple[float, list[Any]]]:  # noqa: ANN401
    """Return the shortest chains after Yen (1971), each with its length: the weight of its two ends tells nothing."""
    from networkx import has_path, shortest_simple_paths

    if one not in joined or other not in joined or not has_path(joined, one, other):
        return []
    found = []
    for route in islice(shortest_simple_paths(joined, one, other, weight="length"), count):
        chain = [(*pair, joined.edges[pair]) for pair in pairwise(route)]
        length = sum(data["cost"] for *_, data in chain) + sum(log2(joined.degree(node)) for node in route[1:-1])
        found.append((length, [(step, data["fact"]) for step, _, data in chain]))
    return found


def _told(snapshot: Snapshot, routes: list[tuple[float, list[Any]]]) -> list[models.Chain]:
    facts = [fact for _, chain in routes for _, fact in chain]
    things = naming.references(snapshot, (end for s, _, o in facts for end in (s, o)))
    evidence = claims.evidence(snapshot, facts, most=_SAYINGS)
    sentences = Sentences(snapshot.store, (_as_evidence(each) for said in evidence.values() for each in said))

    def step(start: int, fact: claims.Fact) -> models.ChainStep:
        said = evidence.get(fact, [])
        sayings = [
            models.Saying(
                quote=each.quote, sentence=sentences.around(_as_evidence(each)), title=each.source.title,
                document=each.source.id, start=each.start, end=each.end, published=each.source.issued,
                confidence=each.confidence or 0.0,
            )
            for each in said
            if each.modality not in ("denied", "possible")
        ]  # fmt: skip
        roles = sorted({each.role for each in said if each.role})
        s, p, o = fact
        return models.ChainStep(
            subject=things[s], predicate=p, object=things[o], forward=start == s, roles=roles, sayings=sayings
        )

    return [models.Chain(length=round(length, 3), steps=[step(*each) for each in chain]) for length, chain in routes]


def _as_evidence(each: models.Evidence) -> Evidence:
    source = each.source
    start = -1 if each.start is None else each.start
    return Evidence(each.quote, source.title, source.iri, each.modality, each.confidence or 0.0, source.issued, start)
