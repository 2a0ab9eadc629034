"""Tell which projects are the same: by place, name and phase, by what the texts of a place call them, and by likeness."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from ecograph.resolve.clusters import Clusters
from ecograph.resolve.context import Context
from ecograph.resolve.divisions import divisions
from ecograph.resolve.names import segment
from ecograph.resolve.nodes import ALIKE, NAMED, TOLD, Findings, Key, Node
from ecograph.resolve.project_names import (
    ProjectName,
    generic_names,
    is_telling,
    loosened,
    project_name,
    watchword_rest,
)

# More names than these that begin alike are compared only where they begin alike for longer.
_MANY = 40
# A name of so many characters is not given twice by chance; and so many pairs of one name are listed.
_LONG, _FEW = 5, 4
# What makes of a work a part of it: A段治理 is not A治理.
_PART = re.compile(r"段|片区|北|南|东|西|第|上游|中游|下游|[省市县区镇乡村]|一|二|三|四|首|扩|新")


def paths(about: ProjectName, name: str) -> tuple[str, str]:
    """Return the path that only this project has, and the one it gets where no other claims it."""
    plain = f"project/{about.prefecture}/{segment(name)}"
    return (f"project/{about.county}/{segment(name)}" if about.county else plain), plain


def calls(
    about: ProjectName, forms: Iterable[str], told: Iterable[str], context: Context
) -> Iterator[tuple[str, str, str, bool]]:
    """Yield the other names that a document has for a project: core, phase, name, and whether the text tells that it is one."""
    for form, is_told in [*((form, True) for form in told), *((form, False) for form in forms)]:
        read = project_name(form, context)
        if read.core == about.core or len(read.core) < 3 or form in generic_names():
            continue
        if read.telling or len(read.core) >= 6:
            yield read.core, read.phase, form, is_told


def keys(node: Node) -> Iterator[Key]:
    """Yield what a project shares with those that it may be the same as."""
    about = node.about
    for area in _areas(node):
        yield "name", area, about.core
        if is_telling(about.watchword):
            yield "name", area, about.watchword
        if _is_comparable(node):
            yield "alike", area, about.phase, about.core[:2]
    if _is_lone(about) and (province := divisions().province(about.prefecture)):
        yield "province", province, about.core, about.phase
    for sighting in node.sightings:
        for core, *_ in sighting.calls:
            yield "name", sighting.scope, core


def same_projects(nodes: list[Node], found: Findings) -> None:
    """Find the reasons to hold projects for the same, and the pairs that may be."""
    blocks = _blocks(nodes)
    for block in blocks.values():
        _by_name(block, found)
    for block in _watchwords(nodes):
        _by_watchword(block, found)
    _by_province(nodes, found)
    _by_alias(nodes, blocks, found)
    groups = [group for group in _alike(nodes) if len(group) > 1]
    if not groups:
        return
    so_far = found.so_far(nodes)
    for group in groups:
        _by_likeness(group, so_far, found)


def _areas(node: Node) -> set[str]:
    """Return the prefectures whose articles speak of a project: where one looks for another name of it."""
    return node.scopes() | {node.about.prefecture}


def _blocks(nodes: Iterable[Node]) -> dict[tuple[str, str, str], list[Node]]:
    blocks: defaultdict[tuple[str, str, str], list[Node]] = defaultdict(list)
    for node in nodes:
        for area in sorted(_areas(node)):
            blocks[area, node.about.core, node.about.phase].append(node)
    return blocks


def _explicit(node: Node) -> str:
    """Return the county that the name itself says, "" if none."""
    return divisions().county(node.about.place)


def _by_name(block: list[Node], found: Findings) -> None:
    """Join the projects of one name and phase in a prefecture, as far as the counties allow it."""
    telling = block[0].about.telling
    said: defaultdict[str, list[Node]] = defaultdict(list)
    for node in block:
        said[_explicit(node) if telling else _explicit(node) or node.about.county].append(node)
    open_ = said.pop("", [])
    for same in said.values():
        found.chain(NAMED, same, "the same name, place and phase")
    if not said or (telling and len(said) == 1):
        found.chain(
            NAMED, [*open_, *(nodes[0] for nodes in said.values())], "the same name and phase in the prefecture"
        )
        return
    rest = []
    for node in open_:
        if node.about.county in said:
            found.join(
                NAMED, node, said[node.about.county][0], "the same name and phase, and its article is of that county"
            )
        else:
            rest.append(node)
    found.chain(NAMED, rest, "the same name and phase in the prefecture")
    for same in said.values() if rest else ():
        found.doubt(rest[0], same[0], "county", "projects of this name lie in several counties, and one has no county")


def _by_province(nodes: Iterable[Node], found: Findings) -> None:
    """Join what an article about the province names with the one prefecture's project of that name.

    Projects of one name in two prefectures may be one that goes through both.
    """
    names: defaultdict[tuple[str, str, str], defaultdict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for node in nodes:
        about = node.about
        if _is_lone(about):
            names[divisions().province(about.prefecture), about.core, about.phase][about.prefecture].append(node)
    for (province, *_), areas in names.items():
        wide = areas.pop(province, [])
        own = [areas[area][0] for area in sorted(areas)]
        for node in wide[:1] if province else ():
            for other in own:
                if len(own) == 1:
                    found.join(ALIKE, node, other, "the only project of this name in the province")
                else:
                    found.doubt(
                        node, other, "province", "a project of this name is in several prefectures of the province"
                    )
        for one, other in combinations(own[:_FEW], 2) if province else ():
            found.doubt(one, other, "elsewhere", "the same name in two prefectures of one province")


def _is_lone(about: ProjectName) -> bool:
    """Tell whether a name that says no place is hardly given twice in a province."""
    return not about.place and len(about.core) >= _LONG and is_telling(about.core)


def _watchwords(nodes: Iterable[Node]) -> list[list[Node]]:
    """Return the projects of each telling watchword, in one prefecture and phase, quoted (“清源行动”) or not."""
    quoted: defaultdict[tuple[str, str, str], list[Node]] = defaultdict(list)
    bare: defaultdict[tuple[str, str, str], list[Node]] = defaultdict(list)
    for node in nodes:
        about = node.about
        for area in sorted(_areas(node)):
            if is_telling(about.watchword):
                quoted[area, about.watchword, about.phase].append(node)
            elif not about.watchword:
                bare[area, about.core, about.phase].append(node)
    return [[*block, *bare.get(key, ())] for key, block in quoted.items()]


def _by_watchword(block: list[Node], found: Findings) -> None:
    """Join “清风2023”, “清风2023”行动 and “清风2023”专项行动; other words around the watchword are doubtful."""
    places = {_explicit(node) for node in block} - {""}
    plain = [node for node in block if not _around(node)]
    if len(places) < 2:
        found.chain(NAMED, plain, "the same watchword")
    for node in block:
        around = _around(node)
        if around and plain and not _elsewhere(node, plain[0]):
            found.doubt(node, plain[0], "watchword", f"the same watchword, once with {around}")


def _around(node: Node) -> str:
    """Return the words around the watchword in the name that says most, without the place."""
    rests = {watchword_rest(name) if node.about.watchword else "" for name in node.names()}
    if not node.about.watchword:
        return ""
    lead = divisions().name(node.about.place)
    return max((rest.removeprefix(lead) for rest in rests), key=lambda rest: (len(rest), rest))


def _by_alias(nodes: list[Node], blocks: dict[tuple[str, str, str], list[Node]], found: Findings) -> None:
    """Join a project with what another article of the place calls it, if only one project there is called so.

    What the whole is called, its phases are called too: 泾河修复工程 told for 泾河流域水生态修复工程 gives 泾河修复工程二期.
    """
    phases: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for area, core, phase in blocks:
        phases[area, core].add(phase)
    called: defaultdict[tuple[str, str], dict[str, _Called]] = defaultdict(dict)
    for node in nodes:
        for area, core, phase, form, told in _aliases(node):
            if phase == node.about.phase and (area, core) in phases:
                called[area, core].setdefault(node.own, _Called(node, form, told))
    if not called:
        return
    so_far = found.so_far(nodes)
    for (area, core), owners in sorted(called.items()):
        for phase in sorted(phases[area, core]):
            named = [(each, blocks.get((area, each.node.about.core, phase), ())) for each in owners.values()]
            for node in blocks[area, core, phase]:
                _called_so(node, [(each, other) for each, others in named for other in others], so_far, found)


class _Called(NamedTuple):
    """A project, and another name of it that an article has; `told` if the article says that it is one."""

    node: Node
    form: str
    told: bool


def _called_so(node: Node, owners: list[tuple[_Called, Node]], so_far: Clusters, found: Findings) -> None:
    """Join a project with the one that is called as it is, whose phase it may be."""
    others = [(each, owner) for each, owner in owners if so_far.root(owner.own) != so_far.root(node.own)]
    roots = {so_far.root(owner.own) for _, owner in others}
    for each, owner in others:
        why = f"an article calls {each.node.name()} also {each.form}"
        if len(roots) == 1 and (each.told or not node.beside(owner)):
            found.join(TOLD, node, owner, why)
        else:
            found.doubt(node, owner, "alias", f"{why}; it is not the only one")


def _aliases(node: Node) -> Iterator[tuple[str, str, str, str, bool]]:
    """Yield each other name of a project once in an area, first as a text tells that it is one."""
    listed = {(sighting.scope, call) for sighting in node.sightings for call in sighting.calls}
    seen = set()
    for area, (core, phase, form, told) in sorted(listed, key=lambda each: (not each[1][3], each)):
        if core != node.about.core and (area, core, phase) not in seen:
            seen.add((area, core, phase))
            yield area, core, phase, form, told


def _is_comparable(node: Node) -> bool:
    return node.about.telling and len(node.about.core) >= 3


def _alike(nodes: Iterable[Node]) -> Iterator[list[Node]]:
    """Yield groups of projects of one prefecture and phase whose names begin alike, none too large to compare."""
    groups: defaultdict[tuple[str, str, str], list[Node]] = defaultdict(list)
    for node in nodes:
        if _is_comparable(node):
            for area in sorted(_areas(node)):
                groups[area, node.about.phase, node.about.core[:2]].append(node)
    for group in groups.values():
        yield from _small(sorted(group, key=lambda node: node.own), 2)


def _small(group: list[Node], length: int) -> Iterator[list[Node]]:
    if len(group) <= _MANY:
        yield group
        return
    longer: defaultdict[str, list[Node]] = defaultdict(list)
    for node in group:
        longer[node.about.core[: length + 1]].append(node)
    for core, part in longer.items():
        # Names that are the same to the end are joined already.
        if len(core) > length:
            yield from _small(part, length + 1)


def _by_likeness(group: list[Node], so_far: Clusters, found: Findings) -> None:
    """Join what differs by words that come and go, or by one insertion, if it is like one project only."""
    likes: defaultdict[str, dict[str, tuple[Node, Node, str]]] = defaultdict(dict)
    for one, other in combinations(group, 2):
        short, long = sorted((one, other), key=lambda node: (len(node.about.core), node.own))
        roots = so_far.root(short.own), so_far.root(long.own)
        if roots[0] == roots[1] or _elsewhere(short, long):
            continue
        if why := _sure(short.about.core, long.about.core):
            if short.beside(long):
                found.doubt(short, long, "alike", f"{why}, but one article names both")
            else:
                likes[roots[0]].setdefault(roots[1], (short, long, why))
        elif why := _perhaps(short.about.core, long.about.core):
            found.doubt(short, long, "alike", why)
    for longer in likes.values():
        for short, long, why in longer.values():
            if len(longer) == 1:
                found.join(ALIKE, short, long, why)
            else:
                found.doubt(short, long, "alike", f"{why}, and so is another project")


def _elsewhere(one: Node, other: Node) -> bool:
    places = {_explicit(one), _explicit(other)} - {""}
    return len(places) == 2


def _sure(short: str, long: str) -> str:
    gist = loosened(short, free=True)
    if gist == loosened(long, free=True) and is_telling(gist):
        return "the names differ only in words that come and go"
    start, end = _shared(short, long)
    inserted = long[start : len(long) - end]
    if start >= 3 and end >= 4 and start + end == len(short) and len(inserted) <= 10 and not _PART.search(inserted):
        return f"one name is the other with {inserted} in it"
    return ""


def _perhaps(short: str, long: str) -> str:
    gist = loosened(short, free=False)
    if gist == loosened(long, free=False) and len(gist) >= 2:
        return "the names differ only in words such as 生态, 水环境"
    if len(short) >= 5 and len(long) - len(short) <= 12 and short[-2:] == long[-2:] and _within(short, long):
        return "one name holds all of the other's characters in their order"
    return ""


def _shared(short: str, long: str) -> tuple[int, int]:
    """Return how many characters two names share at the beginning, and of the rest at the end."""
    start = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest = len(short) - start
    end = next((n for n, (a, b) in enumerate(zip(short[::-1], long[::-1], strict=False)) if a != b), len(short))
    return start, min(end, rest)


def _within(short: str, long: str) -> bool:
    at = iter(long)
    return all(char in at for char in short)
