"""The names of the ontology's classes, properties and concepts in both languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

from ecograph.resources import resource
from ecograph.server.api.terms import local
from ecograph.store import ECO, VOCAB

_NAMES = (
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
)


@cache
def labels() -> dict[str, dict[str, str]]:
    """Return name -> language -> label, e.g. `Agency` or `kind/bureau`."""
    import pyoxigraph

    found: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in _quads():
        if quad.predicate.value in _NAMES and isinstance(quad.object, pyoxigraph.Literal):
            name = _name(getattr(quad.subject, "value", ""))
            found[name][quad.object.language or "zh"] = quad.object.value
    found.pop("", None)
    return dict(sorted(found.items()))


@cache
def ranks() -> dict[str, int]:
    """Return the states of a commitment by name, with their rank: 1 is the worst."""
    found = ((_name(quad.subject.value), quad) for quad in _quads() if quad.predicate.value == ECO + "rank")
    ranked = {name: int(quad.object.value) for name, quad in found if name.startswith("state/")}
    return {name.removeprefix("state/"): rank for name, rank in sorted(ranked.items(), key=lambda each: each[1])}


def concepts(scheme: str) -> list[str]:
    """Return the concepts of one vocabulary, e.g. `kind`."""
    return [name.removeprefix(f"{scheme}/") for name in labels() if name.startswith(f"{scheme}/")]


def _quads() -> Iterator[Any]:
    import pyoxigraph

    for path in sorted(resource("ontology").rglob("*.ttl")):
        yield from pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)


def _name(iri: str) -> str:
    if iri.startswith(VOCAB):
        return iri[len(VOCAB) :]
    return local(iri) if iri.startswith(ECO) else ""
