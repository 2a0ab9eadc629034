"""Choose for each target among its candidates, all targets of an article together.

A target tends to have the subject of the one before it; what several targets of a paragraph speak for outweighs what one of
them, taken alone, would say.
"""

from __future__ import annotations

import math
from collections.abc import Callable
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


def best_path(lattice: list[list[Candidate]], weight: Callable[[Part], float]) -> list[Choice]:
    """Return the choice that weighs most over all targets (Viterbi).

    A candidate weighs more behind itself (`again`), whatever else stands before it.
    """
    steps: list[list[tuple[float, float]]] = []
    backs: list[list[int]] = []
    before: list[float] = []
    keys: dict[str, int] = {}
    for candidates in lattice:
        weights = [
            (sum(map(weight, parts)), weight(again) if again and key in keys else 0.0)
            for key, _, parts, again in candidates
        ]
        steps.append(weights)
        if not candidates:
            backs.append([])
            continue
        most = max(before) if before else 0.0
        top = before.index(most) if before else -1
        totals, back = [local + most for local, _ in weights], [top] * len(weights)
        for at, (local, again) in enumerate(weights):
            if again and before[same := keys[candidates[at].key]] + again > most:
                totals[at], back[at] = local + (before[same] + again), same
        backs.append(back)
        before, keys = totals, {key: at for at, (key, *_) in enumerate(candidates)}
    path = _back(backs, max(range(len(before)), key=before.__getitem__) if before else -1)
    return list(_weighed(lattice, steps, path))


def _back(backs: list[list[int]], last: int) -> list[int]:
    """Follow the best path back from its end."""
    path: list[int] = []
    for back in reversed(backs):
        path.append(last if back else -1)
        last = back[last] if back else last
    return path[::-1]


def _weighed(lattice: list[list[Candidate]], steps: list[list[tuple[float, float]]], path: list[int]) -> list[Choice]:
    """Weigh each choice against the others of its target."""
    found = []
    key = ""
    for candidates, weights, at in zip(lattice, steps, path, strict=True):
        if at < 0:
            found.append(Choice(-1, 0.0, -1, 0.0))
            continue
        totals = [local for local, _ in weights]
        if (same := next((n for n, c in enumerate(candidates) if c.key == key), -1)) >= 0:
            totals[same] = sum(weights[same])
        top = max(totals)
        shares = [math.exp(total - top) for total in totals]
        whole = sum(shares)
        others = [*shares[:at], -1.0, *shares[at + 1 :]]
        other = others.index(max(others)) if len(others) > 1 else -1
        found.append(Choice(at, shares[at] / whole, other, shares[other] / whole if other >= 0 else 0.0))
        key = candidates[at].key
    return found
