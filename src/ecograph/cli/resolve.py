"""List the pairs that may be one thing, and take people's decisions about them."""

from __future__ import annotations

import csv
import json as json_
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from ecograph.cli import options
from ecograph.cli.output import note, print_table
from ecograph.errors import UsageError

if TYPE_CHECKING:
    from ecograph.resolve import Doubt, Resolution
    from ecograph.store import Store

EXAMPLE = 'ecograph resolve same IRI IRI --by "Li Lei" --why "one career" --store my-store'
# Each verdict with how many words it is about.
_VERDICTS = {"same": (2,), "different": (2,), "accept": (1,), "reject": (1,), "name": (2,), "undo": (1, 2)}
_COLUMNS = ("class", "name", "name2", "why", "iri", "iri2")
_Format = Literal["table", "json", "csv"]
_Class = Literal["Agency", "Official", "Project", "Place", "Policy"]


def run(
    decision: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[same|different IRI IRI | accept|reject CLAIM | name IRI NAME | undo …]",
            help="What you decide about a pair, a statement, or a name.",
            show_default=False,
        ),
    ] = None,
    store: options.StoreFolder = options.DEFAULT_STORE,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.", show_default=False)] = "",
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Why it is so.", show_default=False)] = "",
    decisions: options.Decisions = None,
    of: Annotated[
        str, typer.Option("--of", metavar="IRI", help="List what an IRI stands for, and why.", show_default=False)
    ] = "",
    decided: Annotated[bool, typer.Option("--decided", help="List what was decided, and what has no effect.")] = False,
    class_: Annotated[
        _Class | None, typer.Option("--class", metavar="CLASS", help="Agency, Official, Project, Place or Policy only.")
    ] = None,
    format: Annotated[_Format, typer.Option("--format", metavar="FORMAT", help="table, json or csv.")] = "table",
) -> None:
    """List the pairs that may be one thing and are kept apart, with the reasons; or decide about one.

    Single statements, too, can be accepted or rejected, and names mended. A decision is one line in a file beside the store; it
    holds for every build until it is undone.
    """
    from ecograph.store import open_store
    from ecograph.upkeep import follow

    words = decision or []
    if words and len(words) - 1 not in _VERDICTS.get(words[0], ()):
        remedy = (
            "write: ecograph resolve same IRI IRI --by NAME --why TEXT (or different IRI IRI, accept CLAIM, reject CLAIM, "
            "name IRI NAME, undo and what it was about)"
        )
        raise UsageError(f"{' '.join(words)!r} is no decision", where="resolve", remedy=remedy)
    with open_store(store, read_only=not words and decisions is None) as opened:
        if decisions is not None:
            follow(opened, decisions)
        if words:
            _decide(opened, words, by=by, why=why)
        else:
            _list(opened, of=of, decided=decided, class_=class_, format=format)


def resolved(store: Store) -> Resolution:
    """Return what the store's documents say together: the one call that this command needs of how graphs are derived."""
    from ecograph.upkeep import resolution_of

    return resolution_of(store)


# Lists


def _list(store: Store, *, of: str, decided: bool, class_: str | None, format: _Format) -> None:
    found = resolved(store)
    base = _base(store)
    if of:
        _print(("iri", "name", "documents", "why"), _members(found, _iri(of, base), base), format)
    elif decided:
        _print(("decision", "a", "b", "by", "when", "why", "effect"), _decisions(store, found, base), format)
    else:
        doubts = [doubt for doubt in found.doubts if class_ in (None, doubt.type)]
        _print(_COLUMNS, [_row(doubt, base if format == "table" else "") for doubt in doubts], format)
        if format == "table":
            print(f"{len(doubts)} doubtful pair{'' if len(doubts) == 1 else 's'}")
    for each in found.idle:
        note(f"{each.decision}: {each.why}")


def _row(doubt: Doubt, base: str) -> tuple[str, ...]:
    ends = (each.removeprefix(base) for each in (doubt.a, doubt.b))
    return (doubt.type, doubt.a_name, doubt.b_name, doubt.why, *ends)


def _members(found: Resolution, iri: str, base: str) -> list[tuple[str, ...]]:
    from ecograph.deciding import known

    members = found.members.get(known(found, iri), ())
    return [(each.iri.removeprefix(base), each.name, str(len(each.documents)), "; ".join(each.why)) for each in members]


def _decisions(store: Store, found: Resolution, base: str) -> list[tuple[str, ...]]:
    from ecograph.resolve import standing
    from ecograph.upkeep import decisions_of

    idle = {each.decision: each.why for each in found.idle}
    return [
        (each.decision, each.a.removeprefix(base), each.b.removeprefix(base), each.by, each.when, each.why, idle.get(each, "yes"))
        for each in standing(decisions_of(store))
    ]  # fmt: skip


def _print(names: Sequence[str], rows: Iterable[Sequence[str]], format: _Format) -> None:
    listed = list(rows)
    if format == "json":
        print(json_.dumps([dict(zip(names, row, strict=True)) for row in listed], ensure_ascii=False, indent=1))
    elif format == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows([names, *listed])
    elif listed:
        print_table(names, listed)


# Decisions


def _decide(store: Store, words: Sequence[str], *, by: str, why: str) -> None:
    from ecograph.deciding import decide
    from ecograph.resolve import Verdict

    verdict, base = cast("Verdict", words[0]), _base(store)
    named = verdict == "name"
    ends = [word if named and at else _iri(word, base) for at, word in enumerate(words[1:])]
    taken = decide(store, verdict, *ends, by=by, when=date.today().isoformat(), why=why)
    print(f"Noted in {_shown(Path(taken.file))}: {taken.decision}")
    difference = taken.difference
    if difference and (difference.gone or difference.new):
        print(f"The graph follows it: {len(difference.gone)} statements went, {len(difference.new)} came")
    else:
        print("The graph stays as it was")


def _base(store: Store) -> str:
    from ecograph.deciding import base_of

    return base_of(store)


def _iri(word: str, base: str) -> str:
    """Return a full IRI for one in short: agency:晋中市水利局, official/140700/王明."""
    if "://" in word:
        return word
    kind, colon, rest = word.partition(":")
    return base + (f"{kind}/{rest}" if colon and kind.isalpha() else word)


def _shown(path: Path) -> str:
    """Return a path as short as it is clear."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
