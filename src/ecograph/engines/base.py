"""What an engine does, wherever its workers are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Protocol, Self, TypeVar

A = TypeVar("A")
B = TypeVar("B")

# So many tasks for each worker are under way: while the results are used, none of them waits.
AHEAD = 4
# A task that ends so many processes is not tried again: it is the task.
MOST_LOST = 3


class Engine(Protocol):
    """Does a function on each of many items, on one worker or several.

    The function is found by its module and name on every worker (or is a `functools.partial` of such a one), and gives the same
    for the same item, so that it can be done again. Items and results are small and can be pickled: an item is best a batch of
    things, since each costs a message.
    """

    name: str
    workers: int

    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """Return the results in the order of the items, which are asked for as workers become free: only some are held.

        What the function raises comes out in the place of the result, and so does PoisonError for an item that has ended
        its worker again and again; to ask for the next result then goes on with the next item. What a worker was doing that is
        lost for any other reason is done again.
        """

    def close(self) -> None:
        """End the workers; what they are doing is given up. A second call does nothing."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
