"""Read the manifests of the W3C's SPARQL 1.1 tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

ROOT = Path(__file__).resolve().parents[4] / "shared" / "w3c" / "sparql" / "sparql11"
MISSING = "the W3C's tests are not beside this checkout (../shared/w3c)"
URL = "https://w3c.github.io/rdf-tests/sparql/sparql11/"

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")

QUERY = (
    "aggregates", "bind", "bindings", "cast", "construct", "exists", "functions", "grouping", "negation",
    "project-expression", "property-path", "subquery",
)  # fmt: skip
RESULTS = ("csv-tsv-res", "json-res")
SYNTAX = ("syntax-query", "aggregates", "construct", "grouping")
UPDATE = (
    "add", "basic-update", "clear", "copy", "delete", "delete-data", "delete-insert", "delete-where", "drop", "move",
    "update-silent",
)  # fmt: skip
UPDATE_SYNTAX = ("syntax-update-1", "syntax-update-2", "delete-insert")


@dataclass(frozen=True)
class Case:
    """One test: its folder and name, its type, and the files or requests that make it."""

    folder: str
    name: str
    kind: str
    graph: rdflib.Graph = field(repr=False, compare=False)
    node: Node = field(repr=False, compare=False)

    def __str__(self) -> str:
        return f"{self.folder}/{self.name}"

    def one(self, of: Node, name: Node) -> Node | None:
        return self.graph.value(of, name)

    @property
    def action(self) -> Node:
        return self.graph.value(self.node, MF.action)

    @property
    def result(self) -> Node | None:
        return self.graph.value(self.node, MF.result)

    def graphs(self, of: Node, space: rdflib.Namespace) -> Iterator[tuple[str, str]]:
        """Yield the name ("" for the default graph) and the address of each graph of some data."""
        for data in self.graph.objects(of, space.data):
            yield "", str(data)
        for data in self.graph.objects(of, space.graphData):
            file = self.graph.value(data, UT.graph)
            label = self.graph.value(data, RDFS.label)
            yield (str(label or file), str(file)) if file is not None else (str(data), str(data))


def text(address: str) -> str:
    """Return the file of an address as text."""
    return content(address).decode()


@cache
def content(address: str) -> bytes:
    """Return the file of an address."""
    return (ROOT / address.removeprefix(URL)).read_bytes()


@cache
def _manifest(path: Path) -> rdflib.Graph:
    name = URL + path.relative_to(ROOT).as_posix()
    # Its boundary is written with \\r, which is no line end in Turtle's own text.
    return rdflib.Graph().parse(data=path.read_bytes(), format="turtle", publicID=name)


def cases(folders: tuple[str, ...], *kinds: str, file: str = "manifest.ttl") -> list[Case]:
    """Return the tests of some kinds of these folders, in the manifests' order; none where they are missing."""
    found = list[Case]()
    for folder in folders:
        path = ROOT / folder / file
        if not path.exists():
            continue
        graph = _manifest(path)
        head = next(graph.subjects(MF.entries, None))
        for node in Collection(graph, graph.value(head, MF.entries)):
            kind = str(graph.value(node, RDF.type)).rpartition("#")[2]
            if kind in kinds:
                found.append(Case(folder, str(node).rpartition("#")[2], kind, graph, node))
    return found


QUERIES = cases(QUERY, "QueryEvaluationTest")
FORMATS = cases(RESULTS, "QueryEvaluationTest", "CSVResultFormatTest")
QUERY_SYNTAX = cases(SYNTAX, "PositiveSyntaxTest11", "NegativeSyntaxTest11")
UPDATES = cases(UPDATE, "UpdateEvaluationTest")
UPDATES_SYNTAX = cases(
    UPDATE_SYNTAX, "PositiveUpdateSyntaxTest11", "NegativeUpdateSyntaxTest11", "NegativeSyntaxTest11"
)
PROTOCOL = cases(("protocol",), "ProtocolTest")
GRAPH_STORE = [
    case
    for file in ("manifest-direct.ttl", "manifest-indirect.ttl")
    for case in cases(("graph-store-protocol",), "GraphStoreProtocolTest", file=file)
]
DESCRIPTION = cases(("service-description",), "ServiceDescriptionTest")
