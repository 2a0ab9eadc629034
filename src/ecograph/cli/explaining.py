"""Print how two entities hang together: chains of facts, each with the sentences that say it."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING

from ecograph.cli.looking import looking_at
from ecograph.cli.output import joined
from ecograph.errors import UsageError

if TYPE_CHECKING:
    from ecograph.network.explanation import Chain, Saying, Step

_SHOWN = 3


def explain_path(store: str, names: list[str], *, count: int, format: str, as_of: str = "") -> None:
    """Print the shortest chains of facts between two named entities as table, json or csv, as known on a day."""
    if len(names) != 2:
        raise UsageError("path wants two names", where="network", remedy="e.g. ecograph network path 马成毅 汾河")
    from ecograph.network.explanation import explain
    from ecograph.network.naming import find

    with looking_at(store, as_of) as opened:
        one, other = (find(opened, name) for name in names)
        chains = explain(opened, one, other, count=count)
    {"table": _text, "json": _json, "csv": _csv}[format](chains)


def _text(chains: tuple[Chain, ...]) -> None:
    for number, chain in enumerate(chains, 1):
        if number > 1:
            print()
        ends = (chain.steps[0].ends[0], chain.steps[-1].ends[1])
        start, end = (f"{each.label} ({each.type})" for each in ends)
        print(f"{number}. {start} … {end}: {len(chain.steps)} facts, length {chain.length:.1f}")
        for step in chain.steps:
            _step(step)


def _step(step: Step) -> None:
    one, other = (each.label for each in step.ends)
    fact = f"{step.predicate} ({', '.join(step.roles)})" if step.roles else step.predicate
    print(f"   {one} —{fact}→ {other}" if step.forward else f"   {one} ←{fact}— {other}")
    for saying in step.sayings[:_SHOWN]:
        print(f"      “{joined(saying.sentence)}”")
        print(f"      {_source(saying)}")
    if len(step.sayings) > _SHOWN:
        print(f"      … and {len(step.sayings) - _SHOWN} more: --format json has them")
    if not step.sayings:
        print("      no sentence says it: it follows from a table")


def _source(saying: Saying) -> str:
    from ecograph.network.naming import short

    evidence = saying.evidence
    return ", ".join(filter(None, (evidence.title, evidence.published or "without a date", short(evidence.document))))


def _json(chains: tuple[Chain, ...]) -> None:
    found = [{"length": round(chain.length, 6), "steps": list(map(_record, chain.steps))} for chain in chains]
    print(json.dumps(found, ensure_ascii=False, indent=1))


def _record(step: Step) -> dict[str, object]:
    from ecograph.network.tables import said

    return {
        "subject": {"id": step.subject.id, "name": step.subject.label, "class": step.subject.type},
        "predicate": step.predicate,
        "roles": list(step.roles),
        "object": {"id": step.object.id, "name": step.object.label, "class": step.object.type},
        "forward": step.forward,
        "evidence": [said(each.evidence) | {"sentence": each.sentence} for each in step.sayings],
    }


def _csv(chains: tuple[Chain, ...]) -> None:
    names = ("path", "step", "subject", "predicate", "role", "object", "sentence", "title", "document", "published")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for number, chain in enumerate(chains, 1):
        for place, step in enumerate(chain.steps, 1):
            fact = (step.subject.label, step.predicate, ", ".join(step.roles), step.object.label)
            said = [
                (joined(each.sentence), each.evidence.title, each.evidence.document, each.evidence.published)
                for each in step.sayings
            ]
            writer.writerows((number, place, *fact, *each) for each in said or [("", "", "", "")])
