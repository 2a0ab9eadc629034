"""The graph of the articles that ship with the program, built once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from articles import shipped
from ecograph.build import build
from ecograph.store import Store, open_store


@pytest.fixture(scope="session")
def bundled() -> Iterator[Store]:
    with open_store(None) as store:
        build(shipped(1000), store)
        yield store
