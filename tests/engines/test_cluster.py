"""A cluster that is running is used as it is, if its workers would do the same as we."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
import worked
from distributed import LocalCluster

from ecograph.engines import EngineError, open_engine


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Give the address of a scheduler with two workers."""
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        yield cluster.scheduler_address


def test_a_running_cluster_is_used_and_left_running(scheduler: str) -> None:
    for _ in range(2):
        with open_engine("dask", scheduler=scheduler) as engine:
            assert engine.workers == 2
            assert list(engine.map(worked.double, range(20))) == [2 * each for each in range(20)]


def test_workers_with_another_version_are_refused(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecograph.engines.cluster.fingerprint", lambda *_: "another")
    with pytest.raises(EngineError, match=r"127\.0\.0\.1:\d+: a worker of the cluster has another version"):
        open_engine("dask", scheduler=scheduler)


def test_an_address_where_nobody_answers_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecograph.engines.cluster._PATIENCE", 1)
    with pytest.raises(EngineError, match=r"tcp://127\.0\.0\.1:9: there is no cluster"):
        open_engine("dask", scheduler="tcp://127.0.0.1:9")


def test_a_missing_library_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EngineError, match=r"pip install 'ecograph\[cluster\]'"):
        open_engine("dask")
