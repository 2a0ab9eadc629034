"""Write what became what as RDF: a reform that renamed an agency, an upgrade that renamed a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Protocol

from pyoxigraph import DefaultGraph, NamedNode, Quad

from ecograph.graph import mapping
from ecograph.graph.terms import iri
from ecograph.store.names import BASE, DCTERMS, ORG, PROV, RDF

_A = iri(RDF + "type")


class Change(Protocol):
    """What became what (IRIs), when (ISO 8601, "" if unknown), and how that is known: a `Rename` of the resolution."""

    @property
    def old(self) -> str: ...  # noqa: D102

    @property
    def new(self) -> str: ...  # noqa: D102

    @property
    def date(self) -> str: ...  # noqa: D102

    @property
    def reason(self) -> str: ...  # noqa: D102


def changes(renames: Iterable[Change], *, base: str = BASE) -> Iterator[Quad]:
    """Yield the quads of renames, all in the default graph; old and new stay two things."""
    for each in renames:
        digest = sha256(f"{each.old}\n{each.new}".encode()).hexdigest()
        node = iri(f"{base}change/{digest[:16]}")
        agency = each.old.startswith(f"{base}agency/")
        yield _quad(node, _A, iri(PROV + "Activity"))
        if agency:
            yield _quad(node, _A, iri(ORG + "ChangeEvent"))
        yield _quad(iri(each.new), iri(DCTERMS + "replaces"), iri(each.old))
        yield _quad(iri(each.old), iri(DCTERMS + "isReplacedBy"), iri(each.new))
        for name, predicate, make in (*mapping.CHANGE, *(mapping.REORGANISED if agency else ())):
            value = getattr(each, name)
            if value and (term := make(value)) is not None:
                yield _quad(node, iri(predicate), term)


def _quad(subject: NamedNode, predicate: NamedNode, object_: object) -> Quad:
    return Quad(subject, predicate, object_, DefaultGraph())  # type: ignore[arg-type]
