"""Find the nodes that people's decisions are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ecograph.resolve.clusters import Edge
from ecograph.resolve.decisions import PAIRS, Decision
from ecograph.resolve.joining import Decided
from ecograph.resolve.lending import type_of
from ecograph.resolve.nodes import DECIDED
from ecograph.resolve.resolution import Idle

# The nodes that a path names: the one whose own it is, or those that share it.
Naming = Callable[[str], Sequence[str]]


def decided_pairs(decisions: Iterable[Decision], base: str, named: Naming, idle: list[Idle]) -> Decided:
    """Return the pairs of nodes that people decided about; a decision that names nothing, or things of two classes, is idle."""
    same: list[Edge] = []
    different: list[tuple[str, str]] = []
    for decision in decisions:
        if decision.decision not in PAIRS:
            continue
        one, other = (named(iri.removeprefix(base)) for iri in decision.pair)
        missing = [iri for iri, end in zip(decision.pair, (one, other), strict=True) if not end]
        if missing:
            idle.append(Idle(decision, f"no document names {' or '.join(missing)}"))
        elif type_of(one[0]) != type_of(other[0]):
            idle.append(Idle(decision, "the two are of different classes"))
        elif set(one) & set(other):
            remedy = "name its parts, as ecograph resolve --of IRI lists them"
            idle.append(Idle(decision, f"both IRIs are of one thing: {remedy}"))
        else:
            pairs = [(a, b) for a in one for b in other]
            if decision.decision == "different":
                different += pairs
            else:
                why = f"decided by {decision.by} on {decision.when}: {decision.why}"
                same += [Edge(DECIDED, min(pair), max(pair), why) for pair in pairs]
    return Decided(same, different)


def decided_names(
    decisions: Iterable[Decision], base: str, named: Naming, path_of: Callable[[str], str], idle: list[Idle]
) -> dict[str, str]:
    """Return what people called things, by path; what no document names, or two called otherwise, is noted as idle."""
    found: dict[str, str] = {}
    for decision in decisions:
        if decision.decision != "name":
            continue
        owns = named(decision.a.removeprefix(base))
        if not owns:
            idle.append(Idle(decision, f"no document names {decision.a}"))
        elif found.setdefault(path := path_of(owns[0]), decision.b) != decision.b:
            idle.append(Idle(decision, f"another decision calls it {found[path]}"))
    return found
