from __future__ import annotations

import socket

import pytest
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

from builders import BUREAU
from ecograph.errors import StoreError, UsageError
from ecograph.server.serve import address, listen, serve
from serving import running

NAMES = """PREFIX eco: <https://w3id.org/ecograph/ontology#>
SELECT ?name WHERE { ?agency a eco:Agency ; rdfs:label ?name } ORDER BY ?name"""
GRAPH = """PREFIX eco: <https://w3id.org/ecograph/ontology#>
CONSTRUCT { ?agency a eco:Agency } WHERE { ?agency a eco:Agency }"""


@pytest.fixture
def live(app):
    with running(app) as url:
        yield url


def ask(url, query, form, method):
    wrapper = SPARQLWrapper(url + "sparql")
    wrapper.setQuery(query)
    wrapper.setReturnFormat(form)
    wrapper.setMethod(method)
    return wrapper.query().convert()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_real_client_reads_json_xml_csv_and_turtle(live, method):
    rows = ask(live, NAMES, JSON, method)["results"]["bindings"]
    assert rows[0]["name"]["value"] == "晋中市生态环境局"
    assert len(ask(live, NAMES, XML, method).getElementsByTagName("result")) == 3
    assert ask(live, NAMES, CSV, method).decode().splitlines()[:2] == ["name", "晋中市生态环境局"]
    assert f"<{BUREAU}>" in ask(live, GRAPH, TURTLE, method).decode()


def test_a_port_in_use_is_one_line_with_the_remedy(tmp_path):
    with listen("127.0.0.1", 0) as other:
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port} is in use; .*--port") as caught:
            serve(tmp_path, port=port)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("host", "port"), [("203.0.113.1", 0), ("127.0.0.1", 70000), ("127.0.0.1", -1)])
def test_an_address_that_cannot_be_had_is_a_usage_error(host, port):
    with pytest.raises(UsageError, match=r"--host|--port"):
        listen(host, port)


def test_a_missing_store_is_told_before_anything_is_served(tmp_path):
    said = []
    with pytest.raises(StoreError):
        serve(tmp_path / "nothing", port=0, announce=said.append)
    assert said == []


def test_addresses_name_the_port():
    with listen("127.0.0.1", 0) as listener:
        assert address(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}/"
        assert listener.family == socket.AF_INET
