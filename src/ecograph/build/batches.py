"""Read sources in batches, on the workers of an engine: what comes back is packed, so that it need only be written."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple, TypeAlias, TypeVar

from ecograph.build.summary import Failure
from ecograph.engines import Engine, PoisonError, mapped
from ecograph.errors import EcographError
from ecograph.guarding import GuardError
from ecograph.readers import Source, document_id, read_bytes
from ecograph.reading import Settings
from ecograph.reading import read as read_source
from ecograph.reposts import signature
from ecograph.store.codec import packed

T = TypeVar("T")
Batch: TypeAlias = tuple[Source, ...]

# A batch ends at so many articles, or at so many bytes of those that are carried with it.
_MANY, _LARGE = 16, 1 << 20
# Fewer batches than these are read here.
_LEAST = 4


class Extracted(NamedTuple):
    """What was read of a source: what the record of it needs."""

    document: str
    source: str
    published: str
    facts: bytes
    signature: bytes


Outcome: TypeAlias = Extracted | Failure


def read_all(engine: Engine, sources: Iterable[Source], settings: Settings) -> Iterator[tuple[Batch, list[Outcome]]]:
    """Yield the sources batch by batch, in the order given, each with what came of its sources.

    A batch that ends its worker again and again is read source by source, so that only the one that does it fails.
    """
    sent = deque[Batch]()
    results = mapped(engine, partial(read_batch, settings), _noted(batched(sources), sent), least=_LEAST)
    while True:
        try:
            found = next(results)
        except StopIteration:
            return
        except (PoisonError, GuardError):
            found = list(_one_by_one(engine, settings, sent[0]))
        yield sent.popleft(), found


def batched(sources: Iterable[Source]) -> Iterator[Batch]:
    """Yield the sources in batches."""
    batch, size = list[Source](), 0
    for source in sources:
        batch.append(source)
        size += len(source.data or b"")
        if len(batch) == _MANY or size > _LARGE:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def read_batch(settings: Settings, batch: Batch) -> list[Outcome]:
    """Return what came of each source."""
    return [attempt(partial(_read, source, settings), source, settings) for source in batch]


def attempt(read: Callable[[], T], source: Source, settings: Settings | None = None) -> T | Failure:
    """Return what is read of a source, or its failure; with settings that tells its bytes."""
    try:
        return read()
    except EcographError as error:
        failed = error
    except Exception as error:  # noqa: BLE001 - one text that trips the extractor must not cost the others
        what = f"the extractor failed on this text ({type(error).__name__}: {error})"
        failed = EcographError(what, where=source.name, remedy="please report it with the text")
    return Failure(source.name, failed, known_as(source, settings) if settings else "")


def known_as(source: Source, settings: Settings) -> str:
    """Return the id of the document that a source holds now, "" where it cannot be read."""
    try:
        return document_id(read_bytes(source, max_bytes=settings.max_bytes)) if source.name != "-" else ""
    except EcographError:
        return ""


def _read(source: Source, settings: Settings) -> Extracted:
    facts = read_source(source, settings)
    document = facts.document
    return Extracted(document.id, document.source, document.published, packed(facts), signature(document))


def _noted(batches: Iterable[Batch], sent: deque[Batch]) -> Iterator[Batch]:
    for batch in batches:
        sent.append(batch)
        yield batch


def _one_by_one(engine: Engine, settings: Settings, batch: Batch) -> Iterator[Outcome]:
    results = engine.map(partial(read_batch, settings), ((source,) for source in batch))
    for source in batch:
        try:
            (found,) = next(results)
        except (PoisonError, GuardError) as error:
            error.where = source.name
            found = Failure(source.name, error, known_as(source, settings))
        yield found
