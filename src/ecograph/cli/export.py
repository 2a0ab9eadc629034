"""Write a store to a file for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ecograph.cli import options
from ecograph.cli.looking import looking_at
from ecograph.cli.output import wrote

EXAMPLE = "ecograph export graph.ttl --store my-store"


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Its suffix names the format.", show_default=False)],
    store: options.StoreFolder = options.DEFAULT_STORE,
    classes: options.Classes = None,
    as_of: options.AsOf = "",
    read_times: Annotated[
        bool, typer.Option("--with-read-times", help="Say of each claim when it was read; two builds then differ.")
    ] = False,
) -> None:
    """Write the graph, or its network, to a file.

    The graph: .ttl .trig .nq .nt .jsonld .rdf. Its network, of all classes or those of --class: .graphml .gexf .html,
    and .csv (two files, nodes and edges).
    """
    from ecograph.export import GRAPH_FORMATS, export_graph, export_network, format_of

    graph = format_of(file) in GRAPH_FORMATS
    with looking_at(store, as_of, read_times=read_times) as opened:
        if graph:
            wrote([export_graph(opened, file)])
            return
        from ecograph.network import NODE_CLASSES, layout, project

        network = project(opened, classes=classes or NODE_CLASSES, isolated=True)
    wrote(export_network(network, file, layout(network)))
