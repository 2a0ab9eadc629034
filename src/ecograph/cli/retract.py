"""Take articles out of a store, with all that only they support."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from ecograph.cli import options
from ecograph.cli.build import CLASSES

if TYPE_CHECKING:
    from ecograph.query import Change
    from ecograph.upkeep import Retraction

_PLURALS = CLASSES | {"Observation": "observations"}
EXAMPLE = "ecograph retract articles/corrected.txt --store my-store"


def run(
    documents: Annotated[
        list[str],
        typer.Argument(
            metavar="DOC...", help="An article's IRI, its short form (document:…) or its path.", show_default=False
        ),
    ],
    store: options.StoreFolder = options.DEFAULT_STORE,
    keep_history: options.KeepHistory = False,
) -> None:
    """Take articles out of a store, and what nothing else supports.

    All of them or, where one is not there, none. What other articles say too stays.
    """
    from ecograph.query.changes import changes, named, parsed
    from ecograph.store import open_store
    from ecograph.upkeep import retract

    with open_store(store) as opened:
        done = retract(opened, documents, keep_history=keep_history)
        names = named(opened)
        found = changes(parsed(done.difference.gone), parsed(done.difference.new), names, names)
    _print(done, found, keep_history=keep_history)


def _print(done: Retraction, found: Iterable[Change], *, keep_history: bool) -> None:
    for record in done.records:
        document = record.facts.document
        told = ", ".join(filter(None, (document.title, document.source, document.published)))
        print(f"Retracted {told}, with {len(record.facts.claims)} statements")
    if done.still_held:
        print(f"The same text stays, from {', '.join(done.still_held)}")
    gone: dict[str, list[Change]] = defaultdict(list)
    for change in found:
        if change.change == "gone" and change.what != "Document":
            gone[change.what].append(change)
    if not done.difference.told:
        print("What else went with it is too much to be listed")
    elif not gone:
        print("Nothing of the graph went: all is supported elsewhere")
    else:
        print("Gone with it, as nothing else says so:")
    for what, listed in gone.items():
        print(f"{len(listed):>8} {_PLURALS.get(what, what)}: {'; '.join(map(_text, listed))}")
    if keep_history:
        print("The history keeps it: --as-of an earlier day shows it still")


def _text(change: Change) -> str:
    return " · ".join(filter(None, (change.subject, change.object)))
