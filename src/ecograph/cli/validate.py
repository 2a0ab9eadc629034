"""Hold a store against the shapes."""

from __future__ import annotations

import typer

from ecograph.cli import options

EXAMPLE = "ecograph validate --store my-store"


def run(store: options.StoreFolder = options.DEFAULT_STORE) -> None:
    """Check the graph with the SHACL shapes.

    Prints what breaks them, and ends with status 1 if anything does.
    """
    from ecograph.graph import validate
    from ecograph.store import open_store

    with open_store(store, read_only=True) as opened:
        report = validate(opened)
        triples = opened.count()["triples"]
    for violation in report.violations:
        print(violation)
    if not report.conforms:
        print(f"{len(report.violations)} violations")
        raise typer.Exit(1)
    print(f"the graph conforms to its shapes ({triples} facts)")
