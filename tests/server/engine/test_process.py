from __future__ import annotations

import asyncio
import signal
import time
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from made_engines import LIMITS, Engines, body
from made_engines import run as run_alone
from starlette.exceptions import HTTPException

from ecograph.errors import QueryError
from ecograph.guarding.telling import ForeignError
from ecograph.server.engine.leaving import VISIT, Visit
from ecograph.server.limits import LimitError
from ecograph.store import open_store


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("engine") / "store"
    with open_store(folder, create=True) as store:
        store.add("http://x/d", [quad(str(i)) for i in range(500)])
        store.publish()
    return folder


@pytest.fixture(scope="module")
def run():
    engines = Engines()
    yield engines.run
    engines.close()


def quad(text):
    return ox.Quad(ox.NamedNode("http://x/s"), ox.NamedNode("http://x/p"), ox.Literal(text))


SMALL = "SELECT ?o { <http://x/s> ?p ?o } LIMIT 1"


async def small(engine):
    answer = await engine.answer("engine_works:ask", query=SMALL, client="small")
    return answer.status_code, len(answer.body) > 50


def test_an_answer_has_its_status_headers_and_length(run, home):
    async def test(engine):
        answer = await engine.answer("engine_works:write", size=5)
        return answer.status_code, answer.body, answer.headers["x-told"], answer.headers["content-length"]

    assert run(home, test) == (200, b"xxxxx", "yes", "5")


@pytest.mark.parametrize("size", [0, 1, 65_536, 3_000_000])
def test_answers_come_whole(run, home, size):
    async def test(engine):
        return len(await body(await engine.answer("engine_works:write", size=size)))

    assert run(home, test) == size


FAILURES = [
    ("spin", {}, 503, "longer than 1.5 seconds"),
    ("hoard", {"size": 1 << 30}, 503, "more memory than 192 MB"),
    ("hoard_in_the_engine", {}, 503, "more memory than 192 MB|longer than 1.5 seconds"),
    ("nest", {}, 400, "nested too deeply"),
    ("die", {}, 503, "SIGKILL"),
    ("write", {"size": 5 << 20, "piece": 5 << 20}, 413, "larger than 4,194,304 bytes"),
    ("rows", {"number": 1001}, 413, "more than 1,000 rows"),
]


@pytest.mark.parametrize(("work", "arguments", "status", "told"), FAILURES)
def test_what_goes_over_a_limit_ends_and_the_next_is_right(run, home, work, arguments, status, told):
    async def test(engine):
        began = time.monotonic()
        with pytest.raises(LimitError, match=told) as caught:
            await engine.answer(f"engine_works:{work}", **arguments)
        return caught.value.status, time.monotonic() - began < 2.5, await small(engine)

    assert run(home, test) == (status, True, (200, True))


@pytest.mark.parametrize(
    ("work", "error", "told"),
    [
        ("misspell", QueryError, "SPARQL syntax error"),
        ("refuse", HTTPException, "no such format"),
        ("stumble", ForeignError, "ZeroDivisionError"),
        ("missing", ForeignError, "no attribute"),
    ],
)
def test_errors_of_the_work_are_raised_as_they_were(run, home, work, error, told):
    async def test(engine):
        with pytest.raises(error, match=told) as caught:
            await engine.answer(f"engine_works:{work}")
        return caught.value

    found = run(home, test)
    if error is QueryError:
        assert (found.where, found.remedy) == ("line 1, column 2", "repair it")
    if error is HTTPException:
        assert (found.status_code, found.headers) == (406, {"X-Known": "json"})


@pytest.mark.parametrize(
    ("work", "arguments"),
    [
        ("write_then", {"size": 200_000, "number": int(signal.SIGKILL)}),
        ("write", {"size": 5 << 20}),
        ("write", {"size": 3 << 20, "pause": 0.02}),
        ("rows", {"number": 50_000}),
    ],
)
def test_an_answer_that_cannot_be_finished_is_cut_off(run, home, work, arguments):
    async def test(engine):
        with pytest.raises((EOFError, LimitError)):
            await body(await engine.answer(f"engine_works:{work}", **arguments))
        return await small(engine)

    assert run(home, test, replace(LIMITS, rows=40_000)) == (200, True)


def test_results_that_are_counted_name_the_limit_of_rows(run, home):
    async def test(engine):
        return (await engine.answer("engine_works:rows", number=3)).headers["x-sparql-maxrows"]

    assert run(home, test) == "1000"


def test_a_slow_reader_does_not_hold_a_process(run, home):
    async def test(engine):
        answer = await engine.answer("engine_works:write", size=3 << 20)
        for _ in range(100):
            if engine.figures["quick"] + engine.figures["slow"] == 0:
                break
            await asyncio.sleep(0.01)
        held = engine.figures["quick"] + engine.figures["slow"]
        return held, len(await body(answer))

    assert run(home, test) == (0, 3 << 20)


