"""Write a store to a file for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ecograph.cli import options
from ecograph.cli.looking import looking_at
from ecograph.cli.output import wrote
from ecograph.errors import UsageError, ValidationError

EXAMPLE = "ecograph export graph.ttl --store my-store"


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Its suffix names the format.", show_default=False)],
    store: options.StoreFolder = options.DEFAULT_STORE,
    classes: options.Classes = None,
    as_of: options.AsOf = "",
    read_times: Annotated[
        bool, typer.Option("--with-read-times", help="Say of each claim when it was read; two builds then differ.")
    ] = False,
    licence: Annotated[
        str,
        typer.Option(
            "--license",
            metavar="IRI",
            help="The licence that the description names.",
            show_default="that of the articles that ship",
        ),
    ] = "",
) -> None:
    """Write the graph, or its network, to a file.

    The graph: .ttl .trig .nq .nt .jsonld .rdf, with a description of the data set (VoID, DCAT) in a graph of its own, or in
    NAME.void.ttl where the format has no graphs. Its network, of all classes or those of --class: .graphml .gexf .html,
    and .csv (two files, nodes and edges).
    """
    from ecograph.export import GRAPH_FORMATS, export_description, export_graph, export_network, format_of

    graph = format_of(file) in GRAPH_FORMATS
    with looking_at(store, as_of, read_times=read_times) as opened:
        if graph:
            from ecograph.graph.catalog import describe

            description = describe(opened, licence=_iri(licence))
            wrote(
                filter(
                    None, [export_graph(opened, file, description=description), export_description(description, file)]
                )
            )
            return
        from ecograph.network import NODE_CLASSES, layout, project

        network = project(opened, classes=classes or NODE_CLASSES, isolated=True)
    wrote(export_network(network, file, layout(network)))


def _iri(text: str) -> str:
    """Return an IRI as it was given, "" for none; raise `UsageError` for anything else."""
    from ecograph.graph.terms import iri

    try:
        return iri(text).value if text else ""
    except ValidationError as error:
        remedy = "give one such as https://creativecommons.org/licenses/by/4.0/"
        raise UsageError(f"{text!r} is no IRI", where="--license", remedy=remedy) from error
