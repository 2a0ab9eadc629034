"""Search: what is called so, which articles, and which sentences say so."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from ecograph.query.search import Hit
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.indexes import index
from ecograph.server.pages.frame import page, show
from ecograph.server.pages.paging import Page
from ecograph.server.pages.rendering import write
from ecograph.server.pages.things import Thing, articles

# What can be chosen: the classes of entities, articles by title, sentences.
PARTS = ("Agency", "Official", "Project", "Place", "Policy", "Target", "Observation", "Document", "Sentence")
_ON_PAGE = 30
_LONGEST = 200
_FURTHEST = 10_000

router = APIRouter(include_in_schema=False)


@page(router, "/search")
async def search(request: Request, q: str = "", part: str = "", place: str = "", page: int = 1) -> Response:
    """Show what is found."""
    chosen = part if part in PARTS else ""
    work = "ecograph.server.pages.search:render"
    return await show(request, work, text=q.strip()[:_LONGEST], part=chosen, place=place.strip()[:_LONGEST], page=page)


def render(
    snapshot: Snapshot, sink: Sink, *, frame: dict[str, str], text: str, part: str, place: str, page: int
) -> None:
    """Write the page."""
    found = _find(snapshot, text, part, place, page) if text else _NOTHING
    write(snapshot, sink, frame, "search.html", here="search", text=text, part_chosen=part, place=place, **found)


_NOTHING: dict[str, Any] = {"hits": (), "counts": [], "list": Page.of(0, 1, _ON_PAGE), "known": {}, "thing": None}


def _find(snapshot: Snapshot, text: str, part: str, place: str, page: int) -> dict[str, Any]:
    known = index(snapshot)
    kinds, types = _asked(part)
    every = known.search(text, kinds=(), types=(), place=place, limit=1)
    total = every.counts.get(part, 0) if part else every.total
    list_ = Page.of(min(total, _FURTHEST), page, _ON_PAGE)
    found = known.search(text, kinds=kinds, types=types, place=place, limit=_ON_PAGE, offset=list_.after)
    told = [each.iri for each in found.hits if each.kind != "entity"]
    return {
        "hits": [(each, marked(each)) for each in found.hits],
        "counts": [(each, each, every.counts[each]) for each in PARTS if every.counts.get(each)],
        "list": list_,
        "known": articles(snapshot.store, told),
        "thing": lambda hit: Thing(hit.iri, hit.label, hit.type),
    }


def _asked(part: str) -> tuple[list[str], list[str]]:
    """Return the kinds of hits and the classes of entities that a part of the results is made of."""
    if part in ("Document", "Sentence"):
        return [part.lower()], []
    return (["entity"], [part]) if part else ([], [])


def marked(hit: Hit) -> list[tuple[str, bool]]:
    """Return what was matched in pieces, and of each whether it holds the words."""
    pieces, done = list[tuple[str, bool]](), 0
    for start, end in hit.highlights:
        pieces += [(hit.text[done:start], False), (hit.text[start:end], True)]
        done = end
    return [each for each in (*pieces, (hit.text[done:], False)) if each[0]]
