"""The start: what is in the graph, a search box, what is due, what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from ecograph.query.commitments import Commitment
from ecograph.server.api.terms import rows
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.pages import tracked
from ecograph.server.pages.frame import page, show
from ecograph.server.pages.rendering import write
from ecograph.server.pages.targets import indicator_name
from ecograph.server.pages.things import Thing, latest
from ecograph.store import Store

COUNTED = ("Document", "Agency", "Official", "Project", "Place", "Policy", "Target", "Observation", "Claim")
_ARTICLES, _AGENCIES, _WORST = 8, 8, 6

router = APIRouter(include_in_schema=False)


@page(router, "/")
async def home(request: Request) -> Response:
    """Show the start."""
    return await show(request, "ecograph.server.pages.home:render")


def render(snapshot: Snapshot, sink: Sink, *, frame: dict[str, str]) -> None:
    """Write the page."""
    known: dict[str, Any] | None = snapshot.kept.get("pages.home")
    if known is None:
        known = _read(snapshot)
        snapshot.kept["pages.home"] = known
    write(
        snapshot,
        sink,
        frame,
        "home.html",
        here="home",
        counted=COUNTED,
        indicator_name=partial(indicator_name, frame["lang"]),
        **known,
    )


def _read(snapshot: Snapshot) -> dict[str, Any]:
    store = snapshot.store
    articles = latest(store, _ARTICLES)
    everything = tracked.everything(snapshot)
    # The graph knows no clock: its year is that of its newest article, by which the states are judged.
    year = articles[0].published[:4] if articles else ""
    due = [each for each in everything if each.period.rpartition("/")[2][:4] == year]
    worst = tracked.with_subjects(store, _first_of(due))
    return {
        "articles": articles,
        "year": year,
        "due": len(due),
        "states": _states(due),
        "worst": worst,
        "words": tracked.words(store, (each.told.series for each in worst)),
        "agencies": _busiest(store),
    }


def _states(found: Sequence[Commitment]) -> list[tuple[str, int]]:
    """Return how many there are in each state, the worst first."""
    counted = Counter(each.state for each in found)
    return [(state, counted[state]) for state in tracked.STATES if counted[state]]


def _first_of(due: Sequence[Commitment]) -> list[Commitment]:
    """Return the first commitments to look at, no two of the same subject and indicator."""
    different = {(each.subject, each.indicator): each for each in reversed(due)}
    return list(reversed(different.values()))[:_WORST]


def _busiest(store: Store) -> list[tuple[Thing, int]]:
    """Return the agencies that answer for the most projects."""
    pattern = f"""SELECT ?iri (MIN(STR(?l)) AS ?label) (COUNT(DISTINCT ?project) AS ?n) WHERE {{
        ?iri eco:responsibleFor ?project ; rdfs:label ?l }} GROUP BY ?iri ORDER BY DESC(?n) ?label LIMIT {_AGENCIES}"""
    return [(Thing(row["iri"], row["label"], "Agency"), int(row["n"])) for row in rows(store, pattern)]
