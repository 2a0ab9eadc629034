"""Say which stretches of a hit hold the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ecograph.query.search.asking import Words
from ecograph.query.search.folding import Folded, bare, located
from ecograph.query.search.hits import Stretch
from ecograph.query.search.readings import places
from ecograph.query.search.typed import divided, initials


def best(names: Sequence[str], said: Words, sound: Iterable[str]) -> tuple[str, tuple[Stretch, ...]]:
    """Return the name or alias that a search was about, with the stretches of it that hold the words.

    That is the first that holds all of them; else the first that holds one, else the first that is read so.
    """
    found = [(name, _found(name, said.each)) for name in names]
    for name, stretches in found:
        if all(stretches):
            return name, _merged(stretches)
    for name, stretches in found:
        if any(stretches):
            return name, _merged(stretches)
    for name in names:
        if stretch := _read(name, said.typed, sound):
            return name, (stretch,)
    return names[0], ()


def matched(text: str, words: Iterable[str]) -> tuple[Stretch, ...]:
    """Return the stretches of a text that hold the words, in characters, in order, none over another."""
    return _merged(_found(text, words))


def _found(text: str, words: Iterable[str]) -> list[list[Stretch]]:
    """Return for each word where it stands."""
    plain, stripped = located(text), located(text, bare=True)
    return [list(_places(plain, word)) or list(_places(stripped, bare(word))) for word in words]


def _places(text: Folded, word: str) -> Iterator[Stretch]:
    at = text.text.find(word) if word else -1
    while at >= 0:
        yield text.places[at], text.places[at + len(word) - 1] + 1
        at = text.text.find(word, at + len(word))


def _merged(found: Iterable[Iterable[Stretch]]) -> tuple[Stretch, ...]:
    merged = list[Stretch]()
    for start, end in sorted(stretch for stretches in found for stretch in stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _read(name: str, typed: str, sound: Iterable[str]) -> Stretch | None:
    """Return the stretch of a name that is read as was typed, by syllables or by their first letters."""
    if not typed:
        return None
    at = places(name)
    for reading in (each.split() for each in sound):
        if len(reading) != len(at):
            continue  # the reading of another name
        for way in (*divided(typed), tuple(initials(typed))):
            if (start := _sounding(reading, way)) >= 0:
                return at[start], at[start + len(way) - 1] + 1
    return None


def _sounding(reading: Sequence[str], way: Sequence[str]) -> int:
    for start in range(len(reading) - len(way) + 1):
        said = reading[start : start + len(way)]
        if list(said[:-1]) == list(way[:-1]) and said[-1].startswith(way[-1]):
            return start
        if all(len(part) == 1 and each.startswith(part) for each, part in zip(said, way, strict=True)):
            return start
    return -1
