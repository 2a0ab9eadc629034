"""Go through a text with a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator


def matches(pattern: re.Pattern[str], first: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer` yields, but try only where `first` matches, which is one character long.

    It begins with a set of characters, as the engine skips to these; the closer it looks at what follows, the less is tried.
    """
    at, match = 0, pattern.match
    for begin in first.finditer(text):
        start = begin.start()
        if start >= at and (found := match(text, start)) is not None and found.end() > start:
            yield found
            at = found.end()
