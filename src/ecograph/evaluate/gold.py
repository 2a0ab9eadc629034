"""Read one article's annotation; `data/gold/README.md` describes its form."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from ecograph.errors import EcographError
from ecograph.evaluate.folding import folded
from ecograph.model import ENTITY_TYPES, EntityType

Triple: TypeAlias = tuple[str, str, str]
# The fields of a target that are held against the annotation one by one.
FIELDS = ("status", "comparator", "deadline")


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """One annotated entity.

    `printed` are the names that the text may hold, `names` those and further correct ones, folded for comparison.
    `optional`: whoever leaves it out misses nothing. `fields` holds the fields of a target that are to be checked.
    """

    type: EntityType
    label: str
    printed: tuple[str, ...]
    names: frozenset[str]
    optional: bool
    posts: tuple[str, ...]
    metric: str
    value: object
    unit: str
    fields: dict[str, str]

    @property
    def keys(self) -> frozenset[str]:
        """Return what the annotated relations may call this entity, folded."""
        whole = folded(f"{self.metric}{self.value}{self.unit}")
        return self.names | {whole} if self.type == "Target" else self.names


@dataclass(frozen=True, slots=True)
class Gold:
    """One article's annotation: its entities, its relations by name, those a reader may draw or not, and open names."""

    stem: str
    entities: tuple[GoldEntity, ...]
    relations: tuple[Triple, ...]
    optional: tuple[Triple, ...]
    neutral: tuple[str, ...]


def read_gold(path: Path) -> Gold:
    """Read one annotation file; raise `EcographError` where it does not have the form."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Gold(
            path.stem,
            tuple(_entity(type_, each) for type_ in ENTITY_TYPES for each in told["entities"].get(type_.lower(), [])),
            _triples(told.get("relations", [])),
            _triples(told.get("relations_optional", [])),
            tuple(folded(name) for name in told.get("neutral", [])),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EcographError(
            f"is no annotation ({type(error).__name__}: {error})",
            where=str(path),
            remedy="write it in the form that data/gold/README.md describes",
        ) from error


def _entity(type_: EntityType, told: dict[str, Any]) -> GoldEntity:
    printed = tuple(filter(None, [told.get("name", ""), *(told.get("aliases") or [])]))
    metric, value, unit = told.get("metric", ""), told.get("value", ""), told.get("unit", "") or ""
    return GoldEntity(
        type=type_,
        label=told.get("name") or f"{metric} {value}{unit}",
        printed=printed or tuple(filter(None, [told.get("quote", "")])),
        names=frozenset(filter(None, map(folded, [*printed, *(told.get("accept") or [])]))),
        optional=told.get("required", True) is False,
        posts=tuple(told.get("posts", [])),
        metric=metric,
        value=value,
        unit=unit,
        fields=_checked(told) if type_ == "Target" else {},
    )


def _checked(told: dict[str, Any]) -> dict[str, str]:
    """Return the fields that the annotator set and did not leave open."""
    left_open = {name for name in FIELDS if told.get(f"{name}_either")}
    if told.get("deadline_optional"):
        left_open.add("deadline")
    return {name: str(told[name]) for name in FIELDS if told.get(name) and name not in left_open}


def _triples(told: list[list[str]]) -> tuple[Triple, ...]:
    return tuple((subject, predicate, object_) for subject, predicate, object_ in told)
