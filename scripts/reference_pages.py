"""Make the reference pages of docs/ from the commands and the named questions themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from ecograph.cli import app
from ecograph.query import Parameter, Question, questions


def commands_page() -> str:
    """Return docs/commands.md: each command with its options and an example."""
    group: Any = typer.main.get_command(app)
    parts = [_COMMANDS, *(_command(name, command) for name, command in group.commands.items())]
    return "\n\n".join(parts) + "\n"


def questions_page() -> str:
    """Return docs/questions.md: each named question with its parameters and an example."""
    return "\n\n".join([_QUESTIONS, *(_question(each) for each in questions().values())]) + "\n"


_COMMANDS = """\
# Commands

Made from the program's own help by `make readme`.

Exit status: 0 all went well; 1 bad data (a source failed, a damaged store, a graph that does not conform); 2 bad usage
(an unknown option, a missing path, a query with a syntax error). Every error is one line on standard error that says
what is wrong, where, and what to do; of many sources, those that fail are listed and the others are read."""

_QUESTIONS = """\
# Named questions

Made from `ontology/queries/` by `make readme`. Ask one with `ecograph ask NAME key=value`; add your own by putting a
file beside them."""


def _command(name: str, command: Any) -> str:  # noqa: ANN401 - Typer keeps the type of its commands to itself
    purpose = " ".join((command.help or "").split())
    arguments = [each.metavar or each.name for each in command.params if each.param_type_name == "argument"]
    usage = " ".join(["ecograph", name, *arguments, "[OPTIONS]"])
    example = command.epilog.removeprefix("Example: ")
    rows = "\n".join(_options(command))
    return f"## {name}\n\n{purpose}\n\n```sh\n{usage}\n{example}\n```\n\n{rows}"


def _options(command: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    yield "| option | what it does | default |"
    yield "|---|---|---|"
    for each in command.params:
        if each.param_type_name != "option" or each.name == "help":
            continue
        names = ", ".join(f"`{name}`" for name in each.opts)
        value = f" {each.metavar.replace('|', ' or ')}" if each.metavar else ""
        shown = each.show_default if isinstance(each.show_default, str) else each.default
        yield f"| {names}{value} | {each.help} | {'' if shown in (None, False) else shown} |"


def _question(question: Question) -> str:
    title = f"{question.title['en']} · {question.title['zh']}"
    parameters = "; ".join(map(_parameter, question.parameters)) or "none"
    example = " ".join(["ecograph ask", question.name, *(f"{key}={value}" for key, value in question.example.items())])
    told = f"{title}. {question.sentence}\n\nParameters: {parameters}."
    return f"## {question.name}\n\n{told}\n\n```sh\n{example}\n```"


def _parameter(parameter: Parameter) -> str:
    form = " or ".join(parameter.choices) or parameter.type
    return f"`{parameter.name}` ({form}{'' if parameter.default is None else ', may be left out'})"
