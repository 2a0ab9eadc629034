"""A client for a server on articles of several years, in which something was promised, reported and contradicted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from builders import both, store_of
from ecograph.build import Settings, build
from ecograph.graph import track, tracked
from ecograph.readers import Source
from ecograph.resources import resource
from ecograph.server.app import create_app
from ecograph.store import BASE, Store, open_store
from following import FOLLOWED
from serving import Client


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """Serve the hand-made documents, for tests that change nothing."""
    with store_of(*both()) as filled:
        yield Client(create_app(filled))


@pytest.fixture(scope="module")
def followed() -> Iterator[Client]:
    """Serve the hand-made documents, with what became of their targets by 2026."""
    articles = (*both(), *FOLLOWED)
    with store_of(*articles) as filled:
        filled.add(BASE + "tracking", tracked(track(articles, today="2026-01-31")))
        yield Client(create_app(filled))


@pytest.fixture(scope="module")
def built() -> Iterator[Store]:
    """Build a store from a few shipped articles, with their records."""
    paths = sorted(resource("data", "sequences", "gansu-pingliang", "articles").glob("*.txt"))[:6]
    with open_store(None) as store:
        build([Source(f"articles/{path.name}", str(path)) for path in paths], store, Settings())
        yield store
