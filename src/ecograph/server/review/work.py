"""What the writer does for reviewers: it alone has the records that doubts and decisions are about."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ecograph.deciding import base_of, decide, decisions_standing, known, resolved
from ecograph.resolve import Verdict
from ecograph.store import Store


def doubts(store: Store, *, type: str = "") -> list[dict[str, Any]]:
    """Return the pairs that may be one thing and are kept apart."""
    return [each._asdict() for each in resolved(store).doubts if type in ("", each.type)]


def parts(store: Store, *, iri: str) -> list[dict[str, Any]]:
    """Return what an IRI stands for; raise UsageError for one that no document names."""
    found = resolved(store)
    members = found.members[known(found, _whole(store, iri))]
    return [
        {"iri": each.iri, "name": each.name, "documents": list(each.documents), "why": list(each.why)}
        for each in members
    ]


def decisions(store: Store) -> list[dict[str, Any]]:
    """Return the decisions that were not undone, the newest first."""
    return [
        {**each.decision._asdict(), **{name: value for name, value in each._asdict().items() if name != "decision"}}
        for each in decisions_standing(store)
    ]


def take(store: Store, *, decision: Verdict, a: str, b: str, by: str, why: str) -> dict[str, Any]:
    """Note a decision and let the graph follow; raise UsageError for one that cannot be."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    b = b if decision == "name" or not b else _whole(store, b)
    taken = decide(store, decision, _whole(store, a), b, by=by, when=when, why=why)
    difference = taken.difference
    counts = {"gone": len(difference.gone), "new": len(difference.new)} if difference else {"gone": 0, "new": 0}
    return {**taken.decision._asdict(), **counts}


def _whole(store: Store, iri: str) -> str:
    """Return a whole IRI for one below the base: agency/晋中市水利局."""
    return iri if "://" in iri else base_of(store) + iri
