from __future__ import annotations

import asyncio

import httpx
import pytest
from fastapi import Request
from serviced import client

from ecograph.server.operations.bodies import RequestLimits
from ecograph.server.settings import Limits

SMALL = Limits(upload_bytes=1000, query_bytes=1000)


@pytest.fixture
def served(store):
    found = client(store, limits=SMALL)

    @found.app.post("/raw")
    async def raw(request: Request) -> int:
        return len(await request.body())

    @found.app.post("/json")
    async def parsed(value: dict[str, str]) -> int:
        return len(value)

    return found


async def pieces(size):
    for _ in range(size // 1000):
        yield b"x" * 1000


def test_a_body_within_the_limit_arrives(served):
    assert served.post("/raw", content=b"x" * SMALL.body_bytes).json() == SMALL.body_bytes


@pytest.mark.parametrize("path", ["/raw", "/json", "/nowhere"])
def test_a_body_that_says_it_is_too_large_is_refused_unread(served, path):
    answer = served.post(path, content=b"x" * (SMALL.body_bytes + 1))
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")


@pytest.mark.parametrize("path", ["/raw", "/json"])
def test_a_body_of_unknown_length_ends_at_the_limit(served, path):
    answer = served.post(path, content=pieces(SMALL.body_bytes + 5000))
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")


def test_an_address_and_headers_have_their_limits(served):
    assert served.get("/healthz?q=" + "x" * SMALL.address_bytes).status_code == 414
    assert served.get("/healthz", headers={"X-Much": "x" * 40_000}).status_code == 431
    assert served.get("/healthz", headers={f"X-{number}": "x" for number in range(120)}).status_code == 431


def test_a_body_that_does_not_come_is_not_waited_for():
    async def reading(scope, receive, send):
        while (await receive()).get("more_body"):
            pass

    async def receive():
        await asyncio.sleep(60)

    said = []

    async def send(message):
        said.append(message)

    async def run():
        limits = RequestLimits(body_bytes=10, address_bytes=10, body_seconds=0.01)
        scope = {"type": "http", "query_string": b"", "headers": [(b"content-length", b"5")]}
        await asyncio.wait_for(limits.watched(reading, scope, receive, send), 5)

    asyncio.run(run())
    assert said[0]["status"] == 408


def test_a_refusal_carries_the_headers_and_may_be_read_by_a_page(served):
    answer: httpx.Response = served.post(
        "/raw", content=b"x" * (SMALL.body_bytes + 1), headers={"Origin": "https://page.example"}
    )
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["content-security-policy"]
    assert answer.headers["x-request-id"]
