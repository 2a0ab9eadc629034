"""Write the articles: each follows from the seed and its number alone, so that any stretch of them can be written anywhere."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import lru_cache

from synthetic import sentences, words
from synthetic.known import Article, Known, Target
from synthetic.layouts import laid_out
from synthetic.retelling import retold
from synthetic.world import Agency, Place, Scene, World

# So many articles in a row play in one county.
_TOGETHER = 8
_REPOSTS = 0.06
_FIRST_YEAR, _YEARS = 2019, 7
# Of ten sentences: what they do. Fillers take about a third of the text, as in print.
_KINDS = (
    sentences.DONE, sentences.FILLERS, sentences.PLANNED, sentences.SAID, sentences.DONE,
    sentences.FILLERS, sentences.BUILT, sentences.PLANNED, sentences.FILLERS, sentences.SAID,
)  # fmt: skip


@lru_cache(maxsize=4)
def _world(seed: int) -> World:
    return World(seed)


def articles(count: int, *, characters: int = 2_000, seed: int = 1, first: int = 0) -> Iterator[Article]:
    """Yield so many articles of about so many characters, from the number `first` on."""
    for number in range(first, first + count):
        yield article(number, characters=characters, seed=seed)


def article(number: int, *, characters: int = 2_000, seed: int = 1) -> Article:
    """Return one article; the same number, length and seed give the same one."""
    chance = random.Random(f"{seed} {number}")
    name = _name(number)
    earlier = number % _TOGETHER
    if earlier and chance.random() < _REPOSTS * _TOGETHER / (_TOGETHER - 1):
        of = number - 1 - int(chance.random() * earlier)
        first = article(of, characters=characters, seed=seed)
        return Article(name, retold(first.text, chance, cut=False), first.known, first.repeats or first.name)
    group = number // _TOGETHER
    world = _world(seed)
    year = _FIRST_YEAR + int(chance.random() * _YEARS)
    scene = world.scene(world.counties[group % len(world.counties)], year)
    writer = _Writer(scene, year, chance)
    title, paragraphs = writer.write(characters)
    return Article(name, laid_out(title, paragraphs, writer.printed(), chance), writer.known())


def _name(number: int) -> str:
    return f"{number:08}.txt"


class _Writer(dict[str, str]):
    """Fills the slots of sentences, and notes what they state.

    A slot is asked for like a key of a mapping, so that a sentence is one call of `format_map`; nothing is kept under it.
    """

    def __init__(self, scene: Scene, year: int, chance: random.Random) -> None:
        super().__init__()
        self.scene, self.year, self.chance = scene, year, chance.random
        self.month, self.day = 2 + int(chance.random() * 11), 1 + int(chance.random() * 28)
        self.agency = scene.county.bureaus[0]
        self.city_agency = scene.city.bureaus[0]
        self.deadline = ""
        self.topic = self.pick(words.TOPICS)
        self.agencies = dict[str, Agency]()
        self.officials = dict[tuple[str, str], set[str]]()
        self.projects = dict[str, None]()
        self.targets = dict[Target, None]()

    def pick(self, choices: tuple[str, ...]) -> str:
        return choices[int(self.chance() * len(choices))]

    def __missing__(self, slot: str) -> str:
        return SLOTS[slot](self)

    def write(self, characters: int) -> tuple[str, list[str]]:
        """Return the title and the paragraphs."""
        title = self.pick(sentences.TITLES).format_map(self)
        paragraphs = [self.pick(sentences.OPENINGS).format_map(self)]
        length = len(title) + len(paragraphs[0])
        starts = {id(kind): int(self.chance() * len(kind)) for kind in _KINDS}
        turn = int(self.chance() * len(_KINDS))
        told = list[str]()
        while length < characters - 30:
            kind = _KINDS[turn % len(_KINDS)]
            starts[id(kind)] += 1
            turn += 1
            self.deadline = ""
            told.append(kind[starts[id(kind)] % len(kind)].format_map(self))
            length += len(told[-1])
            if len(told) > 1 and self.chance() < 0.4:
                paragraphs.append("".join(told))
                told.clear()
        told.append(self.pick(sentences.CLOSINGS).format_map(self))
        paragraphs.append("".join(told))
        return title, [each for each in paragraphs if each]

    def printed(self) -> tuple[int, int, int, str]:
        """Return the day on which the article is printed, and the place."""
        return self.year, self.month, self.day, self.scene.county.short

    def known(self) -> Known:
        """Return what was stated."""
        return Known(
            tuple(each.names for each in self.agencies.values()),
            tuple((name, tuple(sorted(posts)), agency) for (name, agency), posts in self.officials.items()),
            tuple(self.projects),
            tuple(self.targets),
            tuple({each.part_of: None for each in self.agencies.values() if each.part_of not in ("", *self.agencies)}),
        )

    def says(self, agency: Agency) -> str:
        """Name an agency: in full first, later now and then as people of the place do."""
        known = agency.name in self.agencies
        self.agencies[agency.name] = agency
        return agency.names[1] if known and self.chance() < 0.4 else agency.name

    def bureau(self) -> str:
        """Name one of the county's agencies, of a few that the article is about."""
        bureaus = self.scene.county.bureaus
        self.agency = bureaus[int(self.chance() ** 2 * len(bureaus))]
        return self.says(self.agency)

    def upper(self, place: Place) -> str:
        self.city_agency = place.bureaus[int(self.chance() ** 2 * len(place.bureaus))]
        self.agencies[self.city_agency.name] = self.city_agency
        return self.city_agency.name

    def official(self, agency: Agency, rank: int, *posts: str) -> str:
        """Name one of an agency's people."""
        self.agencies.setdefault(agency.name, agency)
        name = agency.people[rank]
        self.officials.setdefault((name, agency.name), set()).update(posts)
        return name

    def leader(self) -> str:
        place = self.scene.county
        return f"{place.committee.names[1]}书记{self.official(place.committee, 0, '书记')}"

    def mayor(self) -> str:
        place = self.scene.county
        self.agencies.setdefault(place.committee.name, place.committee)
        ruler = place.council.head
        return f"{place.committee.names[1]}副书记、{ruler}{self.official(place.council, 0, '副书记', ruler)}"

    def vice(self) -> str:
        council = self.scene.county.council
        post = f"副{council.head}"
        return f"{post}{self.official(council, 1 + int(self.chance() * 3), post)}"

    def head(self, agency: Agency) -> str:
        title = self.pick((agency.head, agency.head, f"党组书记、{agency.head}"))
        return f"{title}{self.official(agency, 0, *title.split('、'))}"

    def deputy(self) -> str:
        post = f"副{self.agency.head}"
        return f"{post}{self.official(self.agency, 1 + int(self.chance() * 2), post)}"

    def project(self) -> str:
        name = self.pick(self.scene.projects)
        self.projects[name] = None
        return name

    def company(self) -> str:
        name = self.pick(self.scene.companies)
        self.agencies.setdefault(name, Agency(name, (name,), "", ()))
        return name

    def by(self) -> str:
        """Tell a deadline."""
        kind, year = int(self.chance() * 8), self.year
        ahead = year + 1 + int(self.chance() * 3)
        self.deadline = str(year if kind < 4 else ahead)
        if kind == 4 and year < 2025:
            self.deadline = "2025"
            return "到“十四五”末"
        return (
            f"到{year}年底",
            "年底前",
            "今年年底前",
            "今年",
            "",
            f"到{ahead}年",
            f"到{ahead}年底",
            f"{ahead}年底前",
        )[kind] or (f"{ahead}年前")

    def amount(self, bounds: tuple[tuple[str, str, str], ...], status: str) -> str:
        verb, metric, unit, low, high, decimals = words.AMOUNTS[int(self.chance() * len(words.AMOUNTS))]
        before, after, comparator = bounds[int(self.chance() * len(bounds))]
        value = _number(low + int(self.chance() * (high - low)), decimals)
        self.target(metric, value, unit, comparator, status)
        return f"{verb}{metric}{before}{value}{unit}{after}"

    def share(self, forms: tuple[tuple[str, str], ...], status: str) -> str:
        metric, low, high, decimals = words.SHARES[int(self.chance() * len(words.SHARES))]
        form, comparator = forms[int(self.chance() * len(forms))]
        value = _number(low + int(self.chance() * (high - low)), decimals)
        self.target(metric, value, "%", comparator, status)
        return form.format(metric=metric, value=value)

    def level(self, forms: tuple[tuple[str, str], ...], status: str) -> str:
        metric, unit, low, high = words.LEVELS[int(self.chance() * len(words.LEVELS))]
        form, comparator = forms[int(self.chance() * len(forms))]
        value = _number(low + int(self.chance() * (high - low)), 0)
        self.target(metric, value, unit, comparator, status)
        return form.format(metric=metric, value=value, unit=unit)

    def invest(self) -> str:
        value = _number(3 + int(self.chance() * 240), 1)
        self.targets[Target("总投资", value, "亿元", "=", "", "")] = None
        return f"总投资{value}亿元"

    def target(self, metric: str, value: str, unit: str, comparator: str, status: str) -> None:
        deadline = self.deadline if status == "planned" else ""
        self.targets[Target(metric, value, unit, comparator, deadline, status)] = None


