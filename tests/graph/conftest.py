"""The articles that ship, read once for all tests of the room."""

from __future__ import annotations

import pytest

from articles import shipped
from ecograph.build import extract_all
from ecograph.model import Facts


@pytest.fixture(scope="session")
def shipped_articles() -> list[Facts]:
    """Give the facts of all articles that ship, with IRIs."""
    return [facts for facts in extract_all(shipped(1000)) if isinstance(facts, Facts)]
