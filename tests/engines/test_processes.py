"""The processes of an engine have what they need, are replaced once they are large, and end with whoever started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import worked as works

from ecograph.engines import EngineError
from ecograph.engines.processes import Processes

_BUSY = """
import sys
sys.path[:] = {path!r}
import worked as works
from ecograph.engines.processes import Processes

with Processes(2) as engine:
    results = engine.map(works.wait, [0.0, 60.0, 60.0, 60.0])
    next(results)
    print("busy", flush=True)
    next(results)
"""


def wait_until(true: Callable[[], bool], seconds: float = 20.0) -> bool:
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.02)
    return true()


def below(pid: int) -> list[int]:
    """Return the processes that a process has started, and those that these have."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    found = [int(each) for thread in threads for each in (thread / "children").read_text().split()]
    return found + [each for child in found for each in below(child)]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_what_is_named_is_loaded_before_the_first_task_and_once() -> None:
    with Processes(2, ["worked:load"]) as engine:
        assert list(engine.map(works.what_is_loaded, range(4))) == [["once"]] * 4


def test_a_process_that_has_used_much_memory_is_replaced() -> None:
    with Processes(1) as engine:
        large, small, again = engine.map(works.hold, [700, 1, 1])
    assert large != small == again


def test_a_process_that_wants_too_much_memory_says_so_and_the_others_go_on() -> None:
    with Processes(1) as engine:
        results = engine.map(works.hold, [8000, 1])
        with pytest.raises(Exception, match="more memory than 4,096 MB"):
            next(results)
        assert next(results)


def test_what_cannot_be_loaded_is_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    with Processes(1, ["no_such_module"]) as engine, pytest.raises(EngineError, match="ended each time"):
        next(engine.map(works.double, [1]))
    assert "no_such_module" in capfd.readouterr().err


def test_a_closed_worked_no_more() -> None:
    engine = Processes(1)
    assert next(engine.map(works.double, [1])) == 2
    engine.close()
    engine.close()
    with pytest.raises(EngineError, match="closed"):
        next(engine.map(works.double, [1]))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, -signal.SIGINT)])
def test_workers_end_with_the_process_that_started_them(number: int, status: int) -> None:
    code = _BUSY.format(path=sys.path)
    started = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    with started:
        assert started.stdout is not None
        assert started.stdout.readline() == b"busy\n"
        workers = below(started.pid)
        assert len(workers) == 3  # two, and the one that they were born of
        os.kill(started.pid, number)
        assert started.wait(20) == status
    assert wait_until(lambda: not any(map(is_running, workers)))
