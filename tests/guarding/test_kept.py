from __future__ import annotations

import signal
import time
from contextlib import closing

import pytest

from ecograph.errors import ReadError
from ecograph.guarding import Bounds, GuardError, Kept, Nursery

BOUNDS = Bounds(seconds=1.0, memory_bytes=64 << 20, output_bytes=1 << 20)


@pytest.fixture(scope="module")
def nursery():
    made = Nursery(preload=["guarded_works"])
    yield made
    made.close()


@pytest.fixture
def kept(nursery):
    with closing(Kept(nursery, BOUNDS)) as made:
        yield made


def number(kept):
    return kept.call("guarded_works:process")


def test_one_process_serves_many(kept):
    first = number(kept)
    assert kept.call("guarded_works:add", one=1, other=2) == 3
    with pytest.raises(ReadError):
        kept.call("guarded_works:complain")
    assert number(kept) == first


@pytest.mark.parametrize(
    ("work", "reason"), [("spin", "time"), ("hoard_in_small_pieces", "memory"), ("leave", "crash"), ("nest", "nesting")]
)
def test_what_hurts_it_costs_only_itself(kept, work, reason):
    assert kept.call("guarded_works:add", one=1, other=2) == 3
    with pytest.raises(GuardError) as caught:
        kept.call(f"guarded_works:{work}")
    assert caught.value.reason == reason
    assert kept.call("guarded_works:add", one=1, other=2) == 3


def test_a_process_that_has_grown_is_replaced(kept):
    first = number(kept)
    assert kept.call("guarded_works:grow", size=32 << 20) == 32 << 20
    assert number(kept) != first


def test_one_that_died_meanwhile_is_replaced(kept):
    kept.call("guarded_works:end_later", number=int(signal.SIGKILL))
    time.sleep(0.3)
    assert kept.call("guarded_works:add", one=1, other=2) == 3


def test_an_error_of_the_setup_is_raised(nursery):
    with closing(Kept(nursery, BOUNDS, "guarded_works:complain")) as kept, pytest.raises(ReadError):
        kept.ask(1)
