"""Run the W3C's tests over HTTP against the application, in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pyoxigraph as ox
import rdflib
import w3c_answers as answers
from rdflib.collection import Collection
from rdflib.namespace import RDF
from rdflib.term import Node
from w3c_manifest import CNT, HT, MF, QT, URL, UT, Case, content, text

from ecograph.server.app import create_app
from ecograph.server.security import issue
from ecograph.server.service import inside
from ecograph.server.settings import Settings
from ecograph.store import open_store

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
_RESULTS = {
    "srx": ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
    "srj": ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
    "tsv": ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
}
_GRAPHS = {"ttl": ox.RdfFormat.TURTLE, "rdf": ox.RdfFormat.RDF_XML, "nt": ox.RdfFormat.N_TRIPLES}
_ALL = "SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
_TABULAR = {
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
}


class Service:
    """A client with a token that may do everything, and the store behind it: one in memory, or that of a running service."""

    def __init__(self, at: str = "", token: str = "") -> None:
        self._loop = asyncio.new_event_loop()
        self.host = at.rstrip("/") or "http://www.example"
        transport = None
        if not at:
            token, known = issue("w3c", ["admin"])
            self._settings = Settings(update=True, tokens=(known,))
            self.app = create_app(open_store(None))
            transport = httpx.ASGITransport(self.app)
        self._inside = not at
        headers = {"Authorization": f"Bearer {token}", "Accept": "*/*"}
        self._client = httpx.AsyncClient(
            transport=transport, base_url=self.host, headers=headers, trust_env=False, timeout=60
        )

    def empty(self) -> None:
        """Begin with a store in which there is nothing."""
        if self._inside:
            self.app.state.service = inside(open_store(None), self._settings)
        else:
            assert self.update("DROP ALL").status_code == 204

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        return self._loop.run_until_complete(self._client.request(method, path, **options))

    def close(self) -> None:
        self._loop.run_until_complete(self._client.aclose())
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def put(self, graph: str, address: str) -> None:
        format = _GRAPHS[address.rpartition(".")[2]]
        base = {"graph": graph} if graph else {"default": ""}
        # The service takes the graph's name for the base, where the tests have the file's.
        quads = ox.parse(content(address), format, base_iri=address)
        body = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
        done = self.request(
            "PUT", "/graphs", params=base, content=body, headers={"Content-Type": "application/n-triples"}
        )
        assert done.status_code in (201, 204), done.text

    def query(self, sparql: str, accept: str) -> httpx.Response:
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        return self.request("POST", "/sparql", content=sparql.encode(), headers=headers)

    def update(self, sparql: str) -> httpx.Response:
        headers = {"Content-Type": "application/sparql-update"}
        return self.request("POST", "/sparql", content=sparql.encode(), headers=headers)


@contextmanager
def service(at: str = "", token: str = "") -> Iterator[Service]:
    made = Service(at, token)
    try:
        yield made
    finally:
        made.close()


def run(service: Service, case: Case) -> None:
    """Run one test; raises AssertionError where it fails."""
    service.empty()
    _RUNS[case.kind](service, case)


def _evaluate(service: Service, case: Case) -> None:
    query = case.one(case.action, QT.query)
    for name, address in case.graphs(case.action, QT):
        service.put(name, address)
    expected_file = str(case.result)
    suffix = expected_file.rpartition(".")[2]
    # What is expected may be a graph that tells a result set: ask for either, and see what comes.
    accept, format = _RESULTS.get(suffix, ("application/n-triples, application/sparql-results+json;q=0.9", None))
    accept = "text/csv" if suffix == "csv" else accept
    answer = service.query(f"BASE <{query}>\n{text(str(query))}", accept)
    if answer.status_code == 406:
        answer = service.query(f"BASE <{query}>\n{text(str(query))}", "application/sparql-results+json")
    assert answer.status_code == 200, answer.text
    if suffix == "csv":
        assert answers.same(answers.table(answer.content), answers.table(content(expected_file)))
        return
    if format is not None:
        found, expected = answers.results(answer.content, format), answers.results(content(expected_file), format)
    else:
        expected = answers.told(content(expected_file), _GRAPHS[suffix], expected_file)
        if answer.headers["content-type"].startswith("application/n-triples"):
            found = answers.triples(answer.content, ox.RdfFormat.N_TRIPLES, expected_file)
        else:
            found = answers.results(answer.content, ox.QueryResultsFormat.JSON)
    assert answers.same(found, expected), f"expected {expected}, found {found}"


def _update(service: Service, case: Case) -> None:
    for name, address in case.graphs(case.action, UT):
        service.put(name, address)
    request = str(case.one(case.action, UT.request))
    done = service.update(f"BASE <{request}>\n{text(request)}")
    assert done.status_code == 204, done.text
    found = answers.results(service.query(_ALL, _RESULTS["srj"][0]).content, ox.QueryResultsFormat.JSON)
    expected = [row for name, address in case.graphs(case.result, UT) for row in _expected(name, address)]
    assert answers.same(found, expected), f"expected {expected}, found {found}"


def _expected(name: str, address: str) -> Iterator[answers.Row]:
    for row in answers.triples(content(address), _GRAPHS[address.rpartition(".")[2]], address):
        yield {**row, "g": ("<>", name)} if name else row


def _syntax(service: Service, case: Case) -> None:
    file = str(case.action)
    is_update = file.endswith(".ru")
    accept = "application/sparql-results+json, application/n-triples"
    sparql = f"BASE <{file}>\n{text(file)}"
    answer = service.update(sparql) if is_update else service.query(sparql, accept)
    if case.kind.startswith("Positive"):
        assert answer.status_code in (200, 204), answer.text
    else:
        assert answer.status_code == 400, answer.text


def _requests(case: Case) -> Iterator[Node]:
    yield from Collection(case.graph, case.one(case.action, HT.requests))


def _headers(case: Case, node: Node) -> dict[str, str]:
    held = case.one(node, HT.headers)
    if held is None:
        return {}
    return {
        str(case.one(each, HT.fieldName)).lower(): str(case.one(each, HT.fieldValue))
        for each in Collection(case.graph, held)
    }


def _body(case: Case, node: Node) -> bytes | None:
    held = case.one(node, HT.body)
    if held is None:
        return None
    return str(case.one(held, CNT.chars)).encode(str(case.one(held, CNT.characterEncoding) or "utf-8"))


def _sent(service: Service, case: Case, request: Node, path: str, location: str) -> httpx.Response:
    body = _body(case, request)
    return service.request(
        str(case.one(request, HT.methodName)),
        path.replace("$LOCATION$", location),
        content=None if body is None else body.replace(b"$LOCATION$", location.encode()),
        headers=_headers(case, request),
    )


_NAMED_STATUSES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


def _check_status(case: Case, response: Node, answer: httpx.Response) -> None:
    allowed = [str(each).rpartition("#")[2] for each in case.graph.objects(response, MF.expectedStatus)]
    code = answer.status_code
    fits = any(code == _NAMED_STATUSES.get(each) or each == f"StatusCode{code // 100}xx" for each in allowed)
    assert fits, f"{code} is none of {allowed}: {answer.text}"


def _protocol(service: Service, case: Case) -> None:
    for data in case.graph.objects(case.node, UT.graphData):
        file, label = case.one(data, UT.graph), case.one(data, rdflib.RDFS.label)
        service.put(str(label), str(file))
    for request in _requests(case):
        path = str(case.one(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
        answer = _sent(service, case, request, path, "")
        response = case.one(request, HT.resp)
        _check_status(case, response, answer)
        kind = answer.headers.get("content-type", "").partition(";")[0]
        wanted = str(case.one(response, MF.expectedFormat) or "")
        boolean = case.one(response, MF.expectedBoolean)
        if wanted in ("tabular", "boolean"):
            assert kind in _TABULAR
        if wanted == "RDF":
            assert ox.RdfFormat.from_media_type(kind) is not None
        if boolean is not None:
            assert answer.json()["boolean"] is boolean.toPython()


def _graph_store(service: Service, case: Case) -> None:
    location = ""
    for request in _requests(case):
        path = str(case.one(request, HT.absolutePath)).replace("/gsp", "/graphs", 1)
        answer = _sent(service, case, request, path, location)
        response = case.one(request, HT.resp)
        _check_status(case, response, answer)
        if case.one(response, MF.expectedLocation) is not None:
            location = answer.headers["location"]
        for name, value in _headers(case, response).items():
            assert answer.headers[name] == value
        body = _body(case, response)
        if body is not None:
            found, expected = (answers.triples(each, ox.RdfFormat.TURTLE, URL) for each in (answer.content, body))
            assert answers.same(found, expected), answer.text
        if str(case.one(request, HT.methodName)) == "HEAD":
            assert answer.content == b""


def _description(service: Service, case: Case) -> None:
    answer = service.request("GET", "/sparql", headers={"Accept": "text/turtle"})
    assert answer.status_code == 200
    graph = rdflib.Graph().parse(data=answer.content, format="turtle")
    if case.name == "has-endpoint-triple":
        assert (None, SD.endpoint, rdflib.URIRef(f"{service.host}/sparql")) in graph
    if case.name == "conforms-to-schema":
        _check_schema(graph)


# property -> class of its subject, class of its object ("" for any)
_SCHEMA = {
    "endpoint": ("Service", ""), "feature": ("Service", "Feature"), "defaultEntailmentRegime": ("Service", ""),
    "extensionFunction": ("Service", "Function"), "languageExtension": ("Service", "Feature"),
    "supportedLanguage": ("Service", "Language"), "resultFormat": ("Service", ""), "inputFormat": ("Service", ""),
    "defaultDataset": ("Service", "Dataset"), "availableGraphs": ("Service", "GraphCollection"),
    "defaultGraph": ("Dataset", "Graph"), "namedGraph": ("Dataset", "NamedGraph"), "name": ("NamedGraph", ""),
    "graph": ("NamedGraph", "Graph"),
}  # fmt: skip
_LANGUAGES = {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update}
_FEATURES = {SD.DereferencesURIs, SD.UnionDefaultGraph, SD.RequiresDataset, SD.EmptyGraphs, SD.BasicFederatedQuery}


def _check_schema(graph: rdflib.Graph) -> None:
    """Check that each property of the vocabulary is known and stands between things of its classes."""
    for subject, name, value in graph:
        if not str(name).startswith(str(SD)):
            continue
        of, to = _SCHEMA[str(name).removeprefix(str(SD))]
        assert (subject, RDF.type, SD[of]) in graph
        if to in ("Dataset", "Graph", "NamedGraph"):
            assert (value, RDF.type, SD[to]) in graph
        assert to != "Language" or value in _LANGUAGES
        assert to != "Feature" or value in _FEATURES
        if name in (SD.resultFormat, SD.inputFormat):
            assert str(value).startswith("http://www.w3.org/ns/formats/")
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert len(list(graph.objects(service, SD.endpoint))) == 1


_RUNS = {
    "QueryEvaluationTest": _evaluate,
    "CSVResultFormatTest": _evaluate,
    "UpdateEvaluationTest": _update,
    "PositiveSyntaxTest11": _syntax,
    "NegativeSyntaxTest11": _syntax,
    "PositiveUpdateSyntaxTest11": _syntax,
    "NegativeUpdateSyntaxTest11": _syntax,
    "ProtocolTest": _protocol,
    "GraphStoreProtocolTest": _graph_store,
    "ServiceDescriptionTest": _description,
}
