"""Small annotations and facts made by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from builders import document, span
from ecograph.evaluate import Gold, read_gold
from ecograph.model import Attribute, Claim, Entity, EntityType, Facts, Mention

TEXT = """晋中市生态环境局局长马成毅介绍，今年全市造林绿化32.4万亩，其中和
顺县造林5万亩。太行山国土绿化示范项目在和顺县开工。"""
DOCUMENT = document(TEXT, source="articles/one.txt", title="", published="2025")


def gold(folder: Path, *, name: str = "one", **told: Any) -> Gold:
    """Write an annotation and read it; each keyword is a class with its entities, or another key of the form."""
    path = folder / f"{name}.json"
    keys = {key: told.pop(key) for key in ("relations", "relations_optional", "neutral") if key in told}
    path.write_text(json.dumps({"id": name, "entities": told, **keys}, ensure_ascii=False), encoding="utf-8")
    return read_gold(path)


def entity(type_: EntityType, name: str, *aliases: str, printed: str = "", **told: Attribute) -> Entity:
    """Build a found entity, with a mention where the text prints it."""
    mentions = (Mention(span(DOCUMENT, printed), "test"),) if printed else ()
    return Entity(f"{type_}:{name}", type_, name, aliases, mentions, told)


def target(metric: str, value: float | str, unit: str, **told: Attribute) -> Entity:
    """Build a found target."""
    return entity("Target", f"{metric} {value} {unit}", metric=metric, value=value, unit=unit, **told)


def facts(*entities: Entity, claims: tuple[Claim, ...] = ()) -> Facts:
    """Build the facts of the one document."""
    return Facts(DOCUMENT, entities, claims)
