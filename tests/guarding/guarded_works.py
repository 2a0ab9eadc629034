"""What the tests of guarded processes have them do."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from threading import Timer

from ecograph.errors import ReadError


def add(one: int, other: int) -> int:
    return one + other


def spin() -> None:
    while True:
        pass


def hoard() -> int:
    return len(bytearray(1 << 33))


def hoard_in_small_pieces() -> None:
    pieces = []
    while True:
        pieces.append(bytearray(1 << 16))


def nest() -> None:
    nest()


def complain() -> None:
    raise ReadError("is no article", where="x.pdf", remedy="give another")


def stumble() -> None:
    raise ZeroDivisionError


def end(number: int) -> None:
    os.kill(os.getpid(), number)


def leave() -> None:
    os._exit(7)


def be_large() -> bytes:
    return bytes(1 << 20)


class Thing:
    pass


def give_thing() -> Thing:
    return Thing()


def files() -> list[str]:
    found = []
    for entry in Path("/proc/self/fd").iterdir():
        try:
            found.append(str(entry.readlink()))
        except OSError:
            continue  # the one that lists
    return found


def ignore_everything() -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
        signal.signal(number, signal.SIG_IGN)
    spin()


def process() -> int:
    return os.getpid()


def grow(size: int) -> int:
    return len(b"x" * size)


def end_later(number: int) -> None:
    Timer(0.05, end, [number]).start()
