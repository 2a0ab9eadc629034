"""Real clients: over standard input on a store, and over HTTP at /mcp of a service."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from pathlib import Path

import httpx
import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client

import ecograph
from builders import BUREAU, RIVER, both
from ecograph.graph import quads
from ecograph.server.app import create_app
from ecograph.server.security import issue
from ecograph.server.settings import Settings
from ecograph.store import open_store
from serving import Client as Plain
from serving import running

LEADS = "body responsibleFor work as leads"
COUNT = "SELECT (COUNT(*) AS ?n) { ?agency a eco:Agency }"


async def conversation(transport):
    """Return what a client that uses each tool once is told."""
    async with Client(transport) as client:
        told = {"tools": sorted(each.name for each in (await client.list_tools()).tools)}
        for name, arguments in {
            "search": {"text": "生态环境局", "types": ["Agency"]},
            "entity": {"iri": BUREAU},
            "evidence": {"subject": BUREAU, "predicate": "responsibleFor", "object": RIVER},
            "question": {},
            "match": {"pattern": {"find": {"body": "Agency", "work": "Project"}, "relations": [LEADS]}},
            "sparql": {"query": COUNT},
        }.items():
            answer = await client.call_tool(name, arguments)
            assert not answer.is_error, (name, answer.content)
            told[name] = answer.structured_content
        return told


def check(told):
    assert told["tools"] == ["entity", "evidence", "match", "question", "search", "sparql"]
    assert BUREAU in [hit["iri"] for hit in told["search"]["hits"]]
    assert told["entity"]["name"] == "晋中市生态环境局"
    assert told["entity"]["facts"]
    (fact,) = told["evidence"]["facts"]
    assert "“一泓清" in fact["sayings"][0]["quote"]
    assert fact["sayings"][0]["title"]
    assert BUREAU in [row["values"]["body"]["iri"] for row in told["match"]["rows"]]
    assert "SELECT" in told["match"]["sparql"]
    assert len(told["question"]["questions"]) > 5
    assert told["sparql"]["rows"] == [{"n": 3}]


def test_a_client_starts_it_on_a_store_and_uses_each_tool(tmp_path):
    with open_store(tmp_path / "store", create=True) as store:
        for facts in both():
            store.add(facts.document.id, quads(facts))
    command = ["-c", "from ecograph.cli import main; main()", "mcp", "--store", str(tmp_path / "store")]
    environment = {"PYTHONPATH": str(Path(ecograph.__file__).parents[1])}
    started = StdioServerParameters(command=sys.executable, args=command, env=environment)
    check(asyncio.run(conversation(stdio_client(started))))


@contextlib.contextmanager
def service(store, **settings):
    with running(create_app(store, settings=Settings(mcp=True, **settings))) as url:
        yield url + "mcp"


def test_a_client_uses_each_tool_over_http(store):
    with service(store) as url:
        check(asyncio.run(conversation(streamable_http_client(url))))


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_nothing_is_held_open_to_be_listened_on(store, method):
    with service(store) as url:
        answer = httpx.request(method, url, headers={"Accept": "text/event-stream"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def test_a_service_below_a_prefix_has_its_tools_there(store):
    with service(store, root_path="/eco") as url:
        check(asyncio.run(conversation(streamable_http_client(url.replace("/mcp", "/eco/mcp")))))


def test_the_token_of_the_client_is_that_of_its_questions(store):
    secret, token = issue("reader", ["read"])

    async def with_token(url):
        async with create_mcp_http_client(headers={"Authorization": f"Bearer {secret}"}) as http:
            return await conversation(streamable_http_client(url, http_client=http))

    with service(store, tokens=(token,), require_token=True) as url:
        check(asyncio.run(with_token(url)))
        assert httpx.post(url, json={}).status_code == 401


def test_there_are_no_tools_where_nobody_asked_for_them(store):
    assert Plain(create_app(store)).post("/mcp", json={}).status_code in (404, 405)
