"""The lists of articles, of the statements that they make, and of the numbers that they name."""

from __future__ import annotations

from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ecograph.server.api import articles, claims, naming, targets
from ecograph.server.api.catalogue import Row, catalogue
from ecograph.server.api.listing import Listing
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.pages.entity import quote_of
from ecograph.server.pages.frame import page, show
from ecograph.server.pages.paging import Page
from ecograph.server.pages.rendering import name_of, write
from ecograph.server.pages.tracked import where

_ON_PAGE, _VALUES = 40, 60
_NUMBERS = {"planned": "Target", "achieved": "Observation"}
_WORK = "ecograph.server.pages.records"

Facet = list[tuple[str, str, int]]

router = APIRouter(include_in_schema=False)


class Wanted(NamedTuple):
    """What a list is narrowed down to; "" for all. `entity` and `document` are IRIs or short forms."""

    q: str = ""
    entity: str = ""
    document: str = ""
    predicate: str = ""
    modality: str = ""
    place: str = ""
    year: str = ""
    publisher: str = ""


@page(router, "/articles")
async def articles_(
    request: Request, q: str = "", entity: str = "", place: str = "", year: str = "", publisher: str = "", page: int = 1
) -> Response:
    """Show the articles."""
    wanted = Wanted(_short(q), _short(entity), place=_short(place), year=_year(year), publisher=_short(publisher))
    return await show(request, f"{_WORK}:documents", wanted=list(wanted), page=page)


@page(router, "/statements")
async def statements(
    request: Request, q: str = "", entity: str = "", document: str = "", predicate: str = "", modality: str = "",
    place: str = "", year: str = "", page: int = 1,
) -> Response:  # fmt: skip
    """Show the statements."""
    wanted = Wanted(
        _short(q), _short(entity), _short(document), _short(predicate), _short(modality), _short(place), _year(year)
    )
    return await show(request, f"{_WORK}:stated", wanted=list(wanted), page=page)


@page(router, "/quantities")
async def quantities(
    request: Request, q: str = "", entity: str = "", document: str = "", place: str = "", year: str = "", status: str = "",
    page: int = 1,
) -> Response:  # fmt: skip
    """Show the numbers that were promised or reported."""
    wanted = Wanted(_short(q), _short(entity), _short(document), modality=status, place=_short(place), year=_year(year))
    return await show(request, f"{_WORK}:numbers", wanted=list(wanted), page=page)


def _short(text: str) -> str:
    return text.strip()[:1000]


def _year(text: str) -> str:
    return text if text.isdecimal() and len(text) == 4 else ""


def documents(snapshot: Snapshot, sink: Sink, *, frame: dict[str, str], wanted: list[str], page: int) -> None:
    """Write the list of articles, the newest first."""

    def listing(told: Wanted) -> Listing:
        return articles.filtered(
            snapshot, q=told.q, entity=told.entity, place=told.place, year=_number(told.year), publisher=told.publisher
        )

    asked = Wanted(*wanted)
    found, list_ = _found(snapshot, listing, asked, page)
    rows = _rows(snapshot, found, articles.COLUMNS, "d.published DESC, d.iri", list_)
    facets = {
        "year": _facet(snapshot, listing, asked, "year", "SUBSTR(d.published, 1, 4)"),
        "publisher": _facet(snapshot, listing, asked, "publisher", "d.publisher"),
    }
    _write(snapshot, sink, frame, "articles.html", "Document", asked, list_, facets, items=[dict(row) for row in rows])


def stated(snapshot: Snapshot, sink: Sink, *, frame: dict[str, str], wanted: list[str], page: int) -> None:
    """Write the list of statements, those of the newest articles first."""

    def listing(told: Wanted) -> Listing:
        return claims.filtered(
            snapshot, q=told.q, entity=told.entity, document=told.document, modality=told.modality, place=told.place,
            predicate=[told.predicate] if told.predicate else [], year=_number(told.year),
        )  # fmt: skip

    asked = Wanted(*wanted)
    found, list_ = _found(snapshot, listing, asked, page)
    items = claims.made(
        snapshot, _rows(snapshot, found, claims.COLUMNS, "c.published DESC, d.iri, c.start, c.iri", list_)
    )
    lang = frame["lang"]
    facets = {
        "predicate": [
            (each, name_of(lang, each), n) for each, _, n in _facet(snapshot, listing, asked, "predicate", "c.p")
        ],
        "modality": [
            (each, name_of(lang, f"modality/{each}"), n)
            for each, _, n in _facet(snapshot, listing, asked, "modality", "c.modality")
        ],
        "year": _facet(snapshot, listing, asked, "year", "SUBSTR(c.published, 1, 4)"),
    }
    shown = [(each, quote_of(each)) for each in items]
    _write(snapshot, sink, frame, "statements.html", "Claim", asked, list_, facets, items=shown)


