"""Show what became of what was planned, the worst first, and the conflicts."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ecograph.cli import options
from ecograph.cli.looking import looking_at
from ecograph.cli.output import joined, note, print_table
from ecograph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ecograph.query.commitments import Commitment, Opposed
    from ecograph.store import Store

EXAMPLE = "ecograph targets --place 晋中市 --year 2025 --state overdue"
_STATES = ("missed", "overdue", "revised-down", "revised-up", "announced", "restated", "on-track", "met")
_FORMATS = ("table", "json", "csv")


def run(
    store: options.StoreFolder = options.DEFAULT_STORE,
    place: Annotated[
        str,
        typer.Option(
            "--place",
            metavar="NAME|CODE",
            help="Of this place, of what lies in or below it, or of a body called after it.",
            show_default="all",
        ),
    ] = "",
    year: Annotated[
        str, typer.Option("--year", metavar="YEAR", help="For periods that hold this year.", show_default="all")
    ] = "",
    state: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="STATE", help=f"{', '.join(_STATES[:-1])} or {_STATES[-1]}; may be repeated."),
    ] = None,
    indicator: Annotated[
        str,
        typer.Option(
            "--indicator",
            metavar="NAME",
            help="An indicator by its id (pm25) or a part of its name.",
            show_default="all",
        ),
    ] = "",
    as_of: options.AsOf = "",
    conflicts: Annotated[
        bool, typer.Option("--conflicts", help="List articles that contradict each other instead, each with its words.")
    ] = False,
    format: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help="table, json or csv; json holds the quotes behind each state."),
    ] = "table",
) -> None:
    """Show what became of what was planned, the worst first.

    Plans and later reports of one indicator, subject and period are put together; the state follows from them.
    """
    wanted = tuple(_one_of(_STATES, each, "--state") for each in state or ())
    _one_of(_FORMATS, format, "--format")
    if conflicts and wanted:
        raise UsageError("a conflict has no state", where="--state", remedy="leave --state or --conflicts out")
    if year and not (len(year) == 4 and year.isdigit()):
        raise UsageError(f"{year!r} is no year", where="--year", remedy="give four digits")
    with looking_at(store, as_of) as opened:
        if conflicts:
            _conflicts(opened, place, year, indicator, format)
        else:
            _commitments(opened, place, year, wanted, indicator, format)


def _one_of(known: Sequence[str], name: str, option: str) -> str:
    if name not in known:
        raise UsageError(f"{name!r} is not known", where=option, remedy=f"give one of {', '.join(known)}")
    return name


def _commitments(store: Store, place: str, year: str, states: Sequence[str], indicator: str, format: str) -> None:
    from ecograph.query.commitments import commitments, statements

    found = commitments(store, place=place, year=year, states=states, indicator=indicator)
    if format == "json":
        told = statements(store, (each.series for each in found))
        _print_json([{**each._asdict(), "statements": [one._asdict() for one in told[each.series]]} for each in found])
    elif format == "csv":
        _print_csv(found, ("state", "since", "indicator", "scope", "subject", "period", "planned", "reported", "reported_for",
                           "why", "why_zh", "series"))  # fmt: skip
    else:
        names = ("state", "since", "indicator", "scope", "subject", "period", "planned", "reported", "why")
        shown = [name for name in names if any(getattr(each, name) for each in found)]
        _print_table(shown, [[getattr(each, name) for name in shown] for each in found], "commitment")


def _conflicts(store: Store, place: str, year: str, indicator: str, format: str) -> None:
    from ecograph.query.commitments import conflicts

    found = conflicts(store, place=place, year=year, indicator=indicator)
    if format == "json":
        grouped: dict[str, list[Opposed]] = {}
        for each in found:
            grouped.setdefault(each.conflict, []).append(each)
        _print_json([_conflict(sides) for sides in grouped.values()])
    elif format == "csv":
        _print_csv(found, ("indicator", "subject", "period", "value", "published", "document", "quote", "conflict"))
    else:
        rows = [
            [each.indicator, each.subject, each.period, each.value, each.published, joined(each.quote)]
            for each in found
        ]
        count = len({each.conflict for each in found})
        _print_table(("indicator", "subject", "period", "value", "published", "quote"), rows, "conflict", count)


def _conflict(sides: Sequence[Opposed]) -> dict[str, Any]:
    first = sides[0]
    told = [{name: getattr(each, name) for name in ("value", "published", "document", "quote")} for each in sides]
    return {
        "conflict": first.conflict,
        "indicator": first.indicator,
        "subject": first.subject,
        "period": first.period,
        "sides": told,
    }


def _print_json(found: list[dict[str, Any]]) -> None:
    print(json.dumps(found, ensure_ascii=False, indent=1))


def _print_csv(found: Sequence[Commitment] | Sequence[Opposed], names: Sequence[str]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([getattr(each, name) for name in names] for each in found)


def _print_table(names: Sequence[str], rows: list[list[str]], kind: str, count: int | None = None) -> None:
    if rows:
        print_table(names, rows)
    else:
        note("nothing matches; ecograph targets without options lists all that was planned for a time")
    number = len(rows) if count is None else count
    print(f"{number} {kind}{'' if number == 1 else 's'}")
