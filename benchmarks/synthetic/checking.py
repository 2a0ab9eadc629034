"""Hold what was extracted from synthetic articles against what they are known to state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ecograph.evaluate import Gold, GoldEntity, judge
from ecograph.evaluate.folding import folded
from ecograph.model import EntityType, Facts
from synthetic.known import Known

CLASSES: tuple[EntityType, ...] = ("Agency", "Official", "Project", "Target")
FIELDS = ("status", "comparator", "deadline", "posts")


class Check:
    """Counts what was found of what is known; `figures` gives precision and recall by class, and the share of right fields."""

    def __init__(self) -> None:
        self._verdicts = Counter[tuple[str, str]]()
        self._fields = Counter[tuple[str, bool]]()

    def take(self, known: Known, facts: Facts | None) -> None:
        """Count one article; None for one that gave nothing."""
        if facts is not None:
            facts = facts._replace(entities=tuple(each for each in facts.entities if each.type in CLASSES), claims=())
        judged = judge(gold(known), facts)
        for each in judged.entities:
            entity = each.gold or each.found
            assert entity is not None
            self._verdicts[entity.type, each.verdict] += 1
        for field in judged.fields:
            self._fields[field.field, field.right] += 1

    def figures(self) -> dict[str, dict[str, float]]:
        """Return by class precision, recall and how many are known; by field the share that is right."""
        found = {name.lower(): self._class(name) for name in CLASSES}
        for name in FIELDS:
            right, wrong = self._fields[name, True], self._fields[name, False]
            found[name] = {"right": right / (right + wrong or 1), "known": right + wrong}
        return found

    def _class(self, name: str) -> dict[str, float]:
        right, wrong, missed = (self._verdicts[name, each] for each in ("right", "wrong", "missed"))
        return {
            "precision": right / (right + wrong or 1), "recall": right / (right + missed or 1), "known": right + missed
        }  # fmt: skip


def check(pairs: Iterable[tuple[Known, Facts | None]]) -> dict[str, dict[str, float]]:
    """Return the figures of some articles."""
    counted = Check()
    for known, facts in pairs:
        counted.take(known, facts)
    return counted.figures()


def gold(known: Known) -> Gold:
    """Return what is known as an annotation."""
    agencies = [_named("Agency", names) for names in known.agencies]
    agencies += [_named("Agency", (name,), optional=True) for name in known.implied]
    officials = [_named("Official", (name,), posts) for name, posts, _ in known.officials]
    projects = [_named("Project", (name,)) for name in known.projects]
    return Gold("synthetic", (*agencies, *officials, *projects, *_targets(known)), (), (), ())


def _named(
    type_: EntityType, names: tuple[str, ...], posts: tuple[str, ...] = (), *, optional: bool = False
) -> GoldEntity:
    return GoldEntity(
        type=type_, label=names[0], printed=names, names=frozenset(map(folded, names)), optional=optional, posts=posts,
        metric="", value="", unit="", fields={},
    )  # fmt: skip


def _targets(known: Known) -> list[GoldEntity]:
    return [
        GoldEntity(
            type="Target", label=f"{each.metric} {each.value}{each.unit}", printed=(), names=frozenset(), optional=False, posts=(),
            metric=each.metric, value=each.value, unit=each.unit,
            fields={name: getattr(each, name) for name in ("status", "comparator", "deadline") if getattr(each, name)},
        )
        for each in known.targets
    ]  # fmt: skip
