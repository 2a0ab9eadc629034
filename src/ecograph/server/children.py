"""Start the processes that make up the server, and be one of them.

What a child is told comes through its standard input, which stays open after that: when it ends, the one who started the
child has ended, and the child ends too. When it is ready, or cannot be, the child says so in one line.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import struct
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecograph.errors import EcographError
from ecograph.guarding.telling import retold, told

_SIZE = struct.Struct("!I")


@dataclass(slots=True)
class Child:
    """A process that was started, and the pipe on which it says that it is ready."""

    name: str
    process: subprocess.Popen[bytes]
    report: int
    ready: bool = False

    def heard(self) -> bool:
        """Read what the child says, once; raises what it could not do, and returns whether it is ready."""
        data = os.read(self.report, 1 << 16)
        if data:
            said = json.loads(data)
            if said is not True:
                raise retold(json.dumps(said).encode())
            self.ready = True
        return self.ready

    def stop(self) -> None:
        """Ask the process to finish."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        """Let go of the pipes."""
        os.close(self.report)
        if self.process.stdin is not None:
            self.process.stdin.close()


def start(name: str, module: str, told: object, *, files: Sequence[int] = ()) -> Child:
    """Start `main()` of a module in a new process, which reads `told`, and the report's file, with `hear`."""
    reading, writing = os.pipe()
    try:
        process = subprocess.Popen(
            [sys.executable, "-c", f"from {module} import main; main()"],
            stdin=subprocess.PIPE,
            pass_fds=[writing, *files],
            env=_environment(),
            start_new_session=True,  # Ctrl+C is for the one who started this, who passes it on
        )
    except BaseException:
        os.close(reading)
        raise
    finally:
        os.close(writing)
    message = pickle.dumps((writing, told), protocol=5)
    assert process.stdin is not None
    process.stdin.write(_SIZE.pack(len(message)) + message)
    process.stdin.flush()
    return Child(name, process, reading)


class Parent:
    """The one who started this process, as seen from inside."""

    def __init__(self) -> None:
        (size,) = _SIZE.unpack(_exactly(_SIZE.size))
        self._report, self.told = pickle.loads(_exactly(size))

    def ready(self) -> None:
        """Say that this process is ready."""
        self._say(b"true")

    def failed(self, error: EcographError) -> None:
        """Say why this process cannot do what it is for."""
        self._say(told(error))

    @property
    def line(self) -> int:
        """The file that can be read, and is at its end, when the other one has ended."""
        return 0

    def _say(self, text: bytes) -> None:
        os.write(self._report, text)
        os.close(self._report)


def _exactly(size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = os.read(0, size - len(data))
        if not piece:
            sys.exit(1)
        data += piece
    return data


def _environment() -> dict[str, str]:
    """Return the environment in which Python finds this package."""
    root = str(Path(__file__).parents[2])
    path: list[Any] = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(path))}
