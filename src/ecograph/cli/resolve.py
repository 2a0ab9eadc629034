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
_VERDICTS = ("same", "different", "undo")
_COLUMNS = ("class", "name", "name2", "why", "iri", "iri2")
_Format = Literal["table", "json", "csv"]
_Class = Literal["Agency", "Official", "Project", "Place", "Policy"]


def run(
    decision: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[same|different|undo IRI IRI]", help="What you decide about a pair.", show_default=False
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

    A decision is one line in a file beside the store; it holds for every build until it is undone.
    """
    from ecograph.store import open_store
    from ecograph.upkeep import follow

    words = decision or []
    if words and (len(words) != 3 or words[0] not in _VERDICTS):
        remedy = "write: ecograph resolve same IRI IRI --by NAME --why TEXT (or different, or undo)"
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
    members = found.members.get(_known(found, iri), ())
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
    from ecograph.resolve import Verdict, decided, record
    from ecograph.upkeep import decisions_file, refresh

    file = decisions_file(store)
    if file is None:
        raise UsageError("a store in memory keeps no decisions", where="resolve", remedy="name a store with --store")
    verdict = cast("Verdict", words[0])
    ends = [_iri(word, _base(store)) for word in words[1:]]
    ends = _undone(store, ends) if verdict == "undo" else _anchored(resolved(store), verdict, ends)
    made = decided(verdict, *ends, by=by, when=date.today().isoformat(), why=why)
    record(file, made)
    print(f"Noted in {_shown(file)}: {made}")
    difference = refresh(store)
    if difference and (difference.gone or difference.new):
        print(f"The graph follows it: {len(difference.gone)} statements went, {len(difference.new)} came")
    else:
        print("The graph stays as it was")


def _anchored(found: Resolution, verdict: str, ends: Sequence[str]) -> list[str]:
    """Return the IRIs to note: those that the things keep, whatever other documents come."""
    canonical = [_known(found, end) for end in ends]
    if canonical[0] == canonical[1] and set(ends) & set(canonical):
        what = "both are one thing now" if verdict == "different" else "they are one thing already"
        remedy = f"to part them name two of what ecograph resolve --of {canonical[0]} lists"
        raise UsageError(what, where="resolve", remedy=remedy)
    return [_anchor(found, end) if end in found.members else end for end in ends]


def _anchor(found: Resolution, iri: str) -> str:
    own = sorted(member.iri for member in found.members[iri])
    return next((each for each in own if each != iri), iri)


def _undone(store: Store, ends: Sequence[str]) -> list[str]:
    """Return the pair that was decided: as it is noted, or as the graph calls it now."""
    from ecograph.resolve import standing
    from ecograph.upkeep import decisions_of

    pairs = [each.pair for each in standing(decisions_of(store))]
    if tuple(sorted(ends)) in pairs:
        return list(ends)
    found = resolved(store)
    now = {pair: tuple(sorted(found.iri(each) for each in pair)) for pair in pairs}
    meant = [pair for pair in pairs if now[pair] == tuple(sorted(ends)) or set(ends) <= {*pair, *now[pair]}]
    return list(meant[0]) if len(meant) == 1 else list(ends)


def _known(found: Resolution, iri: str) -> str:
    """Return the IRI that the graph uses for a thing; raise `UsageError` for one that no document names."""
    used = found.iri(iri)
    if used not in found.members:
        remedy = "take an IRI that ecograph resolve, ecograph resolve --of or ecograph ask shows"
        raise UsageError(f"no document names {iri}", where="resolve", remedy=remedy)
    return used


def _base(store: Store) -> str:
    from ecograph.store import BASE

    return store.records.derivation.base or BASE


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
