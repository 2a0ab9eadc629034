"""Put the commands together, and turn every error into one line and an exit status.

| status | when |
|---|---|
| 0 | all went well |
| 1 | bad data: a source failed, the store is damaged, the graph does not conform |
| 2 | bad usage: an unknown option, a missing path, a query with a syntax error |
| 130 | interrupted |
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from ecograph import __version__
from ecograph.cli import (
    ask,
    backup,
    build,
    coverage,
    demo,
    diff,
    draw,
    evaluate,
    export,
    extract,
    journal,
    load,
    match,
    mcp,
    network,
    query,
    resolve,
    restore,
    retract,
    search,
    serve,
    targets,
    token,
    validate,
)
from ecograph.cli.output import complain
from ecograph.errors import EcographError

app = typer.Typer(
    name="ecograph",
    help="Read Chinese government and environment news into a knowledge graph, every fact with its sentence.",
    epilog="Start with: ecograph demo",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    extract, coverage, build, journal, retract, resolve, query, ask, search, match, targets, diff, export, load, draw, network,
    serve, token, mcp, backup, restore, validate, evaluate, demo,
):  # fmt: skip
    name = command.__name__.rsplit(".", 1)[1]
    app.command(name, epilog=f"Example: {command.EXAMPLE}")(command.run)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"ecograph {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its status."""
    _speak_unicode()
    sys.exit(status_of(list(sys.argv[1:] if arguments is None else arguments)))


def status_of(arguments: list[str]) -> int:
    """Run the command line and return its exit status; no error leaves a traceback."""
    try:
        return _run(arguments)
    except typer.TyperException as error:
        return _misuse(error)
    except EcographError as error:
        return _complain(str(error), error.exit_status)
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except BrokenPipeError:
        return _hush()
    except OSError as error:
        return _complain(
            f"{error.filename or 'the system'}: {error.strerror or error}; check the path, its rights and the disk", 1
        )
    except Exception as error:  # noqa: BLE001 - a fault of ours is told in one line too, with the place to report
        return _complain(_fault(error), 1)


def _run(arguments: list[str]) -> int:
    try:
        with typer.main.get_command(app).make_context("ecograph", arguments) as context:
            context.command.invoke(context)
        sys.stdout.flush()
    except typer.Exit as end:
        return end.exit_code
    return 0


def _misuse(error: typer.TyperException) -> int:
    """Tell what is wrong with the call, and where its help is; a call without a word got the help already."""
    context: typer.Context | None = getattr(error, "ctx", None)
    if message := error.format_message().rstrip("."):
        complain(f"{message}; see {context.command_path if context else 'ecograph'} --help")
    return error.exit_code


def _complain(message: str, status: int) -> int:
    complain(message)
    return status


def _fault(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "unknown place"
    what = f"a fault in EcoGraph ({type(error).__name__}: {error})"
    return f"{place}: {what}; please report this line and the text that led to it"


def _hush() -> int:
    """Let go of an output that nobody reads any more (`| head`): that is no error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _speak_unicode() -> None:
    """Write UTF-8 whatever the locale: the facts are Chinese."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
