"""The store on a server that is not ours holds the same graph as one of our own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from articles import HOME, dumped, written
from ecograph.build import build
from ecograph.errors import StoreError, UsageError
from ecograph.query import ask, questions
from ecograph.store import Store, open_store
from ecograph.store.addresses import addresses
from ecograph.upkeep import retract


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the native server of Oxigraph on a free port."""
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        pytest.skip("the native server is not there: install the package oxigraph")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{free.getsockname()[1]}"
    folder = tmp_path_factory.mktemp("server")
    command = [program, "serve", "--location", folder, "--bind", where]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            for _ in range(200):
                try:
                    httpx.get(f"http://{where}/")
                    break
                except httpx.TransportError:
                    time.sleep(0.05)
            yield f"http://{where}"
        finally:
            running.terminate()


@pytest.fixture
def remote(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("ECOGRAPH_RECORDS", str(tmp_path / "records"))
    httpx.post(f"{server}/update", data={"update": "CLEAR ALL"}).raise_for_status()
    with open_store(server, create=True) as store:
        yield store


def test_the_graph_there_is_the_graph_here(remote: Store, tmp_path: Path) -> None:
    here = open_store(None)
    sources = written(tmp_path, 4)
    for store in (remote, here):
        build(sources[:2], store, HOME)
        build(sources[1:], store, HOME)
    assert dumped(remote, "nq") == dumped(here, "nq")
    for store in (remote, here):
        retract(store, [sources[0].name])
    assert dumped(remote, "nq") == dumped(here, "nq")
    for name, question in questions().items():
        assert sorted(map(str, ask(remote, name, question.example))) == sorted(
            map(str, ask(here, name, question.example))
        )


def test_named_graphs_of_others_stay(remote: Store, server: str, tmp_path: Path) -> None:
    update = "INSERT DATA { GRAPH <http://others/graph> { <http://others/a> <http://others/b> 1 } }"
    httpx.post(f"{server}/update", data={"update": update}).raise_for_status()
    (source,) = written(tmp_path, 1)
    build([source], remote, HOME)
    retract(remote, [source.name])
    assert remote.documents() == []
    assert remote.query("ASK { GRAPH <http://others/graph> { ?s ?p 1 } }")


def test_what_others_keep_as_default_graph_is_not_written_over(remote: Store, server: str, tmp_path: Path) -> None:
    update = "INSERT DATA { <http://others/a> <http://others/b> 1 }"
    httpx.post(f"{server}/update", data={"update": update}).raise_for_status()
    with pytest.raises(StoreError, match="kept no records"):
        build(written(tmp_path, 1), remote, HOME)


def test_a_server_that_is_not_there_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecograph.store.endpoint._TRIES", 1)
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


@pytest.mark.parametrize("named", ["http://", "http://user:secret@host/sparql"])
def test_an_address_without_a_host_or_with_a_password_is_refused(named: str) -> None:
    with pytest.raises(UsageError) as caught:
        addresses(named)
    assert "secret" not in str(caught.value)
