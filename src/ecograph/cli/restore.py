"""Make a store of a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ecograph.cli.output import note

EXAMPLE = "ecograph restore my-store.tar my-store"


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What ecograph backup wrote.", show_default=False)],
    store: Annotated[Path, typer.Argument(metavar="STORE", help="The folder of the new store.", show_default=False)],
    replace: Annotated[
        bool, typer.Option("--replace", help="Move a store that is there aside; its server goes over to the new one.")
    ] = False,
) -> None:
    """Make a store of a backup.

    The file is checked first: the store is there whole, or not at all.
    """
    from ecograph.archive import restore

    done = restore(file.absolute(), store.absolute(), replace=replace)
    print(f"restored {store}, as it was at {done.made}")
    if done.replaced is not None:
        print(f"what was there is in {done.replaced}")
    if done.other_decisions is not None:
        note(f"{done.other_decisions} holds other decisions than the backup, and stays")
