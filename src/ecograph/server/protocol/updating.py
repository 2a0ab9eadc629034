"""Run an update where the store is written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress

from starlette.exceptions import HTTPException

from ecograph.errors import OwnedError, UnfitError
from ecograph.server.engine import Sink, Snapshot
from ecograph.store import Dataset, Store, open_store


def update(
    store: Store,
    *,
    text: str,
    base: str = "",
    dataset: Sequence[Sequence[str]] | None = None,
    services: Collection[str] = (),
) -> None:
    """Run an update, all or nothing, on disk when it returns; 409 where it may write what a build makes."""
    using = None if dataset is None else Dataset(*(tuple(names) for names in dataset))
    try:
        store.update(text, base=base, using=using, services=services)
    except OwnedError as error:
        raise owned(error) from error
    store.flush()


def check(
    snapshot: Snapshot,  # noqa: ARG001 - as all work has it
    sink: Sink,
    *,
    text: str,
    base: str = "",
    dataset: Sequence[Sequence[str]] | None = None,
) -> None:
    """Run an update on nothing, only to see that it can be read.

    What the engine cannot bear (brackets in brackets without end, a pattern that it is for ever planning) ends this process,
    which is easily replaced, and not the one that writes.
    """
    using = None if dataset is None else Dataset(*(tuple(names) for names in dataset))
    with (
        open_store(None) as nothing,
        suppress(UnfitError),
    ):  # of a graph that is not there; in the store itself it may be
        nothing.update(text, base=base, using=using)
    sink.head(content_type="text/plain")


def owned(error: OwnedError) -> HTTPException:
    """Return the response to who would write what a build makes."""
    return HTTPException(409, f"{error.what}; {error.remedy}")
