"""The store on a server that is not ours holds the same graph as one of our own, and answers the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import real_servers

from articles import HOME, dumped, sequence, shipped, written
from builders import both
from ecograph.build import build
from ecograph.errors import StoreError, UsageError
from ecograph.export.partitions import export_partitions
from ecograph.graph.quads import quads
from ecograph.model import Facts
from ecograph.query import ask, questions
from ecograph.store import Store, open_store
from ecograph.store.addresses import addresses
from ecograph.store.endpoint import Endpoint
from ecograph.upkeep import retract

Filling = Callable[[Store], object]
# Where a server keeps its default graph.
DEFAULT = {"oxigraph": "", "virtuoso": "https://w3id.org/ecograph/graph/facts"}


@pytest.fixture(scope="module", params=real_servers.SERVERS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    name = str(request.param)
    if why := real_servers.missing(name):
        pytest.skip(why)
    with real_servers.SERVERS[name](tmp_path_factory.mktemp(name)) as address:
        yield address


@pytest.fixture
def remote(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("ECOGRAPH_RECORDS", str(tmp_path / "records"))
    real_servers.empty(server)
    with open_store(server, create=True) as store:
        yield store


def update(server: str, text: str) -> None:
    httpx.post(addresses(server).update, data={"update": text}).raise_for_status()


def default_of(server: str) -> str:
    return DEFAULT["virtuoso" if server.endswith("/sparql") else "oxigraph"]


def test_the_graph_there_is_the_graph_here(remote: Store, tmp_path: Path) -> None:
    here = open_store(None)
    sources = written(tmp_path, 4)
    for store in (remote, here):
        build(sources[:2], store, HOME)
        build(sources[1:], store, HOME)
    assert dumped(remote, "nq") == dumped(here, "nq")
    assert remote.count() == here.count()
    for store in (remote, here):
        retract(store, [sources[0].name])
    assert dumped(remote, "nq") == dumped(here, "nq")


def added(store: Store, *facts: Facts) -> None:
    for each in facts:
        store.add(each.document.id, quads(each))


# Few articles say what is denied, or what is the largest.
CORPORA: dict[str, Filling] = {
    "articles": lambda store: build(shipped(1000), store),
    "sequence": lambda store: build(sequence(), store),
    "made": lambda store: added(store, *both()),
}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Store, Path]]:
    """Give a store in memory filled with a corpus, and a file of what it holds; made once."""

    @cache
    def of(name: str) -> tuple[Store, Path]:
        store = open_store(None)
        CORPORA[name](store)
        path = tmp_path_factory.mktemp("corpora") / f"{name}.nq"
        path.write_bytes(dumped(store))
        return store, path

    return of


@pytest.fixture(scope="module", params=CORPORA)
def filled(
    request: pytest.FixtureRequest,
    server: str,
    here: Callable[[str], tuple[Store, Path]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Store, Store]]:
    """Give a store on the server and one in memory that hold the same."""
    store, path = here(request.param)
    real_servers.empty(server)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ECOGRAPH_RECORDS", str(tmp_path_factory.mktemp("records")))
        with open_store(server, create=True) as there:
            there.load(path)
            yield there, store


def rows(store: Store, name: str) -> list[str]:
    return [str(row) for row in ask(store, name, questions()[name].example)]


@pytest.mark.parametrize("name", questions())
def test_every_named_question_is_answered_as_here(filled: tuple[Store, Store], name: str) -> None:
    there, here = filled
    assert rows(there, name) == rows(here, name)


def test_all_is_exported_as_here(filled: tuple[Store, Store]) -> None:
    # Among it a graph of more rows than the server gives at once.
    there, here = filled
    assert dumped(there) == dumped(here)


def test_triples_are_constructed_as_here(filled: tuple[Store, Store]) -> None:
    construct = "CONSTRUCT { ?x eco:told ?time } WHERE { GRAPH ?g { ?x a eco:Claim ; eco:quote ?time } }"
    there, here = (set(map(str, store.query(construct))) for store in filled)
    assert there == here


def test_partitions_are_exported_as_here(filled: tuple[Store, Store], tmp_path: Path) -> None:
    there, here = (
        [path.read_bytes() for path in export_partitions(store, tmp_path / str(at), number=3)] for at, store in enumerate(filled)
    )
    assert there == here


def test_a_build_that_was_cut_short_is_completed(
    remote: Store, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources, left, put = written(tmp_path, 3), [2], Endpoint._put

    def breaking(self: Endpoint, graph: str, lines: list[bytes]) -> None:
        left[0] -= 1
        if not left[0]:
            raise OSError("the line is dead")
        put(self, graph, lines)

    with monkeypatch.context() as patch:
        patch.setattr(Endpoint, "_put", breaking)
        with pytest.raises(StoreError, match="the line is dead"):
            build(sources, remote, HOME)
    remote.close()
    with open_store(server) as again, open_store(None) as here:
        build(sources, again, HOME)
        build(sources, here, HOME)
        assert dumped(again) == dumped(here)


def test_named_graphs_of_others_stay(remote: Store, server: str, tmp_path: Path) -> None:
    update(server, "INSERT DATA { GRAPH <http://others/graph> { <http://others/a> <http://others/b> 1 } }")
    (source,) = written(tmp_path, 1)
    build([source], remote, HOME)
    retract(remote, [source.name])
    assert remote.documents() == []
    assert remote.query("ASK { GRAPH <http://others/graph> { ?s ?p 1 } }") is True
    assert remote.query("ASK { GRAPH <http://others/graph> { ?s ?p 2 } }") is False


def test_what_others_keep_as_default_graph_is_not_written_over(remote: Store, server: str, tmp_path: Path) -> None:
    triple, graph = "<http://others/a> <http://others/b> 1", default_of(server)
    update(server, f"INSERT DATA {{ GRAPH <{graph}> {{ {triple} }} }}" if graph else f"INSERT DATA {{ {triple} }}")
    with pytest.raises(StoreError, match="kept no records"):
        build(written(tmp_path, 1), remote, HOME)


def test_a_graph_that_is_put_beside_is_replaced(remote: Store) -> None:
    graph = ox.NamedNode("https://w3id.org/ecograph/id/analysis")
    one, other = (ox.Quad(graph, graph, ox.Literal(text), graph) for text in ("one", "other"))
    remote.put_beside(graph.value, [one])
    remote.put_beside(graph.value, [other])
    assert dumped(remote) == f"{other} .\n".encode()


EXPRESSIONS = [
    '(CONTAINS("abc", "") AS ?x)', '(STRSTARTS("abc", "") AS ?x)', '(REPLACE("湿地 2025"@zh, " [^ ]*$", "") AS ?x)',
    '(REGEX("总投资", "投入|投资") AS ?x)', '(REGEX("总投资", "^投") AS ?x)', '(CONCAT(STR(?none), "亩") AS ?x)', "(6 / 4 AS ?x)",
    "(1 = 1.0 AS ?x)", "(EXISTS { ?s ?p ?o } AS ?x)", '(STRDT("2025", xsd:gYear) AS ?x)',
]  # fmt: skip


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_expressions_give_the_same(filled: tuple[Store, Store], expression: str) -> None:
    there, here = ([str(row) for row in store.query(f"SELECT {expression} WHERE {{}}")] for store in filled)
    assert there == here


def test_who_asks_is_proven_as_the_server_wants(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not server.endswith("/sparql"):
        pytest.skip("this server lets everybody in")
    real_servers.empty(server)
    monkeypatch.setenv("ECOGRAPH_RECORDS", str(tmp_path / "records"))
    with pytest.raises(StoreError, match="status 401") as caught:
        open_store(f"{server}-auth", create=True)
    assert "ECOGRAPH_STORE_USER" in str(caught.value.remedy)
    monkeypatch.setenv("ECOGRAPH_STORE_USER", real_servers.USER)
    monkeypatch.setenv("ECOGRAPH_STORE_PASSWORD", real_servers.PASSWORD)
    with open_store(f"{server}-auth", create=True) as there, open_store(None) as here:
        for store in (there, here):
            build(written(tmp_path, 1), store, HOME)
        assert dumped(there) == dumped(here)


def test_a_server_that_is_not_there_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecograph.store.requesting._TRIES", 1)
    with pytest.raises(StoreError, match="did not answer"):
        open_store("http://127.0.0.1:1/query")


ADDRESSES = {
    "http://host:7878": ("http://host:7878/query", "http://host:7878/update"),
    "http://host:3030/eco": ("http://host:3030/eco/query", "http://host:3030/eco/update"),
    "https://host/eco/query": ("https://host/eco/query", "https://host/eco/update"),
    "http://host:8890/sparql": ("http://host:8890/sparql", "http://host:8890/sparql"),
    "http://host/repositories/eco#/repositories/eco/statements": (
        "http://host/repositories/eco",
        "http://host/repositories/eco/statements",
    ),
}


@pytest.mark.parametrize("named", ADDRESSES)
def test_one_address_tells_where_queries_and_updates_go(named: str) -> None:
    assert addresses(named) == ADDRESSES[named]


@pytest.mark.parametrize(
    ("named", "where"),
    [
        ("http://host:7878", "http://host:7878/graphs"),
        ("http://host:8890/sparql", "http://host:8890/graphs"),
        ("http://host:8890/sparql-auth", "http://host:8890/graphs-auth"),
        ("http://host/repositories/eco#/repositories/eco/statements", ""),
    ],
)
def test_where_graphs_go_follows_from_the_addresses(named: str, where: str) -> None:
    assert addresses(named).graphs("/graphs") == where


@pytest.mark.parametrize("named", ["http://", "http://user:secret@host/sparql"])
def test_an_address_without_a_host_or_with_a_password_is_refused(named: str) -> None:
    with pytest.raises(UsageError) as caught:
        addresses(named)
    assert "secret" not in str(caught.value)
