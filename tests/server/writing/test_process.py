from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from ecograph.errors import QueryError, StoreError
from ecograph.guarding.telling import ForeignError
from ecograph.server import children
from ecograph.server.writing.process import ProcessWriter
from ecograph.server.writing.server import WriterTold
from ecograph.store import open_store
from ecograph.store.generations import Generations

WORKS = Path(__file__).parents[1] / "engine"


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "store"
    with open_store(folder, create=True):
        pass
    return folder


@pytest.fixture
def process(home, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(WORKS), *sys.path]))
    child = children.start("writer", "ecograph.server.writing.server", WriterTold(home, str(tmp_path / "socket")))
    with Generations(home).alive():
        assert child.heard()
        yield child
        child.stop()
        child.process.wait(10)
        child.close()


@pytest.fixture
def writer(process, tmp_path):
    return ProcessWriter(tmp_path / "socket")


def done(writer, work, **arguments):
    return asyncio.run(writer.do(f"engine_works:{work}", **arguments))


def read(home):
    with open_store(home, read_only=True) as store:
        return len(list(store.query("SELECT * { <http://x/s> ?p ?o }")))


def test_readers_see_what_was_written_when_the_writer_answers(home, writer):
    assert [done(writer, "put", text="a"), read(home), done(writer, "put", text="b"), read(home)] == [1, 1, 2, 2]


def test_work_runs_one_after_the_other(home, writer):
    async def all_at_once():
        others = [ProcessWriter(Path(writer._address)) for _ in range(4)]
        return await asyncio.gather(*(each.do("engine_works:put", text=str(i)) for i, each in enumerate(others)))

    assert sorted(asyncio.run(all_at_once())) == [1, 2, 3, 4]


def test_errors_come_back_and_the_writer_goes_on(home, writer):
    with pytest.raises(QueryError, match="no; do not"):
        done(writer, "put_and_fail", text="a")
    with pytest.raises(ForeignError, match="no attribute"):
        done(writer, "missing")
    assert done(writer, "put", text="b") == read(home)


def test_others_can_write_in_between(home, writer):
    done(writer, "put", text="a")
    with open_store(home) as store:  # waits until the writer lets go
        assert len(list(store.query("SELECT * { <http://x/s> ?p ?o }"))) == 1


def test_a_writer_that_dies_in_the_middle_is_told(home, writer, process):
    async def run():
        task = asyncio.create_task(writer.do("engine_works:sleep", seconds=30))
        await asyncio.sleep(0.3)
        process.process.send_signal(signal.SIGKILL)
        with pytest.raises(StoreError, match="ended in the middle"):
            await task

    asyncio.run(run())


def test_a_running_change_is_finished_before_the_writer_stops(home, writer, process):
    async def run():
        task = asyncio.create_task(writer.do("engine_works:put_slowly", text="a", seconds=0.7))
        await asyncio.sleep(0.3)
        process.stop()
        return await task

    assert (asyncio.run(run()), process.process.wait(10), read(home)) == (1, 0, 1)


def test_a_writer_without_a_parent_ends(home, process):
    process.process.stdin.close()
    began = time.monotonic()
    assert (process.process.wait(10), time.monotonic() - began < 5) == (0, True)
    process.process.stdin = None


def test_where_no_writer_comes_it_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("ecograph.server.writing.process._PATIENCE", 0.1)
    with pytest.raises(StoreError, match="is not there"):
        done(ProcessWriter(tmp_path / "socket"), "put", text="a")
