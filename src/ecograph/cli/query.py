"""Ask a store in SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ecograph.cli import options
from ecograph.cli.looking import looking_at
from ecograph.cli.output import print_answer
from ecograph.errors import QueryError, ReadError, UsageError

EXAMPLE = "ecograph query 'SELECT ?name { ?agency a eco:Agency ; rdfs:label ?name } LIMIT 5' --format csv"


def run(
    sparql: Annotated[
        str, typer.Argument(metavar="QUERY", help="SPARQL 1.1, or @FILE, or - for standard input.", show_default=False)
    ],
    store: options.StoreFolder = options.DEFAULT_STORE,
    format: options.ResultFormat = None,
    as_of: options.AsOf = "",
) -> None:
    """Answer a SPARQL query.

    The prefixes eco, rdf, rdfs, skos, dcterms, prov, org, xsd and those of the vocabularies need no declaration.
    """
    text = _text(sparql)
    with looking_at(store, as_of) as opened:
        try:
            print_answer(opened, opened.query(text), format)
        except QueryError as error:
            error.remedy = error.remedy or "repair the query, or take a ready one: ecograph ask"
            raise


def _text(given: str) -> str:
    """Return the query itself, out of a file or standard input if need be."""
    try:
        if given == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        if given.startswith("@"):
            return Path(given[1:]).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError("the query is not UTF-8 text", where=given, remedy="save it as UTF-8") from error
    except OSError as error:
        raise UsageError(
            f"cannot be read ({error.strerror})", where=given[1:], remedy="check the path after the @"
        ) from error
    return given
