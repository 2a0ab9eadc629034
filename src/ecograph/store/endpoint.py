"""Speak to any SPARQL 1.1 endpoint in the words of the embedded engine, as far as a store needs them.

Reads are asked again when the server is busy or away; updates too, since those that a store makes end the same when they are
made twice. Nothing is kept open beyond the connection: a request that failed has changed nothing that the next one relies on.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import IO, TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from ecograph.store.addresses import Addresses
from ecograph.store.lexing import tokens

if TYPE_CHECKING:
    import httpx

Graph: TypeAlias = ox.NamedNode | ox.DefaultGraph
Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_DEFAULT = ox.DefaultGraph()
# So much text goes into one request: servers bound what they take, and hold several times as much while they parse it.
_TOGETHER = 1_000_000
_TRIES = 6
_LONGEST = 30.0
_BUSY = frozenset([408, 429, 502, 503, 504])
# Virtuoso answers an ASK with a table of this one column.
_ASKED = "__ASK_RETVAL"
# What Virtuoso keeps about itself.
_SYSTEM = (
    "http://www.openlinksw.com/",
    "http://localuriqaserver/",
    "http://www.w3.org/ns/ldp#",
    "http://www.w3.org/2002/07/owl#",
)
# Where a server keeps no default graph, the facts stand here.
FACTS = "https://w3id.org/ecograph/graph/facts"
_JSON, _NT = "application/sparql-results+json", "application/n-triples"


class Endpoint:
    """One endpoint, with its addresses; `client` sends the requests, with whatever proves who asks."""

    def __init__(
        self, addresses: Addresses, client: httpx.Client, *, wait: Callable[[float], None] = time.sleep
    ) -> None:
        self._addresses, self._client, self._wait = addresses, client, wait
        self.default_graph, self.at_once = "", 5_000

    def meet(self) -> None:
        """Ask the server a first time, and learn which graph is to stand for the default graph where it has none."""
        answer = self._send("POST", self._addresses.query, data={"query": "ASK {}"}, headers={"Accept": _JSON})
        # It reads all graphs as one, and writes to none that is not named.
        if answer.headers.get("server", "").startswith("Virtuoso"):
            # And it makes a program of each update, which may have 10,000 lines.
            self.default_graph, self.at_once = FACTS, 500

    # Reading

    def query(
        self,
        sparql: str,
        *,
        base_iri: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        default_graph: Graph | Sequence[Graph] | None = None,
        named_graphs: Sequence[ox.NamedNode] | None = None,
    ) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        """Return what the endpoint answers; SyntaxError where it says that the query is wrong."""
        form: dict[str, str | list[str]] = {"query": _prologue(base_iri, prefixes, sparql) + sparql}
        form |= self._dataset(default_graph, named_graphs)
        makes_triples = _form(sparql) in ("CONSTRUCT", "DESCRIBE")
        # Virtuoso answers with a table of triples where it is offered both.
        accept = {"Accept": _NT if makes_triples else _JSON}
        answer = self._send("POST", self._addresses.query, data=form, headers=accept)
        return _triples(answer.content) if makes_triples else _results(answer.content)

    def quads_for_pattern(
        self, subject: Node | None, predicate: Node | None, object: Node | None, graph: Graph
    ) -> Iterator[ox.Quad]:
        """Yield the quads of a graph that match."""
        terms = (subject or "?s", predicate or "?p", object or "?o")
        for triple in self._constructed(" ".join(map(str, terms)), graph):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)

    def _constructed(self, pattern: str, graph: Graph) -> ox.QueryTriples:
        # As the default graph, since Virtuoso finds nothing in a GRAPH that is named beside one.
        answer = self.query(f"CONSTRUCT {{ {pattern} }} WHERE {{ {pattern} }}", default_graph=graph)
        assert isinstance(answer, ox.QueryTriples)
        return answer

    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """Yield the names of the graphs that hold something."""
        answer = self.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        assert isinstance(answer, ox.QuerySolutions)
        for (graph,) in answer:
            if isinstance(graph, ox.NamedNode) and not self._is_of_server(graph.value):
                yield graph

    def _is_of_server(self, graph: str) -> bool:
        return graph == self.default_graph or (bool(self.default_graph) and graph.startswith(_SYSTEM))

    def contains_named_graph(self, graph: ox.NamedNode) -> bool:
        """Tell whether a graph holds something."""
        return bool(self.query("ASK { ?s ?p ?o }", default_graph=graph))

    def dump(
        self,
        sink: IO[bytes],
        format: ox.RdfFormat,
        *,
        from_graph: Graph,
        prefixes: Mapping[str, str] | None = None,
    ) -> None:
        """Write one graph."""
        triples = self._constructed("?s ?p ?o", from_graph)
        ox.serialize(triples, sink, format=format, prefixes=dict(prefixes) if prefixes else None)

    # Writing

    def update(self, sparql: str, *, base_iri: str | None = None, prefixes: Mapping[str, str] | None = None) -> None:
        """Run an update; whether it is done whole or in parts is the server's."""
        form = {"update": _prologue(base_iri, prefixes, sparql) + sparql}
        self._send("POST", self._addresses.update, data=form)

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads, some at a time."""
        for graph, lines in _batches(quads, self.at_once):
            text = "\n".join(lines)
            place = self._named(graph)
            self.update(f"INSERT DATA {{ GRAPH <{place}> {{ {text} }} }}" if place else f"INSERT DATA {{ {text} }}")

    def load(self, source: IO[bytes], *, format: ox.RdfFormat) -> None:
        """Add a file of quads, some at a time."""
        self.extend(ox.parse(source, format=format))

    bulk_load = load

    def add_graph(self, graph: Graph) -> None:
        """Do nothing: whether an empty graph is one is the server's."""

    def remove_graph(self, graph: Graph) -> None:
        """Drop a graph."""
        self.update(f"DROP SILENT GRAPH {graph}")

    def clear_graph(self, graph: Graph) -> None:
        """Empty a graph."""
        name = self._named(graph)
        self.update(f"CLEAR SILENT GRAPH <{name}>" if name else "CLEAR SILENT DEFAULT")

    def flush(self) -> None:
        """Do nothing: what a server took it keeps, as well as it does."""

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    # What every request needs

    def _dataset(
        self, default_graph: Graph | Sequence[Graph] | None, named_graphs: Sequence[ox.NamedNode] | None
    ) -> dict[str, list[str]]:
        listed = [default_graph] if isinstance(default_graph, ox.NamedNode | ox.DefaultGraph) else default_graph
        default = [self._named(each) for each in listed or ()] if listed is not None else [self.default_graph]
        form = {"default-graph-uri": [each for each in default if each]}
        form["named-graph-uri"] = [each.value for each in named_graphs or ()]
        return {name: values for name, values in form.items() if values}

    def _named(self, graph: Graph) -> str:
        return self.default_graph if isinstance(graph, ox.DefaultGraph) else graph.value

    def _send(self, method: str, url: str, **options: object) -> httpx.Response:
        """Return the answer to a request, asked again where the server is busy or away; OSError where it stays so."""
        import httpx

        told = ""
        for attempt in range(_TRIES):
            pause = min(_LONGEST, 0.25 * 2**attempt) * (0.5 + random.random() / 2)
            try:
                answer = self._client.request(method, url, **options)  # type: ignore[arg-type]
            except httpx.TransportError as error:
                told = f"{type(error).__name__}: {error}"
            else:
                if answer.status_code not in _BUSY:
                    return _checked(answer)
                told = f"status {answer.status_code}"
                pause = max(pause, min(_LONGEST, _seconds(answer.headers.get("retry-after", ""))))
            if attempt + 1 < _TRIES:
                self._wait(pause)
        raise OSError(f"{url} did not answer in {_TRIES} tries ({told})")


