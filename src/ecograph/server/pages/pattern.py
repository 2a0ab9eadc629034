"""The pattern form: things and relations chosen from lists, instead of SPARQL; what it asks is POST /api/v1/match."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from ecograph.query.matching.examples import EXAMPLES
from ecograph.query.matching.vocabulary import CLASSES, COLUMNS, FILTERS, MODALITIES, RELATIONS, ROLES
from ecograph.server.api.vocabulary import concepts, ranks
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.pages.frame import page, show
from ecograph.server.pages.rendering import name_of, write

# Fields of a thing in the order of the form, with how each is filled in.
FIELDS = {
    "text": "text", "name": "name", "place": "place", "kind": "kind", "post": "text", "year": "years", "value": "range",
    "unit": "text", "state": "state", "indicator": "text", "status": "status", "deadline": "days",
}  # fmt: skip

router = APIRouter(include_in_schema=False)


@page(router, "/query/pattern")
async def pattern(request: Request) -> Response:
    """Show the form; the pattern in the address is read by its script."""
    return await show(request, "ecograph.server.pages.pattern:render")


def render(snapshot: Snapshot, sink: Sink, *, frame: dict[str, str]) -> None:
    """Write the page."""
    examples = {name: json.dumps(each.pattern, ensure_ascii=False) for name, each in EXAMPLES.items()}
    told: dict[str, Any] = {"examples": EXAMPLES, "patterns": examples, "known": _known(frame["lang"])}
    write(snapshot, sink, frame, "pattern.html", here="query", **told)


def _known(lang: str) -> dict[str, object]:
    """Return what a pattern can be made of, with names in one language."""

    def named(names: object, start: str = "") -> list[tuple[str, str]]:
        return [(each, name_of(lang, start + each)) for each in names]  # type: ignore[attr-defined]

    def label(name: str, chinese: str) -> str:
        return chinese if lang == "zh" else name_of(lang, name)

    return {
        "classes": named(CLASSES),
        "relations": [
            {
                "name": name,
                "label": shape.zh if lang == "zh" else name_of(lang, name),
                "subject": shape.subject,
                "object": shape.object,
            }
            for name, shape in RELATIONS.items()
        ],
        "fields": {name: {"as": how, "of": FILTERS[name]} for name, how in FIELDS.items()},
        "columns": {
            name: of for name, of in COLUMNS.items() if name not in ("name", "type", "iri", "code", "normalized")
        },
        "kinds": named(concepts("kind"), "kind/"),
        "states": named(ranks(), "state/"),
        "roles": named(ROLES, "role/"),
        "modalities": named(MODALITIES, "modality/"),
    }