def _number(value: int, decimals: int) -> str:
    return f"{value // 10}.{value % 10}" if decimals and value % 10 else str(value // 10 if decimals else value)


SLOTS: dict[str, Callable[[_Writer], str]] = {
    "P": lambda writer: writer.scene.county.name,
    "all": lambda writer: writer.scene.county.whole,
    "city": lambda writer: writer.scene.city.whole,
    "gov": lambda writer: writer.says(writer.scene.county.council),
    "year": lambda writer: str(writer.year),
    "ly": lambda writer: str(writer.year - 1),
    "month": lambda writer: str(writer.month),
    "month_before": lambda writer: str(writer.month - 1),
    "day": lambda writer: str(writer.day),
    "topic": lambda writer: writer.topic,
    "river": lambda writer: writer.pick(writer.scene.rivers),
    "town": lambda writer: writer.pick(writer.scene.towns),
    "byline": lambda writer: writer.pick(words.COMMON_SURNAMES) + writer.pick(words.GIVEN) + writer.pick(words.GIVEN),
    "policy": lambda writer: (
        f"{writer.scene.county.name}{writer.topic}{writer.pick(words.POLICY_HEADS)}（{writer.year}—{writer.year + 2}年）"
    ),
    "agency": _Writer.bureau,
    "city_agency": lambda writer: writer.upper(writer.scene.city),
    "prov_agency": lambda writer: writer.upper(writer.scene.province),
    "it": lambda writer: {"局": "该局", "会": "该委"}.get(writer.agency.name[-1], "该办公室"),
    "head": lambda writer: writer.head(writer.agency),
    "city_head": lambda writer: writer.head(writer.city_agency),
    "deputy": _Writer.deputy,
    "leader": _Writer.leader,
    "mayor": _Writer.mayor,
    "vice": _Writer.vice,
    "project": _Writer.project,
    "company": _Writer.company,
    "by": _Writer.by,
    "invest": _Writer.invest,
    "plan": lambda writer: writer.amount(sentences.BOUNDS_PLANNED, "planned"),
    "done": lambda writer: writer.amount(sentences.BOUNDS_DONE, "achieved"),
    "share_plan": lambda writer: writer.share(sentences.SHARES_PLANNED, "planned"),
    "share_done": lambda writer: writer.share(sentences.SHARES_DONE, "achieved"),
    "level_plan": lambda writer: writer.level(sentences.LEVELS_PLANNED, "planned"),
    "level_done": lambda writer: writer.level(sentences.LEVELS_DONE, "achieved"),
}
