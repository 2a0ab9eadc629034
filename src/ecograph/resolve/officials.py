"""Tell which officials are the same person: by name and career, within the prefecture (or province) of their posts.

Two posts of one name in one prefecture are one person's where one article gives both, where the bodies are one or belong
together (a bureau and its branch, party committee and government of one place), and where one comes after the other and
the ranks and places fit. Posts of unrelated bodies at the same time are kept apart. A name without a body, or in a task
force, is that of the one person it may be.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from ecograph.resolve.agency_names import AgencyName
from ecograph.resolve.clusters import Clusters
from ecograph.resolve.context import Context
from ecograph.resolve.divisions import NATION, divisions
from ecograph.resolve.names import segment
from ecograph.resolve.nodes import ALIKE, NAMED, TABLED, TOLD, Findings, Key, Node
from ecograph.resolve.posts import COORDINATING, GOVERNING, is_low, rank
from ecograph.resolve.reforms import reforms
from ecograph.resolve.times import Period, spanned

# More posts of one name in one prefecture than these are not compared one with another.
_MANY = 40
# From this rank on officials are moved from county to county, and between prefectures and the province.
_MOVED, _SENIOR = 5, 6
_NEVER = Period("9", "9", "9", "9")


class Post(NamedTuple):
    """A name in a body: `body` is what the body's name says, None where the article names none."""

    name: str
    agency: str
    body: AgencyName | None
    kind: str
    scope: str
    county: str


class Agency(NamedTuple):
    """An agency as one document names it: the path of its node, what is read from its name, and its kind."""

    own: str
    about: AgencyName
    kind: str


@dataclass(frozen=True, slots=True)
class Person:
    """Some posts that are one person's."""

    posts: tuple[Node, ...]
    when: Period | None

    @property
    def first(self) -> Node:
        """Return the post that comes first in time."""
        return min(self.posts, key=lambda node: (_when(node), node.own))

    @property
    def last(self) -> Node:
        """Return the post that comes last in time."""
        return max(self.posts, key=lambda node: (_when(node)[::-1], node.own))


def _when(node: Node) -> tuple[str, str]:
    when = node.when()
    return (when.first, when.last) if when else ("", "")


def post_of(name: str, agency: Agency | None, context: Context) -> Post:
    """Return a name in a body, in the prefecture or province of the body, or else of the article."""
    if agency is None:
        return Post(name, "", None, "", context.scope, context.county)
    body = agency.about
    place = body.place or body.county
    scope = NATION if place == NATION else divisions().prefecture(place) or context.scope
    return Post(name, agency.own, body, agency.kind, scope, divisions().county(place))


def paths(about: Post, context: Context) -> tuple[str, str]:
    """Return the path that only this name in this body has, and the one it gets where no other claims it."""
    plain = f"official/{about.scope}/{segment(about.name)}"
    if about.agency:
        return f"{plain}/{about.agency.removeprefix('agency/')}", plain
    return f"official/{context.county or about.scope}/{segment(about.name)}", plain


def keys(node: Node) -> Iterator[Key]:
    """Yield what an official shares with those that he may be the same as."""
    yield "name", node.about.name
    for sighting in node.sightings:
        yield from sighting.beside


def same_officials(nodes: list[Node], found: Findings, body_of: Callable[[str], str]) -> None:
    """Find the reasons to hold officials for the same, and the pairs that may be.

    `body_of` tells which agencies are the same.
    """
    by_path = {node.own: node for node in nodes}
    for node in nodes:
        for sighting in node.sightings:
            for path in sighting.beside:
                found.join(TOLD, node, by_path[path], "one article gives both posts to one name")
    borne = Counter(node.about.name for node in nodes)
    bodies: defaultdict[tuple[str, str], list[Node]] = defaultdict(list)
    names: defaultdict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in nodes:
        if borne[node.about.name] == 1:
            # Nobody else it may be.
            continue
        names[node.about.scope, node.about.name].append(node)
        if node.about.agency:
            bodies[node.about.name, body_of(node.about.agency)].append(node)
    if not names:
        return
    for same in bodies.values():
        found.chain(NAMED, same, "the same name in the same body")
    for same in names.values():
        _related([node for node in same if not _slight(node)], found)
    so_far = found.so_far(nodes)
    for same in names.values():
        _careers(_persons([node for node in same if not _slight(node)], so_far), so_far, found)
    so_far = found.so_far(nodes)
    settled = {so_far.root(node.own) for node in nodes if not _slight(node)}
    for (scope, _), same in names.items():
        _bare(
            scope,
            [node for node in same if _slight(node) and so_far.root(node.own) not in settled],
            names,
            so_far,
            found,
        )
    _elsewhere(names, so_far, found)


