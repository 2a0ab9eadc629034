"""Name the options that several commands share once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

from ecograph.errors import UsageError

DEFAULT_STORE = "ecograph-store"
DEFAULT_FOLDER = Path(DEFAULT_STORE)

_READABLE = (
    "Files (text, HTML, PDF, DOCX), tables (JSON Lines, CSV, Parquet), archives (zip, tar, WARC), folders of these, globs in "
    "quotes, addresses (https://…, s3://…), or - for standard input."
)
Paths: TypeAlias = Annotated[list[str], typer.Argument(metavar="PATH...", help=_READABLE, show_default=False)]
SomePaths: TypeAlias = Annotated[
    list[str] | None, typer.Argument(metavar="[PATH...]", help=_READABLE, show_default=False)
]
StoreFolder: TypeAlias = Annotated[
    str, typer.Option("--store", metavar="DIR|URL", help="The store's folder, or the address of a SPARQL server.")
]
LocalFolder: TypeAlias = Annotated[Path, typer.Option("--store", metavar="DIR", help="The store's folder.")]
Place: TypeAlias = Annotated[
    str,
    typer.Option(
        "--place",
        metavar="NAME|CODE",
        help="The place that 我市, 全县 or a bare 市 stand for.",
        show_default="what the text says",
    ),
]
Published: TypeAlias = Annotated[
    str,
    typer.Option(
        "--published",
        metavar="DATE",
        help="The day (YYYY-MM-DD), month or year of the articles.",
        show_default="what the text says",
    ),
]
Columns: TypeAlias = Annotated[
    str,
    typer.Option(
        "--columns",
        metavar="FIELD=NAME,…",
        help="What the columns of tables are called: text, title, published, publisher, id (which names the rows).",
        show_default="the usual names; rows have numbers",
    ),
]
MaxMegabytes: TypeAlias = Annotated[
    float,
    typer.Option(
        "--max-mb",
        metavar="N",
        min=0.001,
        help="Refuse a larger text: it is no article. PDF and DOCX: ten times as large.",
    ),
]
EngineName: TypeAlias = Annotated[
    Literal["serial", "processes", "dask"],
    typer.Option(
        "--engine", help="Work in this process, in processes of this machine, or on a Dask cluster; the result is the same."
    ),
]
Workers: TypeAlias = Annotated[
    int,
    typer.Option("--workers", metavar="N", min=0, help="Work in so many processes.", show_default="one a processor"),
]
Scheduler: TypeAlias = Annotated[
    str,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="The scheduler of a Dask cluster that is running, as tcp://host:8786.",
        show_default="none: a cluster is started on this machine",
    ),
]
ResultFormat: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="table, json, xml, csv or tsv; ttl, nt, rdf or jsonld for triples.",
        show_default="table, or ttl",
    ),
]
Classes: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--class",
        metavar="CLASS",
        help="Agency, Project, Official, Place, Policy, Target or Observation; may be repeated.",
    ),
]

AsOf: TypeAlias = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="The graph as it was known then: of articles published by that day (month, year).",
        show_default="now",
    ),
]
Decisions: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        metavar="FILE",
        help="People's decisions on who is who; the store keeps to this file.",
        show_default="decisions.jsonl beside the store's folder",
    ),
]
KeepHistory: TypeAlias = Annotated[
    bool, typer.Option("--keep-history", help="Keep what is replaced or retracted for --as-of.")
]


def dated(text: str, option: str = "--published") -> str:
    """Return an ISO 8601 day, month or year as it was given; raise `UsageError` for anything else."""
    try:
        date.fromisoformat(text + "0001-01-01"[len(text) :] if len(text) in (4, 7) else text or "0001-01-01")
        if len(text) not in (0, 4, 7, 10):
            raise ValueError
    except ValueError as error:
        raise UsageError(f"{text!r} is no date", where=option, remedy="give YYYY, YYYY-MM or YYYY-MM-DD") from error
    return text


def code_of(place: str) -> str:
    """Return the GB/T 2260 code of a place that the user named by its name or its code, "" for none."""
    if not place:
        return ""
    from ecograph.extract.geography.gazetteer import gazetteer

    return gazetteer().lookup(place)
