"""From sources to a store: the only file that joins the stages of reading."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from ecograph.errors import EcographError
from ecograph.graph import kept_out
from ecograph.model import ENTITY_TYPES, Facts, Record
from ecograph.readers import Source, document_id, read_bytes
from ecograph.reading import Settings
from ecograph.reading import read as read_source
from ecograph.resolve import Decision, identify
from ecograph.store import Records, Store
from ecograph.store.makings import Making
from ecograph.upkeep import now, own_records, refresh

__all__ = ["Failure", "Settings", "Summary", "build", "extract", "extract_all"]

# Below this many articles, starting a second process costs more than it saves.
_WORTH_WORKERS = 64
# So many records go to disk together: a build that is killed loses no more than these.
_TOGETHER = 50


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that gave nothing, with the error that says why."""

    source: str
    error: EcographError


@dataclass(slots=True)
class Summary:
    """What a build did.

    `documents` were read; of these, `replaced` took the place of an earlier version. `unchanged` sources were there already.
    `completed` says that an earlier build had been cut short. What is counted is what the documents just read tell; `kept_out`
    are all things that are in the store's quarantine.
    """

    documents: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    unread: int = 0
    kept_out: int = 0
    unchanged: int = 0
    replaced: int = 0
    completed: bool = False
    failures: list[Failure] = field(default_factory=list)


def extract(source: Source, settings: Settings | None = None) -> Facts:
    """Read one source and return its facts, with IRIs.

    Raise `ReadError` where the source cannot be read, and `EcographError` where it holds no fact.
    """
    settings = settings or Settings()
    return identify(read_source(source, settings), base=settings.base)


def extract_all(
    sources: Iterable[Source], settings: Settings | None = None, *, workers: int = 1
) -> Iterator[Facts | Failure]:
    """Yield the facts of each source, in the order given, or the failure of those that gave none."""
    yield from _each(extract, sources, settings or Settings(), workers)


def _each(
    read: Callable[[Source, Settings], Facts], sources: Iterable[Source], settings: Settings, workers: int
) -> Iterator[Facts | Failure]:
    attempt = partial(_attempt, read, settings)
    if workers > 1:
        sources = tuple(sources)
    if not isinstance(sources, tuple) or len(sources) < _WORTH_WORKERS:
        yield from map(attempt, sources)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(attempt, sources, chunksize=16)


def _attempt(read: Callable[[Source, Settings], Facts], settings: Settings, source: Source) -> Facts | Failure:
    try:
        return read(source, settings)
    except EcographError as error:
        return Failure(source.name, error)
    except Exception as error:  # noqa: BLE001 - one text that trips the extractor must not cost the others
        what = f"the extractor failed on this text ({type(error).__name__}: {error})"
        return Failure(source.name, EcographError(what, where=source.name, remedy="please report it with the text"))


def build(
    sources: Iterable[Source],
    store: Store,
    settings: Settings | None = None,
    *,
    workers: int = 1,
    keep_history: bool = False,
    decisions: Iterable[Decision] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Summary:
    """Read the sources into the store and say what was done; a source that fails is listed, the others go on.

    A source that is there as it is, bytes and extractor, is not read again; one that has changed replaces what it said
    before (with `keep_history`, that stays known as of its time). The same sources give the same store whatever their order,
    how they were split into builds, and the number of workers. A build that is killed is completed by the next.
    `progress` is told the name of each source as it is done.
    """
    settings = settings or Settings()
    records = own_records(store)
    records.derivation.fix_base(settings.base)
    summary = Summary(completed=not records.derivation.complete)
    wanted = list(_changed(dict.fromkeys(sources), records, settings, summary, progress))
    read = _Reading(records, settings, summary, keep_history=keep_history)
    for source, found in zip(wanted, _each(read_source, wanted, settings, workers), strict=True):
        read.take(source, found)
        progress(source.name)
    read.put()
    refresh(store, decisions=decisions, note=read.count)
    summary.kept_out = len({each.what for each in kept_out(store)})
    return summary


def _changed(
    sources: Iterable[Source], records: Records, settings: Settings, summary: Summary, progress: Callable[[str], None]
) -> Iterator[Source]:
    """Yield the sources that are not held as they are now, and count the others."""
    held = {(each.key, each.document, each.version) for each in records.held()}
    for source in sources:
        key = source.key(records.key)
        if key and held and (key, _id(source, settings), settings.version) in held:
            summary.unchanged += 1
            progress(source.name)
        else:
            yield source


def _id(source: Source, settings: Settings) -> str:
    """Return the id of the document that a source holds now, "" where it cannot be read."""
    try:
        return document_id(read_bytes(source, max_bytes=settings.max_bytes))
    except EcographError:
        return ""


class _Reading:
    """What a build reads: puts it among the records, some at a time, and counts it."""

    def __init__(self, records: Records, settings: Settings, summary: Summary, *, keep_history: bool) -> None:
        self.records, self.settings, self.summary = records, settings, summary
        self.keep_history = keep_history
        self.time = now()
        self.waiting: list[Record] = []
        self.documents: set[str] = set()
        self.seen: set[int] = set()

    def take(self, source: Source, found: Facts | Failure) -> None:
        """Take what a source gave."""
        if isinstance(found, Failure):
            self.summary.failures.append(found)
            return
        self.waiting.append(Record(found, self.time, self.settings.version, source.key(self.records.key)))
        self.documents.add(self.settings.base + found.document.id)
        if len(self.waiting) == _TOGETHER:
            self.put()

    def put(self) -> None:
        """Put what waits among the records."""
        done = self.records.put(self.waiting, keep_history=self.keep_history)
        self.summary.documents += done.changed
        self.summary.unchanged += len(self.waiting) - done.changed
        self.summary.replaced += done.replaced
        self.waiting.clear()

    def count(self, making: Making) -> None:
        """Count what a document tells, if it was just read; a thing that several tell of counts once."""
        if making.document not in self.documents:
            return
        self.summary.claims += making.claims
        self.summary.unread += making.unread
        for thing in array("Q", making.things):
            if thing not in self.seen:
                self.seen.add(thing)
                self.summary.entities[ENTITY_TYPES[thing & 7]] += 1
