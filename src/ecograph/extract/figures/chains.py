"""Choose for each target among its candidates, all targets of an article together.

A target tends to have the subject of the one before it; what several targets of a paragraph speak for outweighs what one of
them, taken alone, would say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import exp
from typing import NamedTuple

from ecograph.extract.figures.candidates import Candidate, Part


class Choice(NamedTuple):
    """Which candidate of a target is chosen, with its share (0 to 1) of the weight of all, and the next best with its own.

    -1 stands for none.
    """

    at: int
    share: float
    other: int
    other_share: float


class _Step(NamedTuple):
    """The candidates of one target: the weight of each, where each key stands, and what weighs besides behind itself."""

    weights: list[float]
    places: dict[str, int]
    again: dict[int, float]


def best_path(lattice: list[list[Candidate]], weight: Callable[[Part], float]) -> list[Choice]:
    """Return the choice that weighs most over all targets (Viterbi).

    A candidate weighs more behind itself (`again`), whatever else stands before it.
    """
    steps: list[_Step] = []
    backs: list[list[int]] = []
    before: list[float] = []
    keys: dict[str, int] = {}
    for candidates in lattice:
        weights = [sum(map(weight, parts)) for _, _, parts, _ in candidates]
        places = {key: at for at, (key, _, _, _) in enumerate(candidates)}
        again = {at: weight(part) for at, (key, _, _, part) in enumerate(candidates) if part and key in keys}
        steps.append(_Step(weights, places, again))
        if not candidates:
            backs.append([])
            continue
        most = max(before) if before else 0.0
        top = before.index(most) if before else -1
        totals, back = [local + most for local in weights], [top] * len(weights)
        for at, more in again.items():
            if before[same := keys[candidates[at].key]] + more > most:
                totals[at], back[at] = weights[at] + (before[same] + more), same
        backs.append(back)
        before, keys = totals, places
    path = _back(backs, max(range(len(before)), key=before.__getitem__) if before else -1)
    return list(_weighed(lattice, steps, path))


def _back(backs: list[list[int]], last: int) -> list[int]:
    """Follow the best path back from its end."""
    path: list[int] = []
    for back in reversed(backs):
        path.append(last if back else -1)
        last = back[last] if back else last
    return path[::-1]


def _weighed(lattice: list[list[Candidate]], steps: list[_Step], path: list[int]) -> Iterator[Choice]:
    """Weigh each choice against the others of its target."""
    key = ""
    for candidates, (weights, places, again), at in zip(lattice, steps, path, strict=True):
        if at < 0:
            yield Choice(-1, 0.0, -1, 0.0)
            continue
        totals = weights.copy()
        if (same := places.get(key, -1)) in again:
            totals[same] += again[same]
        top = max(totals)
        shares = [exp(total - top) for total in totals]
        whole, own = sum(shares), shares[at]
        shares[at] = -1.0
        next_best = max(shares)
        other = shares.index(next_best) if next_best >= 0 else -1
        yield Choice(at, own / whole, other, next_best / whole if other >= 0 else 0.0)
        key = candidates[at].key