def _checked(answer: httpx.Response) -> httpx.Response:
    if answer.status_code < 400:
        return answer
    said = " ".join(answer.text.split())[:300]
    if answer.status_code == 400:
        raise SyntaxError(said)
    if answer.status_code in (401, 403):
        raise OSError(
            f"{answer.request.url} refuses (status {answer.status_code}): name a user, a password or a token that it knows"
        )
    raise OSError(f"{answer.request.url} answered with status {answer.status_code}: {said}")


def _seconds(text: str) -> float:
    return float(text) if text.isdigit() else 0.0


def _prologue(base: str | None, prefixes: Mapping[str, str] | None, sparql: str) -> str:
    """Return the declarations of those prefixes that a text may use."""
    told = [f"BASE <{base}>"] if base else []
    told += [f"PREFIX {name}: <{iri}>" for name, iri in (prefixes or {}).items() if f"{name}:" in sparql]
    return "\n".join(told) + "\n" if told else ""


def _form(sparql: str) -> str:
    """Return the form of a query: the first word that is none of its prologue."""
    words = (token.key for token in tokens(sparql) if token.kind == "word")
    return next((word for word in words if word not in ("BASE", "PREFIX")), "")


def _results(text: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    found = ox.parse_query_results(text, ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QuerySolutions) and [each.value for each in found.variables] == [_ASKED]:
        yes = any(int(row[0].value) for row in found)
        found = ox.parse_query_results(f'{{"head":{{}},"boolean":{str(yes).lower()}}}', ox.QueryResultsFormat.JSON)
    return found


def _triples(text: bytes) -> ox.QueryTriples:
    """Return lines of N-Triples as the engine's own answer to a CONSTRUCT."""
    held = ox.Store()
    held.load(text, format=ox.RdfFormat.N_TRIPLES)
    answer = held.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(answer, ox.QueryTriples)
    return answer


def _batches(quads: Iterable[ox.Quad], at_once: int) -> Iterator[tuple[Graph, list[str]]]:
    """Yield lines of N-Triples, as many of one graph as fit into a request, at most so many."""
    for graph, of_graph in groupby(quads, key=lambda quad: quad.graph_name):
        lines, size = list[str](), 0
        for quad in of_graph:
            line = f"{quad.triple} ."
            if lines and (size + len(line) > _TOGETHER or len(lines) == at_once):
                yield graph, lines
                lines, size = [], 0
            lines.append(line)
            size += len(line)
        yield graph, lines
