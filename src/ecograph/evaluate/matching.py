"""Decide which found entity is which annotated one."""

from __future__ import annotations

from collections.abc import Sequence

from ecograph.evaluate.amounts import amount, same_measure
from ecograph.evaluate.folding import ALIKE, folded, likeness, place_stem
from ecograph.evaluate.gold import Gold, GoldEntity
from ecograph.model import Entity

# A metric may be worded otherwise, as long as so much of it is the same.
_SAME_METRIC = 0.3
_IN_QUOTE = 0.9
_SAME_STEM = 0.95


def names_of(entity: Entity) -> frozenset[str]:
    """Return all names of a found entity, folded."""
    return frozenset(filter(None, map(folded, (entity.name, *entity.aliases))))


def fit(gold: GoldEntity, found: Entity) -> float:
    """Return how well a found entity fits an annotated one of its class: 0 not at all, 1 perfectly.

    One name in common suffices. Places may differ in the word for their division, projects and policies in some
    characters. Targets fit by amount, and the better the more of the metric is the same.
    """
    if gold.type == "Target":
        return _target_fit(gold, found)
    names = names_of(found)
    if gold.names & names:
        return 1.0
    if gold.type == "Place":
        return _SAME_STEM if set(map(place_stem, gold.names)) & set(map(place_stem, names)) else 0.0
    if gold.type in ("Project", "Policy"):
        best = max((likeness(one, other) for one in gold.names for other in names), default=0.0)
        return best if best >= ALIKE else 0.0
    return 0.0


def _target_fit(gold: GoldEntity, found: Entity) -> float:
    told = found.attributes
    value, unit = amount(gold.value, gold.unit)
    other_value, other_unit = amount(told.get("value"), told.get("unit"))
    if value != other_value or not same_measure(unit, other_unit):
        return 0.0
    metric = folded(gold.metric)
    alike = likeness(metric, folded(told.get("metric") or ""))
    if metric and metric in folded(told.get("quote") or ""):
        alike = max(alike, _IN_QUOTE)
    return 0.5 + 0.5 * alike if alike >= _SAME_METRIC else 0.0


def pairs(golds: Sequence[GoldEntity], found: Sequence[Entity]) -> dict[int, int]:
    """Return which found entity (its index) belongs to which annotated one: one to one, the best fit first.

    Of equal fits the later one goes first, so that the result does not depend on chance.
    """
    fits = [(fit(gold, entity), i, j) for i, gold in enumerate(golds) for j, entity in enumerate(found)]
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for value, i, j in sorted(fits, reverse=True):
        if value > 0 and i not in chosen and j not in taken:
            chosen[i] = j
            taken.add(j)
    return chosen


def is_open(gold: Gold, found: Entity) -> bool:
    """Return whether the annotator left open if this entity counts: then it is neither right nor wrong."""
    if found.type == "Target":
        size = folded(f"{found.attributes.get('value')}{found.attributes.get('unit') or ''}")
        return any(size in name for name in gold.neutral)
    return any(likeness(name, each) >= ALIKE for name in gold.neutral for each in names_of(found))
