"""Build: read what is new or has changed, then bring the graph up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ecograph.build.batches import Batch, Outcome, read_all
from ecograph.build.choosing import Choice
from ecograph.build.renewing import renew
from ecograph.build.summary import Count, Failure, Summary
from ecograph.engines import Engine, Serial
from ecograph.graph import kept_out
from ecograph.readers import Source
from ecograph.reading import Settings
from ecograph.resolve import Decision
from ecograph.store import Records, Store
from ecograph.store.journal import Failed
from ecograph.store.records import Row
from ecograph.upkeep import now, own_records, refresh


def build(
    sources: Iterable[Source],
    store: Store,
    settings: Settings | None = None,
    *,
    engine: Engine | None = None,
    keep_history: bool = False,
    retry: bool = False,
    decisions: Iterable[Decision] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Summary:
    """Read the sources into the store and say what was done; a source that fails is listed, the others go on.

    A source that is there as it is, bytes and extractor, is not read again, nor, without `retry`, one that failed as it is; where
    only words of the tables changed, what holds none of them is as it is. A source that has changed replaces what it said before
    (with `keep_history`, that stays known as of its time). The same sources give the same store whatever their order, how they
    were split into builds, and the engine that the work is done on, by default this process. A build that is killed is completed
    by the next: of each source all is kept, or nothing. `progress` is told the name of each source as it is done.
    """
    settings, engine = settings or Settings(), engine or Serial()
    records = own_records(store)
    records.derivation.fix_base(settings.base)
    cut_short = any(not each.finished for each in records.journal.builds()[:1])
    damaged = records.mend() if cut_short else 0
    summary = Summary(completed=not records.derivation.complete, damaged=damaged)
    number = records.journal.begin(now(), engine=engine.name, workers=engine.workers)
    renew(records, engine)
    count = Count(summary)
    wanted = Choice(records, settings, summary, retry=retry).chosen(sources, progress)
    reading = _Reading(records, settings, summary, number, keep_history=keep_history)
    for batch, found in read_all(engine, wanted, settings):
        count.read(settings.base + document for document in reading.put(batch, found))
        for source in batch:
            progress(source.name)
    refresh(store, decisions=decisions, engine=engine, note=count.note)
    count.close()
    records.journal.finish(number, now(), unchanged=summary.unchanged, failed=len(summary.failures))
    summary.kept_out = len({each.what for each in kept_out(store)})
    return summary


class _Reading:
    """What a build reads: goes among the records batch by batch, each of them whole or not at all."""

    def __init__(
        self, records: Records, settings: Settings, summary: Summary, build: int, *, keep_history: bool
    ) -> None:
        self._records, self._settings, self._summary, self._build = records, settings, summary, build
        self._keep_history = keep_history
        self._time = now()

    def put(self, batch: Batch, found: Iterable[Outcome]) -> list[str]:
        """Put what came of a batch among the records and the failures; return the documents that were read."""
        rows, failed = list[Row](), list[Failed]()
        for source, each in zip(batch, found, strict=True):
            key = source.key(self._records.key)
            if isinstance(each, Failure):
                self._summary.failures.append(each)
                failed += self._failed(source, key, each)
            else:
                rows.append(Row(*each[:3], self._time, self._settings.version, key, *each[3:]))
        done = self._records.put_packed(rows, failed=failed, build=self._build, keep_history=self._keep_history)
        self._summary.documents += done.changed
        self._summary.replaced += done.replaced
        self._summary.again += done.again
        self._summary.words = max(self._summary.words, done.words)
        self._summary.unchanged += len(rows) - done.changed
        return [row.document for row in rows]

    def _failed(self, source: Source, key: str, failure: Failure) -> Iterator[Failed]:
        """Give what is noted of a failure: nothing where it came by standard input, which cannot be read again."""
        if key:
            error = failure.error
            told = error.what, error.where, error.remedy
            read = failure.document, self._settings.version, self._time
            yield Failed(key, source.name, key.removesuffix(source.member), *read, *told)
