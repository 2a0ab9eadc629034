"""Count what the graph holds."""

from __future__ import annotations

from ecograph.server.api import naming
from ecograph.server.api.catalogue import catalogue
from ecograph.server.api.models import Stats
from ecograph.server.api.terms import PREDICATES, TYPES
from ecograph.server.api.writing import write
from ecograph.server.engine import Sink, Snapshot


def reading(snapshot: Snapshot, sink: Sink) -> None:
    """Write how many documents, claims, entities, facts and commitments there are."""
    known = catalogue(snapshot)

    def counts(sql: str) -> dict[str, int]:
        return {row[0]: row[1] for row in known.rows(sql)}

    entities = counts("SELECT type, COUNT(*) FROM thing GROUP BY type")
    relations = counts("SELECT p, COUNT(*) FROM fact GROUP BY p")
    states = "SELECT state, COUNT(*) FROM series WHERE state <> '' GROUP BY state ORDER BY rank"
    years = "SELECT SUBSTR(published, 1, 4), COUNT(*) FROM document WHERE published <> '' GROUP BY 1 ORDER BY 1"
    write(
        sink,
        Stats(
            documents=known.value("SELECT COUNT(*) FROM document"),
            claims=known.value("SELECT COUNT(*) FROM claim"),
            entities={name: entities.get(name, 0) for name in TYPES},
            relations={name: relations.get(name, 0) for name in PREDICATES},
            states=counts(states),
            conflicts=known.value("SELECT COUNT(*) FROM conflict"),
            years=counts(years),
            base=naming.base(snapshot),
            state=snapshot.stamp,
        ),
    )
