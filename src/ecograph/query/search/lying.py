"""Say in which places things lie, at whatever depth: what a search in a place looks among.

A place is told by its code where it has one, else by its IRI. The parts of a division are told by its code alone, as GB/T 2260
has them, whether or not the graph says that they lie in it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from ecograph.query.search.rows import pairs
from ecograph.store import Store

# An IRI names the division that its thing belongs to, where the name alone would not tell: agency/110000/康庄镇人民政府.
_CODE = re.compile(r"/(\d{6})(?:/|\Z)")
_SHORTEST = 2
# 晋中市生态环境局平遥分局 lies in 平遥县, which its name leaves short.
_BRANCH, _SUFFIXES, _LONGEST = "分局", "市县区旗州盟", 8
# Whose places a thing has too: an official those of the body, a figure those of its owner.
_SHARED = (
    "SELECT ?x ?of { ?x eco:locatedIn ?of }",
    "SELECT ?x ?of { ?x eco:worksFor ?of }",
    "SELECT ?x ?of { ?of eco:issued ?x }",
    "SELECT ?x ?of { ?of eco:hasTarget ?x }",
)


class Lying:
    """The places of a graph and what lies in them."""

    def __init__(self, store: Store) -> None:
        self._codes = dict(pairs(store, "SELECT ?x ?code { ?x a eco:Place ; eco:code ?code }"))
        self._above = _grouped(pairs(store, "SELECT ?x ?of { ?x eco:within ?of }"))
        self._called = self._names(store)
        self._longest = max(map(len, self._called), default=0)
        self._short = {
            short: place
            for name, place in self._called.items()
            for short in {name, name.rstrip(_SUFFIXES)}
            if len(short) >= _SHORTEST
        }
        self._shared = [_grouped(pairs(store, sparql)) for sparql in _SHARED]
        self._known: dict[str, frozenset[str]] = {}

    def token(self, place: str) -> str:
        """Return how a place is told."""
        return self._codes.get(place) or _code(place) or place

    def around(self, place: str) -> frozenset[str]:
        """Return the place and all that it lies in."""
        found, waiting = set[str](), [place]
        while waiting:
            each = waiting.pop()
            token = self.token(each)
            if token not in found:
                found.update((token, *_divisions(token)))
                waiting += self._above.get(each, ())
        return frozenset(found)

    def of(self, thing: str, name: str, *, place: bool = False) -> tuple[str, ...]:
        """Return the places that an entity lies in, sorted: by what the graph says of it, by its IRI and by its name."""
        if place:
            return tuple(sorted(self.around(thing)))
        return tuple(sorted(self._known.get(thing) or self._found(thing, name)))

    def learn(self, names: Iterable[tuple[str, str]]) -> None:
        """Find out about bodies, projects and policies before what shares their places asks."""
        for thing, name in names:
            self._known[thing] = self._found(thing, name)

    def _found(self, thing: str, name: str) -> frozenset[str]:
        found = set[str]()
        if code := _code(thing):
            found.update((code, *_divisions(code)))
        for place in self._named_in(name):
            found |= self.around(place)
        for shared in self._shared:
            for of in shared.get(thing, ()):
                found |= self._known.get(of) or self.around_if_place(of)
        return frozenset(found)

    def _named_in(self, name: str) -> Iterator[str]:
        """Yield the place that a name begins with, the longest, and the one that a branch is called after."""
        longest = min(self._longest, len(name))
        begins = (self._called.get(name[:length]) for length in range(longest, _SHORTEST - 1, -1))
        yield from islice(filter(None, begins), 1)
        before, _, _ = name.rpartition(_BRANCH)
        ends = (self._short.get(before[-length:]) for length in range(min(_LONGEST, len(before)), _SHORTEST - 1, -1))
        yield from islice(filter(None, ends), 1)

    def around_if_place(self, thing: str) -> frozenset[str]:
        """Return the place and all that it lies in, nothing for what is no place."""
        return self.around(thing) if "/place/" in thing else frozenset()

    def _names(self, store: Store) -> Mapping[str, str]:
        """Return the places by name, those whose name no other has."""
        called = _grouped(
            (name, iri) for iri, name in pairs(store, "SELECT ?x ?name { ?x a eco:Place ; rdfs:label ?name }")
        )
        return {name: next(iter(iris)) for name, iris in called.items() if len(iris) == 1 and len(name) >= _SHORTEST}


def _code(iri: str) -> str:
    found = _CODE.search(iri)
    return found[1] if found else ""


def _divisions(code: str) -> Iterator[str]:
    """Yield the codes of the divisions that one lies in."""
    if len(code) == 6 and code.isdigit():
        yield from dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00"))


def _grouped(found: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    grouped = defaultdict[str, list[str]](list)
    for thing, of in found:
        grouped[thing].append(of)
    return grouped
