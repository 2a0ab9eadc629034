"""Articles of many places made of few: told again on other days, in other places, of other people, with other names."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ecograph.model import Entity, Facts
from ecograph.resolve.divisions import divisions

_SURNAMES, _GIVEN = "王李张刘陈杨", "伟强磊军勇"
_KINDS = ("river", "section", "admin", "lake")


def mixed(facts: Sequence[Facts], number: int, *, seed: int = 1, homes: int = 12) -> Iterator[Facts]:
    """Yield so many articles, each one of `facts` told anew; about half of them in one of a few other places."""
    chance = random.Random(seed)
    codes = chance.sample(sorted(divisions().by_code), homes)
    for count in range(number):
        one = chance.choice(facts)
        day = f"{chance.randint(2012, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        document = replace(
            one.document,
            id=f"document/{chance.getrandbits(64):016x}",
            source=f"{count}.txt",
            published=day[: chance.choice((0, 4, 7, 10, 10, 10))],
            home=chance.choice((one.document.home, chance.choice(codes))),
        )
        yield one._replace(document=document, entities=tuple(_retold(each, chance) for each in one.entities))


def _retold(entity: Entity, chance: random.Random) -> Entity:
    name = entity.name
    if chance.random() < 0.5:
        return entity
    if entity.type == "Official":
        return entity._replace(name=chance.choice(_SURNAMES) + chance.choice(_GIVEN))
    if entity.type == "Project":
        names = f"“{name}”", name.replace("治理", "综合治理"), f"{name}（二期）", f"{name[:-2]}示范{name[-2:]}"
        return entity._replace(name=chance.choice(names))
    if entity.type == "Policy":
        return entity._replace(name=chance.choice((name.replace("》", "（2021—2025年）》"), f"《{name[3:]}")))
    if entity.type == "Agency":
        return entity._replace(name=chance.choice((f"“{name}”", name, name, name)))
    if entity.type == "Place" and not entity.attributes.get("code"):
        return entity._replace(attributes={**entity.attributes, "kind": chance.choice(_KINDS)})
    return entity
