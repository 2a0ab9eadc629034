"""Give a language model the tools of a store or a service."""

from __future__ import annotations

from typing import Annotated

import typer

from ecograph.cli import options

EXAMPLE = "ecograph mcp --store my-store"


def run(
    store: options.LocalFolder = options.DEFAULT_FOLDER,
    url: Annotated[
        str, typer.Option("--url", metavar="URL", help="Ask this service instead of a store.", show_default=False)
    ] = "",
    token: Annotated[
        str,
        typer.Option(
            "--token",
            metavar="TOKEN",
            help="What opens that service.",
            envvar="ECOGRAPH_TOKEN",
            show_envvar=False,
            show_default="ECOGRAPH_TOKEN",
        ),
    ] = "",
) -> None:
    """Serve the graph's tools by the Model Context Protocol, over standard input and output.

    The program of the model starts it: search, entity, evidence, question, match, sparql. Nothing changes the store.
    """
    from ecograph.mcp.asking import Inside, Remote
    from ecograph.mcp.serving import run_stdio

    if url:
        run_stdio(Remote(url, token=token))
        return
    from ecograph.server.alone import alone

    with alone(store.absolute()) as service:
        run_stdio(Inside(service.app), lifespan=service.lifespan)
