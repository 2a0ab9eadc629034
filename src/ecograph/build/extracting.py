"""Read sources without a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from ecograph.build.batches import attempt
from ecograph.build.summary import Failure
from ecograph.engines import Engine, Serial, mapped
from ecograph.model import Facts
from ecograph.readers import Source
from ecograph.reading import Settings
from ecograph.reading import read as read_source
from ecograph.resolve import identify

# Fewer sources than these are read here.
_LEAST = 64


def extract(source: Source, settings: Settings | None = None) -> Facts:
    """Read one source and return its facts, with IRIs.

    Raise `ReadError` where the source cannot be read, and `EcographError` where it holds no fact.
    """
    settings = settings or Settings()
    return identify(read_source(source, settings), base=settings.base)


def extract_all(
    sources: Iterable[Source], settings: Settings | None = None, *, engine: Engine | None = None
) -> Iterator[Facts | Failure]:
    """Yield the facts of each source, in the order given, or the failure of those that gave none."""
    yield from mapped(engine or Serial(), partial(_extracted, settings or Settings()), sources, least=_LEAST)


def _extracted(settings: Settings, source: Source) -> Facts | Failure:
    return attempt(lambda: extract(source, settings), source)
