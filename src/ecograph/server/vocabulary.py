"""The names of the ontology's classes, properties and concepts in both languages."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from ecograph.resources import resource
from ecograph.server.terms import local
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
    for path in sorted(resource("ontology").rglob("*.ttl")):
        for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
            if quad.predicate.value in _NAMES and isinstance(quad.object, pyoxigraph.Literal):
                name = _name(getattr(quad.subject, "value", ""))
                found[name][quad.object.language or "zh"] = quad.object.value
    found.pop("", None)
    return dict(sorted(found.items()))


def _name(iri: str) -> str:
    if iri.startswith(VOCAB):
        return iri[len(VOCAB) :]
    return local(iri) if iri.startswith(ECO) else ""
