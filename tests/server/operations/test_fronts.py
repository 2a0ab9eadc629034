"""Tokens, logs, numbers and tools of a service with two fronts, as `ecograph serve` starts it."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from prometheus_client.parser import text_string_to_metric_families

import ecograph
from builders import both
from ecograph.graph import quads
from ecograph.server.security import issue
from ecograph.store import open_store

SECRET, TOKEN = issue("newsroom", ["write"])
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
OPTIONS = ["--workers", "2", "--log", "json", "--mcp", "--root-path", "/eco", "--timeout", "3", "--grace", "2"]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Give the address of a service, its process and the file of its log."""
    folder = tmp_path_factory.mktemp("fronts")
    with open_store(folder / "store", create=True) as store:
        for facts in both():
            store.add(facts.document.id, quads(facts))
    tokens = folder / "tokens"
    tokens.touch(mode=0o600)
    tokens.write_text(TOKEN.line())
    log = folder / "log"
    command = [sys.executable, "-c", "from ecograph.cli import main; main()", "serve", "--store", str(folder / "store")]
    environment = {**os.environ, "PYTHONPATH": str(Path(ecograph.__file__).parents[1])}
    with log.open("wb") as err:
        process = subprocess.Popen(
            [*command, "--port", "0", "--tokens", str(tokens), *OPTIONS],
            stdout=subprocess.PIPE,
            stderr=err,
            text=True,
            env=environment,
        )
    try:
        line = process.stdout.readline()
        yield re.search(r"http://\S+/", line).group() + "eco/", process, log
    finally:
        process.send_signal(signal.SIGTERM)
        process.stdout.close()
        assert process.wait(20) == 0


def ask(url, path, **options):
    # A connection of its own for each request, so that either front may get it.
    return httpx.request(options.pop("method", "GET"), url + path, timeout=20, **options)


def number(text, name, **labels):
    return sum(
        sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    )


def test_the_numbers_of_both_fronts_add_up(served):
    url, *_ = served
    for _ in range(20):
        assert ask(url, "sparql?query=ASK%20%7B%7D").status_code == 200
    assert ask(url, "sparql", method="POST", data={"query": LONG}).status_code == 503
    time.sleep(1.2)
    text = ask(url, "metrics").text
    assert number(text, "ecograph_requests_total", route="/sparql", status="200") == 20
    assert number(text, "ecograph_request_seconds_count", route="/sparql") == 21
    assert number(text, "ecograph_queries_killed_total") == 1
    assert number(text, "ecograph_documents") == 2
    assert time.time() - number(text, "ecograph_generation_timestamp_seconds") < 300


def test_each_request_is_a_line_of_json(served):
    url, _, log = served
    answer = ask(url, "sparql", headers={"X-Request-ID": "mine"}, params={"query": "ASK { 'fish' ?p ?o }"})
    assert answer.headers["x-request-id"] == "mine"
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    (line,) = [line for line in lines if line["id"] == "mine"]
    assert (line["route"], line["status"], line["client"]) == ("/sparql", 200, "127.0.0.1")
    assert "fish" not in log.read_text()


def test_changes_ask_for_a_token(served):
    url, *_ = served
    assert ask(url, "api/v1/documents", method="POST", json={"text": "文"}).status_code == 401
    answer = ask(url, "api/v1/documents/0123456789abcdef", method="DELETE", headers={"Authorization": "Bearer x"})
    assert answer.status_code == 401
    good = {"Authorization": f"Bearer {SECRET}"}
    assert ask(url, "api/v1/documents/0123456789abcdef", method="DELETE", headers=good).status_code in (404, 409)


def test_a_client_of_the_tools_may_meet_either_front(served):
    url, *_ = served

    async def talk():
        async with Client(streamable_http_client(url + "mcp")) as client:
            # The first search makes the index of this state of the graph, which may take longer than a query may.
            for _ in range(5):
                if not (await client.call_tool("search", {"text": "晋中"})).is_error:
                    break
            found = [await client.call_tool("search", {"text": "晋中"}) for _ in range(4)]
            ended = await client.call_tool("sparql", {"query": LONG})
            return found, ended

    found, ended = asyncio.run(talk())
    assert {answer.structured_content["total"] for answer in found} == {found[0].structured_content["total"]}
    assert ended.is_error
    assert "3 seconds" in ended.content[0].text


def test_a_page_that_has_not_changed_is_not_sent_again(served):
    url, *_ = served
    first = ask(url, "api/v1/agencies", headers={"Accept-Encoding": "gzip"})
    again = ask(url, "api/v1/agencies", headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["etag"]})
    assert (first.headers["content-encoding"], again.status_code) == ("gzip", 304)


def test_a_front_that_is_started_again_goes_on_counting(served):
    url, process, log = served
    before = number(ask(url, "metrics").text, "ecograph_requests_total", route="/sparql")
    (front,) = [
        int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split() if _fronts(pid)
    ][:1]
    os.kill(front, signal.SIGKILL)
    until = time.monotonic() + 20
    while "starting another one" not in log.read_text() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(1.1)
    assert number(ask(url, "metrics").text, "ecograph_requests_total", route="/sparql") >= before > 0


def _fronts(pid):
    return b"ecograph.server.front" in Path(f"/proc/{pid}/cmdline").read_bytes()
