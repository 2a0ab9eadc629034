"""A store in which something was planned, reported, changed and contradicted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from builders import both, store_of
from ecograph.graph import track, tracked
from ecograph.store import BASE, Store
from following import FOLLOWED


@pytest.fixture
def followed() -> Iterator[Store]:
    """Give an in-memory store with the hand-made documents, and with what became of their targets by 2026."""
    articles = (*both(), *FOLLOWED)
    with store_of(*articles) as filled:
        filled.add(BASE + "tracking", tracked(track(articles, today="2026-01-31")))
        yield filled
