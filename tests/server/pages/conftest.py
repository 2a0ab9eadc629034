"""A client for a server on articles that plan, report and contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from builders import both, store_of
from ecograph.graph import track, tracked
from ecograph.server.app import create_app
from ecograph.store import BASE
from following import FOLLOWED
from serving import Client


@pytest.fixture
def followed() -> Iterator[Client]:
    articles = (*both(), *FOLLOWED)
    with store_of(*articles) as filled:
        filled.add(BASE + "tracking", tracked(track(articles, today="2026-01-31")))
        yield Client(create_app(filled))
