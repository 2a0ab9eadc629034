"""A service on an empty store that a token may feed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from feeds import Fed

from ecograph.store import open_store


@pytest.fixture
def fed() -> Iterator[Fed]:
    with open_store(None) as store:
        yield Fed(store)
