"""Share out a list of nouns among the quantities told of it: PM2.5、PM10平均浓度分别为38和71微克/立方米, A率、B率均达100%."""

from __future__ import annotations

import re

from ecograph.extract.figures.metric import Metric
from ecograph.extract.sheet import Sheet

_IN_TURN = re.compile("分别|依次|各(?:为|达|有)")
_ALIKE = re.compile("均|都|双双|皆")
_SHORTEST = 3
# What the members of a list are measured by; the last may print it for all (铅、镉|年均浓度).
_MEASURE = re.compile(
    r"(?:年均|平均|日均|月均|人均|累计|排放|种植|治理|受灾|完成)?"
    r"(?:浓度均值|浓度|均值|比例|比重|占比|面积|产量|产值|总量|排放量|数量|天数|指数|次数|起数|率|长度|投资|收入|规模|能力)值?$"
)
_JOINS = frozenset("、和及与")
_LONGEST = 60


class Shares:
    """Splits the metrics of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.text = sheet, sheet.text

    def in_turn(self, metric: Metric, count: int, first: int, ends: list[int]) -> list[Metric]:
        """Return the metric of each of `count` quantities from `first` on, [] if the list does not deal them out in turn."""
        if count < 2 or metric.end > first or not _IN_TURN.search(self.text, metric.end, first):
            return []
        members = self._members(metric)
        if len(members) != count:
            return []
        tail = self._tail(members)
        return [
            self._of(metric, member, tail if member is not members[-1] else None, end)
            for member, end in zip(members, ends, strict=True)
        ]

    def alike(self, metric: Metric, start: int) -> list[Metric]:
        """Return the metrics of the rates that reach one value together, [] if there is but one."""
        if metric.inherited or metric.end > start or not _ALIKE.search(self.text, metric.end, start):
            return []
        members = self._members(metric)
        if len(members) < 2 or self._nested(members) or any(end - begin < _SHORTEST for begin, end in members):
            return []
        tail = self._waters(members) or self._tail(members)
        return [
            self._of(metric, member, tail if member is not members[-1] else None, metric.quote_end)
            for member in members
        ]

    def _nested(self, members: list[tuple[int, int]]) -> bool:
        """Tell whether lists stand in the list: 钢材及新材料产业链、新能源和汽车产业链."""
        marks = [self.text[end] for _, end in members[:-1]]
        return any(mark != "、" for mark in marks[:-1])

    def _waters(self, members: list[tuple[int, int]]) -> tuple[int, int] | None:
        """Return the word for their quality that only the last of several waters prints."""
        end = members[-1][1]
        if any(self.text[stop - 2 : stop] == "水质" for _, stop in members[:-1]) or self.text[end - 2 : end] != "水质":
            return None
        return end - 2, end

    def _of(self, metric: Metric, member: tuple[int, int], tail: tuple[int, int] | None, end: int) -> Metric:
        if tail is None:
            return metric._replace(start=member[0], end=member[1], quote_end=end, owner=None)
        return metric._replace(start=tail[0], end=tail[1], quote_end=end, owner=member)

    def _members(self, metric: Metric) -> list[tuple[int, int]]:
        """Return the members of the list that a metric is, itself if it is none."""
        if metric.owner is not None or metric.end - metric.start > _LONGEST:
            return []
        found, start, deep = [], metric.start, 0
        for at in range(metric.start, metric.end):
            char = self.text[at]
            deep += (char in "（(") - (char in "）)")
            if char in _JOINS and not deep and at > start and self._joins(at):
                found.append((start, at))
                start = at + 1
        return [*found, (start, metric.end)] if start < metric.end else []

    def _joins(self, at: int) -> bool:
        word = self.sheet.starts.get(at)
        return word is not None and word.end == at + 1

    def _tail(self, members: list[tuple[int, int]]) -> tuple[int, int] | None:
        """Return the measure that only the last member prints."""
        if any(_MEASURE.search(self.text[start:end]) for start, end in members[:-1]):
            return None
        start, end = members[-1]
        found = _MEASURE.search(self.text[start:end])
        if found is None or not found.start():
            return None
        # 城市、农村|生活污水处理率: what is left once as many words are taken off as the first member has.
        at = start
        for _ in range(self._words(members[0])):
            at = self.sheet.starts[at].end if at in self.sheet.starts else end
        return (at if at < start + found.start() else start + found.start(), end)

    def _words(self, member: tuple[int, int]) -> int:
        return sum(at in self.sheet.starts for at in range(*member))
