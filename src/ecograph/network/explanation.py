"""Explain how two entities hang together: the shortest chains of facts between them, each with the sentences that say it.

A chain is as long as its facts cost (`data/network/facts.csv`: specific ones are short) and the entities that it goes
through weigh: the binary logarithm of how many others each is joined to. So it goes round a province, through which
everything is joined to everything, unless there is no other way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, pairwise
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from ecograph.errors import EcographError, UsageError
from ecograph.network.evidence import Evidence, evidence_of, stated
from ecograph.network.naming import Named
from ecograph.network.projection import NODE_CLASSES
from ecograph.network.selecting import select, tail
from ecograph.network.sentences import Sentences
from ecograph.network.weights import fact_cost

if TYPE_CHECKING:
    from networkx import Graph

    from ecograph.store import Store

# A fact of any kind between two entities, whoever put it there; what only says what a thing is has no entity as object.
_FACTS = """\
SELECT DISTINCT ?subject ?predicate ?object WHERE {{
  ?subject a ?class ; ?predicate ?object . ?object a ?other .
  FILTER(?class IN ({classes}) && ?other IN ({classes}) && ?subject != ?object)
}}"""
_NAMES = """\
SELECT ?node ?type ?label WHERE {{
  VALUES ?node {{ {nodes} }} ?node a ?type . OPTIONAL {{ ?node rdfs:label ?label }}
}}"""


class Saying(NamedTuple):
    """The evidence of a fact, and the whole sentence that it stands in, as far as the store holds it."""

    evidence: Evidence
    sentence: str


class Fact(NamedTuple):
    """A fact between two entities, all as IRIs."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True)
class Step:
    """One fact of a chain, in the direction in which it is stated, with its roles and what says it, best first.

    `forward` says whether the chain goes from subject to object. A fact that no claim backs has no saying.
    """

    subject: Named
    predicate: str
    object: Named
    forward: bool
    roles: tuple[str, ...]
    sayings: tuple[Saying, ...]

    @property
    def ends(self) -> tuple[Named, Named]:
        """Return where the chain comes from and where it goes."""
        return (self.subject, self.object) if self.forward else (self.object, self.subject)


@dataclass(frozen=True, slots=True)
class Chain:
    """Facts from one entity to another, and how long they are together: the shorter, the more specific."""

    steps: tuple[Step, ...]
    length: float


def explain(store: Store, one: Named, other: Named, *, count: int = 1) -> tuple[Chain, ...]:
    """Return the `count` shortest chains between two entities, the shortest first; fewer where there are no more.

    Raises `UsageError` where both are the same, and `EcographError` where no chain of facts joins them.
    """
    if one.id == other.id:
        raise UsageError("both names mean the same entity", where=str(one), remedy="name two that differ")
    facts, joined = _joined(store)
    routes = _routes(joined, one.id, other.id, count)
    if not routes:
        what = f"no chain of facts joins {one} and {other}"
        raise EcographError(what, remedy="build from more articles, or try a body or a place that both have to do with")
    chosen = [[_best(facts, pair) for pair in pairwise(route)] for route in routes]
    told = _Telling(store, {fact for chain in chosen for fact in chain})
    return tuple(
        Chain(tuple(map(told.step, chain, route)), _length(joined, route, chain))
        for route, chain in zip(routes, chosen, strict=True)
    )


def _joined(store: Store) -> tuple[dict[frozenset[str], list[Fact]], Graph]:
    """Return the facts by the pair that they join, and the network of all pairs with the length of each."""
    from networkx import Graph

    facts: dict[frozenset[str], list[Fact]] = {}
    query = _FACTS.format(classes=", ".join(f"eco:{name}" for name in NODE_CLASSES))
    for fact in sorted(Fact(row["subject"], row["predicate"], row["object"]) for row in select(store, query)):
        facts.setdefault(frozenset((fact.subject, fact.object)), []).append(fact)
    joined = Graph()
    for pair in facts:
        joined.add_edge(*sorted(pair), cost=_cost(_best(facts, pair)))
    for node, other, data in joined.edges(data=True):
        data["length"] = data["cost"] + (_weight(joined, node) + _weight(joined, other)) / 2
    return facts, joined


def _best(facts: dict[frozenset[str], list[Fact]], pair: Iterable[str]) -> Fact:
    """Return the most specific fact of a pair."""
    return min(facts[frozenset(pair)], key=lambda fact: (_cost(fact), fact))


def _cost(fact: Fact) -> float:
    return fact_cost(tail(fact.predicate))


def _weight(joined: Graph, node: str) -> float:
    return log2(joined.degree(node))


def _routes(joined: Graph, one: str, other: str, count: int) -> list[list[str]]:
    """Return the shortest routes after Yen (1971), none where there is none."""
    from networkx import has_path, shortest_simple_paths

    if one not in joined or other not in joined or not has_path(joined, one, other):
        return []
    return list(islice(shortest_simple_paths(joined, one, other, weight="length"), count))


def _length(joined: Graph, route: list[str], chain: list[Fact]) -> float:
    """Return how long a chain is; the weight of its two ends tells nothing, since all chains have them."""
    return sum(map(_cost, chain)) + sum(_weight(joined, node) for node in route[1:-1])


class _Telling:
    """What the store says of some facts: the names of their ends, and the sentences."""

    def __init__(self, store: Store, facts: set[Fact]) -> None:
        self._named = _named(store, {end for fact in facts for end in (fact.subject, fact.object)})
        self._said: dict[Fact, dict[str, tuple[Evidence, ...]]] = {}
        for predicate in sorted({fact.predicate for fact in facts}):
            pairs = sorted((fact.subject, fact.object) for fact in facts if fact.predicate == predicate)
            for (subject, object_), roles in evidence_of(store, predicate, pairs).items():
                self._said[Fact(subject, predicate, object_)] = roles
        said = (item for roles in self._said.values() for evidence in roles.values() for item in evidence)
        self._sentences = Sentences(store, said)

    def step(self, fact: Fact, start: str) -> Step:
        """Return the fact as a step of a chain that comes from `start`."""
        roles = self._said[fact]
        evidence = dict.fromkeys(item for role in sorted(roles) for item in roles[role] if stated(item))
        ranked = sorted(evidence, key=lambda item: (-item.confidence, item))
        return Step(
            subject=self._named[fact.subject],
            predicate=tail(fact.predicate),
            object=self._named[fact.object],
            forward=fact.subject == start,
            roles=tuple(sorted(filter(None, roles))),
            sayings=tuple(Saying(item, self._sentences.around(item)) for item in ranked),
        )


def _named(store: Store, nodes: set[str]) -> dict[str, Named]:
    found: dict[str, set[tuple[int, str]]] = {}
    for row in select(store, _NAMES.format(nodes=" ".join(f"<{node}>" for node in sorted(nodes)))):
        if (type_ := tail(row["type"])) in NODE_CLASSES:
            found.setdefault(row["node"], set()).add((NODE_CLASSES.index(type_), row.get("label", tail(row["node"]))))
    return {
        node: Named(node, label, NODE_CLASSES[rank]) for node, (rank, label) in ((n, min(f)) for n, f in found.items())
    }
