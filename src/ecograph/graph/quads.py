"""Give the lines of one document as quads: facts in the default graph, claims in the document's graph."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from ecograph import __version__
from ecograph.graph.lines import Lines, lines
from ecograph.model import Facts
from ecograph.store.names import BASE


def quads(
    facts: Facts, *, base: str = BASE, sources: tuple[str, ...] = (), read: str = "", version: str = __version__
) -> Iterator[Quad]:
    """Yield the quads of one document; the arguments are those of `lines`."""
    yield from quads_of(lines(facts, base=base, sources=sources, read=read, version=version), facts.document.id)


def quads_of(found: Lines, document: str) -> Iterator[Quad]:
    """Yield the quads that the lines of a document, an IRI, say."""
    for text, graph in ((found.plain, DefaultGraph()), (found.claims, NamedNode(document))):
        for triple in parse(text, format=RdfFormat.N_TRIPLES):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)
