"""Ask a store a named question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ecograph.cli import options
from ecograph.cli.looking import looking_at
from ecograph.cli.output import print_answer
from ecograph.errors import UsageError

if TYPE_CHECKING:
    from ecograph.query import Question

EXAMPLE = "ecograph ask leaders agency=生态环境局"


def run(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="The question; without it, all are listed.", show_default=False)
    ] = "",
    parameters: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KEY=VALUE]...", help="What the question wants to know.", show_default=False),
    ] = None,
    store: options.StoreFolder = options.DEFAULT_STORE,
    format: options.ResultFormat = None,
    as_of: options.AsOf = "",
    sparql: Annotated[bool, typer.Option("--sparql", help="Print the question as SPARQL and do not ask it.")] = False,
) -> None:
    """Answer a named question, or list them all.

    A table leaves out the IRIs of what it names, the other formats hold them.
    """
    from ecograph.query import ask, bound, find, questions

    given = _pairs(parameters or [])
    if not name:
        print("\n\n".join(_listed(question) for question in questions().values()))
        return
    if sparql:
        print(bound(find(name), given).strip())
        return
    find(name)  # a wrong name is told before the store is opened
    with looking_at(store, as_of) as opened:
        print_answer(opened, ask(opened, name, given), format, hide_ids=True)


def _pairs(parameters: list[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for parameter in parameters:
        key, mark, value = parameter.partition("=")
        if not mark:
            raise UsageError("a parameter is written as key=value", where=parameter, remedy="e.g. agency=生态环境局")
        pairs[key] = value
    return pairs


def _listed(question: Question) -> str:
    example = " ".join(f"{key}={value}" for key, value in question.example.items())
    title = f"{question.name}: {question.title['en']} · {question.title['zh']}"
    return f"{title}\n    {question.sentence}\n    ecograph ask {question.name} {example}".rstrip()
