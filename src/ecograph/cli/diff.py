"""Tell two stores apart, or one store on two days."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ecograph.cli import options
from ecograph.cli.looking import looking_at
from ecograph.errors import UsageError

if TYPE_CHECKING:
    from ecograph.query import Change
    from ecograph.store import Store

EXAMPLE = "ecograph diff 2023-06-30 2024-06-30 --store my-store"


def run(
    one: Annotated[str, typer.Argument(metavar="A", help="A store's folder, an exported file, or a date.")],
    other: Annotated[str, typer.Argument(metavar="B", help="The store, file or date to hold against it.")],
    store: Annotated[
        str | None, typer.Option("--store", metavar="DIR|URL", help="The store to look at on two days.")
    ] = None,
    format: Annotated[Literal["table", "json", "csv"], typer.Option("--format", help="How to print it.")] = "table",
) -> None:
    """Show which entities, relations and targets B has and A has not, and the other way round.

    A and B are two stores (or exported files: .ttl .trig .nq .nt), or two dates of one store.
    """
    from ecograph.query.changes import changes, facts

    if store is None and _is_day(one) and _is_day(other):
        store = options.DEFAULT_STORE
    with _side(one, store) as before, _side(other, store) as after:
        a, b = facts(before), facts(after)
    found = changes(a - b, b - a, a, b)
    {"table": _table, "json": _json, "csv": _csv}[format](found)


def _is_day(name: str) -> bool:
    try:
        return bool(options.dated(name)) and not Path(name).exists()
    except UsageError:
        return False


@contextmanager
def _side(name: str, store: str | None) -> Iterator[Store]:
    from ecograph.store import open_store

    if store is None and not Path(name).is_file():
        with looking_at(name) as opened:
            yield opened
    elif store is None:
        with open_store(None) as loaded:
            loaded.load(name)
            yield loaded
    else:
        with looking_at(store, options.dated(name, "A and B")) as known:
            yield known


def _table(found: list[Change]) -> None:
    for each in found:
        print(f"{each.change:<7}{each.what:<16}{' · '.join(filter(None, (each.subject, each.object)))}")
    signs = [each.change for each in found]
    print(f"{signs.count('added')} added, {signs.count('gone')} gone")


def _json(found: list[Change]) -> None:
    print(json.dumps([each._asdict() for each in found], ensure_ascii=False, indent=1))


def _csv(found: list[Change]) -> None:
    from ecograph.query import Change

    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([Change._fields, *found])
    sys.stdout.write(text.getvalue())
