"""Serve a store over HTTP."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal

import typer

from ecograph.cli import options
from ecograph.cli.output import note

EXAMPLE = "ecograph serve --store my-store --port 8000"
_MEGA = 1024**2
_LIMITS = "Limits"
_NETWORK = "Network"
_ACCESS = "Access"


def run(
    store: options.LocalFolder = options.DEFAULT_FOLDER,
    host: Annotated[str, typer.Option("--host", metavar="HOST", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="N", help="The port; 0 takes a free one.")] = 8000,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What the pages are called.")] = "EcoGraph",
    read_only: Annotated[
        bool,
        typer.Option("--read-only", help="Let nobody write, with whatever token; the folder may be write-protected."),
    ] = False,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", min=1, max=64, help="Take requests with so many processes.")
    ] = 1,
    root_path: Annotated[
        str,
        typer.Option(
            "--root-path",
            metavar="PATH",
            help="The path below which a reverse proxy serves this.",
            rich_help_panel=_NETWORK,
        ),
    ] = "",
    proxies: Annotated[
        str,
        typer.Option(
            "--proxies",
            metavar="ADDRESSES",
            help="Reverse proxies, addresses or networks, that may say who asks, apart by commas.",
            rich_help_panel=_NETWORK,
        ),
    ] = "127.0.0.1",
    origin: Annotated[
        list[str] | None,
        typer.Option(
            "--origin",
            metavar="ORIGIN",
            help="A web origin whose pages may read this; may be repeated.",
            show_default="all",
            rich_help_panel=_NETWORK,
        ),
    ] = None,
    service: Annotated[
        list[str] | None,
        typer.Option(
            "--service",
            metavar="URL",
            help="An endpoint that SERVICE and LOAD may reach; may be repeated.",
            show_default="none",
            rich_help_panel=_NETWORK,
        ),
    ] = None,
    tokens: Annotated[
        Path | None,
        typer.Option(
            "--tokens",
            metavar="FILE",
            help="Who may do what: lines from ecograph token new; ECOGRAPH_TOKENS may hold lines too.",
            show_default="nobody may change anything",
            rich_help_panel=_ACCESS,
        ),
    ] = None,
    require_token: Annotated[
        bool,
        typer.Option("--require-token", help="Ask for a token for reading too.", rich_help_panel=_ACCESS),
    ] = False,
    mcp: Annotated[
        bool,
        typer.Option("--mcp", help="Give language models their tools at /mcp.", rich_help_panel=_NETWORK),
    ] = False,
    log: Annotated[
        Literal["text", "json", "off"],
        typer.Option("--log", metavar="FORM", help="Log each request as text or json, or not at all: off."),
    ] = "text",
    update: Annotated[
        bool, typer.Option("--update", help="Allow SPARQL updates, with a token.", rich_help_panel=_NETWORK)
    ] = False,
    fetch_urls: Annotated[
        bool, typer.Option("--fetch-urls", help="Read documents from public addresses.", rich_help_panel=_NETWORK)
    ] = False,
    connections: Annotated[
        int,
        typer.Option(
            "--connections", metavar="N", min=16, help="Connections at once, of each worker.", rich_help_panel=_NETWORK
        ),
    ] = 4096,
    head_timeout: Annotated[
        float,
        typer.Option(
            "--head-timeout",
            metavar="S",
            min=0.1,
            help="Seconds that the head of a request may take.",
            rich_help_panel=_NETWORK,
        ),
    ] = 10,
    grace: Annotated[
        float,
        typer.Option(
            "--grace",
            metavar="S",
            min=0,
            help="Seconds to finish running requests when told to stop.",
            rich_help_panel=_NETWORK,
        ),
    ] = 15,
    timeout: Annotated[
        float,
        typer.Option("--timeout", metavar="S", min=0.1, help="Seconds that a query may take.", rich_help_panel=_LIMITS),
    ] = 30,
    memory_mb: Annotated[
        int,
        typer.Option("--memory-mb", metavar="N", min=64, help="Memory that a query may take.", rich_help_panel=_LIMITS),
    ] = 2048,
    total_memory_mb: Annotated[
        int,
        typer.Option(
            "--total-memory-mb",
            metavar="N",
            min=0,
            help="Memory that slow queries may take together, in each worker.",
            show_default="half of the machine's",
            rich_help_panel=_LIMITS,
        ),
    ] = 0,
    result_mb: Annotated[
        int, typer.Option("--result-mb", metavar="N", min=1, help="Size of a result.", rich_help_panel=_LIMITS)
    ] = 256,
    rows: Annotated[
        int, typer.Option("--rows", metavar="N", min=1, help="Rows of a result.", rich_help_panel=_LIMITS)
    ] = 1_000_000,
    query_kb: Annotated[
        int, typer.Option("--query-kb", metavar="N", min=1, help="Length of a query.", rich_help_panel=_LIMITS)
    ] = 256,
    running: Annotated[
        int,
        typer.Option(
            "--running", metavar="N", min=2, help="Queries at once, half of them slow ones.", rich_help_panel=_LIMITS
        ),
    ] = 16,
    by_client: Annotated[
        int,
        typer.Option("--by-client", metavar="N", min=1, help="Queries at once of one client.", rich_help_panel=_LIMITS),
    ] = 8,
    upload_mb: Annotated[
        int,
        typer.Option("--upload-mb", metavar="N", min=1, help="Size of a document sent in.", rich_help_panel=_LIMITS),
    ] = 20,
    upload_timeout: Annotated[
        float,
        typer.Option(
            "--upload-timeout",
            metavar="S",
            min=0.1,
            help="Seconds to read a document sent in.",
            rich_help_panel=_LIMITS,
        ),
    ] = 30,
    upload_memory_mb: Annotated[
        int,
        typer.Option(
            "--upload-memory-mb",
            metavar="N",
            min=64,
            help="Memory to read a document sent in.",
            rich_help_panel=_LIMITS,
        ),
    ] = 1024,
) -> None:
    """Serve the page, the API and SPARQL until Ctrl+C.

    Nothing that comes over the network changes the store, unless it comes with a token that may. A query over a limit is
    ended, whatever it does. Other commands can read the store meanwhile, and build on it: the server goes over to what they
    built.
    """
    from ecograph.server.operations.proxies import checked_prefix, networks
    from ecograph.server.security import tokens as kept
    from ecograph.server.serve import Running, serve
    from ecograph.server.settings import Limits, Settings

    trusted = tuple(each.strip() for each in proxies.split(",") if each.strip())
    networks(trusted)
    if tokens is not None:
        kept.read(tokens)  # says what is wrong with it now, not to the first who shows a token

    limits = Limits(
        seconds=timeout,
        memory_bytes=memory_mb * _MEGA,
        result_bytes=result_mb * _MEGA,
        rows=rows,
        query_bytes=query_kb * 1024,
        running=running,
        by_client=by_client,
        total_memory_bytes=total_memory_mb * _MEGA,
        upload_bytes=upload_mb * _MEGA,
        upload_seconds=upload_timeout,
        upload_memory_bytes=upload_memory_mb * _MEGA,
    )
    settings = Settings(
        title=title,
        limits=limits,
        root_path=checked_prefix(root_path),
        origins=tuple(origin or ["*"]),
        services=tuple(service or ()),
        update=update,
        fetch_urls=fetch_urls,
        read_only=read_only,
        tokens=kept.parse(os.environ.get("ECOGRAPH_TOKENS", ""), where="ECOGRAPH_TOKENS"),
        token_file=tokens.absolute() if tokens else None,
        require_token=require_token,
        proxies=trusted,
        log=log,
        mcp=mcp,
    )
    with suppress(KeyboardInterrupt):
        serve(
            store,
            host,
            port,
            settings=settings,
            running=Running(workers=workers, connections=connections, head_seconds=head_timeout, grace=grace),
            announce=lambda line: print(line, flush=True),
            warn=note,
        )
