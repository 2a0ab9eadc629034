"""Articles of many places made of few: told again on other days, in other places, of other people, with other names."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from naming import agency, article, named

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


_HOMES = ("140700", "140728", "140781", "140000", "620800", "620821", "110119", "")
_PLACES = ("", "", "市", "晋中市", "平遥县", "山西省", "平凉市", "泾川县")
_BODIES = (
    "水利局", "水务局", "环境保护局", "生态环境局", "生态环境局平遥分局", "环境保护局平遥分局", "人民政府", "委", "林业局",
    "林业和草原局", "城关镇人民政府", "古陶镇政府", "督察组", "国土资源局", "自然资源局", "规划和自然资源局", "河长制办公室",
)  # fmt: skip
_WORKS = (
    "潇河治理",
    "潇河流域治理",
    "潇河流域综合治理",
    "汾河生态廊道",
    "汾河廊道",
    "泾河流域水生态修复",
    "泾河修复",
    "污水处理厂",
)
_TITLES = ("节水规划", "水污染防治工作方案", "政府工作报告", "国土空间生态修复总体规划", "长江保护法", "河道管理办法")


def invented(number: int, *, seed: int) -> Iterator[Facts]:
    """Yield so many articles in which everything may be this or that."""
    chance = random.Random(seed)
    for count in range(number):
        bodies = [_body(chance) for _ in range(chance.randint(1, 3))]
        things = [
            named(
                "Place", chance.choice(("城关镇", "王庄桥南断面", "清水河", "北山")), kind=chance.choice((*_KINDS, ""))
            ),
            *(_work(chance) for _ in range(chance.randint(0, 2))),
            *(_title(chance) for _ in range(chance.randint(0, 2))),
        ]
        person = named(
            "Official",
            chance.choice(("王明", "李强", "马成毅")),
            posts=(chance.choice(("局长", "副县长", "护林员", "市长")),),
        )
        links = [(person.name, "worksFor", each.id) for each in bodies[: chance.randint(0, 2)]]
        links += [(each.id, "issued", things[-1].id) for each in bodies[:1] if things[-1].type == "Policy"]
        entities = list({each.id: each for each in (*bodies, *things, person)}.values())
        text = "，".join([_told(chance, entities), *(each.name for each in entities), str(count)])
        day = f"{chance.randint(2012, 2025)}-0{chance.randint(1, 9)}-11"[: chance.choice((0, 4, 10, 10))]
        yield article(*entities, home=chance.choice(_HOMES), published=day, links=links, text=text)


def _body(chance: random.Random) -> Entity:
    kind = chance.choice(("bureau", "bureau", "government", "office", "company"))
    return agency(chance.choice(_PLACES) + chance.choice(_BODIES), kind)


def _work(chance: random.Random) -> Entity:
    name = chance.choice(_PLACES) + chance.choice(_WORKS) + chance.choice(("工程", "项目", ""))
    name += chance.choice(("", "", "（二期）"))
    return named(
        "Project",
        chance.choice((name, name, f"“{name}”", "清源行动", "“清源行动”", "“清源行动”专项行动", "“清源行动”巡河")),
    )


def _title(chance: random.Random) -> Entity:
    years, number = (
        chance.choice(("", "", "（2018—2020年）", "（2023—2025年）")),
        chance.choice(("", "", "市政发〔2020〕1号")),
    )
    return named("Policy", f"《{chance.choice(_PLACES)}{chance.choice(_TITLES)}{years}》", number=number)


def _told(chance: random.Random, entities: Sequence[Entity]) -> str:
    """Return a sentence that says another name of something, or what became what."""
    one, other = chance.choice(entities), chance.choice(entities)
    called = chance.choice((other.name, *_WORKS, *_TITLES)).strip("《》“”")
    return chance.choice(
        (f"{one.name}（以下简称{called}）", f"{one.name}更名为{other.name}。", f"{one.name}（原{other.name}）", "")
    )
