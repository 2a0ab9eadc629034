"""Show the whole path on the articles that ship with EcoGraph."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecograph.cli import draw
from ecograph.cli.build import print_next, print_summary
from ecograph.cli.output import wrote
from ecograph.cli.sources import progress, report
from ecograph.errors import UsageError

if TYPE_CHECKING:
    from ecograph.readers import Source

EXAMPLE = "ecograph demo --out demo-output"
_MARK = ".ecograph-demo"


def run(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write to.")] = Path("demo-output"),
) -> None:
    """Build, write and draw the graph of the articles that ship with EcoGraph."""
    from ecograph.build import build
    from ecograph.export import export_graph
    from ecograph.store import open_store

    sources, store = _articles(), _fresh(out) / "store"
    with open_store(store, create=True) as opened:
        with progress("Reading", len(sources)) as advance:
            summary = build(sources, opened, progress=advance)
        status = report(summary.failures)
        print_summary(summary)
        print()
        wrote([export_graph(opened, out / "graph.ttl")])
        network = draw.network_of(opened)
    draw.draw_network(network, out / "network.svg", out / "network.html")
    print(f"the store is {store}")
    print_next(str(store))
    raise typer.Exit(status)


def _articles() -> list[Source]:
    """Return the shipped articles under names that are the same on every machine."""
    from ecograph.readers import Source
    from ecograph.resources import resource

    paths = sorted(resource("data", "articles").glob("*.txt"))
    return [Source(f"data/articles/{path.name}", path=str(path)) for path in paths]


def _fresh(out: Path) -> Path:
    """Return the folder without the store of an earlier demo; refuse one that holds anything else."""
    if out.exists() and not (out / _MARK).exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(
            "holds something other than an earlier demo", where=str(out), remedy="choose another folder with --out"
        )
    out.mkdir(parents=True, exist_ok=True)
    (out / _MARK).touch()
    shutil.rmtree(out / "store", ignore_errors=True)
    return out
