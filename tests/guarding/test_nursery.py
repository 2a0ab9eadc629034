from __future__ import annotations

import asyncio
import signal
import socket
import time
from pathlib import Path

import pytest

from ecograph.errors import ReadError
from ecograph.guarding import Bounds, GuardError, Nursery
from ecograph.guarding.telling import ForeignError

SMALL = Bounds(seconds=0.3, memory_bytes=64 << 20, output_bytes=1000)


@pytest.fixture(scope="module")
def nursery():
    made = Nursery(preload=["guarded_works"])
    yield made
    made.close()


def called(nursery, work, bounds, **arguments):
    return nursery.call(f"guarded_works:{work}", bounds, **arguments)


def awaited(nursery, work, bounds, **arguments):
    return asyncio.run(nursery.run(f"guarded_works:{work}", bounds, **arguments))


both = pytest.mark.parametrize("how", [called, awaited])


@both
def test_the_result_comes_back(nursery, how):
    assert how(nursery, "add", SMALL, one=1, other=2) == 3


@both
@pytest.mark.parametrize(
    ("work", "reason"),
    [
        ("spin", "time"),
        ("ignore_everything", "time"),
        ("hoard", "memory"),
        ("hoard_in_small_pieces", "memory"),
        ("nest", "nesting"),
        ("be_large", "output"),
        ("leave", "crash"),
    ],
)
def test_work_over_a_limit_is_ended_within_a_second(nursery, how, work, reason):
    began = time.monotonic()
    with pytest.raises(GuardError) as caught:
        how(nursery, work, SMALL._replace(seconds=1.0))
    assert (caught.value.reason, time.monotonic() - began < 2) == (reason, True)
    assert how(nursery, "add", SMALL, one=1, other=2) == 3


@both
@pytest.mark.parametrize(
    ("number", "reason"),
    [(signal.SIGABRT, "memory"), (signal.SIGSEGV, "nesting"), (signal.SIGALRM, "time"), (signal.SIGKILL, "crash")],
)
def test_a_death_is_told_by_its_signal(nursery, how, number, reason):
    with pytest.raises(GuardError) as caught:
        how(nursery, "end", SMALL, number=int(number))
    assert caught.value.reason == reason


@both
def test_errors_are_raised_as_they_were(nursery, how):
    with pytest.raises(ReadError, match=r"x\.pdf: is no article; give another"):
        how(nursery, "complain", SMALL)
    with pytest.raises(ForeignError, match="ZeroDivisionError"):
        how(nursery, "stumble", SMALL)


def test_only_plain_values_come_back(nursery):
    with pytest.raises(Exception, match="is no plain value"):
        called(nursery, "give_thing", SMALL)


def test_a_process_holds_no_file_but_its_connection(nursery, tmp_path):
    with (tmp_path / "open").open("w"), socket.create_server(("127.0.0.1", 0)):
        files = called(nursery, "files", SMALL)
    assert [each for each in files if each != "/dev/null" and not each.startswith(("socket:", "/proc/"))] == []
    assert sum(each.startswith("socket:") for each in files) == 1


def test_to_cancel_ends_the_process(nursery):
    async def run():
        task = asyncio.create_task(nursery.run("guarded_works:spin", Bounds(seconds=60)))
        await asyncio.sleep(0.3)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    until = time.monotonic() + 2
    while children(nursery) and time.monotonic() < until:
        time.sleep(0.01)
    assert children(nursery) == []


def children(nursery):
    nest = nursery._nest.pid
    return Path(f"/proc/{nest}/task/{nest}/children").read_text().split()


def test_a_nest_that_was_killed_is_replaced(nursery):
    nursery._nest.kill()
    nursery._nest.wait()
    assert called(nursery, "add", SMALL, one=1, other=2) == 3


def test_nothing_is_left_after_closing():
    made = Nursery()
    connection = made.spawn("ecograph.guarding.child:calling", memory_bytes=1 << 26)
    connection.recv(100)
    made.close()
    assert connection.recv(100) == b""
    connection.close()
