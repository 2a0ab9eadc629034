"""Measure the network of a store, and explain how two entities hang together."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ecograph.cli import options
from ecograph.cli.explaining import explain_path
from ecograph.cli.looking import looking_at
from ecograph.cli.output import print_table, wrote
from ecograph.errors import UsageError

if TYPE_CHECKING:
    from ecograph.network.measuring import Chosen
    from ecograph.network.results import Result
    from ecograph.store import Store

EXAMPLE = "ecograph network --measure betweenness --top 10 --store my-store"

_FILES = ("graphml", "gexf", "csv")
# Two names behind this word, instead of a file, ask for an explanation.
_PATH = "path"
_ROWS = 20

Format = Literal["table", "json", "csv"]


def run(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE | path A B]",
            help="A .graphml, .gexf or .csv file to write; or the word path and two names, to explain how they hang together.",
            show_default=False,
        ),
    ] = None,
    store: options.StoreFolder = options.DEFAULT_STORE,
    measure: Annotated[
        list[str] | None,
        typer.Option(
            "--measure",
            metavar="MEASURE",
            help="degree, betweenness, pagerank, communities or co-responsibility; may be repeated.",
            show_default="degree",
        ),
    ] = None,
    on: Annotated[
        str,
        typer.Option(
            "--on",
            metavar="NETWORK",
            help="responsibility (agencies and projects), agencies or projects (joined by what they share), or facts.",
            show_default="responsibility; agencies for co-responsibility",
        ),
    ] = "",
    classes: Annotated[
        list[str] | None,
        typer.Option("--class", metavar="CLASS", help="With --on facts, take this class only; may be repeated."),
    ] = None,
    place: Annotated[
        str, typer.Option("--place", metavar="NAME", help="Only what concerns a place and the places in it.")
    ] = "",
    top: Annotated[
        int | None,
        typer.Option(
            "--top",
            metavar="N",
            min=0,
            help="Print, or --write, so many rows of each measure; 0 for all.",
            show_default="20 to print, all to write",
        ),
    ] = None,
    paths: Annotated[
        int | None, typer.Option("--paths", metavar="N", min=1, help="With path: so many ways.", show_default="1")
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="How to print it.")] = "table",
    as_of: options.AsOf = "",
    write: Annotated[
        bool,
        typer.Option("--write", help="Write all results into the store's graph of analyses, in place of the last."),
    ] = False,
) -> None:
    """Measure who is responsible for what, or explain how two entities hang together.

    Prints the measures, or writes the network with all of them as attributes to a file. Names are labels, aliases or IRIs.
    """
    words = words or []
    if words[:1] == [_PATH]:
        _refuse(measure=measure, on=on, classes=classes, place=place, top=top, write=write)
        explain_path(store, words[1:], count=paths or 1, format=format, as_of=as_of)
        return
    _refuse(paths=paths)
    file = _file(words)
    measures = _measures(measure or ["degree"], format)
    with _opened(store, as_of, write=write) as opened:
        chosen = _chosen(opened, measures, on, classes or [], place)
        results = _measured(chosen, measures)
        if write:
            _write(opened, _first(results, top or 0))
    if file is not None:
        _export(chosen, results, file)
    elif not write:
        {"table": _table, "json": _json, "csv": _csv}[format](chosen, _first(results, _ROWS if top is None else top))


@contextmanager
def _opened(store: str, as_of: str, *, write: bool) -> Iterator[Store]:
    """Give the store to write to, or to look at as it is or was."""
    if not write:
        with looking_at(store, as_of) as known:
            yield known
        return
    if as_of:
        raise UsageError("an analysis is written of the graph as it is", where="--as-of", remedy="leave out --write")
    from ecograph.store import open_store

    with open_store(store) as opened:
        yield opened


def _refuse(**given: object) -> None:
    """Raise UsageError for an option that the other form of the command takes."""
    for name, value in given.items():
        if value:
            option = {"classes": "class"}.get(name, name)
            where = "without path A B" if name == "paths" else "with path A B"
            raise UsageError(f"--{option} means nothing {where}", where="network", remedy="see ecograph network --help")


def _file(words: list[str]) -> Path | None:
    from ecograph.export import format_of

    if len(words) > 1:
        remedy = "give one file, or: ecograph network path A B"
        raise UsageError("there are too many arguments", where=" ".join(words), remedy=remedy)
    for word in words:
        format_of(word, known=_FILES)
    return Path(words[0]) if words else None


def _measures(names: list[str], format: str) -> list[str]:
    """Return the measures, each once; raise `UsageError` for an unknown one before any work is done."""
    from ecograph.network.measuring import MEASURES

    for name in names:
        if name not in MEASURES:
            raise UsageError(
                f"unknown measure {name!r}", where="--measure", remedy=f"choose from {', '.join(MEASURES)}"
            )
    measures = list(dict.fromkeys(names))
    if format == "csv" and len(measures) > 1:
        remedy = "give one --measure, or write all of them to a .csv file"
        raise UsageError("csv holds one table", where="--format", remedy=remedy)
    return measures


def _chosen(store: Store, measures: list[str], on: str, classes: list[str], place: str) -> Chosen:
    from ecograph.network.measuring import choose
    from ecograph.network.naming import find

    network = on or ("agencies" if "co-responsibility" in measures else "facts" if classes else "responsibility")
    named = find(store, place, classes=("Place",), what="place") if place else None
    return choose(store, network, classes=classes, place=named)


def _measured(chosen: Chosen, measures: list[str]) -> list[Result]:
    from ecograph.network.measuring import measure

    return [measure(chosen, name) for name in measures]


def _first(results: list[Result], top: int) -> list[Result]:
    from ecograph.network.results import first

    return [first(result, top) for result in results]


def _write(store: Store, results: list[Result]) -> None:
    from ecograph.network.recording import analysis_graph, record

    graph = analysis_graph()
    quads = list(record(results))
    store.put_beside(graph, quads)
    store.flush()
    print(f"wrote {', '.join(result.about.measure for result in results)} to <{graph}> ({len(quads)} statements)")


def _export(chosen: Chosen, results: list[Result], file: Path) -> None:
    from ecograph.export import export_network
    from ecograph.network.tables import annotate

    annotate(chosen.network, results)
    what = f"{len(chosen.network)} nodes, {chosen.network.number_of_edges()} edges"
    wrote(export_network(chosen.network, file), what=what)


def _table(chosen: Chosen, results: list[Result]) -> None:
    from ecograph.network.tables import headline, table

    for number, result in enumerate(results):
        if number:
            print()
        print(headline(result, chosen.network.nodes))
        found = table(result, chosen.network.nodes)
        shown = [at for at, name in enumerate(found.columns) if name not in found.ids]
        print_table([found.columns[at] for at in shown], [[row[at] for at in shown] for row in found.rows])


def _json(chosen: Chosen, results: list[Result]) -> None:
    from ecograph.network.tables import records

    found = [records(result, chosen.network.nodes) for result in results]
    print(json.dumps(found, ensure_ascii=False, indent=1))


def _csv(chosen: Chosen, results: list[Result]) -> None:
    from ecograph.network.tables import table

    found = table(results[0], chosen.network.nodes, whole=True)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(found.columns)
    writer.writerows(found.rows)
