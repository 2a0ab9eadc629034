from __future__ import annotations

import subprocess
import sys

from prometheus_client.parser import text_string_to_metric_families
from serviced import client

from ecograph.server.operations.metrics import Metrics

COUNT = """
import sys
from pathlib import Path
from ecograph.server.operations.metrics import Metrics
metrics = Metrics(Path(sys.argv[1]), process=sys.argv[2])
for _ in range(int(sys.argv[3])):
    metrics.began(); metrics.ended("GET", "/sparql", 200, 0.01, 100)
metrics.began()
metrics.tell({"killed": 2, "quick": 1})
if sys.argv[4:] : print(metrics.text({"ecograph_documents": ("Documents", 7)}).decode())
"""


def values(text):
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_and_status(store):
    served = client(store)
    for path in ("/all/things/stats", "/all/things/stats", "/all/things/a/parts/b", "/nowhere"):
        served.get(path)
    found = values(served.get("/metrics").text)
    assert found["ecograph_requests_total", "/all/things/stats", "200", "GET"] == 2
    assert found["ecograph_requests_total", "/all/things/{name}/parts/{part}", "404", "GET"] == 1
    assert found["ecograph_requests_total", "", "404", "GET"] == 1
    assert found["ecograph_request_seconds_count", "/all/things/stats"] == 2
    assert found["ecograph_response_bytes_total", "/all/things/stats"] > 100
    assert found["ecograph_requests_running",] == 1
    assert found["ecograph_documents",] == 2


def test_what_the_engine_tells_is_shown(store):
    served = client(store)

    class Telling(type(served.app.state.service.engine)):
        @property
        def figures(self):
            return {"quick": 3, "slow": 1, "killed": 4, "refused": 5, "generation": 6}

    served.app.state.service.engine.__class__ = Telling
    found = values(served.get("/metrics").text)
    assert [found[f"ecograph_queries_{key}",] for key in ("quick", "slow", "killed_total", "refused_total")] == [
        3,
        1,
        4,
        5,
    ]
    assert found["ecograph_generation_timestamp_seconds",] == 6


def test_a_counter_goes_on_from_what_the_engine_told_before():
    metrics = Metrics()
    for killed in (1, 1, 3):
        metrics.tell({"killed": killed})
    assert values(metrics.text().decode())["ecograph_queries_killed_total",] == 3


def test_made_up_methods_make_no_series():
    metrics = Metrics()
    metrics.began()
    metrics.ended("BREW", "", 405, 0.1, 0)
    assert values(metrics.text().decode())["ecograph_requests_total", "", "405", "OTHER"] == 1


def test_the_numbers_of_several_processes_add_up(tmp_path):
    folder = str(tmp_path / "metrics")
    run = [sys.executable, "-c", COUNT, folder]
    subprocess.run([*run, "0", "3"], check=True)
    # A process of the same name goes on counting, but has nothing running any more.
    subprocess.run([*run, "0", "4"], check=True)
    done = subprocess.run([*run, "1", "5", "print"], check=True, capture_output=True, text=True)
    found = values(done.stdout)
    assert found["ecograph_requests_total", "/sparql", "200", "GET"] == 12
    assert found["ecograph_request_seconds_count", "/sparql"] == 12
    assert found["ecograph_queries_killed_total",] == 6
    assert found["ecograph_requests_running",] == 2
    assert found["ecograph_queries_quick",] == 2
    assert found["ecograph_documents",] == 7


def test_many_who_look_at_once_share_one_answer(store):
    import asyncio

    import httpx

    served = client(store)

    async def look():
        transport = httpx.ASGITransport(served.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as one:
            return await asyncio.gather(*(one.get("/metrics") for _ in range(20)))

    assert len({answer.text for answer in asyncio.run(look())}) == 1
