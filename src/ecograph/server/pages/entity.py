"""One thing: its names, what the graph says of it, and the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from http import HTTPStatus
from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import Response

from ecograph.server.api import entity as entities
from ecograph.server.api import models, naming
from ecograph.server.api.catalogue import catalogue
from ecograph.server.api.entities import OWNED
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.pages import surroundings, tracked
from ecograph.server.pages.frame import page, show
from ecograph.server.pages.links import Links
from ecograph.server.pages.rendering import MEDIA_TYPE, write
from ecograph.server.pages.targets import indicator_name
from ecograph.server.pages.things import Quote
from ecograph.server.pages.tracked import STATES, Tracked, Wanted

# What is asked of a thing first comes first; the rest follows by name.
_ORDER = ("responsibleFor", "worksFor", "issued", "governedBy", "hasTarget", "locatedIn", "partOf", "within")
_ROLES = ("leads", "implements", "supports", "supervises", "approves", "funds")
_RELATIONS, _SENTENCES, _COMMITMENTS = 200, 5, 60
_SHOWN = 10

router = APIRouter(include_in_schema=False)


@page(router, "/entity/{name:path}")
async def entity(request: Request, name: str) -> Response:
    """Show a thing."""
    return await show(request, "ecograph.server.pages.entity:render", name=name)


class Group(NamedTuple):
    """The things on the other end of one kind of relation: those shown at once, and more; `total` is how many there are."""

    predicate: str
    direction: str
    role: str
    total: int
    shown: Sequence[models.Relation]
    more: Sequence[models.Relation]


def render(snapshot: Snapshot, sink: Sink, *, frame: dict[str, str], name: str) -> None:
    """Write the page; 404 where there is no such thing. A commitment is shown on its subject's page."""
    if subject := _subject(snapshot, name):
        address = Links(frame["root"]).to(f"/entity/{naming.short(snapshot, subject)}")
        sink.head(status=HTTPStatus.SEE_OTHER, content_type=MEDIA_TYPE, headers={"Location": address})
        return
    thing = entities.read(snapshot, name, root=frame["root"], most=_RELATIONS, evidence=_SENTENCES)
    commitments = _commitments(snapshot, thing.iri)
    write(
        snapshot,
        sink,
        frame,
        "entity.html",
        here=thing.type,
        thing=thing,
        path=f"/entity/{thing.id}",
        groups=_groups(thing.neighbours),
        commitments=commitments,
        words=tracked.words(snapshot.store, (each.iri for each in commitments)),
        states=[(each, thing.states[each]) for each in STATES if each in thing.states],
        picture=surroundings.picture(snapshot, thing.iri),
        timeline=_years(thing.timeline),
        quote=quote_of,
        indicator_name=partial(indicator_name, frame["lang"]),
    )


def _subject(snapshot: Snapshot, name: str) -> str:
    """Return whose commitment a series is, "" for the name of anything else."""
    iri = naming.whole(snapshot, name)
    sql = "SELECT thing.iri FROM series JOIN thing ON thing.id = series.subject WHERE series.iri = ?"
    return str(catalogue(snapshot).value(sql, [iri]) or "")


def _groups(found: Iterable[models.Neighbours]) -> list[Group]:
    ordered = sorted(
        found, key=lambda each: (_place(_ORDER, each.predicate), each.direction, _place(_ROLES, each.role))
    )
    return [_group(each) for each in ordered]


def _place(order: Sequence[str], name: str) -> int:
    return order.index(name) if name in order else len(order)


def _group(found: models.Neighbours) -> Group:
    told = found.relations
    most = len(told) if len(told) <= _SHOWN + 2 else _SHOWN
    return Group(found.predicate, found.direction, found.role, found.total, told[:most], told[most:])


def _commitments(snapshot: Snapshot, iri: str) -> list[Tracked]:
    """Return what the thing promised, and what was promised of what it answers for, the worst first."""
    found = tracked.listing(snapshot, Wanted())
    found.must(
        f"s.id IN (SELECT owned.series FROM {OWNED} AS owned WHERE owned.owner = ?)", naming.thing(snapshot, iri)
    )
    return tracked.part(snapshot, found, most=_COMMITMENTS)


def _years(found: Sequence[models.YearCount]) -> dict[str, Any]:
    """Return the years with what each has, none left out between the first and the last where these are few."""
    known: Mapping[str, models.YearCount] = {each.year: each for each in found}
    if not known:
        return {"years": [], "claims": 1, "commitments": 1}
    first, last = int(min(known)), int(max(known))
    every = [str(year) for year in range(first, last + 1)] if last - first < 16 else sorted(known)
    years = [known.get(year) or models.YearCount(year=year) for year in every]
    return {
        "years": years,
        "claims": max(1, *(each.claims for each in years)),
        "commitments": max(1, *(each.commitments for each in years)),
    }


def quote_of(said: models.Evidence | models.Claim) -> Quote:
    """Return evidence, or a claim, as the pages show its words."""
    source = said.source
    start, end = said.start or 0, said.end or 0
    return Quote(said.quote, source.iri, start, end, source.title, source.issued, source.publisher, said.speaker)  # type: ignore[arg-type]
