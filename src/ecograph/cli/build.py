"""Read articles into a store."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ecograph.cli import options
from ecograph.cli.engine import engine_of
from ecograph.cli.output import note
from ecograph.cli.sources import gather, progress, report, settings_of
from ecograph.errors import UsageError

if TYPE_CHECKING:
    from ecograph.build import Settings, Summary
    from ecograph.engines import Engine

EXAMPLE = "ecograph build articles/ --store my-store --place 晋中市"
CLASSES = {
    "Agency": "agencies", "Official": "officials", "Project": "projects", "Place": "places", "Policy": "policies",
    "Target": "targets",
}  # fmt: skip


def run(
    paths: options.SomePaths = None,
    store: options.StoreFolder = options.DEFAULT_STORE,
    place: options.Place = "",
    published: options.Published = "",
    columns: options.Columns = "",
    engine: options.EngineName = "processes",
    workers: options.Workers = 0,
    scheduler: options.Scheduler = "",
    keep_history: options.KeepHistory = False,
    retry: Annotated[
        bool,
        typer.Option(
            "--retry", help="Read again what failed, though it is as it was; without PATH, all that ever failed."
        ),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and build whenever a file comes or changes, until Ctrl+C.")
    ] = False,
    retract_deleted: Annotated[
        bool,
        typer.Option("--retract-deleted", help="With --watch: what the articles of deleted files say goes, too."),
    ] = False,
    decisions: options.Decisions = None,
    max_mb: options.MaxMegabytes = 2,
) -> None:
    """Read articles into a store.

    What is there already stays, and is not read again; an article that has changed replaces what it said before. Where only
    words of the tables in data/ have changed, the articles that hold one of them are read again. A build that was cut short is
    completed by the next: each article is in the store whole or not at all (ecograph journal tells which).
    """
    if not paths and (watch or not retry):
        raise UsageError("name what to read", where="PATH", remedy="give files or folders; see ecograph build --help")
    if retract_deleted and not watch:
        raise UsageError("it goes with --watch", where="--retract-deleted", remedy="else use ecograph retract")
    settings = settings_of(place=place, published=published, max_mb=max_mb)
    with engine_of(engine, workers, scheduler) as working:
        order = Order(store, settings, columns, working, decisions, keep_history=keep_history, retry=retry)
        if watch:
            watched(order, paths or [], retract_deleted=retract_deleted)
        else:
            raise typer.Exit(built(order, paths or []))


class Order(NamedTuple):
    """What a build is to be like, whatever it reads."""

    store: str
    settings: Settings
    columns: str
    engine: Engine
    decisions: Path | None
    keep_history: bool
    retry: bool


def built(order: Order, paths: Sequence[str]) -> int:
    """Build what the paths name or, without any, what failed before; print what was done, and return the exit status."""
    from ecograph.build import build, failed_sources
    from ecograph.store import open_store
    from ecograph.upkeep import follow, own_records

    sources, failures = gather(paths, order.settings, order.columns) if paths else (None, [])
    with open_store(order.store, create=True) as opened, progress("Reading") as advance:
        if order.decisions:
            follow(opened, order.decisions)
        summary = build(
            sources or failed_sources(own_records(opened), order.settings, columns=order.columns),
            opened,
            order.settings,
            engine=order.engine,
            keep_history=order.keep_history,
            retry=order.retry,
            progress=advance,
        )
    summary.failures[:0] = failures
    status = report(summary.failures)
    print_summary(summary)
    if summary.documents or summary.completed:
        print(f"\nThe graph is in {order.store}")
        print_next(order.store)
    return status


def watched(order: Order, paths: Sequence[str], *, retract_deleted: bool) -> None:
    """Build what the paths name, and then whatever comes or changes there, until the process is asked to end."""
    from ecograph.build.watching import changes, deleted
    from ecograph.store import open_store
    from ecograph.upkeep import own_records

    with suppress(KeyboardInterrupt), _ending_by(signal.SIGTERM):
        for number, (changed, gone) in enumerate(changes(paths)):
            if changed or not number:
                with suppress(typer.Exit):  # there is nothing, or not any more, which is told
                    built(order, changed if number else paths)
            if not number:
                if retract_deleted:
                    with open_store(order.store, create=True) as opened:
                        gone += [name for names in deleted(own_records(opened), paths) for name in names]
                note(f"watching {', '.join(paths)}; Ctrl+C ends it")
            if gone:
                _tell_deleted(order, gone, retract_deleted=retract_deleted)
            sys.stdout.flush()  # a log is to tell at once
    note("watching has ended")


def _tell_deleted(order: Order, names: Sequence[str], *, retract_deleted: bool) -> None:
    from ecograph.store import open_store
    from ecograph.upkeep import own_records, retract

    with open_store(order.store) as opened:
        records = own_records(opened)
        held = {name: len(found) for name in names if (found := records.held_in(records.key(name)))}
        if retract_deleted and held:
            retract(opened, held, keep_history=order.keep_history)
    for name, many in held.items():
        inside = f" with {_counted(many, 'article')}" if many > 1 else ""
        if retract_deleted:
            print(f"Retracted {name}{inside}, which was deleted")
        else:
            note(f"{name}{inside} was deleted; what it says stays (ecograph retract {name} lets it go)")


@contextmanager
def _ending_by(number: signal.Signals) -> Iterator[None]:
    """Let a signal end what is done as Ctrl+C does."""

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(number, end)
    try:
        yield
    finally:
        signal.signal(number, before)


def print_summary(summary: Summary) -> None:
    """Print what a build found, class by class, and what it left."""
    known = sum(each.known for each in summary.failures)
    as_before = f" ({known} of them as before: not read again without --retry)" if known else ""
    failed = f", {len(summary.failures)} failed{as_before}" if summary.failures else ""
    if summary.completed:
        print("Completed an earlier build, which had been cut short")
    if summary.damaged:
        print(f"{summary.damaged:>8} records were damaged and are let go of; what was given is read again")
    if not summary.documents and (summary.unchanged or known):
        print(f"Nothing to do: {_unchanged(summary.unchanged)}{failed}".replace(": ,", ":"))
        return
    unchanged = f", {summary.unchanged} unchanged" if summary.unchanged else ""
    print(f"Read {_counted(summary.documents, 'article')}{unchanged}{failed}")
    if summary.again:
        print(f"{summary.again:>8} of them again, as {_counted(summary.words, 'word')} of the tables changed")
    if summary.replaced:
        print(f"{summary.replaced:>8} of them in place of an earlier version")
    if summary.reposts:
        print(f"{summary.reposts:>8} of them repeat an article that is held, as further sources of it")
    for type_, plural in CLASSES.items():
        print(f"{summary.entities[type_]:>8} {plural}")
    print(f"{summary.claims:>8} statements, each with the sentence that says it")
    if summary.unread:
        print(f"{summary.unread:>8} sentences not understood (ecograph coverage lists them)")
    if summary.kept_out:
        print(f"{summary.kept_out:>8} kept out, in quarantine (ecograph validate lists them)")


def print_next(store: str) -> None:
    """Print commands to go on with."""
    print("\nTry next:")
    for command in ("ask", "ask leaders agency=生态环境局", "draw network.svg", "serve"):
        print(f"  ecograph {command} --store {store}")


def _unchanged(number: int) -> str:
    if number < 2:
        return "the article is in the store as it is" if number else ""
    return f"all {number} articles are in the store as they are"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
