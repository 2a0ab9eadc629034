"""Run a command and watch it: time, CPU time, and the peak memory of each of its processes (Linux)."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_EVERY = 0.05
_PEAK = "VmHWM:"


class Watched(NamedTuple):
    """What a command took: seconds on the clock, CPU seconds of all its processes, the peak resident MB of each, and its output."""

    seconds: float
    cpu: float
    peaks: tuple[int, ...]
    output: str


def watched(command: Sequence[str]) -> Watched:
    """Run a command to its end; one that fails ends the benchmark with its output."""
    start, peaks, cpu = time.perf_counter(), dict[int, int](), dict[int, float]()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        process = subprocess.Popen(command, stdout=told, stderr=subprocess.STDOUT)
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            for one in _family(process.pid):
                peaks[one] = max(peaks.get(one, 0), _peak(one))
                cpu[one] = max(cpu.get(one, 0.0), _cpu(one))
            time.sleep(_EVERY)
        seconds, (_, status, used) = time.perf_counter() - start, ended
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        output = told.read()
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{output}")
    # The system counts only children that their parents waited for; what was seen misses the last moments of each.
    total = max(used.ru_utime + used.ru_stime, sum(cpu.values()))
    return Watched(seconds, total, tuple(sorted(peaks.values(), reverse=True)), output)


def _family(process: int) -> Iterator[int]:
    yield process
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in path.read_text().split():
                yield from _family(int(child))


def _cpu(process: int) -> float:
    with suppress(OSError):
        told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _peak(process: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith(_PEAK):
                return int(line.split()[1]) // 1024
    return 0
