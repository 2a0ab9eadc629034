"""Let an engine work only where that is worth it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from ecograph.engines.base import A, B, Engine
from ecograph.engines.serial import Serial


def mapped(engine: Engine, function: Callable[[A], B], items: Iterable[A], *, least: int) -> Iterator[B]:
    """Do what the engine's `map` does, in this process for fewer than `least` items: to start workers would cost more."""
    rest = iter(items)
    first = list(islice(rest, least))
    return (engine if len(first) == least else Serial()).map(function, chain(first, rest))
