"""Lines are put in order whether they fit into memory or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.store import ordering

LINES = st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=4), max_size=40)


@pytest.mark.parametrize("at_once", [1, 60, 128_000_000])
@given(LINES)
def test_lines_come_sorted_and_once(at_once: int, texts: list[str]) -> None:
    lines = [f"{text}\n".encode() for text in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ordering, "_AT_ONCE", at_once)
        assert list(ordering.ordered(iter(lines))) == sorted(set(lines))
