"""Tell what speaks for a target that belongs to nothing that is marked: a figure of the country, of a firm, of a person.

The words are features of the candidate that stands for none of the others; `subjects` weighs them beside those.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from sys import intern

from ecograph.extract.figures.metric import Metric
from ecograph.extract.figures.quantity import Quantity
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
        self._article = "nation" if "全国" in self.text or "我国" in self.text else "", "" if sheet.home else "no home"
        self._quotes = "“" in self.text
        self._begins: dict[tuple[int, int], tuple[str, str]] = {}
        self._words: dict[int, str] = {}

    def parts(self, quantity: Quantity, metric: Metric, end: int, where: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the features of a target that may belong to nothing: how its sentence begins, and what else is told in it.

        `end` is where the nearest candidate ends, -1 for none, and `where` how it stands to the target.
        """
        at = metric.start if metric.start < quantity.start else quantity.start
        sentence, clause = self.sheet.sentence(quantity.start)[0], self.sheet.clause(at)[0]
        begins = self._begins.get((sentence, clause)) or self._beginning(sentence, clause)
        named = "named in clause" if where in _NEAR else "named in sentence" if end > sentence else ""
        wide = "" if not self._wide else self._wider(sentence, quantity.start, end)
        quoted = (
            "quoted"
            if self._quotes and self.text.rfind("“", sentence, at) > self.text.rfind("”", sentence, at)
            else ""
        )
        metric_begins = self._words.get(metric.start) or self._first(metric.start)
        return ("none", *begins), ("none", named, wide, quoted, *self._article, metric_begins)

    def _wider(self, sentence: int, at: int, end: int) -> str:
        """Tell whether the sentence speaks of the country or the world before a place in it, and of nothing marked since."""
        before = bisect_left(self._wide, at) - 1
        if before < 0 or self._wide[before] <= sentence:
            return ""
        return "wide" if self._wide[before] > end else "wide before"

    def _beginning(self, sentence: int, clause: int) -> tuple[str, str]:
        goes_on = "" if clause <= sentence else intern(f"clause {self._first(clause)}")
        found = self._begins[sentence, clause] = intern(f"sentence {self._first(sentence)}"), goes_on
        return found

    def _first(self, at: int) -> str:
        """Return what a stretch begins with: something marked, a part of speech, or the word itself where it only points."""
        start = at
        while start < len(self.text) and self.text[start] in _LEAD:
            start += 1
        word = self.sheet.starts.get(start)
        if start in self._marked:
            found = "begins marked"
        elif word is None:
            found = "begins inside a word"
        else:
            found = intern(f"begins {self.text[word.start : word.end] if word.tag[0] == 'r' else word.tag[:2]}")
        self._words[at] = found
        return found
