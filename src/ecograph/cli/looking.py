"""Open a store to look at it: as it is, or as it was known on a day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ecograph.cli.options import dated
from ecograph.cli.output import note
from ecograph.errors import StoreError

if TYPE_CHECKING:
    from ecograph.store import Store


@contextmanager
def looking_at(folder: str, date: str = "", *, read_times: bool = False) -> Iterator[Store]:
    """Give the store, or in memory what was known on a day; say what the user should know about either."""
    dated(date, "--as-of")
    from ecograph.store import open_store

    with open_store(folder, read_only=True) as store:
        if not date and not read_times:
            _tell_if_cut_short(store, folder)
            yield store
            return
        from ecograph.upkeep import as_of

        with as_of(store, date, read_times=read_times) as known:
            if not known.documents():
                note(
                    f"nothing is known as of {date}: the first article of {folder} counts from {store.records.first_known}"
                )
            yield known


def _tell_if_cut_short(store: Store, folder: str) -> None:
    try:
        complete = store.records.derivation.complete
    except StoreError:
        return  # without records, what is there is all there is
    if not complete:
        note(f"a build of {folder} was cut short, and the graph is older than its records; ecograph build completes it")
