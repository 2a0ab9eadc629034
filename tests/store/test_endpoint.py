"""What an endpoint is asked, and how often."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from urllib.parse import parse_qs

import httpx
import pyoxigraph as ox
import pytest

from ecograph.store.addresses import Addresses
from ecograph.store.endpoint import Endpoint

YES = '{"head":{},"boolean":true}'
GRAPH = ox.NamedNode("http://a/g")
QUAD = ox.Quad(ox.NamedNode("http://a/s"), ox.NamedNode("http://a/p"), ox.Literal("o"), GRAPH)


def endpoint(answer: Callable[[httpx.Request], httpx.Response]) -> tuple[Endpoint, list[float]]:
    waited = list[float]()
    client = httpx.Client(transport=httpx.MockTransport(answer))
    return Endpoint(Addresses("http://x/query", "http://x/update"), client, wait=waited.append), waited


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again_when_it_says(status: int) -> None:
    answers = [httpx.Response(status, headers={"Retry-After": "7"}), httpx.Response(200, text=YES)]
    asked, waited = endpoint(lambda _: answers.pop(0))
    assert bool(asked.query("ASK {}"))
    assert waited == [7.0]


def test_a_server_that_stays_away_is_given_up() -> None:
    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("nobody there", request=request)

    asked, waited = endpoint(away)
    with pytest.raises(OSError, match="did not answer in 6 tries"):
        asked.query("ASK {}")
    assert len(waited) == 5
    assert waited == sorted(waited)


REFUSALS = {400: (SyntaxError, "no such"), 401: (OSError, "name a user"), 500: (OSError, "status 500")}


@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_is_not_asked_again(status: int) -> None:
    error, told = REFUSALS[status]
    asked, waited = endpoint(lambda _: httpx.Response(status, text="no such thing"))
    with pytest.raises(error, match=told):
        asked.update("INSERT DATA {}")
    assert waited == []


def test_a_server_at_work_is_not_asked_to_begin_anew() -> None:
    def silent(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("timed out", request=request)

    asked, waited = endpoint(silent)
    with pytest.raises(OSError, match="ECOGRAPH_STORE_TIMEOUT"):
        asked.query("ASK {}")
    assert waited == []


@pytest.mark.parametrize(("twice", "tries"), [(True, 6), (False, 1)])
def test_what_must_not_be_made_twice_is_not_sent_again(twice: bool, tries: int) -> None:
    sent = list[str]()

    def broken(request: httpx.Request) -> httpx.Response:
        sent.append(request.content.decode())
        raise httpx.RemoteProtocolError("broken off", request=request)

    asked, _ = endpoint(broken)
    with pytest.raises(OSError, match="broken off"):
        asked.update("INSERT { ?a ?b 1 } WHERE { ?a ?b ?c }", twice=twice)
    assert len(sent) == tries


def updates(texts: list[str], *, most: int = 100, graphs: int = 404) -> Callable[[httpx.Request], httpx.Response]:
    """Return a server that takes so many triples at once, and graphs or not."""

    def answer(request: httpx.Request) -> httpx.Response:
        text = request.content.decode()
        if text == "query=ASK+%7B%7D":
            return httpx.Response(200, text=YES, headers={"Server": "Oxigraph/0.5.13"})
        if request.url.path == "/store" and graphs != 204:
            return httpx.Response(graphs)
        if text.count("a/s") > most:
            return httpx.Response(413)
        texts.append(f"{request.url.path}?{request.url.query.decode()} {text.count('a/s')}")
        return httpx.Response(204)

    return answer


def test_many_quads_go_in_several_requests() -> None:
    texts = list[str]()
    asked, _ = endpoint(updates(texts))
    asked.at_once = 2
    asked.extend([QUAD] * 5)
    assert texts == ["/update? 2", "/update? 2", "/update? 1"]


def test_what_is_too_much_at_once_goes_in_halves() -> None:
    texts = list[str]()
    asked, _ = endpoint(updates(texts, most=2))
    asked.extend([QUAD] * 5)
    assert texts == ["/update? 2", "/update? 1", "/update? 2"]
    assert asked.at_once == 2


def test_graphs_go_as_graphs_where_the_server_takes_them() -> None:
    texts = list[str]()
    asked, _ = endpoint(updates(texts, graphs=204))
    asked.meet()
    asked.extend([QUAD] * 5)
    asked.load(
        io.BytesIO(
            b'<http://a/s> <http://a/p> "<o> ."^^<http://a/t> .\n<http://a/s> <http://a/p> <http://a/s> <http://a/g> .\n'
        ),
        format=ox.RdfFormat.N_QUADS,
    )
    assert texts == ["/store?graph=http%3A%2F%2Fa%2Fg 5", "/store?default 1", "/store?graph=http%3A%2F%2Fa%2Fg 2"]


@pytest.mark.parametrize("status", [403, 404, 405, 415, 501])
def test_graphs_go_by_updates_where_the_server_does_not_take_them(status: int) -> None:
    texts = list[str]()
    asked, _ = endpoint(updates(texts, graphs=status))
    asked.meet()
    asked.extend([QUAD] * 5)
    assert texts == ["/update? 5"]


ROW = '{"s":{"type":"uri","value":"http://a/s"},"p":{"type":"uri","value":"http://a/p"},"o":{"type":"literal","value":"%s"}}'


def cutting(request: httpx.Request) -> httpx.Response:
    """Answer as Virtuoso does which gives one row at most, of sixteen whose digests begin differently."""
    query = parse_qs(request.content.decode())["query"][0]
    found = re.search(r'MD5\(STR\(\?s\)\), "(\w+)"', query)
    more = {} if found else {"X-SPARQL-MaxRows": "1"}
    row = ROW % (found[1] if found else "cut")
    text = f'{{"head":{{"vars":["s","p","o"]}},"results":{{"bindings":[{row}]}}}}'
    return httpx.Response(200, text=YES if "ASK" in query else text, headers={"Server": "Virtuoso/07.20", **more})


def test_a_graph_is_read_in_pieces_where_the_server_would_cut_it() -> None:
    asked, _ = endpoint(cutting)
    asked.meet()
    assert sorted(quad.object.value for quad in asked.quads_for_pattern(None, None, None, GRAPH)) == list(
        "0123456789abcdef"
    )


def test_an_answer_that_is_cut_is_none() -> None:
    asked, _ = endpoint(cutting)
    asked.meet()
    with pytest.raises(OSError, match="gives 1 rows at most"):
        asked.query("SELECT * { ?s ?p ?o }")
