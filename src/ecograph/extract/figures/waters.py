"""Find the water that a grade (Ⅲ类) is told of, where its own clause says only how the grade is reached."""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.figures.metric import Metric
from ecograph.extract.figures.phrases import Phrases
from ecograph.extract.figures.quantity import Quantity
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.clauses import clause_near
from ecograph.extract.words.lexicon import word_set
from ecograph.model import Change

_NAMED = re.compile("水质|断面|水体|湖体")
# Rain, and what else is measured in millimetres.
_RAIN = re.compile("[降点面]?(?:雨|水)量(?=[^率计])")
_MEASURED = re.compile("[雨雪水汽冰]|蒸发|沉降|位移|[长宽高深厚径]")
# How far before a grade the water may be named, in its paragraph.
_FAR = 90


class Waters:
    """Finds the waters of one sheet."""

    def __init__(self, sheet: Sheet, phrases: Phrases) -> None:
        self.sheet, self.text, self.phrases = sheet, sheet.text, phrases

    def of(self, quantity: Quantity, metric: Metric | None) -> Metric | None:
        """Return the metric of a grade if it names a water, else the water behind the grade or the last one before it."""
        if metric is not None and _water().search(metric.name(self.text)):
            return metric
        change: Change = metric.change if metric else "level"
        return self._behind(quantity, change) or self._before(quantity, change)

    def rain(self, metric: Metric) -> Metric:
        """Return the rain of a place that a number is told of by its name alone: 累计雨量东镇192毫米、|西镇165毫米."""
        if _MEASURED.search(metric.name(self.text)):
            return metric
        floor = max(self.text.rfind("\n", 0, metric.start) + 1, metric.start - _FAR)
        last = next(reversed([*_RAIN.finditer(self.text, floor, metric.start)]), None)
        return (
            metric
            if last is None
            else metric._replace(start=last.start(), end=last.end(), owner=(metric.start, metric.end))
        )

    def _behind(self, quantity: Quantity, change: Change) -> Metric | None:
        """Read 劣Ⅴ类的|寨东桥国考断面."""
        noun = self.phrases.behind(quantity) if self.text.startswith("的", quantity.end) else None
        if noun is None or not _water().search(self.text, *noun):
            return None
        return Metric(*noun, quantity.start, noun[1], change)

    def _before(self, quantity: Quantity, change: Change) -> Metric | None:
        """Read 滆湖水质|日益恶化，逼近Ⅴ类."""
        floor = max(self.sheet.paragraph(quantity.start), quantity.start - _FAR)
        last = max((found.end() for found in _NAMED.finditer(self.text, floor, quantity.start)), default=-1)
        place = self.phrases.place_before(quantity.start)
        if last < 0 and place is None:
            return None
        if place is not None and place[1] > last:
            return Metric(*place, place[0], quantity.end, change, inherited=True)
        start, _ = clause_near(self.sheet, last - 1)
        noun = self.phrases.before(max(start, floor), last)
        return Metric(*noun, noun[0], quantity.end, change, inherited=True) if noun else None


@cache
def _water() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, word_set("water_words.csv")))))
