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
    steps = [
        [(sum(map(weight, c.parts)), weight(c.again) if c.again else 0.0) for c in candidates] for candidates in lattice
    ]
    backs: list[list[int]] = []
    before: list[float] = []
    keys: dict[str, int] = {}
    for candidates, weights in zip(lattice, steps, strict=True):
        if not candidates:
            backs.append([])
            continue
        top = max(range(len(before)), key=before.__getitem__) if before else -1
        most = before[top] if before else 0.0
        totals, back = [], []
        for candidate, (local, again) in zip(candidates, weights, strict=True):
            same = keys.get(candidate.key, -1) if again else -1
            if same >= 0 and before[same] + again > most:
                totals.append(local + (before[same] + again))
                back.append(same)
            else:
                totals.append(local + most)
                back.append(top)
        backs.append(back)
        before, keys = totals, {c.key: n for n, c in enumerate(candidates)}
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
        totals = [
            local + (again if c.key == key else 0.0) for c, (local, again) in zip(candidates, weights, strict=True)
        ]
        top = max(totals)
        shares = [math.exp(total - top) for total in totals]
        whole = sum(shares)
        others = [*shares[:at], -1.0, *shares[at + 1 :]]
        other = others.index(max(others)) if len(others) > 1 else -1
        found.append(Choice(at, shares[at] / whole, other, shares[other] / whole if other >= 0 else 0.0))
        key = candidates[at].key
    return found
