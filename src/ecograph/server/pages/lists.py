"""The lists of agencies, officials, projects, places and policies, narrowed down by what they have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ecograph.server.api import entities, naming
from ecograph.server.api.catalogue import catalogue
from ecograph.server.api.entities import OWNED
from ecograph.server.api.listing import Listing
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.pages.frame import page, show
from ecograph.server.pages.links import LISTS
from ecograph.server.pages.paging import Page
from ecograph.server.pages.rendering import name_of, write
from ecograph.server.pages.tracked import STATES, where

SORTS = {
    "documents": "t.documents DESC, t.facts DESC, t.label, t.iri",
    "facts": "t.facts DESC, t.label, t.iri",
    "name": "t.label, t.iri",
    "last": "t.last DESC, t.label, t.iri",
}
CLASSES = ("Agency", "Official", "Project", "Place", "Policy")
_ON_PAGE, _VALUES = 50, 100
_STATE = f"JOIN {OWNED} AS owned ON owned.owner = t.id JOIN series ON series.id = owned.series"
_YEAR = "JOIN mention ON mention.thing = t.id JOIN document ON document.id = mention.document"
_DIVISION = (
    "JOIN about ON about.thing = t.id JOIN below ON below.inside = about.place "
    "JOIN thing AS division ON division.id = below.place AND division.code LIKE '{like}' AND division.code NOT LIKE '{unlike}'"
)

Facet = list[tuple[str, str, int]]

router = APIRouter(include_in_schema=False)


class Wanted(NamedTuple):
    """What a list is narrowed down to; "" for all. `place` is a name or a code, `related` a thing, `predicate` what joins it."""

    q: str = ""
    kind: str = ""
    place: str = ""
    year: str = ""
    state: str = ""
    role: str = ""
    related: str = ""
    predicate: str = ""


def _route(type_: str) -> None:
    @page(router, LISTS[type_])
    async def things(
        request: Request, q: str = "", kind: str = "", place: str = "", year: str = "", state: str = "", role: str = "",
        related: str = "", predicate: str = "", sort: str = "", page: int = 1,
    ) -> Response:  # fmt: skip
        """Show the list of a class."""
        told = (each.strip()[:1000] for each in (q, kind, place, year, state, role, related, predicate))
        wanted = Wanted(*told)._replace(year=year if year.isdecimal() and len(year) == 4 else "")
        chosen = sort if sort in SORTS else next(iter(SORTS))
        work = "ecograph.server.pages.lists:render"
        return await show(request, work, type=type_, wanted=list(wanted), sort=chosen, page=page)


for _each in CLASSES:
    _route(_each)


def render(
    snapshot: Snapshot, sink: Sink, *, frame: dict[str, str], type: str, wanted: list[str], sort: str, page: int
) -> None:
    """Write the page; a place that the graph does not know gives an empty list."""
    asked = Wanted(*wanted)
    try:
        found = _listing(snapshot, type, asked)
    except HTTPException:
        found = Listing("thing AS t", "t.iri", {}, ["0"])
    list_ = Page.of(found.total(snapshot), page, _ON_PAGE)
    write(
        snapshot,
        sink,
        frame,
        "list.html",
        here=type,
        type=type,
        wanted=asked,
        chosen=_chosen(snapshot, asked, frame["lang"]),
        sort=sort,
        sorts=tuple(SORTS),
        list=list_,
        items=_items(snapshot, type, found, sort, list_),
        facets=_facets(snapshot, type, asked, frame["lang"]),
        api={name: value for name, value in asked._asdict().items() if value},
    )


def _listing(snapshot: Snapshot, type_: str, wanted: Wanted, *free: str) -> Listing:
    """Return the list; as if the choices named in `free` were not made."""
    told = {name: value for name, value in wanted._asdict().items() if value and name not in free}
    year = int(told.pop("year")) if "year" in told else None
    return entities.filtered(snapshot, [type_], **told, year=year)


def _items(snapshot: Snapshot, type_: str, found: Listing, sort: str, at: Page) -> Sequence[Any]:
    sql = f"SELECT {entities.COLUMNS} FROM {found.source}{where(found)} ORDER BY {SORTS[sort]} LIMIT ? OFFSET ?"
    rows = catalogue(snapshot).rows(sql, [*found.values, _ON_PAGE, at.after])
    return entities.items(snapshot, type_, rows)


def _facets(snapshot: Snapshot, type_: str, wanted: Wanted, lang: str) -> dict[str, Facet]:
    """Return for each choice its values, what they are called, and how many there would be."""

    def of(choice: str, column: str, join: str = "", *, keep: bool = False) -> list[tuple[str, int]]:
        free = () if keep else (choice,)
        try:
            return _listing(snapshot, type_, wanted, *free).facet(snapshot, column, join=join, most=_VALUES)
        except HTTPException:
            return []

    states = dict(of("state", "series.state", _STATE))
    code = _code(snapshot, wanted.place)
    division = _DIVISION.format(like=_like(code), unlike=code or "______00")
    return {
        "kind": [(each, name_of(lang, f"kind/{each}"), n) for each, n in of("kind", "t.kind")],
        "place": [(each, _name(snapshot, each), n) for each, n in of("place", "division.code", division, keep=True)],
        "state": [(each, name_of(lang, f"state/{each}"), states[each]) for each in STATES if each in states],
        "year": [
            (year, year, n) for year, n in sorted(of("year", "SUBSTR(document.published, 1, 4)", _YEAR), reverse=True)
        ],
    }


def _like(code: str) -> str:
    """Return the codes of the divisions next below one: provinces, then what is in the one that is chosen."""
    if not code:
        return "__0000"
    if code.endswith("0000"):
        return f"{code[:2]}__00"
    return f"{code[:4]}__" if code.endswith("00") else code


def _code(snapshot: Snapshot, place: str) -> str:
    """Return the code of a place that is given by code, name or IRI; "" where it has none."""
    if not place:
        return ""
    try:
        rows = naming.places(snapshot, place)
    except HTTPException:
        return ""
    sql = "SELECT code FROM thing WHERE id IN (SELECT value FROM json_each(?)) AND code <> '' ORDER BY code"
    return str(catalogue(snapshot).value(sql, [rows]) or "")


def _name(snapshot: Snapshot, place: str) -> str:
    sql = "SELECT label FROM thing WHERE type = 'Place' AND code = ? AND code <> ''"
    return str(catalogue(snapshot).value(sql, [place]) or place)


def _chosen(snapshot: Snapshot, wanted: Wanted, lang: str) -> Mapping[str, str]:
    """Return what was chosen, as people call it."""
    related = naming.named(snapshot, [naming.whole(snapshot, wanted.related)]) if "/" in wanted.related else {}
    told = wanted._asdict() | {
        "kind": name_of(lang, f"kind/{wanted.kind}") if wanted.kind else "",
        "place": _name(snapshot, wanted.place),
        "state": name_of(lang, f"state/{wanted.state}") if wanted.state else "",
        "role": name_of(lang, f"role/{wanted.role}") if wanted.role else "",
        "related": next((each.label for each in related.values()), wanted.related),
        "predicate": name_of(lang, wanted.predicate) if wanted.predicate else "",
    }
    return {name: value for name, value in told.items() if value}
