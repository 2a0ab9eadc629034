"""Find again the sources that failed in earlier builds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ecograph.errors import UsageError
from ecograph.readers import Columns, Source, find_sources
from ecograph.readers.remote import is_remote
from ecograph.reading import Settings
from ecograph.store import Records


def failed_sources(records: Records, settings: Settings, *, columns: str = "") -> Iterator[Source]:
    """Yield the sources that failed, under their names; those that are gone are let go of.

    `columns` are what the user calls those of a table, as for `Columns.parse`.
    """
    failed = defaultdict[str, dict[str, str]](dict)
    for each in records.journal.failed():
        failed[each.path][each.key] = each.name
    for path, names in failed.items():
        whole = path if is_remote(path) else str(Path(records.folder or "/", path))
        with suppress(UsageError):
            for source in find_sources([whole], columns=Columns.parse(columns), max_bytes=settings.max_bytes):
                key = source.key(records.key)
                if key in names:
                    yield replace(source, name=names.pop(key), path=source.path or source.name)
        records.journal.forget(names)
