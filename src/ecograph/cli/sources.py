"""Find the sources that a command was given, and tell which of them failed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from ecograph.cli.output import complain, note
from ecograph.errors import EcographError

if TYPE_CHECKING:
    from ecograph.build import Failure, Settings
    from ecograph.readers import Source


def gather(paths: Iterable[str], settings: Settings, columns: str = "") -> tuple[Iterator[Source], list[Failure]]:
    """Return the sources of all paths, in the order of their names, as they are found, and the paths that name none.

    One wrong path does not keep the others from being read; where all are wrong, they are told and the command ends. `columns`
    is what the user calls those of a table, as `--columns` takes it.
    """
    from ecograph.build import Failure
    from ecograph.readers import Columns, find_sources

    wrong: list[EcographError] = []
    named, limit = tuple(paths), settings.max_bytes
    found = find_sources(named, columns=Columns.parse(columns), max_bytes=limit, wrong=wrong.append, tell=note)
    failures = [Failure(error.where, error) for error in wrong]
    if len(failures) == len(named):
        raise typer.Exit(report(failures))
    return found, failures


def settings_of(*, place: str, published: str, max_mb: float) -> Settings:
    """Return the settings that the options stand for; raise `UsageError` for a place or a date that is none."""
    from ecograph.build import Settings
    from ecograph.cli.options import code_of, dated

    return Settings(home=code_of(place), published=dated(published), max_bytes=int(max_mb * 1e6))


def report(failures: Iterable[Failure]) -> int:
    """Print one line a failure; return the exit status that they call for."""
    status = 0
    for failure in failures:
        message = str(failure.error)
        complain(message if failure.source in message else f"{failure.source}: {message}")
        status = max(status, failure.error.exit_status)
    return status


@contextmanager
def progress(task: str, total: int | None = None) -> Iterator[Callable[[str], None]]:
    """Show a bar on standard error, where somebody watches; yield what to call for each source done.

    `total` is None where nobody knows how many there will be.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        reading = bar.add_task(task, total=total)
        yield lambda _: bar.advance(reading)
