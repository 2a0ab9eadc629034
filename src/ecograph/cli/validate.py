"""Hold a store against the shapes, and list what was kept out of it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import typer

from ecograph.cli import options

if TYPE_CHECKING:
    from ecograph.graph import KeptOut

EXAMPLE = "ecograph validate --store my-store"


def run(store: options.StoreFolder = options.DEFAULT_STORE) -> None:
    """Check the graph with the SHACL shapes, and list what the build kept out because it breaks one.

    Prints what breaks them and why, and ends with status 1 if anything does, in the graph or in quarantine.
    """
    from ecograph.graph import kept_out, validate
    from ecograph.store import open_store

    with open_store(store, read_only=True) as opened:
        report = validate(opened)
        quarantined = kept_out(opened)
        triples = opened.count()["triples"]
    for violation in report.violations:
        print(violation)
    if report.conforms:
        print(f"the graph conforms to its shapes ({triples} facts)")
    else:
        print(_counted(len(report.violations), "violation"))
    if quarantined:
        _print_quarantine(quarantined)
    if quarantined or not report.conforms:
        raise typer.Exit(1)


def _print_quarantine(quarantined: tuple[KeptOut, ...]) -> None:
    print(f"\nkept out of the graph, in quarantine ({_counted(len(quarantined), 'reason')}):")
    for (source, document), reasons in groupby(quarantined, key=lambda each: (each.source, each.document)):
        print(f"{source} ({document})" if source else document)
        for each in reasons:
            print(f"  {each.violation}")
            if each.quote:
                print(f"    “{' '.join(each.quote.split())}”")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
