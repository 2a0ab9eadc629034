"""Targets: what became of what was planned, the worst first, as a table with a chart; and where articles contradict each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from ecograph.server.api.catalogue import catalogue
from ecograph.server.api.vocabulary import labels
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.pages import tracked
from ecograph.server.pages.charts import Columns, Scale, scale_of
from ecograph.server.pages.frame import page, show
from ecograph.server.pages.paging import Page
from ecograph.server.pages.rendering import name_of, write
from ecograph.server.pages.tracked import Tracked, Wanted

SORTS = tuple(tracked.SORTS)
_ON_PAGE = 40
_CONFLICTS = 50
_VALUES = 100

Facet = list[tuple[str, str, int]]

router = APIRouter(include_in_schema=False)


@page(router, "/targets")
async def targets(
    request: Request,
    place: str = "",
    region: str = "",
    due: str = "",
    state: Annotated[tuple[str, ...], Query()] = (),
    indicator: str = "",
    sort: str = "",
    page: int = 1,
) -> Response:
    """Show targets and what became of them."""
    wanted = Wanted(place.strip(), region.strip(), due.strip(), tuple(state), indicator.strip())
    work = "ecograph.server.pages.targets:render"
    return await show(request, work, wanted=list(wanted), sort=sort if sort in SORTS else SORTS[0], page=page)


def render(snapshot: Snapshot, sink: Sink, *, frame: dict[str, str], wanted: list[Any], sort: str, page: int) -> None:
    """Write the page."""
    asked = Wanted(*wanted)._replace(state=tuple(wanted[3]), indicator=_id_of(wanted[4]))
    found = tracked.listing(snapshot, asked)
    list_ = Page.of(found.total(snapshot), page, _ON_PAGE)
    shown = tracked.part(snapshot, found, sort=sort, most=_ON_PAGE, after=list_.after)
    facets = _facets(snapshot, asked, frame["lang"])
    together = len(found.facet(snapshot, tracked.INDICATOR, most=2)) == 1
    total, conflicts = tracked.conflicts(snapshot, asked, most=_CONFLICTS)
    write(
        snapshot,
        sink,
        frame,
        "targets.html",
        here="targets",
        wanted=asked,
        sort=sort,
        sorts=SORTS,
        list=list_,
        shown=shown,
        words=tracked.words(snapshot.store, (each.iri for each in shown)),
        scales=_scales(shown, together=together),
        together=together,
        columns=Columns(tracked.years(snapshot, tracked.listing(snapshot, asked, "due")), tracked.STATES),
        facets=facets,
        region=_region(snapshot, asked.region),
        conflicts=conflicts if not asked.state else [],
        conflicts_total=total if not asked.state else 0,
        indicator_name=partial(indicator_name, frame["lang"]),
    )


def _facets(snapshot: Snapshot, wanted: Wanted, lang: str) -> dict[str, Facet]:
    """Return for each choice its values, what they are called, and how many there would be."""

    def of(choice: str, column: str, join: str = "") -> list[tuple[str, int]]:
        return tracked.listing(snapshot, wanted, choice).facet(snapshot, column, join=join, most=_VALUES)

    states = dict(of("state", "s.state"))
    name = partial(indicator_name, lang)
    return {
        "state": [(each, name_of(lang, f"state/{each}"), states[each]) for each in tracked.STATES if each in states],
        "due": [(year, year, n) for year, n in sorted(of("due", tracked.DUE), reverse=True)],
        "indicator": [(each, name(each), n) for each, n in of("indicator", tracked.INDICATOR)],
        "region": [(code, _region(snapshot, code), n) for code, n in of("region", "region.code", f"{tracked.REGION}")],
    }


def _region(snapshot: Snapshot, code: str) -> str:
    sql = "SELECT label FROM thing WHERE type = 'Place' AND code = ? AND code <> ''"
    return str(catalogue(snapshot).value(sql, [code]) or code)


def _scales(shown: Sequence[Tracked], *, together: bool) -> dict[str, Scale]:
    """Return the scale of each commitment: its own where something is reported, or one for those of the most usual unit."""
    if not together:
        own = {each.iri: scale_of([each]) for each in shown if each.reported_number is not None}
        return {iri: scale for iri, scale in own.items() if scale}
    drawn = [each for each in shown if each.planned_number is not None]
    usual = Counter(each.base for each in drawn).most_common(1)
    alike = [each for each in drawn if each.base == usual[0][0]]
    scale = scale_of(alike)
    return {each.iri: scale for each in alike} if scale else {}


def indicator_name(lang: str, indicator: str) -> str:
    """Return what the vocabulary calls an indicator; what it does not know is a metric, in the words of its article."""
    known = labels().get(f"indicator/{indicator}", {})
    return known.get(lang) or known.get("zh") or indicator


def _id_of(given: str) -> str:
    """Return the id of an indicator that is given by its name."""
    return _ids().get(given.casefold(), given)


@cache
def _ids() -> Mapping[str, str]:
    known = [(key.removeprefix("indicator/"), each) for key, each in labels().items() if key.startswith("indicator/")]
    return {name.casefold(): key for key, each in known for name in each.values()}
