"""Count verdicts: precision, recall and F1 by class and relation, over one article or many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from ecograph.evaluate.judging import Judged
from ecograph.model import ENTITY_TYPES, Predicate

CLASSES: tuple[str, ...] = tuple(type_.lower() for type_ in ENTITY_TYPES)
RELATIONS: tuple[str, ...] = get_args(Predicate)
FIELDS = ("status", "comparator", "deadline", "posts")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right; 1 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Return the share of what is annotated that was found; 1 where nothing is annotated."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Totals:
    """The counts over some articles; `tallies` has a row a class and relation, and `entities` and `relations` for all.

    `fields` gives, of each checked field, how many were right of how many.
    """

    articles: int
    tallies: Mapping[str, Tally]
    fields: Mapping[str, tuple[int, int]]
    outside: int
    spans: int
    bad_spans: tuple[str, ...]
    unread: tuple[str, ...]

    def form(self) -> dict[str, Any]:
        """Return the counts as plain JSON values."""
        rows = {
            name: {
                "p": round(tally.precision, 4), "r": round(tally.recall, 4), "f1": round(tally.f1, 4),
                "tp": tally.right, "fp": tally.wrong, "fn": tally.missed,
            }
            for name, tally in self.tallies.items()
        }  # fmt: skip
        return rows | {
            "attributes": {name: round(right / of, 4) if of else None for name, (right, of) in self.fields.items()},
            "evidence": {"spans": self.spans, "wrong": len(self.bad_spans)},
            "relations_on_unmatched_entities": self.outside,
            "documents_without_facts": list(self.unread),
        }


def totals(judged: Iterable[Judged]) -> Totals:
    """Count the verdicts on some articles."""
    listed = list(judged)
    entities = {name: _tally(listed, "entities", name) for name in CLASSES}
    relations = {name: _tally(listed, "relations", name) for name in RELATIONS}
    tallies = {
        **entities, "entities": sum(entities.values(), Tally()),
        **relations, "relations": sum(relations.values(), Tally()),
    }  # fmt: skip
    return Totals(
        len(listed),
        tallies,
        {name: _field(listed, name) for name in FIELDS},
        sum(each.outside for each in listed),
        sum(each.spans for each in listed),
        tuple(f"{each.gold.stem}: {told}" for each in listed for told in each.bad_spans),
        tuple(each.gold.stem for each in listed if each.facts is None),
    )


def _tally(judged: list[Judged], kind: str, name: str) -> Tally:
    if kind == "relations":
        verdicts = [each.verdict for one in judged for each in one.relations if each.predicate == name]
    else:
        verdicts = [each.verdict for one in judged for each in one.entities if _class(each.gold or each.found) == name]
    return Tally(verdicts.count("right"), verdicts.count("wrong"), verdicts.count("missed"))


def _class(entity: Any) -> str:  # noqa: ANN401 - an annotated entity or a found one; both have a type
    return str(entity.type).lower()


def _field(judged: list[Judged], name: str) -> tuple[int, int]:
    checked = [each.right for one in judged for each in one.fields if each.field == name]
    return sum(checked), len(checked)
