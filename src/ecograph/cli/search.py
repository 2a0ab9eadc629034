"""Search a store for names and sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ecograph.cli import options
from ecograph.cli.looking import looking_at
from ecograph.cli.output import joined, print_table

if TYPE_CHECKING:
    from ecograph.query.search import Hit, SearchIndex
    from ecograph.store import Store

EXAMPLE = "ecograph search '湿地 修复' --place 山西省"


def run(
    text: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT...",
            help="Words that must all be there; pinyin (jinzhong) or its first letters (jzssthjj) for names.",
            show_default=False,
        ),
    ],
    store: options.StoreFolder = options.DEFAULT_STORE,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind", metavar="KIND", help="entity, document or sentence; may be repeated.", show_default="all"
        ),
    ] = None,
    classes: options.Classes = None,
    place: Annotated[
        str,
        typer.Option(
            "--place", metavar="NAME|CODE", help="Only what lies in this place or below it.", show_default="anywhere"
        ),
    ] = "",
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=1000, help="Print at most so many.")] = 20,
    format: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print what is found.")] = "table",
    as_of: options.AsOf = "",
) -> None:
    """Find entities by their names, documents by their titles, and sentences.

    Any stretch of a name or sentence is found, a single character too. The first search after a build makes an index, which
    is kept in the store's folder.
    """
    with looking_at(store, as_of) as opened:
        index = _index(opened, store, as_of)
        found = index.search(" ".join(text), kinds=kind or (), types=classes or (), place=place, limit=limit)
    if format == "json":
        _print_json(found.hits)
        return
    if found.hits:
        print_table(("kind", "name", "text", "iri"), [_row(hit) for hit in found.hits])
    print(f"{len(found.hits)} of {found.total}" if len(found.hits) < found.total else _counted(found.total))


def _index(store: Store, folder: str, date: str) -> SearchIndex:
    from ecograph.query.search import index_beside, index_of
    from ecograph.store import is_address

    return index_of(store) if date or is_address(folder) else index_beside(store, Path(folder))


def _row(hit: Hit) -> tuple[str, str, str, str]:
    from ecograph.store import PREFIXES

    iri = next(
        (f"{prefix}:{hit.iri[len(name) :]}" for prefix, name in PREFIXES.items() if hit.iri.startswith(name)), ""
    )
    matched = joined(hit.text) if hit.text != hit.label else ""
    name = " ".join(filter(None, [joined(hit.label), hit.published if hit.kind != "entity" else ""]))
    return hit.type or hit.kind, name, matched, iri or hit.iri


def _counted(total: int) -> str:
    return f"{total} hit{'' if total == 1 else 's'}"


def _print_json(hits: tuple[Hit, ...]) -> None:
    import json

    for hit in hits:
        print(json.dumps(hit._asdict(), ensure_ascii=False))
