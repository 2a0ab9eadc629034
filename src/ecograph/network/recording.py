"""Write what was measured as RDF, all in one graph of its own.

Each result is an `eco:Analysis`; what it found points to it. No blank nodes and no clock: the same results give the same
quads. The graph says what follows from the facts, and is no fact itself: nothing goes into the default graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from importlib.metadata import version

from pyoxigraph import Literal, NamedNode, Quad

from ecograph import __version__
from ecograph.network.results import Communities, Ranking, Result, Tie, Ties
from ecograph.store.names import BASE, ECO, PROV, RDF, XSD

# All terms of the ontology that this module writes: classes, then properties.
TERMS = (
    "Analysis", "Score", "Community", "Tie",
    "measure", "measuredNetwork", "measuredPlace", "parameter", "software", "nodeCount", "edgeCount", "componentCount",
    "modularity", "foundBy", "scoreOf", "score", "standing", "memberCount", "tied", "shares", "tieWeight",
)  # fmt: skip


def analysis_graph(base: str = BASE) -> str:
    """Return the name of the graph that holds the results."""
    return f"{base}analysis"


def record(results: Iterable[Result], *, base: str = BASE) -> Iterator[Quad]:
    """Yield the quads of some results."""
    for result in results:
        yield from _Record(result, analysis_graph(base)).quads()


class _Record:
    """One result as RDF; IRIs are `<graph>#<network>-<measure>`, with a digest of what each part of it is about."""

    def __init__(self, result: Result, graph: str) -> None:
        self._result, self._graph = result, graph
        about = result.about
        place = f"-{_digest(about.place.id)}" if about.place else ""
        self._name = f"{graph}#{about.network}-{about.measure}{place}"

    def quads(self) -> Iterator[Quad]:
        yield from self._about()
        match self._result:
            case Ranking(scores=scores):
                for node, value, rank in scores:
                    links = {"scoreOf": [node]}
                    yield from self._found("Score", node, links, score=_decimal(value), standing=_integer(rank))
            case Communities(groups=groups):
                for number, members in enumerate(groups, 1):
                    sizes = {"memberCount": _integer(len(members)), "standing": _integer(number)}
                    yield from self._found("Community", min(members), {"hadMember": members}, **sizes)
            case Ties(ties=ties):
                for tie in ties:
                    yield from self._tie(tie)

    def _tie(self, tie: Tie) -> Iterator[Quad]:
        links = {"tied": [tie.one, tie.other], "shares": [shared.node for shared in tie.shares]}
        values = {"tieWeight": _decimal(tie.weight), "standing": _integer(tie.rank)}
        yield from self._found("Tie", f"{tie.one}\n{tie.other}", links, **values)

    def _about(self) -> Iterator[Quad]:
        about = self._result.about
        yield self._quad(self._name, RDF + "type", _iri(ECO + "Analysis"))
        if about.place:
            yield self._quad(self._name, ECO + "measuredPlace", _iri(about.place.id))
        values = {
            "measure": [_plain(about.measure)],
            "measuredNetwork": [_plain(about.network)],
            "parameter": [_plain(f"{name}={value}") for name, value in about.parameters],
            "software": [_plain(f"ecograph {__version__}"), _plain(f"networkx {version('networkx')}")],
            "nodeCount": [_integer(about.nodes)],
            "edgeCount": [_integer(about.edges)],
            "componentCount": [_integer(about.components)],
            "modularity": [_decimal(self._result.modularity)] if isinstance(self._result, Communities) else [],
        }
        for name, terms in values.items():
            for term in terms:
                yield self._quad(self._name, ECO + name, term)

    def _found(self, kind: str, key: str, links: Mapping[str, Iterable[str]], **values: Literal) -> Iterator[Quad]:
        """Yield one thing that was found: what it is about, its values, and by which analysis."""
        node = f"{self._name}-{_digest(key)}"
        yield self._quad(node, RDF + "type", _iri(ECO + kind))
        yield self._quad(node, ECO + "foundBy", _iri(self._name))
        for name, things in links.items():
            for thing in things:
                yield self._quad(node, (PROV if name == "hadMember" else ECO) + name, _iri(thing))
        for name, value in values.items():
            yield self._quad(node, ECO + name, value)

    def _quad(self, subject: str, predicate: str, object_: NamedNode | Literal) -> Quad:
        return Quad(_iri(subject), _iri(predicate), object_, _iri(self._graph))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def _iri(text: str) -> NamedNode:
    return NamedNode(text)


def _plain(text: str) -> Literal:
    return Literal(text)


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=_iri(XSD + "integer"))


def _decimal(value: float) -> Literal:
    """Return a decimal without an exponent."""
    return Literal(f"{Decimal(str(value)):f}", datatype=_iri(XSD + "decimal"))
