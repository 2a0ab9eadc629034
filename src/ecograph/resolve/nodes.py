"""The things that documents name, before it is known which of them are the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from ecograph.model import EntityType
from ecograph.resolve.clusters import Clusters, Edge
from ecograph.resolve.times import Period, period, spanned

# What nodes of a class share that may bear on one another: a path, or what a rule looks for others by.
Key: TypeAlias = str | tuple[str, ...]


class Became(NamedTuple):
    """A text says that an agency became another (the path of its node): when ("" if it does not say), and the words."""

    new: str
    date: str
    quote: str


class Sighting(NamedTuple):
    """What one document says of a node, as far as the rules of its class ask for it: equal ones are only counted.

    `published` is the date of the document, `home` its place and `scope` that place's prefecture; `titles` are an official's,
    `calls` the other names that the document has, as the module of the class reads them; `beside` are the nodes of the posts
    that the document gives to the same name.
    """

    name: str
    kind: str = ""
    published: str = ""
    home: str = ""
    scope: str = ""
    titles: tuple[str, ...] = ()
    calls: tuple[tuple[Any, ...], ...] = ()
    became: tuple[Became, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Node:
    """What documents name in one way in one context.

    `own` is the path below the base that no other node has, `plain` the one that it gets where nothing else claims it;
    `about` is what the module of its class read from the name. `sightings` says how often each is met, in their own order;
    `documents` are the numbers of the documents that name it.
    """

    own: str
    plain: str
    type: EntityType
    about: Any
    sightings: Mapping[Sighting, int]
    documents: Collection[int] = ()
    _when: tuple[Period | None] | None = None

    def names(self) -> Counter[str]:
        """Count the names that the documents give it."""
        counted = Counter[str]()
        for sighting, count in self.sightings.items():
            counted[sighting.name] += count
        return counted

    def name(self) -> str:
        """Return the name that most documents give it."""
        return most(self.names())

    def scopes(self) -> set[str]:
        """Return the prefectures of the documents that name it."""
        return {sighting.scope for sighting in self.sightings}

    def beside(self, other: Node) -> bool:
        """Tell whether one document names both."""
        return not set(self.documents).isdisjoint(other.documents)

    def when(self) -> Period | None:
        """Return the stretch of time in which it is named, None if a date is unknown."""
        if self._when is None:
            self._when = (spanned(period(sighting.published) for sighting in self.sightings),)
        return self._when[0]


def most(counted: Mapping[str, int]) -> str:
    """Return what is said most often, of several the longest, of these the first."""
    if len(counted) == 1:
        return next(iter(counted))
    return min(counted, key=lambda text: (-counted[text], -len(text), text))


class Pair(NamedTuple):
    """Two nodes that may be the same and were not joined, and why they may."""

    a: str
    b: str
    rule: str
    why: str


@dataclass(slots=True)
class Findings:
    """What people decided about the nodes of a class, and then what its rules say."""

    edges: list[Edge] = field(default_factory=list)
    doubts: list[Pair] = field(default_factory=list)
    apart: list[tuple[str, str]] = field(default_factory=list)

    def so_far(self, nodes: Iterable[Node]) -> Clusters:
        """Return the nodes put together by what was found so far, and by what people decided."""
        clusters = Clusters(node.own for node in nodes)
        for a, b in self.apart:
            clusters.part(a, b)
        clusters.join_all(self.edges)
        return clusters

    def join(self, weight: int, a: Node, b: Node, why: str) -> None:
        """Note a reason to hold two nodes for the same."""
        if a is not b:
            self.edges.append(Edge(weight, min(a.own, b.own), max(a.own, b.own), why))

    def chain(self, weight: int, nodes: Iterable[Node], why: str) -> None:
        """Note that all of several nodes are the same."""
        listed = sorted(nodes, key=lambda node: node.own)
        for one, other in pairwise(listed):
            self.join(weight, one, other, why)

    def doubt(self, a: Node, b: Node, rule: str, why: str) -> None:
        """Note that two nodes may be the same."""
        if a is not b:
            self.doubts.append(Pair(min(a.own, b.own), max(a.own, b.own), rule, why))


# How much a reason weighs: a person's word, the text's, the same name, a table, a likeness.
DECIDED, TOLD, NAMED, TABLED, ALIKE = 5, 4, 3, 2, 1
