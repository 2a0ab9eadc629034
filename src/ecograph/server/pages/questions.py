"""The named questions: all of them, and one with its form and its rows; works without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ecograph.errors import QueryError
from ecograph.query import Question, ask, questions
from ecograph.query.asking import bound
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.pages.answers import Answer, answered
from ecograph.server.pages.frame import page, show
from ecograph.server.pages.paging import Page
from ecograph.server.pages.rendering import write

# What the questions are about, in the order of the page; one that stands nowhere here comes last.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "targets": (
        "commitments", "promises", "achievements", "due", "undated", "conflicts", "revisions", "course", "reports", "targets-in",
        "targets-of", "targets-by-year", "targets-by-status", "over-the-years", "metric", "largest", "sections",
    ),
    "projects": (
        "projects-in", "responsible", "workload", "shared-projects", "unassigned", "many-places", "investment", "governed",
    ),
    "people": (
        "posts", "holders", "leaders", "successions", "many-posts", "speakers", "said", "quotes", "promised-by", "denied",
    ),
    "bodies": ("active-agencies", "bodies", "branches", "renamed", "issued", "policies"),
    "places": ("active-places", "places-below", "articles-about"),
    "articles": ("documents", "document", "named-in", "evidence", "told-by-several"),
    "names": ("search", "many-names", "namesakes", "doubtful", "second-readings", "rules"),
}  # fmt: skip
_ON_PAGE = 50
_FURTHEST = 20_000
# Which class the text of a parameter names, for suggestions.
_NAMED = {
    "place": "Place", "agency": "Agency", "speaker": "Official", "project": "Project", "policy": "Policy", "subject": "",
    "name": "",
}  # fmt: skip

router = APIRouter(include_in_schema=False)


@page(router, "/questions")
async def listing(request: Request) -> Response:
    """List the questions."""
    return await show(request, "ecograph.server.pages.questions:render_all")


@page(router, "/questions/{name}")
async def one(request: Request, name: str, page: int = 1) -> Response:
    """Show a question, its form, and its rows where all that must be given is given."""
    known = questions().get(name)
    if known is None:
        raise HTTPException(404, f"no question is called {name[:100]!r}")
    own = {each.name for each in known.parameters}
    given = {key: value.strip() for key, value in request.query_params.items() if key in own and value.strip()}
    return await show(request, "ecograph.server.pages.questions:render", name=name, given=given, page=page)


def render_all(snapshot: Snapshot, sink: Sink, *, frame: dict[str, str]) -> None:
    """Write the list."""
    write(snapshot, sink, frame, "questions.html", here="query", groups=grouped(), name_of=None)


def render(
    snapshot: Snapshot, sink: Sink, *, frame: dict[str, str], name: str, given: Mapping[str, str], page: int
) -> None:
    """Write one question."""
    asked = questions()[name]
    wrong, answer, list_ = "", None, Page.of(0, 1, _ON_PAGE)
    if all(given.get(each.name) or each.default is not None for each in asked.parameters):
        try:
            answer, list_ = _answer(snapshot, asked, given, page)
        except QueryError as error:
            wrong = error.what
    told: dict[str, Any] = {
        "asked": asked,
        "asked_name": name,
        "given": given,
        "answer": answer,
        "list": list_,
        "wrong": wrong,
        "sparql": bound(asked, given) if answer else "",
        "named": _NAMED,
    }
    write(snapshot, sink, frame, "question.html", here="query", status=400 if wrong else 200, **told)


def grouped() -> dict[str, dict[str, Question]]:
    """Return the questions by what they are about."""
    known = dict(questions())
    found = {group: {name: known.pop(name) for name in names if name in known} for group, names in GROUPS.items()}
    return found | ({"others": known} if known else {})


def _answer(snapshot: Snapshot, asked: Question, given: Mapping[str, str], page: int) -> tuple[Answer, Page]:
    """Return the rows of one page; the rows after the furthest page are for CSV and JSON."""
    solutions = ask(snapshot.store, asked.name, given)
    columns = [variable.value for variable in solutions.variables]
    rows = [list(row) for row in islice(solutions, _FURTHEST)]
    list_ = Page.of(len(rows), page, _ON_PAGE)
    shown = rows[list_.after : list_.after + _ON_PAGE]
    return answered(snapshot.store, columns, shown), list_
