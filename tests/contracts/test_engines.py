"""Every engine gives the same results in the same order, holds only some of them, and survives its workers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from itertools import count, islice
from pathlib import Path

import pytest
import worked as works

from ecograph.engines import ENGINES, Engine, EngineError, PoisonError, mapped, open_engine
from ecograph.errors import ReadError
from ecograph.guarding import GuardError
from ecograph.guarding.telling import ForeignError

# What an engine holds at most for two workers: eight that are under way, and the one that is asked for.
HELD = 9


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Give each engine, with two workers."""
    with open_engine(request.param, workers=2) as opened:
        yield opened


@pytest.fixture
def apart(engine: Engine) -> Engine:
    """Give each engine whose workers are not this process."""
    if engine.name == "serial":
        pytest.skip("what ends its worker would end this process")
    return engine


def test_an_engine_tells_its_name_and_its_workers(engine: Engine) -> None:
    assert engine.name in ENGINES
    assert engine.workers == (1 if engine.name == "serial" else 2)


def test_results_come_in_the_order_of_the_items(engine: Engine) -> None:
    assert list(engine.map(works.late_double, range(30))) == [2 * each for each in range(30)]


def test_nothing_gives_nothing(engine: Engine) -> None:
    assert list(engine.map(works.double, [])) == []


def test_a_function_may_be_bound_to_what_all_items_share(engine: Engine) -> None:
    assert list(engine.map(partial(works.times, 3), [1, 2])) == [3, 6]


def test_several_maps_may_be_under_way(engine: Engine) -> None:
    both = zip(engine.map(works.double, range(20)), engine.map(partial(works.times, 5), range(20)), strict=True)
    assert list(both) == [(2 * each, 5 * each) for each in range(20)]


def test_items_are_asked_for_only_as_results_are(engine: Engine) -> None:
    asked = count()
    results = engine.map(works.double, (next(asked) for _ in range(10**9)))
    assert list(islice(results, 50)) == [2 * each for each in range(50)]
    assert next(asked) <= 50 + HELD


def test_an_item_that_fails_raises_in_its_place_and_the_others_go_on(engine: Engine) -> None:
    results, found = engine.map(works.refuse_odd, range(6)), list[object]()
    while len(found) < 6:
        try:
            found.append(next(results))
        except ReadError as error:
            found.append(str(error))
    assert found == [0, "1: is odd; give another", 2, "3: is odd; give another", 4, "5: is odd; give another"]
    assert list(results) == []


def test_what_the_function_raises_comes_out_as_it_is(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError, match="7"):
        next(engine.map(works.fail, [7]))
    with pytest.raises(GuardError, match="7: too long") as caught:
        next(engine.map(works.guard, [7]))
    assert caught.value.reason == "time"


def test_an_error_that_cannot_travel_is_told_in_words(apart: Engine) -> None:
    with pytest.raises(ForeignError, match="OddError: odd"):
        next(apart.map(works.fail_oddly, [7]))


def test_items_that_cannot_be_had_raise_after_those_before(engine: Engine) -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ReadError("the list breaks off")

    results = engine.map(works.double, broken())
    assert next(results) == 2
    with pytest.raises(ReadError, match="breaks off"):
        next(results)
    assert list(results) == []


def test_the_task_of_a_worker_that_dies_is_done_again(apart: Engine, tmp_path: Path) -> None:
    items = [(str(tmp_path), each) for each in range(20)]
    assert list(apart.map(works.die_once, items)) == list(range(20))
    assert (tmp_path / "died").exists()


def test_an_item_that_ends_every_worker_is_named_and_the_others_go_on(apart: Engine) -> None:
    results, found = apart.map(works.die_of_three, range(12)), list[object]()
    while len(found) < 12:
        try:
            found.append(next(results))
        except PoisonError as error:
            found.append(error.where)
    assert found == [0, 1, 2, "3", *range(4, 12)]


def test_the_work_is_done_by_several_processes_that_stay(apart: Engine) -> None:
    seen = set[int]()
    for _ in range(20):  # a worker may come late to the first of them
        seen.update(apart.map(works.own_process, range(40)))
        if len(seen) > 1:
            break
    assert len(seen) == 2


@pytest.mark.parametrize(("items", "here"), [(2, True), (3, False), (9, False)])
def test_a_few_items_start_no_workers(apart: Engine, items: int, here: bool) -> None:
    found = list(mapped(apart, works.own_process, range(items), least=3))
    assert len(found) == items
    assert (set(found) == {os.getpid()}) == here


def test_an_unknown_engine_is_refused_with_those_there_are() -> None:
    with pytest.raises(EngineError, match="serial, processes, dask"):
        open_engine("threads")


def test_only_dask_has_a_scheduler() -> None:
    with pytest.raises(EngineError, match="only the engine dask"):
        open_engine("processes", scheduler="tcp://127.0.0.1:1")
