"""Read how much a role and a fact count, from the tables in `data/network/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ecograph.resources import rows

_OTHER = "*"


def role_weight(role: str) -> float:
    """Return how much of a project an agency of this role answers for, in (0, 1]; "" where the text does not say."""
    weights = _table("roles.csv", "weight")
    return weights.get(role, weights[_OTHER])


def fact_cost(predicate: str) -> float:
    """Return how long a step along such a fact is in an explanation: short where the fact is specific."""
    costs = _table("facts.csv", "cost")
    return costs.get(predicate, costs[_OTHER])


@cache
def _table(name: str, column: str) -> Mapping[str, float]:
    return {next(iter(row.values())): float(row[column]) for row in rows("data", "network", name)}
