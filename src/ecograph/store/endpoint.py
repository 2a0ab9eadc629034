"""Speak to any SPARQL 1.1 endpoint in the words of the embedded engine, as far as a store needs them.

What a request failed at is tried again where that is safe: reads, and those writes that end the same when they are made twice.
Nothing is kept open beyond the connection: a request that failed has changed nothing that the next one relies on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import IO, TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

import pyoxigraph as ox

from ecograph.store.addresses import Addresses
from ecograph.store.dialects import Asked, Dialect, building, dialect_of
from ecograph.store.lexing import tokens
from ecograph.store.requesting import CutError, RefusedError, Requests

if TYPE_CHECKING:
    import httpx

Graph: TypeAlias = ox.NamedNode | ox.DefaultGraph
Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

# So much text goes into one request: servers bound what they take, and hold several times as much while they parse it.
_TOGETHER = 1_000_000
# Where whole graphs go, so many triples are one request.
_AT_ONCE = 20_000
_MOST_DIGITS = 4
_TOO_LARGE = 413
# Graphs are not taken there, or not from us: then by updates.
_NO_STORE = frozenset([401, 403, 404, 405, 415, 501])
_JSON, _NT = "application/sparql-results+json", "application/n-triples"
_UPDATE = "application/sparql-update"
_HEX = "0123456789abcdef"


class Endpoint:
    """One endpoint, with its addresses; `client` sends the requests, with whatever proves who asks."""

    def __init__(
        self, addresses: Addresses, client: httpx.Client, *, wait: Callable[[float], None] = time.sleep
    ) -> None:
        self._addresses, self._requests = addresses, Requests(client, wait)
        self._dialect = Dialect()
        # How many triples an update holds, and whether whole graphs are taken, which is quicker.
        self.at_once, self.takes_graphs, self._graphs = self._dialect.at_once, False, ""

    def meet(self) -> None:
        """Ask the server a first time, and learn its ways."""
        answer = self._requests.send("POST", self._addresses.query, data={"query": "ASK {}"}, headers={"Accept": _JSON})
        self._dialect = dialect_of(answer.headers.get("server", ""))
        self.at_once = self._dialect.at_once
        self._graphs = self._addresses.graphs(self._dialect.store) if self._dialect.store else ""
        self.takes_graphs = bool(self._graphs)

    @property
    def default_graph(self) -> str:
        """The graph that stands for the default graph, "" where the server has one."""
        return self._dialect.facts

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
        text, kind = _prologue(base_iri, prefixes, sparql) + sparql, _kind(sparql)

        def told(query: str, kind: str) -> Asked:
            if default_graph is None and named_graphs is None:
                return self._dialect.asked(query, kind)
            return self._dialect.asked_of(query, _names(default_graph), _names(named_graphs))

        if kind not in ("CONSTRUCT", "DESCRIBE"):
            return self._asked(told(text, kind))
        apart = building(text) if kind == "CONSTRUCT" and self._dialect.cut else None
        if apart is not None:
            rows = self._asked(told(apart.select, "SELECT"))
            assert isinstance(rows, ox.QuerySolutions)
            if (made := apart.triples(rows)) is not None:
                return made
        return self._built(told(text, kind))

    def _asked(self, asked: Asked) -> ox.QuerySolutions | ox.QueryBoolean:
        answer = self._requests.send("POST", self._addresses.query, data=_form(asked), headers={"Accept": _JSON})
        if cut := answer.headers.get(self._dialect.cut or "-"):
            raise CutError(f"{self._addresses.query} gives {cut} rows at most, and would cut this answer")
        return ox.parse_query_results(self._dialect.answered(answer.content, asked), ox.QueryResultsFormat.JSON)

    def _built(self, asked: Asked) -> ox.QueryTriples:
        # Virtuoso answers with a table of triples where it is offered both.
        answer = self._requests.send("POST", self._addresses.query, data=_form(asked), headers={"Accept": _NT})
        held = ox.Store()
        held.load(answer.content, format=ox.RdfFormat.N_TRIPLES)
        return _all(held)

    def quads_for_pattern(
        self, subject: Node | None, predicate: Node | None, object: Node | None, graph: Graph
    ) -> Iterator[ox.Quad]:
        """Yield the quads of a graph that match."""
        for terms in self._matching(subject, predicate, object, graph):
            yield ox.Quad(*terms, graph)

    def _matching(
        self, subject: Node | None, predicate: Node | None, object: Node | None, graph: Graph
    ) -> Iterator[tuple[Any, Any, Any]]:
        terms = (subject, predicate, object)
        pattern = " ".join("?" + name if term is None else str(term) for name, term in zip("spo", terms, strict=True))
        names = [name for name, term in zip("spo", terms, strict=True) if term is None]
        # As the default graph, since Virtuoso finds nothing in a GRAPH that is named beside one.
        if not self._dialect.cut:
            query = f"CONSTRUCT {{ {pattern} }} WHERE {{ {pattern} }}"
            yield from self._built(self._dialect.asked_of(query, _names(graph), []))
            return
        for row in self._in_pieces(f"{pattern}", names or ["s"], {"default-graph-uri": [self._named(graph)]}):
            yield tuple(row[name] if term is None else term for name, term in zip("spo", terms, strict=True))  # type: ignore[misc]

    def _in_pieces(
        self, pattern: str, names: Sequence[str], dataset: Mapping[str, list[str]], digits: str = ""
    ) -> Iterator[ox.QuerySolution]:
        """Yield the solutions of a pattern; where the server would cut them, by the digits of a digest of the first variable."""
        chosen = f'FILTER(STRSTARTS(MD5(STR(?{names[0]})), "{digits}"))' if digits else ""
        select = f"SELECT {' '.join(f'?{name}' for name in names)} {{ {pattern} {chosen} }}"
        try:
            answer = self._asked(Asked(select, dataset))
        except CutError:
            if len(digits) == _MOST_DIGITS:
                raise
            for digit in _HEX:
                yield from self._in_pieces(pattern, names, dataset, digits + digit)
        else:
            assert isinstance(answer, ox.QuerySolutions)
            yield from answer

    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """Yield the names of the graphs that hold something."""
        # Counted: with DISTINCT alone, Virtuoso reads every quad and compares each with all.
        counted = "{ SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g }"
        for (graph,) in self._in_pieces(counted, ["g"], {}):
            if isinstance(graph, ox.NamedNode) and not self._dialect.is_of_server(graph.value):
                yield graph

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
        triples = (ox.Triple(*terms) for terms in self._matching(None, None, None, from_graph))
        ox.serialize(triples, sink, format=format, prefixes=dict(prefixes) if prefixes else None)

    # Writing

    def update(
        self,
        sparql: str,
        *,
        base_iri: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        twice: bool = True,
    ) -> None:
        """Run an update; whether it is done whole or in parts is the server's.

        `twice` tells that it ends the same when it is made twice, so that it may be repeated.
        """
        text = (_prologue(base_iri, prefixes, sparql) + sparql).encode()
        headers = {"Content-Type": f"{_UPDATE}; charset=utf-8"}
        self._requests.send("POST", self._addresses.update, content=text, headers=headers, twice=twice)

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads, some at a time."""
        for graph, of_graph in groupby(quads, key=lambda quad: quad.graph_name):
            assert isinstance(graph, ox.NamedNode | ox.DefaultGraph)
            self._add(self._named(graph), (f"{quad.triple} .".encode() for quad in of_graph))

    def load(self, source: IO[bytes], *, format: ox.RdfFormat) -> None:
        """Add a file of quads, some at a time; N-Quads as the engine writes them, a line each."""
        if format != ox.RdfFormat.N_QUADS:
            self.extend(ox.parse(source, format=format))
            return
        for graph, lines in groupby(map(_parted, source), key=lambda each: each[1]):
            self._add(graph[1:-1].decode() or self.default_graph, (line for line, _ in lines))

    bulk_load = load

    def _add(self, graph: str, lines: Iterable[bytes]) -> None:
        for batch in _batches(lines, _AT_ONCE if self.takes_graphs else self.at_once):
            self._put(graph, batch)

    def _put(self, graph: str, lines: Sequence[bytes]) -> None:
        """Add lines to a graph: as a graph where the server takes them, else by updates; in halves where it is too much."""
        text = b"\n".join(lines)
        twice = b"_:" not in text  # each time, a blank node is another one
        try:
            if self.takes_graphs:
                name = f"graph={quote(graph, safe='')}" if graph else "default"
                headers = {"Content-Type": _NT}
                self._requests.send(
                    "POST", f"{self._graphs}?{name}", content=text + b"\n", headers=headers, twice=twice
                )
            else:
                told = f"GRAPH <{graph}> {{ {text.decode()} }}" if graph else text.decode()
                self.update(f"INSERT DATA {{ {told} }}", twice=twice)
        except RefusedError as error:
            if self.takes_graphs and error.status in _NO_STORE:
                self.takes_graphs = False
                for at in range(0, len(lines), self.at_once):
                    self._put(graph, lines[at : at + self.at_once])
            elif error.status == _TOO_LARGE and len(lines) > 1:
                half = len(lines) // 2
                self.at_once = min(self.at_once, len(lines) - half)
                self._put(graph, lines[:half])
                self._put(graph, lines[half:])
            else:
                raise

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
        self._requests.close()

    # What every request needs

    def _named(self, graph: Graph) -> str:
        return self.default_graph if isinstance(graph, ox.DefaultGraph) else graph.value


