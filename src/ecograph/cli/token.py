"""Make the tokens that open a service."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from ecograph.cli import options
from ecograph.errors import UsageError

EXAMPLE = "ecograph token new --name newsroom --scopes write,update --file tokens.txt"


def run(
    action: Annotated[
        Literal["new", "list"],
        typer.Argument(metavar="new|list", help="Make a token, or list those of a file.", show_default=False),
    ],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Who will hold it.", show_default=False)] = "",
    scopes: Annotated[
        str,
        typer.Option("--scopes", metavar="SCOPES", help="What it opens: read, write, update, review, admin (all)."),
    ] = "read",
    expires: Annotated[
        str, typer.Option("--expires", metavar="DATE", help="The last day it is good for.", show_default="never")
    ] = "",
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="Add the line to this file, or list this one.")
    ] = None,
) -> None:
    """Make a token for a service, or list those of a file.

    The token is shown once and kept nowhere; the file holds its name, its scopes and its hash.
    """
    if action == "list":
        _list(file)
    else:
        _new(name, scopes, expires, file)


def _new(name: str, scopes: str, expires: str, file: Path | None) -> None:
    from datetime import date

    from ecograph.server.security.tokens import issue

    if not name:
        raise UsageError("a token needs a name", where="--name", remedy="say who will hold it, e.g. --name newsroom")
    day = options.dated(expires, "--expires")
    if day and len(day) != 10:
        raise UsageError(f"{day} is no single day", where="--expires", remedy="give YYYY-MM-DD")
    secret, token = issue(name, scopes.split(","), expires=date.fromisoformat(day) if day else None)
    if file is not None:
        _add(file, token.line(), name)
    print(f"token: {secret}")
    print(f"line:  {token.line()}")
    where = f"The line is in {file}" if file else "Put the line into the file of --tokens"
    print(f"\n{where}; the token is shown this once. Its holder sends it as 'Authorization: Bearer TOKEN'.")


def _list(file: Path | None) -> None:
    from ecograph.cli.output import print_table
    from ecograph.server.security.tokens import SCOPES, read

    if file is None:
        raise UsageError("which file?", where="--file", remedy="name the file of tokens")
    rows = [
        (each.name, ",".join(one for one in SCOPES if one in each.scopes), str(each.expires or ""))
        for each in read(file)
    ]
    print_table(("name", "scopes", "last day"), rows)


def _add(file: Path, line: str, name: str) -> None:
    """Write the line at the end of a file that only its owner may read."""
    import os

    from ecograph.server.security.tokens import read

    if file.exists() and any(each.name == name for each in read(file)):
        raise UsageError(f"a token is called {name} already", where=str(file), remedy="take its line out first")
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    start = "\n" if text and not text.endswith("\n") else ""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as opened:
        opened.write(f"{start}{line}\n")
