"""What all tests of resolution share."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def one_component_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settle each component alone, so that a key that is missing shows."""
    monkeypatch.setattr("ecograph.resolve.settling.settling._BATCH", 1)