def _slight(node: Node) -> bool:
    """Tell whether a post says little of whose it is: no body is named, or one in which others' officials sit."""
    body = node.about.body
    return body is None or COORDINATING.search(body.body) is not None


def _persons(nodes: Iterable[Node], so_far: Clusters) -> list[Person]:
    """Return the persons that some posts are known to be of, the earliest first."""
    sets: defaultdict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        sets[so_far.root(node.own)].append(node)
    found = [Person(tuple(posts), spanned([node.when() for node in posts])) for posts in sets.values()]
    if len(found) < 2:
        return found
    return sorted(found, key=lambda person: (person.when or _NEVER, min(node.own for node in person.posts)))


# Bodies that belong together


def _related(nodes: list[Node], found: Findings) -> None:
    """Join the posts of one name in bodies that belong together, at whatever time."""
    places: defaultdict[str, list[Node]] = defaultdict(list)
    full = {node.about.body.full: node for node in nodes}
    for node in nodes:
        places[node.about.body.place or node.about.body.county].append(node)
        body = node.about.body
        if body.branch_of and (whole := full.get(body.full[: body.full.index(body.branch_of) + len(body.branch_of)])):
            found.join(TABLED, node, whole, "a body and its branch")
    for group in places.values():
        for one, other in combinations(group, 2) if len(group) <= _MANY else ():
            if why := _belong(one.about.body, other.about.body):
                found.join(TABLED, one, other, why)


def _belong(one: AgencyName, other: AgencyName) -> str:
    """Return how two bodies of one place belong together, "" if they do not."""
    short, long = sorted((one.body, other.body), key=len)
    if GOVERNING.match(short) and GOVERNING.match(long):
        return "party committee, government and assemblies of one place"
    if long.startswith(short) or (short == "中共委员会" and long.startswith("中共委")):
        return "a body and a part of it"
    if {short, long} == {"人民政府", "公安局"}:
        return "a deputy head of government may lead the police"
    between = reforms().renames
    if between(one.place, one.duties, other.duties) or between(one.place, other.duties, one.duties):
        return "a body and what a reform made of it"
    return ""


# One post after the other


def _careers(persons: list[Person], so_far: Clusters, found: Findings) -> None:
    """Join posts that follow one another where one person may have had them, if it is clear whose they are."""
    open_: list[Person] = []
    for person in persons[:_MANY]:
        others = [each for each in open_ if not so_far.parted(each.first.own, person.first.own)]
        before = [each for each in others if not _obstacle(each, person)]
        for each in others:
            if why := _obstacle(each, person):
                found.doubt(each.last, person.first, "career", why)
            elif len(before) > 1:
                told = f"{_told(each.last)} may have become {_told(person.first)}, but so may another of this name"
                found.doubt(each.last, person.first, "career", told)
        if len(before) == 1:
            (earlier,) = before
            why = f"{_told(earlier.last)} became {_told(person.first)}"
            found.join(ALIKE, earlier.last, person.first, why)
            open_.remove(earlier)
            open_.append(Person((*earlier.posts, *person.posts), spanned((earlier.when, person.when))))
        else:
            open_.append(person)


def _obstacle(earlier: Person, later: Person) -> str:
    """Return why the later posts are perhaps not the earlier person's, "" if they well may be."""
    one, other = earlier.last, later.first
    told = f"{_told(one)} and {_told(other)}"
    if earlier.when is None or later.when is None:
        return f"{told}: the date of an article is unknown"
    if not earlier.when.before(later.when):
        return f"{told}: posts of unrelated bodies at the same time"
    ranks = _rank(one), _rank(other)
    if not all(ranks):
        return f"{told}: posts of another kind"
    if not -1 <= ranks[1] - ranks[0] <= 2:
        return f"{told}: too far from the one rank to the other"
    if _apart(one, other) and min(ranks) < _MOVED:
        return f"{told}: another county"
    return ""


def _apart(one: Node, other: Node) -> bool:
    places = _place(one), _place(other)
    known = divisions()
    return not (known.inside(places[0], places[1]) or known.inside(places[1], places[0]))


def _place(node: Node) -> str:
    body = node.about.body
    return str((body.county if body.branch_of else body.place) or body.county or node.about.scope)


