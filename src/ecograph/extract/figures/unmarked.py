"""Tell what speaks for a target that belongs to nothing that is marked: a figure of the country, of a firm, of a person.

The words are features of the candidate that stands for none of the others; `subjects` weighs them beside those.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from sys import intern

from ecograph.extract.sheet import Sheet
from ecograph.model import EntityType

_CLASSES: tuple[EntityType, ...] = ("Project", "Place", "Agency", "Policy", "Official")
# What is wider than all that is marked.
_WIDE = re.compile("全[国球行](?:业)?|我国|世界|中国|各地|业内")
_LEAD = frozenset(" \u3000“‘（(\n")
_NEAR = frozenset({"metric", "own clause"})


class Unmarked:
    """Looks, in one sheet, for who or what the sentences speak of."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.text = sheet, sheet.text
        self._marked = {mark.start for type_ in _CLASSES for mark in sheet.marks(type_)}
        self._wide = [match.end() for match in _WIDE.finditer(self.text)]
        self.of_nation = "全国" in self.text or "我国" in self.text
        self._article = "nation" if self.of_nation else "", "" if sheet.home else "no home"
        self._begins: dict[int, str] = {}

    def words(self, sentence: int, at: int, end: int, where: str) -> tuple[str, ...]:
        """Return the features of a target at `at` in the sentence that begins at `sentence`, "" for each that it lacks.

        `end` is where the nearest candidate ends, -1 for none, and `where` how it stands to the target.
        """
        begins = self._begins.get(sentence) or self._first(sentence)
        named = "named in clause" if where in _NEAR else "named in sentence" if end > sentence else ""
        wide = self._wider(sentence, at, end) if self._wide else ""
        return begins, named, wide, *self._article

    def _wider(self, sentence: int, at: int, end: int) -> str:
        """Tell whether the sentence speaks of the country or the world before a place in it, and of nothing marked since."""
        before = bisect_left(self._wide, at) - 1
        if before < 0 or self._wide[before] <= sentence:
            return ""
        return "wide" if self._wide[before] > end else "wide before"

    def _first(self, sentence: int) -> str:
        """Return what a sentence begins with: something marked, a part of speech, or the word itself where it only points."""
        start = sentence
        while start < len(self.text) and self.text[start] in _LEAD:
            start += 1
        word = self.sheet.starts.get(start)
        if start in self._marked:
            found = "begins marked"
        elif word is None:
            found = "begins inside a word"
        else:
            found = intern(f"begins {self.text[word.start : word.end] if word.tag[0] == 'r' else word.tag[:2]}")
        self._begins[sentence] = found
        return found
