from __future__ import annotations

import asyncio
import threading

import pytest

from ecograph.server.app import create_app
from ecograph.server.limits import Gate, LimitError, Limits
from serving import Client

ALL = "SELECT * { ?s ?p ?o }"


def test_slow_work_is_answered_at_the_deadline():
    release = threading.Event()
    gate = Gate(Limits(seconds=0.1))

    async def run():
        try:
            await gate.run(lambda _: release.wait(5))
        finally:
            release.set()

    with pytest.raises(LimitError, match=r"longer than 0\.1 seconds") as caught:
        asyncio.run(run())
    assert caught.value.status == 503


def test_a_streaming_result_stops_at_the_deadline():
    gate = Gate(Limits(seconds=0.05))
    stopped = threading.Event()

    def write_for_ever(sink):
        try:
            while True:
                sink.write(b"x")
        finally:
            stopped.set()

    with pytest.raises(LimitError):
        asyncio.run(gate.run(write_for_ever))
    assert stopped.wait(5)


def test_work_beyond_the_places_is_refused():
    release = threading.Event()
    gate = Gate(Limits(seconds=0.6, running=1))

    async def run():
        first = asyncio.create_task(gate.run(lambda _: release.wait(5)))
        await asyncio.sleep(0.05)
        try:
            with pytest.raises(LimitError, match="running already"):
                await gate.run(lambda _: None)
        finally:
            release.set()
        return await first

    assert asyncio.run(run()) is True


def test_a_format_that_does_not_fit_leaves_no_result_behind(store):
    answer = Client(create_app(store)).get("/sparql", params={"query": ALL, "format": "turtle"})
    assert answer.status_code == 406
