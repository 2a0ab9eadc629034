"""How a guarded piece of work can end, other than by its own result or error."""

from __future__ import annotations

import signal
from typing import Literal, TypeAlias

from ecograph.errors import EcographError

Reason: TypeAlias = Literal["time", "memory", "output", "nesting", "crash"]


class GuardError(EcographError):
    """A guarded piece of work went over a limit, or its process died; `reason` says over which, or "crash"."""

    def __init__(self, what: str, *, reason: Reason, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.reason = reason


def over_time(seconds: float) -> GuardError:
    """Return the error for work that took too long."""
    return GuardError(f"it took longer than {seconds:g} seconds", reason="time", remedy="ask for less at once")


def over_memory(memory_bytes: int) -> GuardError:
    """Return the error for work that wanted too much memory."""
    what = f"it needs more memory than {_mega(memory_bytes)}"
    return GuardError(what, reason="memory", remedy="ask for less at once")


def over_output(output_bytes: int) -> GuardError:
    """Return the error for work whose result grew too large."""
    what = f"the result is larger than {output_bytes:,} bytes"
    return GuardError(what, reason="output", remedy="ask for less at once")


def too_nested() -> GuardError:
    """Return the error for what is nested deeper than a parser can follow."""
    return GuardError("it is nested too deeply", reason="nesting", remedy="write it with fewer levels of brackets")


def died(status: int | None, *, memory_bytes: int, seconds: float) -> GuardError:
    """Return the error for a process that ended by itself, by what `waitpid` tells of it (None: nothing).

    The engines are written in Rust and C++: they abort where they get no memory, and overflow their stack, which is a
    segmentation fault, where something is nested too deeply.
    """
    ended = -status if status is not None and status < 0 else 0
    if ended == signal.SIGABRT:
        return over_memory(memory_bytes)
    if ended in (signal.SIGSEGV, signal.SIGBUS):
        return too_nested()
    if ended == signal.SIGALRM:
        return over_time(seconds)
    how = f" (signal {signal.Signals(ended).name})" if ended else f" (status {status})" if status is not None else ""
    return GuardError(f"its process ended{how}", reason="crash", remedy="try again; if it happens again, report it")


def _mega(size: int) -> str:
    return f"{size / 1024**2:,.0f} MB"
