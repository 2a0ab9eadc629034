"""Put the nodes of a class together that are the same, and name each thing once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ecograph.model import EntityType
from ecograph.resolve import agencies, officials, places, policies, projects
from ecograph.resolve.clusters import Clusters, Edge
from ecograph.resolve.nodes import Findings, Key, Node, Pair, most
from ecograph.resolve.renames import Link, renamed_agencies, renamed_places
from ecograph.resolve.resolution import Thing

# Bodies before the officials that work for them.
ORDER: tuple[EntityType, ...] = ("Place", "Agency", "Project", "Policy", "Official")
_RULES: Mapping[EntityType, Callable[[list[Node], Findings], None]] = {
    "Place": places.same_places,
    "Agency": agencies.same_agencies,
    "Project": projects.same_projects,
    "Policy": policies.same_policies,
}
_KEYS: Mapping[EntityType, Callable[[Node], Iterator[Key]]] = {
    "Place": places.keys,
    "Agency": agencies.keys,
    "Project": projects.keys,
    "Policy": policies.keys,
    "Official": officials.keys,
}


class Decided(NamedTuple):
    """What people decided about nodes: which are the same, and which are not."""

    same: Sequence[Edge] = ()
    different: Sequence[tuple[str, str]] = ()


class Joined(NamedTuple):
    """Nodes put together: the sets, the thing of each node, and the pairs that stay doubtful, by the paths of the things."""

    nodes: Mapping[str, Node]
    clusters: Clusters
    things: Mapping[str, Thing]
    doubts: Sequence[Pair]


def keys(node: Node) -> set[Key]:
    """Return what a node shares with all those that its class, name or path may hang on, directly or through others."""
    return {node.own, node.plain, *_KEYS[node.type](node)}


def joined(nodes: list[Node], decided: Decided, body_of: Callable[[str], str]) -> Joined:
    """Put nodes of one class together, sorted by their paths: all of those that share keys, and any others.

    `body_of` gives equal answers for the paths of agencies that are the same.
    """
    found = Findings(list(decided.same), apart=list(decided.different))
    if len(nodes) < 2:
        # Nothing else it may be the same as.
        pass
    elif nodes[0].type == "Official":
        officials.same_officials(nodes, found, body_of)
    else:
        _RULES[nodes[0].type](nodes, found)
    clusters = found.so_far(nodes)
    by_path = {node.own: node for node in nodes}
    paths = _paths(by_path, clusters)
    return Joined(by_path, clusters, _things(nodes, paths), list(_doubts(found.doubts, clusters, paths)))


def memberships(found: Joined) -> Iterator[tuple[str, list[tuple[Node, tuple[str, ...]]]]]:
    """Yield the path of each thing, and the nodes that it stands for, each with why it is held for the same as the others."""
    for root, owns in found.clusters.sets().items():
        reasons: dict[str, set[str]] = {}
        for edge in found.clusters.reasons.get(root, ()):
            reasons.setdefault(edge.a, set()).add(edge.why)
            reasons.setdefault(edge.b, set()).add(edge.why)
        yield found.things[root].path, [(found.nodes[own], tuple(sorted(reasons.get(own, ())))) for own in owns]


def renamed(type_: EntityType, nodes: list[Node]) -> Iterator[Link]:
    """Yield which nodes of a class became which."""
    if type_ == "Place":
        yield from renamed_places(nodes)
    elif type_ == "Agency":
        yield from renamed_agencies(nodes)


def _paths(nodes: Mapping[str, Node], clusters: Clusters) -> dict[str, str]:
    """Return the path of each node's thing: the plain one if no other thing claims it, of several the fullest."""
    claims: dict[str, set[str]] = {}
    for own, node in nodes.items():
        claims.setdefault(node.plain, set()).add(clusters.root(own))
    found = {}
    for owns in clusters.sets().values():
        if len(owns) == 1:
            own, plain = owns[0], nodes[owns[0]].plain
            found[own] = plain if len(claims[plain]) == 1 else own
            continue
        free = [own for own in owns if len(claims[nodes[own].plain]) == 1]
        # One that says which is meant, where several claim the plain path.
        best = min(
            free or [own for own in owns if own != nodes[own].plain] or owns,
            key=lambda own: (-_fullness(nodes[own]), nodes[own].plain, own),
        )
        path = nodes[best].plain if free else best
        for own in owns:
            found[own] = path
    return found


def _fullness(node: Node) -> int:
    """Return how much a path says: a branch's is its legal name, a project's or policy's the longest its full one."""
    if node.type == "Agency":
        return 1 if node.about.branch_of else 0
    return len(node.plain) if node.type in ("Project", "Policy") else 0


def _things(nodes: Iterable[Node], paths: Mapping[str, str]) -> dict[str, Thing]:
    """Return the thing of each node; its name and kind are what most documents say of those that name it in full."""
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for node in nodes:
        path = paths[node.own]
        full = path in (node.own, node.plain)
        for seen, count in node.sightings.items():
            if full:
                names[path][seen.name] += count
            if seen.kind:
                kinds[path][seen.kind] += count
    things = {path: Thing(path, most(name), most(kinds[path]) if path in kinds else "") for path, name in names.items()}
    return {own: things[path] for own, path in paths.items()}


def _doubts(doubts: Iterable[Pair], clusters: Clusters, paths: Mapping[str, str]) -> Iterator[Pair]:
    """Yield each doubtful pair once, with its first reason, unless it was joined or decided."""
    found: dict[tuple[str, str], Pair] = {}
    for pair in sorted(doubts):
        if clusters.root(pair.a) != clusters.root(pair.b) and not clusters.parted(pair.a, pair.b):
            a, b = sorted((paths[pair.a], paths[pair.b]))
            found.setdefault((a, b), pair._replace(a=a, b=b))
    yield from found.values()
