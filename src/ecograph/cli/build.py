"""Read articles into a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from ecograph.cli import options
from ecograph.cli.sources import gather, progress, report, settings_of

if TYPE_CHECKING:
    from ecograph.build import Summary

EXAMPLE = "ecograph build articles/ --store my-store --place 晋中市"
CLASSES = {
    "Agency": "agencies", "Official": "officials", "Project": "projects", "Place": "places", "Policy": "policies",
    "Target": "targets",
}  # fmt: skip


def run(
    paths: options.Paths,
    store: options.StoreFolder = options.DEFAULT_STORE,
    place: options.Place = "",
    published: options.Published = "",
    columns: options.Columns = "",
    workers: options.Workers = 1,
    keep_history: options.KeepHistory = False,
    decisions: options.Decisions = None,
    max_mb: options.MaxMegabytes = 2,
) -> None:
    """Read articles into a store.

    What is there already stays, and is not read again; an article that has changed replaces what it said before.
    """
    from ecograph.build import build
    from ecograph.store import open_store
    from ecograph.upkeep import follow

    settings = settings_of(place=place, published=published, max_mb=max_mb)
    sources, failures = gather(paths, settings, columns)
    with open_store(store, create=True) as opened, progress("Reading") as advance:
        if decisions:
            follow(opened, decisions)
        summary = build(sources, opened, settings, workers=workers, keep_history=keep_history, progress=advance)
    summary.failures[:0] = failures
    status = report(summary.failures)
    print_summary(summary)
    if summary.documents or summary.completed:
        print(f"\nThe graph is in {store}")
        print_next(store)
    raise typer.Exit(status)


def print_summary(summary: Summary) -> None:
    """Print what a build found, class by class, and what it left."""
    failed = f", {len(summary.failures)} failed" if summary.failures else ""
    if summary.completed:
        print("Completed an earlier build, which had been cut short")
    if summary.unchanged and not summary.documents:
        told = "the article is in the store as it is" if summary.unchanged == 1 else _unchanged(summary.unchanged)
        print(f"Nothing to read: {told}{failed}")
        return
    unchanged = f", {summary.unchanged} unchanged" if summary.unchanged else ""
    print(f"Read {_counted(summary.documents, 'article')}{unchanged}{failed}")
    if summary.replaced:
        print(f"{summary.replaced:>8} of them in place of an earlier version")
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
    return f"all {number} articles are in the store as they are"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
