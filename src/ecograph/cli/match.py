"""Ask a store by a pattern."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ecograph.cli import options
from ecograph.cli.looking import looking_at
from ecograph.cli.output import joined, print_table
from ecograph.errors import ReadError, UsageError

if TYPE_CHECKING:
    from ecograph.query.matching import Matched
    from ecograph.query.matching.rows import Cell, Row

EXAMPLE = "ecograph match pattern.json --store my-store"


def run(
    pattern: Annotated[
        str,
        typer.Argument(
            metavar="FILE|-", help="The pattern as JSON; without it, examples are listed.", show_default=False
        ),
    ] = "",
    store: options.StoreFolder = options.DEFAULT_STORE,
    format: Annotated[
        Literal["table", "json"], typer.Option("--format", help="json has the sentences with their places.")
    ] = "table",
    as_of: options.AsOf = "",
    sparql: Annotated[bool, typer.Option("--sparql", help="Print the pattern as SPARQL and do not ask it.")] = False,
) -> None:
    """Find what fills a pattern of things and relations, with the sentences that say so.

    docs/matching.md describes patterns.
    """
    from ecograph.query.matching import match, read, sparql_of

    if not pattern:
        print(_listed())
        return
    told = read(_text(pattern))
    if sparql:
        print(sparql_of(told), end="")
        return
    with looking_at(store, as_of) as opened:
        found = match(opened, told)
    _print_json(found) if format == "json" else _print(found)


def _text(given: str) -> str:
    try:
        if given == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return Path(given).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError("the pattern is not UTF-8 text", where=given, remedy="save it as UTF-8") from error
    except OSError as error:
        raise UsageError(
            f"cannot be read ({error.strerror})", where=given, remedy="check the path, or give -"
        ) from error


def _listed() -> str:
    import json

    from ecograph.query.matching.examples import EXAMPLES

    return "\n\n".join(
        f"{name}: {each.en} · {each.zh}\n    {json.dumps(each.pattern, ensure_ascii=False)}"
        for name, each in EXAMPLES.items()
    )


def _print(found: Matched) -> None:
    if found.rows:
        names = (*found.columns, "quote", "document")
        print_table(names, [(*map(_cell, row.cells), *_quoted(row)) for row in found.rows])
    count = len(found.rows)
    print(f"{count} row{'' if count == 1 else 's'}{', and there are more' if found.more else ''}")


def _cell(cell: Cell) -> str:
    from ecograph.query.matching import Named

    if isinstance(cell, Named):
        return cell.label
    return "" if cell is None else f"{cell:g}" if isinstance(cell, float) else joined(cell)


def _quoted(row: Row) -> tuple[str, str]:
    """Return all sentences of a row, each once, and the articles that they stand in."""
    quotes = [quote for said in row.evidence for quote in said.quotes]
    said = dict.fromkeys(joined(each.quote) for each in quotes)
    articles = dict.fromkeys(" ".join(filter(None, (joined(each.title), each.published))) for each in quotes)
    return " / ".join(said), " / ".join(articles)


def _print_json(found: Matched) -> None:
    import json

    for row in found.rows:
        cells = {name: _plain(cell) for name, cell in zip(found.columns, row.cells, strict=True)}
        print(json.dumps({**cells, "evidence": [_plain(each) for each in row.evidence]}, ensure_ascii=False))


def _plain(value: object) -> object:
    """Return named tuples, at any depth, as what JSON has."""
    if isinstance(value, tuple):
        fields = getattr(value, "_fields", None)
        parts = [_plain(each) for each in value]
        return dict(zip(fields, parts, strict=True)) if fields else parts
    return value
