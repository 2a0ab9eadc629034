"""The world that the articles speak of: every county of the mainland with agencies, officials and projects of its own.

The places are real; who works there and what is built there is made up. The same seed makes the same world.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ecograph.resources import rows
from synthetic import words

_MAINLAND = "65"  # the codes of provinces up to Xinjiang
_TERM = 3


class Agency(NamedTuple):
    """An agency: its full name, all names that a text may call it, the title of its head, its people by rank, its parent."""

    name: str
    names: tuple[str, ...]
    head: str
    people: tuple[str, ...]
    part_of: str = ""


class Place(NamedTuple):
    """A county, prefecture or province with its bodies; `whole` is what its people call it (全县), `short` its bare name."""

    code: str
    name: str
    short: str
    whole: str
    council: Agency
    committee: Agency
    bureaus: tuple[Agency, ...]


class Scene(NamedTuple):
    """Where and when a few articles play: a county, what it lies in, and what is built there in those years."""

    county: Place
    city: Place
    province: Place
    rivers: tuple[str, ...]
    towns: tuple[str, ...]
    projects: tuple[str, ...]
    companies: tuple[str, ...]


class World:
    """All places, made as they are asked for."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._rows = {
            row["code"]: row for row in rows("data", "gazetteer", "divisions.csv") if row["code"][:2] <= _MAINLAND
        }
        self._rivers = _rivers()
        self.counties = self._order()
        self._place = lru_cache(maxsize=20_000)(self._make)
        self.scene = lru_cache(maxsize=64)(self._scene)

    def _order(self) -> Sequence[str]:
        """Return the counties in an order that takes one of each province in turn."""
        chance = random.Random(self.seed)
        turns = defaultdict[str, list[str]](list)
        for code, row in self._rows.items():
            if row["level"] == "county":
                turns[code[:2]].append(code)
        ranked = list[tuple[float, str]]()
        for codes in turns.values():
            chance.shuffle(codes)
            ranked += [((rank + chance.random()) / len(codes), code) for rank, code in enumerate(codes)]
        return [code for _, code in sorted(ranked)]

    def _scene(self, code: str, year: int) -> Scene:
        row = self._rows[code]
        term = year // _TERM
        county = self._place(code, term)
        city = self._place(row["parent"], term)
        province = self._place(code[:2] + "0000", term)
        chance = random.Random(f"{self.seed} {code} {term}")
        rivers = tuple(chance.sample(self._rivers[code[:2]], 3))
        places = random.Random(f"{self.seed} {code}")
        towns = tuple(f"{places.choice(words.TOWN_FIRST)}{places.choice(words.TOWN_LAST)}镇" for _ in range(5))
        made = (
            chance.choice(words.PROJECTS).format(place=county.short, river=river, town=town)
            for town in towns
            for river in rivers
        )
        companies = tuple(f"{county.short}{chance.choice(words.BRANDS)}{chance.choice(words.TRADES)}" for _ in range(3))
        return Scene(county, city, province, rivers, towns, tuple(dict.fromkeys(made)), companies)

    def _make(self, code: str, term: int) -> Place:
        row = self._rows[code]
        name, level = row["name"], row["level"]
        kind = "省" if level == "province" and name[-1] != "市" and name[-1] != "区" else name[-1]
        whole = "区" if name.endswith("自治区") else {"盟": "盟", "州": "州"}.get(kind, kind)
        short = row["short"].partition("|")[0] or name
        people = _People(random.Random(f"{self.seed} {code} {term}"))
        bodies = random.Random(f"{self.seed} {code} bodies")
        council = Agency(
            f"{name}人民政府", (f"{name}人民政府", f"{name}政府", f"{whole}政府"), f"{_ruler(whole)}", people.some(4)
        )
        committee = Agency(
            f"中共{name}委员会",
            (f"中共{name}委员会", f"{name}委", f"{whole}委", f"中共{name}委"),
            "书记",
            people.some(2),
        )
        tiers = words.PROVINCE_BODIES if level == "province" and kind != "市" else words.LOCAL_BODIES
        bureaus = list[Agency]()
        for choices in tiers:
            body, head = bodies.choice(choices)
            bureaus.append(Agency(f"{name}{body}", (f"{name}{body}", f"{whole}{body}"), head, people.some(3)))
        parent = self._rows.get(row["parent"])
        if (
            level == "county"
            and name[-1] in "县区"
            and parent
            and parent["level"] == "prefecture"
            and bodies.random() < 0.5
        ):
            bureaus[0] = _branch(parent["name"], name, row["short"].partition("|")[0] or name, bureaus[0].people)
        return Place(code, name, short, f"全{whole}", council, committee, tuple(bureaus))


def _branch(city: str, county: str, short: str, people: tuple[str, ...]) -> Agency:
    """Return a county's branch of the city's bureau."""
    whole = f"{city}生态环境局{short}分局"
    names = (
        whole,
        f"{city[-1]}生态环境局{short}分局",
        f"{short}分局",
        f"{city}生态环境局{county}分局",
        f"{county}分局",
    )
    return Agency(whole, names, "局长", people, f"{city}生态环境局")


def _ruler(whole: str) -> str:
    return "主席" if whole == "自治区" else f"{whole}长"


class _People:
    """Makes names, each once."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._used = set[str]()

    def some(self, number: int) -> tuple[str, ...]:
        """Return so many names."""
        return tuple(self._one() for _ in range(number))

    def _one(self) -> str:
        chance = self._chance
        while True:
            surname = chance.choice(words.COMMON_SURNAMES if chance.random() < 0.85 else _surnames())
            given = chance.choice(words.GIVEN) + (chance.choice(words.GIVEN) if chance.random() < 0.8 else "")
            name = surname + given
            if name not in self._used:
                self._used.add(name)
                return name


@lru_cache
def _surnames() -> tuple[str, ...]:
    return tuple(row["surname"] for row in rows("data", "lexicon", "surnames.csv"))


def _rivers() -> dict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for row in rows("data", "gazetteer", "natural.csv"):
        if row["kind"] == "river" and 2 <= len(row["name"]) <= 4:
            for province in row["provinces"].split("|"):
                found[province].append(row["name"])
    return found