def _prologue(base: str | None, prefixes: Mapping[str, str] | None, sparql: str) -> str:
    """Return the declarations of those prefixes that a text may use."""
    told = [f"BASE <{base}>"] if base else []
    told += [f"PREFIX {name}: <{iri}>" for name, iri in (prefixes or {}).items() if f"{name}:" in sparql]
    return "\n".join(told) + "\n" if told else ""


def _kind(sparql: str) -> str:
    """Return the form of a query: the first word that is none of its prologue."""
    words = (token.key for token in tokens(sparql) if token.kind == "word")
    return next((word for word in words if word not in ("BASE", "PREFIX")), "")


def _form(asked: Asked) -> dict[str, str | list[str]]:
    return {"query": asked.sparql, **asked.parameters}


def _names(graphs: Graph | Sequence[Graph] | None) -> list[str]:
    """Return the names of graphs, "" for the default graph."""
    listed = [graphs] if isinstance(graphs, ox.NamedNode | ox.DefaultGraph) else graphs or []
    return ["" if isinstance(each, ox.DefaultGraph) else each.value for each in listed]


def _all(held: ox.Store) -> ox.QueryTriples:
    """Return what a store holds as the engine's own answer to a CONSTRUCT."""
    answer = held.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(answer, ox.QueryTriples)
    return answer


def _parted(line: bytes) -> tuple[bytes, bytes]:
    """Return a line of N-Quads as a line of N-Triples and the name of its graph, `<…>`, b"" for the default graph."""
    body = line.rstrip(b"\n").removesuffix(b".").rstrip()
    triple, _, last = body.rpartition(b" ")
    # Where the last term is no graph, it is the third of three, or the rest of a literal.
    is_graph = last[:1] == b"<" and last[-1:] == b">" and b'"' not in last and triple.count(b" ") > 1
    return (triple + b" .", last) if is_graph else (body + b" .", b"")


def _batches(lines: Iterable[bytes], at_once: int) -> Iterator[list[bytes]]:
    """Yield as many lines as fit into a request, at most so many."""
    batch, size = list[bytes](), 0
    for line in lines:
        if batch and (size + len(line) > _TOGETHER or len(batch) == at_once):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += len(line)
    if batch:
        yield batch
