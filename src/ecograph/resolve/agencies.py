"""Tell which agencies are the same: by jurisdiction and full name, by what a text calls them, and by a table of branches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ecograph.model import Entity
from ecograph.resolve.agency_names import AgencyName, agency_name, is_town
from ecograph.resolve.context import Context
from ecograph.resolve.divisions import divisions
from ecograph.resolve.names import segment, unmarked
from ecograph.resolve.nodes import NAMED, TABLED, TOLD, Findings, Key, Node
from ecograph.resolve.reforms import reforms


def agency_of(entity: Entity, printed: Iterable[str], context: Context) -> AgencyName:
    """Read the name of an agency; `printed` are the words that the document names it with.

    Where its place bore another name before, the agency gets that name if the document prints it, or, if it prints no
    name of the place, if it was written in that time.
    """
    kind = str(entity.attributes.get("kind") or "")
    about = agency_name(entity.name, kind, context)
    if not about.place or about.former or not divisions().had_names(about.place):
        return about
    words = tuple(map(unmarked, printed))
    today = divisions().name(about.place)
    if any(today in word for word in words):
        return about
    for former in divisions().had_names(about.place):
        if any(former.name in word for word in words):
            return agency_name(entity.name, kind, context, as_of=str(int(former.until) - 1))
    return agency_name(entity.name, kind, context, as_of=context.year) if context.year else about


def paths(about: AgencyName, context: Context) -> tuple[str, str]:
    """Return the path that only this agency has, and the one it gets where no other claims it."""
    if about.shared:
        return f"{about.path}/{context.tag}", about.path
    if about.county and not about.place:
        return f"agency/{about.county}/{segment(about.full)}", about.path
    return about.path, about.path


def calls(own: str, forms: Iterable[str], kind: str, context: Context) -> Iterator[tuple[str, str]]:
    """Yield the other names that say the jurisdiction of the agency of this path, each after the path that is read from it."""
    for form in forms:
        read = agency_name(form, kind, context)
        if read.place and read.path != own:
            yield read.path, form


def keys(node: Node) -> Iterator[Key]:
    """Yield what an agency shares with those that it may be the same as, or may have become."""
    about, family = node.about, reforms().family
    if about.place:
        yield about.place, family(about.duties)
    if about.branch_of and about.county:
        yield about.county, family(about.branch_of)
    if area := _town_area(node):
        yield "town", area, about.body
    for sighting in node.sightings:
        for path, _ in sighting.calls:
            yield path
        for became in sighting.became:
            yield became.new


def same_agencies(nodes: list[Node], found: Findings) -> None:
    """Find the reasons to hold agencies for the same, and the pairs that may be."""
    bodies: defaultdict[tuple[str, str, str], list[Node]] = defaultdict(list)
    for node in nodes:
        if node.about.place:
            bodies[node.about.place, node.about.former, node.about.duties].append(node)
    for same in bodies.values():
        found.chain(NAMED, same, "the same duties in the same jurisdiction")
    _towns(nodes, found)
    _called(nodes, found)
    _branches(nodes, bodies, found)
    _either(bodies, found)


def _towns(nodes: list[Node], found: Findings) -> None:
    """Join 平遥县古陶镇人民政府 and the 古陶镇人民政府 of an article about 平遥县."""
    towns: defaultdict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in nodes:
        if area := _town_area(node):
            towns[area, node.about.body].append(node)
    for same in towns.values():
        counties: defaultdict[str, list[Node]] = defaultdict(list)
        for node in same:
            counties[node.about.place or node.about.county].append(node)
        unknown = [node for node in counties.pop("", []) if node.plain.count("/") == 2]
        for each in counties.values():
            found.chain(NAMED, each, "the body of the same town of the same county")
        only = list(counties.values())
        if len(only) == 1:
            found.chain(NAMED, [only[0][0], *unknown], "the only town of this name in the prefecture")
        for node in unknown if len(only) > 1 else ():
            for each in only:
                found.doubt(node, each[0], "town", "towns of this name lie in several counties of the prefecture")


def _town_area(node: Node) -> str:
    """Return where one looks for the town whose body an agency is: the prefecture, "" for any other body."""
    about = node.about
    if about.shared or not is_town(about.body):
        return ""
    county = about.place if divisions().level(about.place) == "county" else about.county
    return divisions().prefecture(county) if county else node.plain.split("/")[1]


def _called(nodes: list[Node], found: Findings) -> None:
    """Join what a text calls by two names, as far as both are names of one jurisdiction, and no reform lies between."""
    by_path = {node.own: node for node in nodes}
    for node in nodes:
        for sighting in node.sightings:
            for path, form in sighting.calls:
                other = by_path.get(path)
                if other is None or other is node or other.about.shared or not other.about.place:
                    continue
                if _may_be(node.about, other.about):
                    found.join(TOLD, node, other, f"an article calls {sighting.name} also {form}")


def _may_be(one: AgencyName, other: AgencyName) -> bool:
    if one.former != other.former:
        return False
    branch, whole = (one, other) if one.branch_of else (other, one)
    if branch.branch_of:
        return branch.county == whole.place
    between = reforms().renames
    apart = between(one.place, one.duties, other.duties) or between(one.place, other.duties, one.duties)
    return one.place == other.place and not apart


def _branches(nodes: list[Node], bodies: dict[tuple[str, str, str], list[Node]], found: Findings) -> None:
    """Join 晋中市生态环境局平遥分局 and 平遥县生态环境局: by a table, what else has this form is doubtful."""
    for node in nodes:
        about = node.about
        if not about.branch_of or about.former or divisions().direct(about.county):
            continue
        for other in bodies.get((about.county, "", about.branch_of), ()):
            if row := reforms().branches.get(about.branch_of):
                found.join(TABLED, node, other, f"{row.basis} ({row.year})")
            else:
                why = f"a {about.branch_of} of the county may be the branch of the prefecture's there"
                found.doubt(node, other, "branch", why)


def _either(bodies: dict[tuple[str, str, str], list[Node]], found: Findings) -> None:
    """Doubt bodies of one place whose names are used one for the other (水务局, 水利局)."""
    for (place, former, duties), nodes in bodies.items():
        for row in reforms().either.get(duties, ()):
            for other in bodies.get((place, former, row.new), ()):
                found.doubt(nodes[0], other, "either", f"{row.old}, {row.new}: {row.basis}")
