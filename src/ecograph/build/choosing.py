"""Choose the sources that are to be read: those that are not held, and have not failed, as they are now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from ecograph.build.batches import known_as
from ecograph.build.summary import Failure, Summary
from ecograph.errors import EcographError
from ecograph.readers import Source
from ecograph.reading import Settings
from ecograph.store import Records
from ecograph.store.journal import Failed

# So many sources are looked up at once.
_TOGETHER = 256


class Choice:
    """What is chosen by what the records hold; what is not chosen goes to the summary.

    With `retry` a source that failed is chosen though it is as it was.
    """

    def __init__(self, records: Records, settings: Settings, summary: Summary, *, retry: bool) -> None:
        self._records, self._settings, self._summary, self._retry = records, settings, summary, retry

    def chosen(self, sources: Iterable[Source], progress: Callable[[str], None]) -> Iterator[Source]:
        """Yield the sources that are to be read; `progress` is told the name of each other one."""
        rest = iter(sources)
        while some := list(islice(rest, _TOGETHER)):
            keys = [source.key(self._records.key) for source in some]
            held = self._records.held_as(keys)
            failed = {each.key: each for each in self._records.journal.failed(keys)}
            for key, source in zip(keys, some, strict=True):
                if self._is_to_be_read(source, held.get(key), failed.get(key)):
                    yield source
                else:
                    progress(source.name)

    def _is_to_be_read(self, source: Source, held: tuple[str, str] | None, failed: Failed | None) -> bool:
        if held is None and failed is None:
            return True  # its bytes need not be looked at here
        known = known_as(source, self._settings), self._settings.version
        if known == held:
            self._summary.unchanged += 1
            if failed:  # it failed in between, and is now as it was before
                self._records.journal.forget([failed.key])
            return False
        if failed is None or self._retry or known != (failed.document or None, failed.version):
            return True
        error = EcographError(failed.what, where=failed.place, remedy=failed.remedy)
        self._summary.failures.append(Failure(source.name, error, failed.document, known=True))
        return False
