"""Tell which policies are the same: by jurisdiction, title and years, and by document number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from ecograph.resolve.context import Context
from ecograph.resolve.divisions import NATION, divisions
from ecograph.resolve.names import folded, segment
from ecograph.resolve.nodes import NAMED, TABLED, TOLD, Findings, Key, Node
from ecograph.resolve.policy_names import PolicyName, policy_name
from ecograph.resolve.project_names import is_telling
from ecograph.resources import words

# A title as long as this is not given twice in one line of government.
_LONG = 10


def paths(about: PolicyName, name: str, context: Context) -> tuple[str, str]:
    """Return the path that only this policy has, and the one it gets where no other claims it."""
    plain = f"policy/{about.prefecture}/{segment(name)}"
    place = about.place or about.county
    own = f"policy/{place}/{segment(name)}" if divisions().level(place) == "county" else plain
    # Which of several of one title is meant is told by its number, or else by the year of the article.
    which = about.number or ("" if about.law or about.years in name else context.year)
    return (f"{own}/{segment(which)}" if which else own), plain


def calls(about: PolicyName, forms: Iterable[str], context: Context) -> Iterator[tuple[str, str]]:
    """Yield the other names that a document has for a policy, each after the title that is read from it."""
    for form in forms:
        core = policy_name(form, "", context).core
        if core != about.core and len(core) >= 6 and core not in _generic():
            yield core, form


def keys(node: Node) -> Iterator[Key]:
    """Yield what a policy shares with those that it may be the same as."""
    yield "title", node.about.core
    if "[" in node.about.number:
        yield "number", node.about.number
    for sighting in node.sightings:
        for core, _ in sighting.calls:
            yield "title", core


def same_policies(nodes: list[Node], found: Findings) -> None:
    """Find the reasons to hold policies for the same, and the pairs that may be."""
    titles: defaultdict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        titles[node.about.core].append(node)
    for same in titles.values():
        _by_title(same, found)
    _by_number(nodes, found)
    _by_alias(nodes, titles, found)


def _by_title(same: list[Node], found: Findings) -> None:
    """Join the policies of one title by whose they are; one without a place is the nearest's above its article's home."""
    owned: defaultdict[str, list[Node]] = defaultdict(list)
    for node in same:
        if node.about.place:
            owned[node.about.place].append(node)
    speaking = {place: {scope for node in nodes for scope in node.scopes()} for place, nodes in owned.items()}
    unsaid: defaultdict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in same:
        if node.about.place:
            continue
        owner = _owner(node, speaking)
        if owner:
            owned[owner].append(node)
            speaking[owner] |= node.scopes()
        else:
            unsaid[node.about.prefecture, node.about.county].append(node)
    for nodes in owned.values():
        _by_years(nodes, found)
    _unsaid(unsaid, found)


def _owner(node: Node, speaking: Mapping[str, set[str]]) -> str:
    """Return the nearest place above the home of a policy's articles that has one of this title, "" if none has.

    `speaking` are the places that have one, each with the prefectures whose articles speak of it.
    """
    homes = sorted({sighting.home for sighting in node.sightings})
    for home in homes:
        for area in (*divisions().chain(home), NATION):
            if area in speaking and _near_or_sure(node, area, speaking[area]):
                return area
    return ""


def _near_or_sure(node: Node, area: str, scopes: set[str]) -> bool:
    """Tell whether a title without a place may be taken for a place's: what is far must say more to be the same."""
    near = divisions().level(area) in ("county", "prefecture")
    return near or node.about.prefecture in scopes or _telling(node.about.core)


def _telling(core: str) -> bool:
    """Tell whether a title says more than what many policies are called (节水规划)."""
    return len(core) >= _LONG or is_telling(_heads().sub("", core))


@cache
def _generic() -> frozenset[str]:
    return frozenset(map(folded, words("data", "lexicon", "generic_policies.csv")))


@cache
def _heads() -> re.Pattern[str]:
    table = sorted(words("data", "lexicon", "policy_heads.csv"), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, table))})$")


