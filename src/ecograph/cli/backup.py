"""Put a whole store into one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = "ecograph backup my-store my-store.tar"


def run(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="The store's folder.", show_default=False)],
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Where to write it: a .tar, or .tar.gz for a smaller one.", show_default=False
        ),
    ],
) -> None:
    """Put a whole store into one file, also while it is being served.

    Graph, records and decisions are of one moment. ecograph restore makes a store of it.
    """
    from ecograph.archive import backup

    size = backup(store.absolute(), file.absolute())
    print(f"wrote {file} ({size / 1e6:.1f} MB)")
