"""Link bodies that a reform renamed, and places that were renamed or upgraded, with the year; they stay two things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ecograph.resolve.agency_names import AgencyName
from ecograph.resolve.divisions import Former, divisions
from ecograph.resolve.nodes import Node
from ecograph.resolve.reforms import Reform, reforms

Bodies = dict[tuple[str, str], list[Node]]


class Link(NamedTuple):
    """One node became another: when, and how that is known; what a text tells comes before what a table has."""

    old: str
    new: str
    date: str
    reason: str
    told: bool = False


def renamed_places(nodes: Iterable[Node]) -> Iterator[Link]:
    """Yield the former divisions that documents name with what stands in their place today, if they name that too."""
    paths = {node.own for node in nodes}
    for path in sorted(paths):
        former = divisions().former.get(path.removeprefix("place/"))
        if former and f"place/{former.today}" in paths:
            yield Link(path, f"place/{former.today}", former.until, _of_place(former))


def renamed_agencies(nodes: list[Node]) -> Iterator[Link]:
    """Yield the agencies that became another one that documents name: as a text tells, or as the tables have it."""
    known = {node.own: node.about for node in nodes}
    for node in nodes:
        for became in {each for sighting in node.sightings for each in sighting.became}:
            if _one_place(node.about, known[became.new]):
                yield Link(node.own, became.new, became.date, f"an article says so: {became.quote}", told=True)
    bodies = _bodies(nodes)
    for node in nodes:
        yield from _by_reform(node, bodies)
        if node.about.former:
            yield from _by_place(node, bodies)


def _one_place(old: AgencyName, new: AgencyName) -> bool:
    """Tell whether two agencies are of one jurisdiction, as what became of an agency is."""
    places = ({each.place, each.county} - {""} for each in (old, new))
    return bool(set.intersection(*places)) or not (old.place and new.place)


def _bodies(nodes: Iterable[Node]) -> Bodies:
    """Return the agencies by today's place and duties; a branch is its county's too, of those duties."""
    bodies: defaultdict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in nodes:
        about = node.about
        if about.place:
            bodies[about.place, about.duties].append(node)
        if about.branch_of and about.county:
            bodies[about.county, about.branch_of].append(node)
    return bodies


def _by_reform(node: Node, bodies: Bodies) -> Iterator[Link]:
    """Yield what a reform made of an agency; where that is named nowhere, what the next one made of it."""
    about = node.about
    if about.place:
        yield from _follow(node, about.place, about.duties, "", bodies)
    if about.branch_of and about.county:
        yield from _follow(node, about.county, about.branch_of, "分局", bodies)


def _follow(node: Node, place: str, duties: str, tail: str, bodies: Bodies) -> Iterator[Link]:
    frontier: list[tuple[str, tuple[Reform, ...]]] = [(duties, ())]
    seen = {duties}
    while frontier:
        body, steps = frontier.pop(0)
        for row in reforms().after(place, body):
            way = (*steps, row)
            new = [each for each in bodies.get((place, row.new), ()) if each is not node]
            # 市环境保护局平遥分局 became 市生态环境局平遥分局.
            new = [each for each in new if not tail or each.about.branch_of]
            same = [each for each in new if each.about.former == node.about.former] or new
            for each in same:
                yield Link(node.own, each.own, way[0].year, "; ".join(map(_of_reform, way)))
            if not new and row.new not in seen:
                seen.add(row.new)
                frontier.append((row.new, way))


def _by_place(node: Node, bodies: Bodies) -> Iterator[Link]:
    """Yield the same body under today's name of its place."""
    former = divisions().former[node.about.former]
    for each in bodies.get((node.about.place, node.about.duties), ()):
        if each.about.former != node.about.former and not each.about.branch_of:
            yield Link(node.own, each.own, former.until, _of_place(former))


def _of_reform(row: Reform) -> str:
    verb = "became" if row.kind == "renamed" else "was merged into"
    return f"{row.old} {verb} {row.new} in {row.year}: {row.basis}"


def _of_place(former: Former) -> str:
    today = f"{divisions().name(former.today)} ({former.today})"
    return f"{former.name} ({former.code}) became {today} in {former.until}"


def once(links: Iterable[Link], iri_of: Callable[[str], str]) -> list[tuple[str, str, str, str]]:
    """Return each rename once, between IRIs: as a text tells it, else as a table has it; the most exact date counts."""
    found: dict[tuple[str, str], Link] = {}
    for link in sorted(links, key=lambda link: (not link.told, -len(link.date), link.date, link.reason)):
        pair = iri_of(link.old), iri_of(link.new)
        known = found.get(pair)
        if pair[0] != pair[1] and (known is None or (not known.date and link.date)):
            found[pair] = link if known is None else known._replace(date=link.date)
    return [(old, new, link.date, link.reason) for (old, new), link in sorted(found.items())]