def _unsaid(unsaid: dict[tuple[str, str], list[Node]], found: Findings) -> None:
    """Join the policies of one title whose place nobody says: within a county, and, if the title says enough, a prefecture."""
    prefectures: defaultdict[str, list[Node]] = defaultdict(list)
    for (prefecture, county), nodes in sorted(unsaid.items()):
        _by_years(nodes, found)
        if county and not (_telling(nodes[0].about.core)):
            continue
        prefectures[prefecture] += nodes
    for nodes in prefectures.values():
        _by_years(nodes, found)


def _by_years(nodes: list[Node], found: Findings) -> None:
    """Join the policies of one title and place by the years that they are for."""
    editions: defaultdict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        editions[node.about.years].append(node)
    open_ = editions.pop("", [])
    for node in open_:
        if len(editions) > 1 and not (edition := _edition(node, editions)):
            for years, same in sorted(editions.items()):
                found.doubt(node, same[0], "years", f"the title without its years; there is one for {years}")
        elif len(editions) > 1:
            editions[edition].append(node)
    if len(editions) == 1:
        next(iter(editions.values())).extend(open_)
    elif not editions:
        editions[""] = open_
    for same in editions.values():
        _by_numbers(same, found)


def _edition(node: Node, editions: Iterable[str]) -> str:
    """Return the years that an article without them means: those that its date lies in, else the last begun before."""
    year = min((sighting.published[:4] for sighting in node.sightings), default="")
    begun = sorted(years for years in editions if years[:4] <= year)
    inside = [years for years in begun if year <= years[-4:]]
    return (inside or begun or [""])[-1] if year else ""


def _by_numbers(same: list[Node], found: Findings) -> None:
    numbers: defaultdict[str, list[Node]] = defaultdict(list)
    for node in same:
        numbers[node.about.number].append(node)
    open_ = numbers.pop("", [])
    for nodes in numbers.values():
        found.chain(NAMED, nodes, "the same title and document number")
    if len(numbers) == 1:
        open_ = [*open_, next(iter(numbers.values()))[0]]
    found.chain(NAMED, open_, "the same title in the same jurisdiction")
    for number, nodes in sorted(numbers.items()) if len(numbers) > 1 and open_ else ():
        found.doubt(open_[0], nodes[0], "number", f"the title without its number; there is one of number {number}")


def _by_number(nodes: Iterable[Node], found: Findings) -> None:
    """Join what bears one document number, as far as the titles are alike."""
    numbers: defaultdict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        if "[" in node.about.number:
            numbers[node.about.number].append(node)
    for number, same in numbers.items():
        first = same[0]
        for node in same[1:]:
            one, other = sorted((first.about.core, node.about.core), key=len)
            if one in other:
                found.join(TABLED, first, node, f"the same document number {number}")
            else:
                found.doubt(first, node, "number", f"the same document number {number}, but other titles")


def _by_alias(nodes: list[Node], titles: dict[str, list[Node]], found: Findings) -> None:
    """Join a policy with what another article of its prefecture calls it."""
    called: defaultdict[tuple[str, str], dict[str, tuple[Node, str]]] = defaultdict(dict)
    for node in nodes:
        for sighting in node.sightings:
            for core, form in sighting.calls:
                if core != node.about.core:
                    called[sighting.scope, core].setdefault(node.own, (node, form))
    if not called:
        return
    so_far = found.so_far(nodes)
    unsaid: defaultdict[tuple[str, str], list[Node]] = defaultdict(list)
    for core in {core for _, core in called}:
        for node in titles.get(core, ()):
            for scope in () if node.about.place else node.scopes():
                unsaid[scope, core].append(node)
    for key, owners in sorted(called.items()):
        for node in unsaid.get(key, ()):
            others = [each for each in owners.values() if so_far.root(each[0].own) != so_far.root(node.own)]
            roots = {so_far.root(owner.own) for owner, _ in others}
            for owner, form in others:
                why = f"an article calls {owner.name()} also {form}"
                if len(roots) == 1 and _agree(node, owner):
                    found.join(TOLD, node, owner, why)
                else:
                    found.doubt(node, owner, "alias", f"{why}; it is not the only one")


def _agree(one: Node, other: Node) -> bool:
    """Tell whether nothing that two titles say keeps them apart."""
    pairs = (one.about.years, other.about.years), (one.about.number, other.about.number)
    return all(a == b for a, b in pairs if a and b)
