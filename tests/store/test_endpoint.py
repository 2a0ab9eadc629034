"""What an endpoint is asked, and how often."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pyoxigraph as ox
import pytest

from ecograph.store.addresses import Addresses
from ecograph.store.endpoint import Endpoint

YES = '{"head":{},"boolean":true}'
QUAD = ox.Quad(ox.NamedNode("http://a/s"), ox.NamedNode("http://a/p"), ox.Literal("o"), ox.NamedNode("http://a/g"))


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


def test_a_table_of_one_column_may_be_a_yes() -> None:
    table = '{"head":{"vars":["__ASK_RETVAL"]},"results":{"bindings":[%s]}}'
    one = '{"__ASK_RETVAL":{"type":"literal","value":"1"}}'
    for rows, yes in ((one, True), ("", False)):
        asked, _ = endpoint(lambda _, rows=rows: httpx.Response(200, text=table % rows))
        assert bool(asked.query("ASK {}")) is yes


def test_many_quads_go_in_several_requests() -> None:
    texts = list[str]()

    def answer(request: httpx.Request) -> httpx.Response:
        texts.append(request.content.decode())
        return httpx.Response(204)

    asked, _ = endpoint(answer)
    asked.at_once = 2
    asked.extend([QUAD] * 5)
    assert [text.count("a%2Fs") for text in texts] == [2, 2, 1]


def test_a_server_without_a_default_graph_is_told_which_it_is() -> None:
    forms = list[str]()

    def answer(request: httpx.Request) -> httpx.Response:
        forms.append(request.content.decode())
        return httpx.Response(200, text=YES, headers={"Server": "Virtuoso/07.20"})

    asked, _ = endpoint(answer)
    asked.meet()
    asked.query("ASK {}")
    assert "default-graph-uri" not in forms[0]
    assert "default-graph-uri=https%3A%2F%2Fw3id.org%2Fecograph%2Fgraph%2Ffacts" in forms[1]
