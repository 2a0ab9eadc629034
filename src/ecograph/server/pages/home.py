"""The start: what is in the graph, a search box, what is due, what is new."""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from ecograph.server.api.catalogue import catalogue
from ecograph.server.api.listing import Listing
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.pages import tracked
from ecograph.server.pages.frame import page, show
from ecograph.server.pages.rendering import write
from ecograph.server.pages.targets import indicator_name
from ecograph.server.pages.things import Article, Thing
from ecograph.server.pages.tracked import Tracked, Wanted

COUNTED = ("Document", "Agency", "Official", "Project", "Place", "Policy", "Commitment", "Claim")
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
    articles = _latest(snapshot)
    # The graph knows no clock: its year is that of its newest article, by which the states are judged.
    year = articles[0].published[:4] if articles else ""
    due = tracked.listing(snapshot, Wanted(due=year)) if year else None
    worst = _worst(snapshot, due) if due else []
    states = dict(due.facet(snapshot, "s.state")) if due else {}
    return {
        "articles": articles,
        "year": year,
        "due": sum(states.values()),
        "states": [(each, states[each]) for each in tracked.STATES if each in states],
        "worst": worst,
        "words": tracked.words(snapshot.store, (each.iri for each in worst)),
        "agencies": _busiest(snapshot),
    }


def _latest(snapshot: Snapshot) -> list[Article]:
    sql = "SELECT iri, title, published, publisher, claims FROM document ORDER BY published DESC, iri LIMIT ?"
    return [
        Article(row["iri"], row["title"], row["published"], row["publisher"], statements=row["claims"])
        for row in catalogue(snapshot).rows(sql, [_ARTICLES])
    ]


def _worst(snapshot: Snapshot, due: Listing) -> list[Tracked]:
    """Return the first commitments to look at, no two of the same subject and indicator."""
    first = tracked.part(snapshot, due, most=_WORST * 4)
    different = {(each.subject.iri, each.indicator): each for each in reversed(first)}
    return list(reversed(different.values()))[:_WORST]


def _busiest(snapshot: Snapshot) -> list[tuple[Thing, int]]:
    """Return the agencies that answer for the most projects."""
    sql = (
        "SELECT thing.iri, thing.label, COUNT(*) AS n FROM fact JOIN thing ON thing.id = fact.s "
        "WHERE fact.p = 'responsibleFor' GROUP BY thing.id ORDER BY n DESC, thing.label, thing.iri LIMIT ?"
    )
    found = catalogue(snapshot).rows(sql, [_AGENCIES])
    return [(Thing(row["iri"], row["label"], "Agency"), row["n"]) for row in found]
