"""Find again the sources that failed in earlier builds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ecograph.errors import EcographError, UsageError
from ecograph.readers import Columns, Source, find_sources
from ecograph.readers.remote import is_remote
from ecograph.reading import Settings
from ecograph.store import Records


def failed_sources(records: Records, settings: Settings, *, columns: str = "") -> Iterator[Source]:
    """Yield the sources that failed, under their names; those that are gone are let go of.

    `columns` are what the user calls those of a table, as for `Columns.parse`.
    """
    told = Columns.parse(columns)
    failed = defaultdict[str, dict[str, str]](dict)
    for each in records.journal.failed():
        failed[each.path][each.key] = each.name
    for path, names in failed.items():
        whole = path if is_remote(path) else str(Path(records.folder or "/", path))
        faults = list[EcographError]()
        for source in find_sources([whole], columns=told, max_bytes=settings.max_bytes, wrong=faults.append):
            if source.fault and not source.member:
                faults.append(source.fault)
            key = source.key(records.key)
            if key in names:
                yield replace(source, name=names.pop(key), path=source.path or source.name)
        fault = next((each for each in faults if not isinstance(each, UsageError)), None)
        if fault is None:
            records.journal.forget(names)
        for key, name in names.items() if fault else ():  # it is not gone: it cannot be had just now
            yield Source(name, whole, key.removeprefix(path), fault=fault)
