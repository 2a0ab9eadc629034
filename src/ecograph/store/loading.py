"""Read a dump back, and put each statement into its graph, as it was before a format without graphs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from ecograph.errors import StoreError
from ecograph.store.names import ECO, PROV, RDF, VOID

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
}
_TYPE = ox.NamedNode(RDF + "type")
_DOCUMENT = ox.NamedNode(ECO + "Document")
_BUNDLE = ox.NamedNode(PROV + "Bundle")
_QUARANTINE = ox.NamedNode(ECO + "Quarantine")
_PLAN = ox.NamedNode(PROV + "Plan")
_DESCRIPTION = ox.NamedNode(VOID + "DatasetDescription")


def read_quads(path: Path) -> list[ox.Quad]:
    """Return the file's quads; raises StoreError, and returns nothing, where any of it cannot be read."""
    format = _FORMATS.get(path.suffix)
    if format is None:
        raise StoreError("no RDF file that can be read", where=str(path), remedy=f"give one of {', '.join(_FORMATS)}")
    try:
        quads = list(ox.parse(path=str(path), format=format))
    except (SyntaxError, OSError) as error:
        raise StoreError(f"cannot be read: {error}", where=str(path), remedy="export it again") from error
    return list(_restored(_without_description(quads)))


def _without_description(quads: list[ox.Quad]) -> list[ox.Quad]:
    """Return the quads without the description of the data set, which is counted anew at each export."""
    graphs = {quad.graph_name for quad in quads if quad.object == _DESCRIPTION and quad.subject == quad.graph_name}
    return [quad for quad in quads if quad.graph_name not in graphs] if graphs else quads


def _restored(quads: list[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield the quads, each in its graph: what `<document>#…` is in the document's, the accounts of the build in theirs."""
    documents, bundles, kept, plans = (_of_class(quads, each) for each in (_DOCUMENT, _BUNDLE, _QUARANTINE, _PLAN))
    own = {each: each for each in bundles | kept} | {plan: bundle for bundle in bundles for plan in plans}
    owners = documents | bundles | kept
    for quad in quads:
        owner = _before_mark(quad.subject)
        if isinstance(quad.subject, ox.NamedNode):
            owner = own.get(quad.subject, owner)
        if quad.graph_name == ox.DefaultGraph() and owner is not None and owner in owners:
            yield ox.Quad(quad.subject, quad.predicate, quad.object, owner)
        else:
            yield quad


def _of_class(quads: list[ox.Quad], type: ox.NamedNode) -> set[ox.NamedNode]:
    found = (quad.subject for quad in quads if quad.predicate == _TYPE and quad.object == type)
    return {each for each in found if isinstance(each, ox.NamedNode)}


def _before_mark(subject: ox.NamedNode | ox.BlankNode | ox.Triple) -> ox.NamedNode | None:
    """Return the IRI before the `#`, None where there is none."""
    iri, mark, _ = subject.value.partition("#") if isinstance(subject, ox.NamedNode) else ("", "", "")
    return ox.NamedNode(iri) if mark else None
