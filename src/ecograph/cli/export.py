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
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Its suffix names the format; with --partitions, a folder.", show_default=False
        ),
    ],
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
    partitions: Annotated[
        int,
        typer.Option(
            "--partitions",
            metavar="N",
            min=0,
            max=512,
            help="Write the graph as so many sorted N-Quads files, for the bulk loader of any triple store.",
            show_default="one file",
        ),
    ] = 0,
    compress: Annotated[bool, typer.Option("--gzip", help="With --partitions: compress the files.")] = False,
) -> None:
    """Write the graph, or its network, to a file.

    The graph: .ttl .trig .nq .nt .jsonld .rdf, with a description of the data set (VoID, DCAT) in a graph of its own, or in
    NAME.void.ttl where the format has no graphs. Its network, of all classes or those of --class: .graphml .gexf .html,
    and .csv (two files, nodes and edges).
    """
    from ecograph.export import (
        GRAPH_FORMATS,
        export_description,
        export_graph,
        export_network,
        export_partitions,
        format_of,
    )

    if compress and not partitions:
        raise UsageError("it goes with --partitions", where="--gzip", remedy="say how many files to write")
    graph = bool(partitions) or format_of(file) in GRAPH_FORMATS
    if classes and graph:
        remedy = "name a file for the network of the classes: .graphml, .gexf, .csv or .html"
        raise UsageError("the graph is written whole", where="--class", remedy=remedy)
    with looking_at(store, as_of, read_times=read_times) as opened:
        if graph:
            from ecograph.graph.catalog import describe

            description = describe(opened, licence=_iri(licence))
            if partitions:
                wrote(
                    export_partitions(opened, file, number=partitions, compress=compress, description=description)
                )
                return
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
