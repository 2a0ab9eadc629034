"""What a measure gives: how the network was made, and a value for each node, groups of nodes, or ties of pairs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from ecograph.network.naming import Named
from ecograph.network.responsibility import DIGITS, Shared


@dataclass(frozen=True, slots=True)
class About:
    """What was measured on which network: its name, its place, if any, its size, and the measure's parameters."""

    measure: str
    network: str
    place: Named | None
    nodes: int
    edges: int
    components: int
    parameters: tuple[tuple[str, str], ...]


class Score(NamedTuple):
    """A node's value, and its rank from 1; equal values have equal ranks."""

    node: str
    value: float
    rank: int


class Tie(NamedTuple):
    """Two nodes and what they share, the weightiest first."""

    one: str
    other: str
    weight: float
    shares: tuple[Shared, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """A value for each node, the highest first, equal ones in the order of their IRIs."""

    about: About
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Communities:
    """Groups of nodes, the largest first, their members those with the most neighbours first; and the modularity."""

    about: About
    groups: tuple[tuple[str, ...], ...]
    modularity: float


@dataclass(frozen=True, slots=True)
class Ties:
    """Pairs of nodes, the most closely tied first."""

    about: About
    ties: tuple[Tie, ...]


Result: TypeAlias = Ranking | Communities | Ties


def first(result: Result, top: int) -> Result:
    """Return the result with its first `top` scores, groups or ties only; all of them for 0."""
    if not top:
        return result
    match result:
        case Ranking(scores=scores):
            return replace(result, scores=scores[:top])
        case Communities(groups=groups):
            return replace(result, groups=groups[:top])
        case Ties(ties=ties):
            return replace(result, ties=ties[:top])


def ranked(nodes: Iterable[str], values: Iterable[float]) -> tuple[Score, ...]:
    """Return the scores in order."""
    ordered = sorted(
        zip(nodes, (round(value, DIGITS) for value in values), strict=True), key=lambda item: (-item[1], item[0])
    )
    ranks = _ranks([value for _, value in ordered])
    return tuple(Score(node, value, rank) for (node, value), rank in zip(ordered, ranks, strict=True))


def tied(pairs: Iterable[tuple[str, str, float, tuple[Shared, ...]]]) -> tuple[Tie, ...]:
    """Return the ties in order: by weight, then by how much is shared."""
    rounded = ((one, other, round(weight, DIGITS), shares) for one, other, weight, shares in pairs)
    ordered = sorted(rounded, key=lambda item: (-item[2], -len(item[3]), item[:2]))
    ranks = _ranks([item[2] for item in ordered])
    return tuple(Tie(*item, rank) for item, rank in zip(ordered, ranks, strict=True))


def _ranks(values: list[float]) -> list[int]:
    """Return the ranks of sorted values: 1, 2, 2, 4."""
    first = {value: number for number, value in reversed(list(enumerate(values, 1)))}
    return [first[value] for value in values]
