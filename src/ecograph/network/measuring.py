"""Choose a network of the store and measure it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ecograph.errors import EcographError, UsageError
from ecograph.network import betweenness, communities, pagerank
from ecograph.network.projection import project
from ecograph.network.responsibility import DIGITS, bipartite, co_responsibility
from ecograph.network.results import About, Communities, Ranking, Result, Ties, ranked, tied
from ecograph.network.scope import concerning, limited
from ecograph.network.skeleton import Skeleton, components, degrees, skeleton

if TYPE_CHECKING:
    from networkx import Graph

    from ecograph.network.naming import Named
    from ecograph.store import Store

# What a network is made of, by its name on the command line.
NETWORKS: dict[str, str] = {
    "responsibility": "agencies and the projects that they are responsible for",
    "agencies": "agencies, joined where they are responsible for the same projects",
    "projects": "projects, joined where the same agencies are responsible for them",
    "facts": "entities of all classes, or of those named, and all facts between them",
}
PROJECTED = {"agencies": "Agency", "projects": "Project"}
FACT_CLASSES = ("Agency", "Project", "Official", "Place", "Policy")
SEED = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """A network of the store: its name, the place that it was cut down to, if any, and the nodes and edges."""

    name: str
    place: Named | None
    network: Graph


def choose(
    store: Store, name: str = "responsibility", *, classes: Sequence[str] = (), place: Named | None = None
) -> Chosen:
    """Return a network of `NETWORKS`; of `classes` where it is that of facts, with an end in `place` where one is given.

    Raises `UsageError` for an unknown name or class, and `EcographError` where nothing is in it.
    """
    if name not in NETWORKS:
        raise UsageError(f"unknown network {name!r}", remedy=f"choose from {', '.join(NETWORKS)}")
    if classes and name != "facts":
        raise UsageError(f"the network of {name} has its own classes", remedy="leave the classes out, or choose facts")
    network = project(store, classes=classes or FACT_CLASSES) if name == "facts" else bipartite(store)
    if place is not None:
        network = limited(network, concerning(store, place.id))
    if name in PROJECTED:
        network = co_responsibility(network, of=PROJECTED[name])
    if not network:
        where = f" that concerns {place.label}" if place else ""
        what = f"there is no network of {name}{where} ({NETWORKS[name]})"
        raise EcographError(what, remedy="build from more articles, or choose another network with --on")
    return Chosen(name, place, network)


def measure(chosen: Chosen, name: str) -> Result:
    """Return what a measure of `MEASURES` gives on the network.

    Raises `UsageError` for an unknown name, and for co-responsibility on a network that is no projection.
    """
    if name not in MEASURES:
        raise UsageError(f"unknown measure {name!r}", remedy=f"choose from {', '.join(MEASURES)}")
    return MEASURES[name](chosen)


def _degree(chosen: Chosen) -> Ranking:
    bones = skeleton(chosen.network)
    return Ranking(_about("degree", chosen, bones, counts="neighbours"), ranked(bones.nodes, degrees(bones)))


def _betweenness(chosen: Chosen) -> Ranking:
    bones = skeleton(chosen.network)
    starts = betweenness.sources(bones, seed=SEED)
    exact = len(starts) == len(bones.nodes)
    sample = {} if exact else {"sources": str(len(starts)), "seed": str(SEED)}
    about = _about("betweenness", chosen, bones, method="exact" if exact else "sampled", **sample)
    return Ranking(about, ranked(bones.nodes, betweenness.betweenness(bones, starts)))


def _pagerank(chosen: Chosen) -> Ranking:
    bones = skeleton(chosen.network)
    about = _about("pagerank", chosen, bones, damping=str(pagerank.DAMPING), tolerance=f"{pagerank.TOLERANCE:g}")
    return Ranking(about, ranked(bones.nodes, pagerank.pagerank(bones)))


def _communities(chosen: Chosen) -> Communities:
    bones = skeleton(chosen.network)
    found = communities.communities(bones, seed=SEED)
    degree = degrees(bones)
    groups = (sorted(group, key=lambda place: (-degree[place], place)) for group in found.groups)
    about = _about(
        "communities", chosen, bones, method="Louvain", resolution=f"{communities.RESOLUTION:g}", seed=str(SEED)
    )
    named = tuple(tuple(bones.nodes[place] for place in group) for group in groups)
    return Communities(about, named, round(found.modularity, DIGITS))


def _co_responsibility(chosen: Chosen) -> Ties:
    if chosen.name not in PROJECTED:
        what = f"the network of {chosen.name} has no co-responsibility"
        raise UsageError(what, remedy=f"measure it on that of {' or '.join(PROJECTED)}")
    edges = chosen.network.edges(data=True)
    ties = tied((*sorted((one, other)), data["weight"], data["shares"]) for one, other, data in edges)
    return Ties(_about("co-responsibility", chosen, skeleton(chosen.network), weights="roles"), ties)


def _about(name: str, chosen: Chosen, bones: Skeleton, **parameters: str) -> About:
    size = (len(bones.nodes), len(bones.edges), len(components(bones)))
    return About(name, chosen.name, chosen.place, *size, tuple(parameters.items()))


Measure: TypeAlias = Callable[[Chosen], Result]

MEASURES: dict[str, Measure] = {
    "degree": _degree,
    "betweenness": _betweenness,
    "pagerank": _pagerank,
    "communities": _communities,
    "co-responsibility": _co_responsibility,
}
