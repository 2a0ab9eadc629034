"""Draw the network of a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecograph.cli import options
from ecograph.cli.looking import looking_at
from ecograph.cli.output import note, wrote
from ecograph.errors import EcographError

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from ecograph.store import Store

EXAMPLE = "ecograph draw network.svg --store my-store"


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .svg, .png, .pdf or .html file.", show_default=False)],
    store: options.StoreFolder = options.DEFAULT_STORE,
    classes: options.Classes = None,
    as_of: options.AsOf = "",
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="The picture's title.", show_default="the classes")
    ] = "",
) -> None:
    """Draw who is responsible for what.

    The network of agencies and projects, or of the classes of --class.
    """
    from ecograph.network.drawing import FORMATS

    if file.suffix.lower() != ".html" and file.suffix.lower() not in FORMATS:
        what = f"cannot draw {file.suffix or 'a file without a suffix'}"
        raise typer.BadParameter(f"{file}: {what}; use one of {', '.join(FORMATS)}, .html")
    with looking_at(store, as_of) as opened:
        network = network_of(opened, classes)
    draw_network(network, file, title=title)


def network_of(store: Store, classes: list[str] | None = None) -> MultiDiGraph:
    """Return the network to draw; raise `EcographError` where there is nothing in it."""
    from ecograph.network import project

    chosen = classes or ["Agency", "Project"]
    network = project(store, classes=chosen)
    if not network:
        what = f"no relation between {' and '.join(chosen)} to draw"
        raise EcographError(what, remedy="draw other classes with --class, or build from more articles")
    return network


def draw_network(network: MultiDiGraph, *files: Path, title: str = "") -> None:
    """Draw one network to several files, all with the same positions, and say what the user should know."""
    from ecograph.export import export_network
    from ecograph.network import draw, layout

    positions = layout(network)
    what = f"{len(network)} nodes, {network.number_of_edges()} edges"
    for file in files:
        if file.suffix.lower() == ".html":
            wrote(export_network(network, file, positions, title=title), what=what)
            continue
        drawing = draw(network, file, positions=positions, title=title)
        wrote([drawing.path], what=what)
        if drawing.unlabelled:
            note(f"{drawing.unlabelled} labels found no room in {file}; the .html and .svg forms can be enlarged")
        if drawing.note:
            note(drawing.note)
