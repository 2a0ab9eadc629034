"""A build that is killed at any moment is completed by the next: of each article all is there, or nothing, and nothing twice."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from articles import HOME, dumped, written
from ecograph.build import build
from ecograph.store import open_store

_KILLS, _LATEST = 5, 4.0
_CODE = "from ecograph.cli import main; main()"
_OPTIONS = ("--place", "140700", "--published", "2025-03-01", "--workers", "2")


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
def test_a_build_that_is_killed_again_and_again_gives_the_same_store(tmp_path: Path) -> None:
    sources = written(tmp_path, 80)
    command = [sys.executable, "-c", _CODE, "build", *(each.path for each in sources), "--store", str(tmp_path / "s")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}

    def started() -> subprocess.Popen[bytes]:
        quiet = subprocess.DEVNULL
        return subprocess.Popen([*command, *_OPTIONS], env=environment, stdout=quiet, start_new_session=True)

    chance = random.Random(5)
    for _ in range(_KILLS):
        process = started()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.5, _LATEST))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert started().wait(120) == 0
    with open_store(tmp_path / "s") as store, open_store(None) as undisturbed:
        build([each.__class__(each.path) for each in sources], undisturbed, HOME)
        assert dumped(store) == dumped(undisturbed)
        assert len(store.records.held()) == len(sources)
        assert store.records.journal.builds()[0].finished
