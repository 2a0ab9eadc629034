"""Show which sentences of articles should have given a fact and gave none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ecograph.cli import options
from ecograph.cli.engine import engine_of
from ecograph.cli.output import joined
from ecograph.cli.sources import gather, progress, report, settings_of

if TYPE_CHECKING:
    from ecograph.model import Facts

EXAMPLE = "ecograph coverage articles/"


def run(
    paths: options.Paths,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, an object an article.")] = False,
    place: options.Place = "",
    published: options.Published = "",
    columns: options.Columns = "",
    workers: options.Workers = 0,
    max_mb: options.MaxMegabytes = 2,
) -> None:
    """List the sentences with numbers, agencies or officials that gave no fact."""
    from ecograph.build import Failure, extract_all

    settings = settings_of(place=place, published=published, max_mb=max_mb)
    sources, failures = gather(paths, settings, columns)
    telling = unread = 0
    with engine_of("processes", workers) as engine, progress("Reading") as advance:
        for found in extract_all(sources, settings, engine=engine):
            advance("")
            if isinstance(found, Failure):
                failures.append(found)
                continue
            telling, unread = telling + found.telling, unread + len(found.unread)
            print(json.dumps(_object(found), ensure_ascii=False) if as_json else _text(found))
    if telling and not as_json:
        print(f"In all: {_share(telling, unread)}")
    raise typer.Exit(report(failures))


def _share(telling: int, unread: int) -> str:
    read = telling - unread
    share = f" ({read / telling:.0%})" if telling else ""
    return f"{read} of {telling} sentences with a number, an agency or an official gave a fact{share}"


def _text(facts: Facts) -> str:
    lines = [f"{facts.document.source}: {_share(facts.telling, len(facts.unread))}"]
    for each in facts.unread:
        line = facts.document.raw.count("\n", 0, each.span.start) + 1
        lines += [f"  line {line}: {each.reason}", f"      “{joined(each.span.text)}”"]
    return "\n".join(lines) + "\n"


def _object(facts: Facts) -> dict[str, Any]:
    return {
        "source": facts.document.source,
        "sentences": facts.telling,
        "without_fact": [
            {"start": each.span.start, "end": each.span.end, "text": each.span.text, "reason": each.reason}
            for each in facts.unread
        ],
    }
