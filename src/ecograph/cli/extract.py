"""Print what articles say, without a store."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import IO, Annotated, Literal

import typer

from ecograph.cli import options
from ecograph.cli.sources import gather, progress, report, settings_of

EXAMPLE = "ecograph extract article.txt --format jsonl --out facts.jsonl"


def run(
    paths: options.Paths,
    format: Annotated[
        Literal["text", "jsonl"], typer.Option("--format", help="text to read, jsonl for programs.")
    ] = "text",
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the rule behind each fact, and how sure it is.")
    ] = False,
    place: options.Place = "",
    published: options.Published = "",
    columns: options.Columns = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write to a file.", show_default="standard output")
    ] = None,
    max_mb: options.MaxMegabytes = 2,
) -> None:
    """Print what articles say, each fact with its sentence."""
    from ecograph.build import Failure, extract_all
    from ecograph.cli.reading import facts_text
    from ecograph.export.facts import facts_line

    written = facts_line if format == "jsonl" else partial(facts_text, explain=explain)
    settings = settings_of(place=place, published=published, max_mb=max_mb)
    sources, failures = gather(paths, settings, columns)
    with _sink(out) as sink, progress("Reading") as advance:
        for found in extract_all(sources, settings):
            if isinstance(found, Failure):
                failures.append(found)
            else:
                sink.write(written(found) + "\n")
            advance("")
    raise typer.Exit(report(failures))


def _sink(out: Path | None) -> IO[str] | nullcontext[IO[str]]:
    return out.open("w", encoding="utf-8", newline="\n") if out else nullcontext(sys.stdout)
