"""Word lists that are looked up at one place of a text: a slice and a set are several times quicker than an alternation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


class Endings:
    """Words, each alone or with one of the particles behind it, looked up where a stretch ends."""

    def __init__(self, words: Iterable[str], particles: Iterable[str] = ()) -> None:
        self._forms = frozenset(word + particle for word in words for particle in ("", *particles))
        self._lengths = sorted({len(form) for form in self._forms}, reverse=True)
        self._last = frozenset(form[-1] for form in self._forms)

    def before(self, text: str, end: int, *, start: int = 0) -> int:
        """Return where the longest form begins that ends at `end` and not before `start`; -1 if there is none."""
        if end <= start or text[end - 1] not in self._last:
            return -1
        for length in self._lengths:
            if length <= end - start and text[end - length : end] in self._forms:
                return end - length
        return -1


class Beginnings:
    """Words looked up where a stretch begins."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._lengths = sorted({len(word) for word in self._words}, reverse=True)
        self._first = frozenset(word[0] for word in self._words)

    def at(self, text: str, start: int) -> str:
        """Return the longest word that begins at `start`, "" if there is none."""
        if text[start : start + 1] not in self._first:
            return ""
        for length in self._lengths:
            if (word := text[start : start + length]) in self._words:
                return word
        return ""


def matches(pattern: re.Pattern[str], first: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer` yields, but try only where `first`, a set of characters, matches."""
    at = 0
    while (begin := first.search(text, at)) is not None:
        found = pattern.match(text, begin.start())
        if found is None or found.end() == found.start():
            at = begin.start() + 1
        else:
            yield found
            at = found.end()
