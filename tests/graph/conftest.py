"""The articles that ship, read once for all tests of the room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from articles import shipped
from ecograph.build import build, extract_all
from ecograph.model import Facts
from ecograph.store import Store, open_store


@pytest.fixture(scope="session")
def shipped_articles() -> list[Facts]:
    """Give the facts of all articles that ship, with IRIs."""
    return [facts for facts in extract_all(shipped(1000)) if isinstance(facts, Facts)]


@pytest.fixture(scope="session")
def shipped_store() -> Iterator[Store]:
    """Give a store that was built from all articles that ship."""
    with open_store(None) as store:
        build(shipped(1000), store)
        yield store
