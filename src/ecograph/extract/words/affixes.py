"""Word lists that are looked up at one place of a text: a slice and a set are several times quicker than an alternation."""

from __future__ import annotations

from collections.abc import Iterable

from ecograph.scanning import matches

__all__ = ["Beginnings", "Endings", "matches"]


class Endings:
    """Words, each alone or with one of the particles behind it, looked up where a stretch ends."""

    def __init__(self, words: Iterable[str], particles: Iterable[str] = ()) -> None:
        self._forms = frozenset(word + particle for word in words for particle in ("", *particles))
        self._lengths = _lengths(self._forms, -1)

    def before(self, text: str, end: int, *, start: int = 0) -> int:
        """Return where the longest form begins that ends at `end` and not before `start`; -1 if there is none."""
        if end <= start:
            return -1
        for length in self._lengths.get(text[end - 1], ()):
            if length <= end - start and text[end - length : end] in self._forms:
                return end - length
        return -1


class Beginnings:
    """Words looked up where a stretch begins."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._lengths = _lengths(self._words, 0)

    def at(self, text: str, start: int) -> str:
        """Return the longest word that begins at `start`, "" if there is none."""
        for length in self._lengths.get(text[start : start + 1], ()):
            if (word := text[start : start + length]) in self._words:
                return word
        return ""


def _lengths(words: Iterable[str], at: int) -> dict[str, tuple[int, ...]]:
    """Return how long the words are, by their character at `at`, the longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[at], set()).add(len(word))
    return {char: tuple(sorted(lengths, reverse=True)) for char, lengths in found.items()}
