"""An article: its text with what it names, and beside each paragraph the statements that were read in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import Response

from ecograph.model import Document
from ecograph.server.api import articles
from ecograph.server.api.models import Article, ArticleClaim
from ecograph.server.api.terms import local, rows, values
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.pages.frame import page, show
from ecograph.server.pages.links import Links
from ecograph.server.pages.marking import Marking, Stretch, Words
from ecograph.server.pages.rendering import name_of, write
from ecograph.store import Store

VIEWS = ("flow", "source")
_QUANTITIES = ("Target", "Observation")
# What a paragraph has room for beside it: characters of a line, and lines that a statement takes.
_LINE, _PER_STATEMENT = 33, 1.7
_FEWEST = 3

router = APIRouter(include_in_schema=False)


@page(router, "/article/{name:path}")
async def article(request: Request, name: str, view: str = "") -> Response:
    """Show an article."""
    work = "ecograph.server.pages.article:render"
    return await show(request, work, name=name, view=view if view in VIEWS else VIEWS[0])


class Passage(NamedTuple):
    """A paragraph with the statements that begin in it: those it has room for, and more."""

    number: int
    shown: Sequence[ArticleClaim]
    more: Sequence[ArticleClaim]


def render(snapshot: Snapshot, sink: Sink, *, frame: dict[str, str], name: str, view: str) -> None:
    """Write the page; 404 where there is no such article."""
    found = articles.read(snapshot, name, root=frame["root"])
    record = articles.record_of(snapshot, found.iri)
    things = list({each.entity.iri: each.entity for each in found.mentions}.values())
    at = {each.iri: number for number, each in enumerate(things)}
    marking = _marking(found, record.facts.document, at, view) if record else None
    write(
        snapshot,
        sink,
        frame,
        "article.html",
        here="article",
        article=found,
        view=view,
        views=VIEWS,
        things=things,
        cards=_cards(snapshot.store, found, frame),
        marking=marking,
        passages=_passages(found.claim_list, marking) if marking else [],
        classes=Counter(each.type for each in things),
    )


def _marking(found: Article, document: Document, at: Mapping[str, int], view: str) -> Marking:
    seen = [each for each in found.mentions if not each.slot]
    stretches = [(each, Stretch(each.start, each.end, at[each.entity.iri])) for each in seen]
    told = [(each.start, each.end) for each in found.claim_list]
    told += [(each.start, each.end) for each in found.unread]
    return Marking(
        _words(document, view),
        [stretch for each, stretch in stretches if each.entity.type not in _QUANTITIES],
        [stretch for each, stretch in stretches if each.entity.type in _QUANTITIES],
        told,
    )


def _words(document: Document, view: str) -> Words:
    """Return the text re-flowed, or as published, in the same paragraphs."""
    flowed = [(a, b) for a, b in _lines(document.text) if document.text[a:b].strip()] or [(0, len(document.text))]
    if view == "flow":
        return Words(document.text, document.offsets, flowed)
    starts = [0, *(document.offsets[a] for a, _ in flowed[1:])]
    return Words(
        document.raw, range(len(document.raw)), list(zip(starts, [*starts[1:], len(document.raw)], strict=True))
    )


def _lines(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _passages(told: Sequence[ArticleClaim], marking: Marking) -> list[Passage]:
    by_paragraph: dict[int, list[ArticleClaim]] = defaultdict(list)
    for each in told:
        by_paragraph[marking.of(each.start)].append(each)
    return [_passage(number, by_paragraph[number], marking) for number in range(len(marking.words.paragraphs))]


def _passage(number: int, told: list[ArticleClaim], marking: Marking) -> Passage:
    """Return a paragraph with its statements; that a place lies in another is told last."""
    begin, end = marking.words.paragraphs[number]
    ordered = sorted(told, key=lambda each: (each.predicate == "within", each.start, each.end))
    room = max(_FEWEST, int((end - begin) / _LINE / _PER_STATEMENT))
    # A rest of one is shown: the line that hides it would take as much room.
    room = len(ordered) if len(ordered) <= room + 1 else room
    return Passage(number, ordered[:room], ordered[room:])


def _cards(store: Store, found: Article, frame: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return what the card of each thing says, in the order of the things."""
    things = {each.entity.iri: each.entity for each in found.mentions}
    about = _about(store, list(things), frame["lang"])
    named = Counter(each.entity.iri for each in found.mentions if not each.slot)
    told = Counter(iri for each in found.claim_list for iri in {each.subject.iri, each.object.iri})
    link = Links(frame["root"])
    return [
        {
            "label": each.label,
            "type": each.type,
            "kind": name_of(frame["lang"], each.type) if each.type else "",
            "about": about[iri],
            "named": named[iri],
            "told": told[iri],
            "href": link.entity(iri),
        }
        for iri, each in things.items()
    ]


def _about(store: Store, iris: Sequence[str], lang: str) -> dict[str, list[str]]:
    """Return what is said of each thing in a few words: its sort, posts, code and other names."""
    found: dict[str, list[str]] = {each: [] for each in iris}
    if not iris:
        return found
    pattern = f"""SELECT DISTINCT ?iri ?p ?o WHERE {{ VALUES ?iri {{ {values(iris)} }}
        VALUES ?p {{ eco:kind eco:post eco:code skos:altLabel eco:deadline }} ?iri ?p ?o }} ORDER BY ?iri ?p ?o"""
    for row in rows(store, pattern):
        text = name_of(lang, f"kind/{local(row['o'])}") if row["p"].endswith("kind") else row["o"]
        found[row["iri"]].append(text)
    return {iri: texts[:6] for iri, texts in found.items()}
