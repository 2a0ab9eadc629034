"""What the tests of engines have them do."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from ecograph.errors import ReadError
from ecograph.guarding import GuardError


def double(number: int) -> int:
    return 2 * number


def times(factor: int, number: int) -> int:
    return factor * number


def late_double(number: int) -> int:
    """Take longer for the first ones, so that the later ones are done before."""
    time.sleep(0.02 * (5 - number % 6))
    return double(number)


def refuse_odd(number: int) -> int:
    if number % 2:
        raise ReadError("is odd", where=str(number), remedy="give another")
    return number


def fail(number: int) -> int:
    raise ZeroDivisionError(number)


def guard(number: int) -> int:
    raise GuardError("too long", reason="time", where=str(number))


class OddError(Exception):
    """An error that cannot be read again once it was pickled."""

    def __init__(self, one: int, other: int) -> None:
        super().__init__("odd")


def fail_oddly(number: int) -> int:
    raise OddError(number, number)


def die_once(place: tuple[str, int]) -> int:
    """End the process that works on number 3, the first time."""
    folder, number = place
    mark = Path(folder, "died")
    if number == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_of_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def own_process(_: int) -> int:
    time.sleep(0.05)
    return os.getpid()


def hold(megabytes: int) -> int:
    """Use so much memory once."""
    return len(bytearray(megabytes << 20)) and os.getpid()


def wait(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


loaded: list[str] = []


def load() -> None:
    loaded.append("once")


def what_is_loaded(_: int) -> list[str]:
    return loaded