def numbers(snapshot: Snapshot, sink: Sink, *, frame: dict[str, str], wanted: list[str], page: int) -> None:
    """Write the list of numbers, the latest due first."""

    def listing(told: Wanted) -> Listing:
        return targets.filtered(
            snapshot, q=told.q, owner=told.entity, document=told.document, status=told.modality, place=told.place,
            year=_number(told.year),
        )  # fmt: skip

    asked = Wanted(*wanted)
    found, list_ = _found(snapshot, listing, asked, page)
    items = targets.made(snapshot, _rows(snapshot, found, targets.COLUMNS, "q.deadline DESC, t.label, t.iri", list_))
    facets = {
        "status": [
            (each, name_of(frame["lang"], _NUMBERS.get(each, each)), n)
            for each, _, n in _facet(snapshot, listing, asked, "modality", "q.status")
        ],
        "year": _facet(snapshot, listing, asked, "year", "SUBSTR(q.deadline, 1, 4)"),
    }
    _write(snapshot, sink, frame, "quantities.html", "Target", asked, list_, facets, items=items)


def _number(year: str) -> int | None:
    return int(year) if year else None


def _found(snapshot: Snapshot, listing: Any, asked: Wanted, page: int) -> tuple[Listing, Page]:  # noqa: ANN401
    """Return the list and which page of it is meant; an empty one where a name that was given is none of the graph."""
    try:
        found: Listing = listing(asked)
    except HTTPException:
        found = listing(Wanted())
        found.must("0")
    return found, Page.of(found.total(snapshot), page, _ON_PAGE)


def _rows(snapshot: Snapshot, found: Listing, columns: str, order: str, at: Page) -> list[Row]:
    sql = f"SELECT {columns} FROM {found.source}{where(found)} ORDER BY {order} LIMIT ? OFFSET ?"
    return catalogue(snapshot).rows(sql, [*found.values, _ON_PAGE, at.after])


def _facet(snapshot: Snapshot, listing: Any, asked: Wanted, choice: str, column: str) -> Facet:  # noqa: ANN401
    try:
        told = listing(asked._replace(**{choice: ""})).facet(snapshot, column, most=_VALUES)
    except HTTPException:
        return []
    ordered = sorted(told, reverse=True) if choice == "year" else told
    return [(value, value, n) for value, n in ordered]


def _write(
    snapshot: Snapshot, sink: Sink, frame: dict[str, str], template: str, here: str, asked: Wanted, list_: Page,
    facets: dict[str, Facet], *, items: list[Any],
) -> None:  # fmt: skip
    lang, given = frame["lang"], {name: value for name, value in asked._asdict().items() if value}
    document = asked.document if "/" in asked.document or not asked.document else f"document/{asked.document}"
    told = given | {
        "entity": _label(snapshot, "thing", "label", asked.entity),
        "document": _label(snapshot, "document", "title", document),
        "predicate": name_of(lang, asked.predicate) if asked.predicate else "",
        "modality": name_of(lang, f"modality/{asked.modality}") if asked.modality else "",
    }
    names = {"modality": "status"} if here == "Target" else {}
    if names:
        told["modality"] = name_of(lang, _NUMBERS.get(asked.modality, asked.modality)) if asked.modality else ""
    theirs = {"entity": "owner", **names} if here == "Target" else {}
    context: dict[str, Any] = {
        "here": here, "wanted": asked, "list": list_, "facets": facets, "items": items,
        "chosen": {names.get(name, name): value for name, value in told.items() if value},
        "kept": {names.get(name, name): value for name, value in given.items()},
        "api": {theirs.get(name, name): value for name, value in given.items()},
    }  # fmt: skip
    write(snapshot, sink, frame, template, **context)


def _label(snapshot: Snapshot, table: str, column: str, name: str) -> str:
    """Return what a thing or an article is called; what was given where there is none."""
    if not name:
        return ""
    try:
        iri = naming.whole(snapshot, name)
    except HTTPException:
        return name
    return str(catalogue(snapshot).value(f"SELECT {column} FROM {table} WHERE iri = ?", [iri]) or name)
