"""A watched command tells its output, its time and the peak memory of each of its processes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

from building.watching import watched

CHILD = "import time; held = bytearray(80_000_000); time.sleep(0.5)"


def test_each_process_has_its_peak_and_all_their_cpu_time_counts() -> None:
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {CHILD!r}]); print('done')"
    told = watched((sys.executable, "-c", parent))
    assert told.output == "done\n"
    assert len(told.peaks) == 2
    assert told.peaks[0] > 70 > told.peaks[1]
    assert told.seconds > 0.5
    assert 0 < told.cpu < told.seconds + 5


def test_a_command_that_fails_ends_the_benchmark_with_its_output() -> None:
    with pytest.raises(SystemExit, match="ended with 3:\nno room"):
        watched((sys.executable, "-c", "print('no room'); raise SystemExit(3)"))
