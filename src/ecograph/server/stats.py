"""Count what the graph holds."""

from __future__ import annotations

from ecograph.server.models import Stats
from ecograph.server.terms import PREDICATES, TYPES, eco, local, rows
from ecograph.store import Store


def read(store: Store) -> Stats:
    """Return the number of documents, claims, entities by class and facts by predicate."""
    counts = store.count()
    found = rows(
        store, f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ VALUES ?p {{ {eco(PREDICATES)} }} ?s ?p ?o }} GROUP BY ?p"
    )
    relations = {local(row["p"]): int(row["n"]) for row in found}
    return Stats(
        documents=len(store.documents()),
        claims=counts.get("Claim", 0),
        entities={name: counts.get(name, 0) for name in TYPES},
        relations={name: relations.get(name, 0) for name in PREDICATES},
    )
