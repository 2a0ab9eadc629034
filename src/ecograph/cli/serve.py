"""Serve a store over HTTP."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

import typer

from ecograph.cli import options

EXAMPLE = "ecograph serve --store my-store --port 8000"


def run(
    store: options.StoreFolder = options.DEFAULT_STORE,
    host: Annotated[str, typer.Option("--host", metavar="HOST", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="N", help="The port; 0 takes a free one.")] = 8000,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What the pages are called.")] = "EcoGraph",
) -> None:
    """Serve the page, the API and SPARQL until Ctrl+C.

    Nothing that comes over the network changes the store.
    """
    from ecograph.server.serve import serve

    with suppress(KeyboardInterrupt):
        serve(store, host, port, title=title, announce=lambda line: print(line, flush=True))
