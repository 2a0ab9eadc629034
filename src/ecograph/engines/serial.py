"""Work in this process, one item after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Self

from ecograph.engines.base import A, B


class Serial:
    """Does everything here, when it is asked for."""

    name, workers = "serial", 1

    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """Return the results in the order of the items."""
        return map(function, items)

    def close(self) -> None:
        """Do nothing: there is nobody to end."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
