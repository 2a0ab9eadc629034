"""The fixtures that every room shares."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from builders import both, store_of
from ecograph.store import Store


@pytest.fixture
def store() -> Iterator[Store]:
    """Give an in-memory store with the two hand-made documents."""
    with store_of(*both()) as filled:
        yield filled