def _titles(node: Node) -> set[str]:
    return {title for sighting in node.sightings for title in sighting.titles}


def _rank(node: Node) -> int:
    return rank(node.about.body, node.about.kind, _titles(node)) if node.about.body else 0


def _told(node: Node) -> str:
    """Return a post for people: 平遥县水利局局长 (2023)."""
    titles = "、".join(sorted(_titles(node)))
    when = node.when()
    body = node.about.body.full if node.about.body else ""
    return f"{body}{titles}" + (f" ({when.years()})" if when else "")


# Names that say little


def _bare(
    scope: str, bare: list[Node], names: dict[tuple[str, str], list[Node]], so_far: Clusters, found: Findings
) -> None:
    """Give a name that says little to the one person of that name in the prefecture, else the province, else the nation."""
    for node in sorted(bare, key=lambda node: node.own):
        persons: list[Person] = []
        for area in (scope, divisions().province(scope), NATION):
            posts = [each for each in names.get((area, node.about.name), ()) if not _slight(each)]
            if persons := _persons(posts, so_far):
                break
        fitting = _fitting(node, persons)
        if len(fitting) == 1:
            found.join(NAMED, node, fitting[0].first, "the only one of this name who may be meant")
        for person in persons if len(fitting) != 1 else ():
            why = f"{_told(node) or 'a name without a post'} may be {_told(person.last)}"
            found.doubt(node, person.last, "bare", why)
    counties = {node.about.county for node in bare}
    if len(counties) == 2 and "" in counties:
        found.chain(NAMED, bare, "the same name in the prefecture")
    for one, other in combinations(sorted(bare, key=lambda node: node.own)[:_MANY], 2) if len(counties) > 1 else ():
        found.doubt(one, other, "bare", "the same name in two places of a prefecture, without a body")


def _fitting(node: Node, persons: list[Person]) -> list[Person]:
    """Return the persons that a name without a body may stand for."""
    titles = _titles(node)
    if is_low(titles):
        return [each for each in persons if titles & _all_titles(each)]
    for fits in (lambda person: titles & _all_titles(person), lambda person: _lives(node, person)):
        if len(persons) > 1 and (fewer := [each for each in persons if fits(each)]):
            persons = fewer
    return persons


def _all_titles(person: Person) -> set[str]:
    return {title for post in person.posts for title in _titles(post)}


def _lives(node: Node, person: Person) -> bool:
    return bool(node.about.county) and any(post.about.county == node.about.county for post in person.posts)


# The same name elsewhere in the province


def _elsewhere(names: dict[tuple[str, str], list[Node]], so_far: Clusters, found: Findings) -> None:
    """Doubt officials of one name in two prefectures of a province, or in one and the province itself.

    They are kept apart. Listed are those who may have moved, being senior, and those with the same post in both.
    """
    provinces: defaultdict[tuple[str, str], list[list[Node]]] = defaultdict(list)
    for (scope, name), nodes in names.items():
        if province := divisions().province(scope):
            provinces[province, name].append([node for node in nodes if not _slight(node)])
    for scopes in provinces.values():
        persons = [person for nodes in scopes for person in _persons(nodes, so_far)] if len(scopes) > 1 else []
        for one, other in combinations(persons[:_MANY], 2):
            if so_far.root(one.first.own) != so_far.root(other.first.own) and _scope(one) != _scope(other):
                earlier, later = sorted((one, other), key=lambda person: person.when or _NEVER)
                if why := _moved(earlier, later) or _alike(earlier, later):
                    found.doubt(earlier.last, later.first, "elsewhere", why)


def _scope(person: Person) -> str:
    return str(person.first.about.scope)


def _moved(earlier: Person, later: Person) -> str:
    ranks = _rank(earlier.last), _rank(later.first)
    after = earlier.when and later.when and earlier.when.before(later.when)
    if not after or max(ranks) < _SENIOR or not -1 <= ranks[1] - ranks[0] <= 2:
        return ""
    return f"{_told(earlier.last)} may have become {_told(later.first)} in another prefecture, or in the province"


def _alike(one: Person, other: Person) -> str:
    for post in one.posts:
        for twin in other.posts:
            if post.about.body.duties == twin.about.body.duties and not is_low(_titles(post) | _titles(twin)):
                return f"{_told(post)} and {_told(twin)}: the same kind of post in two prefectures of one province"
    return ""
