"""Write what a person rejected: told of in the document's graph, without being said.

Subject, relation and object stand in the properties that the quarantine has for what it only tells of, so that no query for
statements finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad

from ecograph.graph.naming import claim_name, named
from ecograph.graph.terms import date, iri, prop
from ecograph.model import Claim
from ecograph.store.names import DCTERMS, ECO, RDF, RDFS


class Verdict(Protocol):
    """What is told of a decision: by whom, when (ISO 8601) and why."""

    @property
    def by(self) -> str:
        """Return who decided."""

    @property
    def when(self) -> str:
        """Return when."""

    @property
    def why(self) -> str:
        """Return why."""


def rejections(document: str, rejected: Iterable[tuple[Claim, Verdict]]) -> Iterator[Quad]:
    """Yield the quads that tell of the rejected claims (with IRIs) of the document of this IRI."""
    graph = iri(document)
    for claim, verdict in rejected:
        node = NamedNode(named(document, ("rejected", *claim_name(claim))))
        told: dict[str, NamedNode | Literal] = {
            RDF + "type": iri(ECO + "RejectedClaim"),
            ECO + "keptSubject": iri(claim.subject),
            ECO + "keptPredicate": prop(claim.predicate),
            ECO + "keptObject": iri(claim.object),
            ECO + "rejectedQuote": Literal(claim.evidence.text, language="zh"),
            ECO + "decidedBy": Literal(verdict.by),
            DCTERMS + "date": date(verdict.when[:10]),
            RDFS + "comment": Literal(verdict.why),
        }
        for name, value in told.items():
            yield Quad(node, iri(name), value, graph)
