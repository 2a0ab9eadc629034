"""Tell what builds did, which articles are in the store, and which failed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from ecograph.cli import options
from ecograph.cli.output import print_table
from ecograph.errors import UsageError

if TYPE_CHECKING:
    from ecograph.store import Records, Store

EXAMPLE = "ecograph journal --failed --store my-store"
# So many builds are shown where nobody asks for more.
_LAST = 10


def run(
    store: options.StoreFolder = options.DEFAULT_STORE,
    failed: Annotated[
        bool, typer.Option("--failed", help="List the sources that failed, each with the reason and the remedy.")
    ] = False,
    articles: Annotated[
        bool, typer.Option("--articles", help="List the articles: in the graph, or read and not yet in it.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, an object a row.")] = False,
) -> None:
    """Tell what the builds of a store did, and what failed.

    An article is in the graph whole, or not at all. What failed stays listed until it is read: ecograph build --retry.
    """
    from ecograph.store import open_store
    from ecograph.upkeep import own_records

    if failed and articles:
        remedy = "ask for one, then for the other: what failed is no article of the store"
        raise UsageError("they are two lists", where="--failed --articles", remedy=remedy)
    with open_store(store, read_only=True) as opened:
        records = own_records(opened)
        rows = _failed(records) if failed else _articles(opened, records) if articles else _builds(records)
        listed = rows if as_json or failed or articles else rows[:_LAST]
        if as_json:
            for row in listed:
                print(json.dumps(row, ensure_ascii=False))
            return
        if listed:
            print_table(list(listed[0]), [[str(value) for value in row.values()] for row in listed])
        if failed or articles:
            print(f"{len(rows)} {'failed' if failed else 'articles'}")
        else:
            _print_state(records)


def _builds(records: Records) -> list[dict[str, object]]:
    return [each._asdict() for each in records.journal.builds()]


def _failed(records: Records) -> list[dict[str, object]]:
    return [
        {"source": each.name, "time": each.time, "reason": each.what, "remedy": each.remedy, "document": each.document}
        for each in records.journal.failed()
    ]


def _articles(store: Store, records: Records) -> list[dict[str, object]]:
    whole, base = records.derivation.complete, records.derivation.base
    return [
        {
            "source": each.source,
            "document": each.document,
            "state": "in the graph" if whole or store.has_graph(base + each.document) else "read",
        }
        for each in records.held()
    ]


def _print_state(records: Records) -> None:
    failures = sum(1 for _ in records.journal.failed())
    if any(not each.finished for each in records.journal.builds()[:1]):
        print("The last build is under way, or was cut short")
    state = "in the graph" if records.derivation.complete else "read, and not all of them in the graph yet: build again"
    print(f"{len(records.held())} articles {state}; {failures} failed (ecograph journal --failed lists them)")
