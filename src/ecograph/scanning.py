"""Go through a text with a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator


def matches(pattern: re.Pattern[str], first: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer` yields, but try only where `first`, a set of characters, matches."""
    at, search, match = 0, first.search, pattern.match
    while (begin := search(text, at)) is not None:
        start = begin.start()
        found = match(text, start)
        if found is None or found.end() == start:
            at = start + 1
        else:
            yield found
            at = found.end()