def test_a_small_query_beside_slow_ones_is_answered_within_a_second(run, home):
    async def test(engine):
        slow = [
            asyncio.create_task(engine.answer("engine_works:spin", client=f"client {number // 4}"))
            for number in range(24)
        ]
        await asyncio.sleep(0)
        longest = 0.0
        for _ in range(8):
            began = time.monotonic()
            assert await small(engine) == (200, True)
            longest = max(longest, time.monotonic() - began)
            await asyncio.sleep(0.1)
        ended = await asyncio.gather(*slow, return_exceptions=True)
        return longest, {(type(each), each.status) for each in ended}

    longest, ended = run(home, test)
    assert (longest < 1, ended) == (True, {(LimitError, 503)})


def test_a_client_over_its_own_limit_is_told_to_wait(run, home):
    async def test(engine):
        running = [asyncio.create_task(engine.answer("engine_works:wait", seconds=0.5, client="one")) for _ in range(4)]
        await asyncio.sleep(0.05)
        with pytest.raises(LimitError) as caught:
            await engine.answer("engine_works:ask", query=SMALL, client="one")
        other = await small(engine)
        await asyncio.gather(*running)
        again = await engine.answer("engine_works:ask", query=SMALL, client="one")
        return caught.value.status, caught.value.retry_after, other, again.status_code

    assert run(home, test) == (429, 1, (200, True), 200)


def test_too_many_at_once_are_told_to_come_back(run, home):
    async def test(engine):
        asked = [asyncio.create_task(engine.answer("engine_works:spin", client=str(number))) for number in range(30)]
        ended = await asyncio.gather(*asked, return_exceptions=True)
        return {each.status for each in ended}, sum(each.retry_after is not None for each in ended) >= 15

    assert run(home, test) == ({503}, True)


def test_slow_work_steps_behind(run, home):
    async def test(engine):
        quick = await engine.answer("engine_works:niceness", seconds=0.0)
        slow = await engine.answer("engine_works:niceness", seconds=0.7)
        return int(quick.body) < int(slow.body)

    assert run(home, test)


def test_all_work_together_has_a_bound_of_memory(run, home):
    async def test(engine):
        asked = [
            asyncio.create_task(engine.answer("engine_works:hoard", size=100 << 20, seconds=1.0, client=str(number)))
            for number in range(2)
        ]
        ended = await asyncio.gather(*asked, return_exceptions=True)
        return sorted(
            "more memory" in str(each) if isinstance(each, LimitError) else each.status_code for each in ended
        )

    assert run(home, test, replace(LIMITS, seconds=30, total_memory_bytes=200 << 20)) == [True, 200]


def test_when_the_client_has_gone_its_work_ends(run, home):
    async def test(engine):
        visit = Visit()
        VISIT.set(visit)
        task = asyncio.create_task(engine.answer("engine_works:wait", seconds=30))
        await asyncio.sleep(0.1)
        visit.leave()
        with pytest.raises(LimitError, match="the client has gone"):
            await task
        return engine.figures["quick"] + engine.figures["slow"]

    assert run(home, test, replace(LIMITS, seconds=60)) == 0


def test_cancelled_work_ends(run, home):
    async def test(engine):
        task = asyncio.create_task(engine.answer("engine_works:spin"))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return engine.figures["quick"] + engine.figures["slow"], await small(engine)

    assert run(home, test) == (0, (200, True))


def test_answers_come_from_the_last_generation(run, home):
    async def test(engine):
        first, before = engine.stamp, (await engine.answer("engine_works:state")).body.split()
        with open_store(home) as store:
            store.add("http://x/e", [quad("new")])
            store.publish()
        second, after = engine.stamp, (await engine.answer("engine_works:state")).body.split()
        return first != second, before[0].decode() == first, after[0].decode() == second, before[3], after[2:]

    # Of its own, with room: what other tests left in a process, which opens a second state here, is not what is looked at.
    roomy = replace(LIMITS, memory_bytes=1 << 30)
    assert run(home, test, roomy) == (True, True, True, b"True", [b"1", b"True"])


def test_a_folder_without_generations_is_read_as_it_is(tmp_path):
    folder = tmp_path / "store"
    with open_store(folder, create=True) as store:
        store.add("http://x/d", [quad("a")])
        store.flush()

    async def test(engine):
        answer = await engine.answer("engine_works:state")
        return await small(engine), answer.body.split()[0].decode() == engine.stamp

    assert run_alone(folder, test) == ((200, True), True)
    assert not (folder / "serving").exists()


def test_nothing_is_left_when_the_engine_is_closed(home):
    async def test(engine):
        asyncio.get_running_loop().create_task(ignored(engine.answer("engine_works:spin")))
        await asyncio.sleep(0.1)
        return engine._nursery._nest.pid

    async def ignored(work):
        with pytest.raises(LimitError):
            await work

    assert not Path(f"/proc/{run_alone(home, test)}").exists()
