"""Let a query end when the one who asked for it has gone."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Visit:
    """One request, as its connection sees it; whoever works for it says what to do when the connection is lost."""

    gone: bool = False
    on_leaving: Callable[[], None] | None = None

    def leave(self) -> None:
        """Note that the client has gone."""
        self.gone = True
        if self.on_leaving is not None:
            self.on_leaving()
            self.on_leaving = None


VISIT: ContextVar[Visit | None] = ContextVar("visit", default=None)
