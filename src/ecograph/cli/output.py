"""Print: errors in one line, answers as tables that fit the terminal, what was written where."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from ecograph.store import Answer, Solutions, Store

# What a table may take where nobody's terminal sets its width.
_WIDTH = 100


def complain(message: str) -> None:
    """Say what went wrong in one line on standard error."""
    print(f"ecograph: error: {' '.join(message.split())}", file=sys.stderr)


def note(message: str) -> None:
    """Say on standard error what the user should know, though nothing went wrong."""
    print(f"ecograph: note: {' '.join(message.split())}", file=sys.stderr)


def wrote(paths: Iterable[Path], *, what: str = "") -> None:
    """Say which files were written, with their size."""
    for path in paths:
        size = path.stat().st_size
        told = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"
        print(f"wrote {path} ({', '.join(filter(None, [what, told]))})")


def print_answer(store: Store, answer: Answer, format: str | None, *, hide_ids: bool = False) -> None:
    """Print an answer in a format of `--format`: rows as a table and triples as Turtle by default."""
    from ecograph.store import Triples

    chosen = format or ("ttl" if isinstance(answer, Triples) else "table")
    if chosen != "table" or isinstance(answer, Triples):
        sys.stdout.flush()
        data = store.serialize_results(answer, chosen)
        sys.stdout.buffer.write(data if data.endswith(b"\n") else data + b"\n")
    elif isinstance(answer, bool):
        print("yes" if answer else "no")
    else:
        _print_rows(answer, hide_ids=hide_ids)


def _print_rows(solutions: Solutions, *, hide_ids: bool) -> None:
    names = [variable.value for variable in solutions.variables]
    shown = [name for name in names if not (hide_ids and name.endswith("Id") and name[:-2] in names)]
    rows = [[_text(solution[name]) for name in shown] for solution in solutions]
    if rows:
        print_table(shown, rows)
    print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")


def _text(term: object) -> str:
    """Return a term for people: IRIs short, literals bare, broken lines joined."""
    from ecograph.store import PREFIXES

    value = getattr(term, "value", "")
    for prefix, namespace in PREFIXES.items():
        if value.startswith(namespace):
            return f"{prefix}:{value[len(namespace) :]}"
    return joined(value) if isinstance(value, str) else str(term or "")


def joined(text: str) -> str:
    """Return a quote in one line: the source's line breaks go, with the blanks around them."""
    return "".join(part.strip() for part in text.splitlines())


def print_table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows as a table or, where that is wider than the terminal, one value a line."""
    from rich.measure import Measurement
    from rich.table import Table

    console = _console()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in names:
        table.add_column(name, no_wrap=True)
    for row in rows:
        table.add_row(*map(_plain, row))
    if Measurement.get(console, console.options.update(max_width=10_000), table).maximum <= console.width:
        _print(console, table)
    else:
        for row in rows:
            _print_record(console, names, row)


def _print_record(console: Console, names: Sequence[str], row: Sequence[str]) -> None:
    from rich.table import Table

    record = Table.grid(padding=(0, 2, 0, 0))
    record.add_column(style="bold", no_wrap=True, min_width=max(map(len, names)))
    record.add_column(overflow="fold")
    for name, value in zip(names, row, strict=True):
        if value:
            record.add_row(name, _plain(value))
    _print(console, record)
    print()


def _print(console: Console, table: Table) -> None:
    """Print without the blanks that pad the lines to the terminal's width."""
    with console.capture() as captured:
        console.print(table, soft_wrap=False)
    sys.stdout.write("".join(line.rstrip() + "\n" for line in captured.get().splitlines()))


def _plain(text: str) -> Text:
    """Return text that rich does not read for markup."""
    from rich.text import Text

    return Text(text)


def _console() -> Console:
    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(width=_WIDTH, no_color=True)
