"""Run an update where the store is written."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from starlette.exceptions import HTTPException

from ecograph.errors import OwnedError
from ecograph.store import Dataset, Store


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


def owned(error: OwnedError) -> HTTPException:
    """Return the response to who would write what a build makes."""
    return HTTPException(409, f"{error.what}; {error.remedy}")
