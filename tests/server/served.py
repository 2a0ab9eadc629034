"""`ecograph serve` in processes of its own, for tests that need the whole of it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

SOURCES = Path(__file__).parents[2] / "src"


@dataclass
class Served:
    """A running server: its address, its process, and what it says on its standard error."""

    url: str
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    def children(self, of: int = 0) -> list[int]:
        """Return the processes that one of the server's processes has started."""
        pid = of or self.process.pid
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def named(self, module: str) -> list[int]:
        """Return the server's own processes that run a module."""
        return [pid for pid in self.children() if module in Path(f"/proc/{pid}/cmdline").read_text()]

    def family(self) -> list[int]:
        """Return all processes that are there because of this server."""
        found, waiting = [], [self.process.pid]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            with contextlib.suppress(OSError):
                waiting += self.children(pid)
        return found

    def ask(self, sparql: str, **options: object) -> httpx.Response:
        """Send a query."""
        return httpx.get(f"{self.url}sparql", params={"query": sparql}, timeout=20, **options)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Tell the server to stop and return its exit status."""
        self.process.send_signal(number)
        return self.process.wait(30)


@contextlib.contextmanager
def served(home: Path, *options: str) -> Iterator[Served]:
    """Serve a store on a free port until the block ends."""
    command = [sys.executable, "-m", "ecograph", "serve", "--store", str(home), "--port", "0", *options]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCES), str(Path(__file__).parent)])}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    made = Served("", process)
    reader = threading.Thread(target=lambda: made.said.extend(process.stderr), daemon=True)
    reader.start()
    try:
        line = process.stdout.readline()
        assert "http://127.0.0.1:" in line, (line, made.said)
        made.url = line.split()[3]
        yield made
    finally:
        if process.poll() is None:
            made.stop()
        reader.join(5)
        process.stdout.close()
        process.stderr.close()
