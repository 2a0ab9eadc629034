"""Load an exported graph into a new store."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from ecograph.cli import options
from ecograph.cli.output import note
from ecograph.errors import EcographError, UsageError

_FOLDER = "name a new folder with --store, or hand the file to the server"
EXAMPLE = "ecograph load graph.nq --store other-store"


def run(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A .ttl, .trig, .nq or .nt file that export wrote.", show_default=False),
    ],
    store: options.StoreFolder = options.DEFAULT_STORE,
) -> None:
    """Load an exported graph into a new store.

    It can be asked, exported, drawn, served and validated. An export holds no records of the articles: to add, correct or
    retract articles or to look back (--as-of), build a store from the articles.
    """
    from ecograph.store import is_address, open_store

    if is_address(store):
        raise UsageError("a server loads a file with its own tools, which are quicker", where=store, remedy=_FOLDER)
    if Path(store).exists():
        remedy = "name a new folder with --store; an export does not mix with what was built"
        raise UsageError("there is something already", where=str(store), remedy=remedy)
    try:
        with open_store(store, create=True) as opened:
            opened.load(file)
            opened.flush()
            count = opened.count()
    except EcographError:
        shutil.rmtree(store, ignore_errors=True)  # it was made here, and holds nothing
        raise
    print(f"Loaded {count['Document']} documents with {count['Claim']} claims; the graph is in {store}")
    note("an export has no records: this store can be asked, not built on, retracted from or asked --as-of a date")
