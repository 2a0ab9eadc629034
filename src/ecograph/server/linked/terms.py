"""Write the ontology and the vocabularies: all of them, one term, or one vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize
from starlette.exceptions import HTTPException

from ecograph.resources import resource
from ecograph.server.linked.formats import ENGINE
from ecograph.store import ECO, PREFIXES, VOCAB
from ecograph.store.names import OWL, RDFS, SKOS

ONTOLOGY = ECO.rstrip("#")
_EXTRA = {"owl": OWL, "rdfs": RDFS, "skos": SKOS, "vocab": VOCAB}


def ontology(format: str) -> bytes:
    """Return the whole ontology."""
    return _written((quad.triple for quad in _quads("ecograph.ttl")), format)


def term(name: str, format: str) -> bytes:
    """Return what the ontology says of one of its terms; 404 where it has none of this name."""
    return _of(f"{ECO}{name}", (quad.triple for quad in _quads("ecograph.ttl")), format)


def vocabulary(name: str, format: str) -> bytes:
    """Return one vocabulary (`state`), or one concept of it (`state/met`); 404 where there is none."""
    iri = f"{VOCAB}{name}"
    scheme = f"{VOCAB}{name.split('/')[0]}"
    for path in _vocabularies():
        triples = [quad.triple for quad in _quads(path)]
        if any(isinstance(each.subject, NamedNode) and each.subject.value == scheme for each in triples):
            return _written(triples, format) if iri == scheme else _of(iri, triples, format)
    raise HTTPException(404, f"there is no vocabulary {name[:100]!r}; /api/v1/vocabulary has the names of all concepts")


def _of(iri: str, triples: Iterator[Triple] | list[Triple], format: str) -> bytes:
    try:
        about = NamedNode(iri)
    except ValueError:
        about = None
    found = [triple for triple in triples if about in (triple.subject, triple.object)]
    if about is None or not any(triple.subject == about for triple in found):
        raise HTTPException(404, f"there is no term {iri[:200]}")
    return _written(found, format)


def _written(triples: Iterator[Triple] | list[Triple], format: str) -> bytes:
    text = serialize(sorted(set(triples), key=str), format=ENGINE[format], prefixes=PREFIXES | _EXTRA)
    return text or b""


@cache
def _vocabularies() -> tuple[str, ...]:
    return tuple(sorted(f"vocab/{path.name}" for path in resource("ontology", "vocab").glob("*.ttl")))


@cache
def _quads(name: str) -> tuple[Quad, ...]:
    path = resource("ontology", *name.split("/"))
    return tuple(parse(path=str(path), format=RdfFormat.TURTLE))
