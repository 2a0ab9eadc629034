"""Read what a quantity counts off the quantities before it: lists, changes, shares, aims."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from ecograph.extract.figures.metric import Metric
from ecograph.extract.figures.phrases import RATE_END, Phrases
from ecograph.extract.figures.quantity import Quantity, tells_kind
from ecograph.extract.figures.stripping import Stripper
from ecograph.extract.figures.values import FROM, TO, TO_ANY
from ecograph.extract.geography.places import PlaceHit
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.clauses import clause_near
from ecograph.model import Change
from ecograph.times import Time

# Measured by the piece or the piece of land: what is counted may stand behind the number (12座垃圾中转站).
COUNTED_BEHIND = frozenset({"count", "area", "length", "volume", "mass", "time_count", "money", "power"})
LIST_MARKS = ("、", "和", "及")
_LONGEST_LIST, _LOOK_BACK, _SHORT = 30, 4, 2
_DEALT = re.compile(r"分别[^，。]{0,20}$")
# 离60%的目标还差1.1个百分点: the aim has the metric of what is measured before.
_FAR_FROM = re.compile(r"(?:距离?|离|尚未达到|未达到|没有达到|低于|高于|优于)[^，。；]{0,40}$")
_AIM = re.compile(r"的?[^，。；、\d]{0,8}(?:目标|任务|要求|标准|红线)")
_UNITLESS = re.compile(r"[\u4e00-\u9fff]\d+(?:\.\d+)?[，,]$")
_APPOSED = re.compile(r"[，、,（(](?:共|计|共计|合计|总计)?$")
_OF_WHOLE = re.compile(r"(?:分别|各)?(?:仅|只|约|已|且)?占")
_AGAINST = re.compile(
    r"已?(?:[好劣优差高低多少快慢]于|超过|超出|超|落后于?|领先于?)[^，。；\d]{0,10}(?:目标值?|指标|均值|平均值|平均水平|计划|进度|水平|标准值?)"
)
_SHARES = frozenset({"ratio", "grade", "concentration", "rate"})


class Earlier:
    """Keeps what the quantities of a sheet count, in turn; `numbers` are all, `counted` the starts of goals and results."""

    def __init__(
        self, sheet: Sheet, numbers: list[Quantity], counted: set[int], places: list[PlaceHit], times: list[Time]
    ) -> None:
        self.sheet, self.text, self.numbers = sheet, sheet.text, numbers
        self.stripper = Stripper(sheet, times, numbers)
        # A numeral that tells the kind (三级, 8类措施) is a part of its noun, not a quantity beside it.
        self.standing = [q for q in numbers if q.start in counted or not tells_kind(self.text, q)]
        self._standing_at = {q.start for q in self.standing}
        self.phrases = Phrases(sheet, places, times, self.standing, self.stripper)
        # Whether only a list's mark stands between a quantity and the next.
        self._joined = [
            one.end >= two.start or self.text[one.end : two.start] in LIST_MARKS for one, two in pairwise(numbers)
        ]
        self.previous: tuple[Quantity, Metric] | None = None
        self.metrics: list[tuple[Quantity, Metric | None]] = []
        self._counts: dict[int, Metric | None] = {}
        # The quantities that are only held against a goal: what follows does not go on with them.
        self._beside: set[int] = set()
        # Where the noun ends that a quantity claims behind it.
        self.claimed: dict[int, int] = {}

    def add(self, quantity: Quantity, metric: Metric | None) -> None:
        """Note what a quantity counts."""
        self.metrics.append((quantity, metric))
        self._counts[quantity.start] = metric
        if metric is None:
            return
        if metric.start >= quantity.end:
            self.claimed[quantity.start] = metric.end
        if quantity.start in self._standing_at and quantity.start not in self._beside:
            self.previous = quantity, metric

    def dealt(self, number: int) -> Metric | None:
        """Read 46.2%、10.5%，分别提高1.4和0.9个百分点: each change belongs to one of the quantities before, in turn."""
        first, last = self.list_around(number)
        count = last - first + 1
        start = self.numbers[first].start
        before = bisect_left(self.standing, (start,)) - count if count > 1 else -1
        if before < 0:
            return None
        head = _DEALT.search(self.text[max(0, start - 24) : start])
        moved = bool(TO.fullmatch(self.text[self.standing[before + count - 1].end : start]))
        clause, _ = clause_near(self.sheet, start)
        end, _, change = self.stripper.strip(clause, start)
        if not moved and (head is None or change == "level" or self.phrases.before(clause, end)):
            return None
        owner = self.standing[before + number - first]
        metric = self._counts.get(owner.start)
        if metric is None or not self._near(owner.start, start):
            return None
        return metric.again(self.numbers[number].end, change)

    def list_around(self, number: int) -> tuple[int, int]:
        """Return the first and last quantity of the list (1.4和0.9) that a quantity stands in."""
        first = last = number
        while first and number - first < _LONGEST_LIST and self._joined[first - 1]:
            first -= 1
        while last < len(self._joined) and last - number < _LONGEST_LIST and self._joined[last]:
            last += 1
        return first, last

    def goes_on(self, quantity: Quantity, number: int) -> Metric | None:
        """Read what counts the same as the quantity right before: 由A提高到B, 3处420亩, 28支、1130人."""
        owner, metric = self._before(number) or (quantity, None)
        if metric is None:
            return None
        between = self.text[owner.end : quantity.start]
        alike = owner.unit == quantity.unit or owner.unit_class == quantity.unit_class != "count"
        behind = quantity.unit_class in COUNTED_BEHIND and self.phrases.behind(quantity)
        if not between and behind:
            return None
        if alike and not behind and owner.end == self.numbers[number - 1].end and self._joined[number - 1]:
            return metric.again(quantity.end, metric.change)
        if quantity.unit[-1] in "户人" and metric.start >= owner.end and metric.end == quantity.start:
            return self._reached(owner, quantity)
        clause, _ = clause_near(self.sheet, owner.start)
        moved = TO_ANY.fullmatch(between) and FROM.search(self.text, clause, owner.start)
        if (TO.fullmatch(between) or moved) and (alike or not between):
            return metric.again(quantity.end, "level")
        measured = {owner.unit_class, quantity.unit_class}.isdisjoint(_SHARES)
        if _APPOSED.fullmatch(between) and measured and not alike and not behind and metric.end <= owner.start:
            return metric.again(quantity.end, "level")
        return None

    def _before(self, number: int) -> tuple[Quantity, Metric | None] | None:
        """Return the quantity before, over a year between the two (由2004年的4244亩增大到|2024年|的4650亩)."""
        for owner, metric in reversed(self.metrics[max(0, number - 2) : number]):
            if owner.start in self._standing_at:
                return owner, metric
            if owner.unit != "年":
                return None
        return None

    def _reached(self, owner: Quantity, quantity: Quantity) -> Metric | None:
        """Read households and people behind what else is reached: in 涉及12个乡镇|1.6万户 the verb is what they count for."""
        verb = self.sheet.ends.get(owner.start)
        if verb is None or verb.tag[:1] != "v" or verb.end - verb.start < _SHORT:
            return None
        return Metric(verb.start, verb.end, verb.start, quantity.end, inherited=True)

    def aim(self, quantity: Quantity, bound: int, change: Change) -> Metric | None:
        """Read the aim from which something measured before is told to be far (离60%的目标还差…)."""
        if not _AIM.match(self.text, quantity.end) or not _FAR_FROM.search(self.text, bound, quantity.start):
            return None
        kin = self.kin(quantity)
        return kin.again(quantity.end, change) if kin else None

    def kin(self, quantity: Quantity) -> Metric | None:
        """Return the metric of the last quantity before, in the sentence, that is measured in the same unit."""
        start, _ = self.sheet.sentence(quantity.start)
        for owner, metric in reversed(self.metrics[-_LOOK_BACK:]):
            if owner.start < start:
                return None
            if metric is not None and owner.unit == quantity.unit:
                return metric
        return None

    def of_whole(self, quantity: Quantity, bound: int, end: int) -> Metric | None:
        """Read the share that the quantity before has in a whole: 1180万亩，|占全国|20.66%."""
        whole = _OF_WHOLE.match(self.text, bound, quantity.start) if quantity.unit_class == "ratio" else None
        if whole is None or self.previous is None:
            return None
        before = self.previous[1]
        if self.previous[0].start < self.sheet.sentence(quantity.start)[0]:
            topic = self.phrases.topic(bound)
            return Metric(*topic, topic[0], quantity.end, inherited=True) if topic else None
        if whole.end() >= end:
            return before.again(quantity.end, "level")
        start = whole.end() - 1
        owner = (before.start, before.end)
        return Metric(start, end, before.quote_start, quantity.end, inherited=True, owner=owner)

    def against(self, quantity: Quantity, bound: int) -> Metric | None:
        """Read by how much what was measured before misses or beats a goal or a mean: 38微克，|好于目标值|2微克."""
        if self.previous is None or not _AGAINST.fullmatch(self.text, bound, quantity.start):
            return None
        if not self._near(self.previous[0].start, quantity.start):
            return None
        before = self.previous[1]
        self._beside.add(quantity.start)
        owner = (before.start, before.end)
        return Metric(bound, quantity.start, before.quote_start, quantity.end, inherited=True, owner=owner)

    def measured(self, bound: int) -> tuple[int, int] | None:
        """Return what the quantity counts that ends the clause before."""
        if self.previous is None or bound - self.previous[0].end > 3 or self.previous[0].unit_class == "ratio":
            return None
        metric = self.previous[1]
        return metric.start, metric.end

    def tallied(self, start: int) -> tuple[int, int] | None:
        """Return the projects that are counted right before their money (产业类项目19个、|计划投资78.76亿元)."""
        if self.previous is None or self.previous[0].end != start - 1 or self.previous[0].unit not in ("个", "项"):
            return None
        metric = self.previous[1]
        return (metric.start, metric.end) if metric.end <= self.previous[0].start else None

    def carried(self, quantity: Quantity, bound: int, change: Change, verb: str) -> Metric | None:
        """Take the metric of the quantity before (…，同比下降5.9%), else the noun that ends the clause before."""
        if verb and self._moved_on(quantity, bound) and (topic := self.phrases.topic(bound)):
            return Metric(*topic, topic[0], quantity.end, change, inherited=True)
        if self.previous and self._near(self.previous[0].start, quantity.start) and not self._unitless(bound):
            if verb.startswith("占") and quantity.unit_class == "ratio":
                return self._again(quantity, change)
            kin = quantity.unit_class == self.previous[0].unit_class and (
                quantity.unit_class != "count" or quantity.unit == self.previous[0].unit
            )
            rate = quantity.unit_class == "ratio" and (change != "level" or quantity.unit == "倍")
            if kin or rate:
                return self._again(quantity, change)
            if quantity.unit_class != "grade" and (same := self.kin(quantity)):
                said = self.phrases.predicate(quantity.end)
                return same.again(said[1] if said else quantity.end, change)
        if verb and (topic := self.phrases.topic(bound)):
            return Metric(*topic, topic[0], quantity.end, change, inherited=True)
        return None

    def _moved_on(self, quantity: Quantity, bound: int) -> bool:
        """Tell whether the clause before names what is measured, and no quantity stands before it (投产面积大幅增加，达到…)."""
        if self.previous is None or self.text[bound - 1 : bound] not in ("，", ","):
            return False
        start, _ = self.sheet.sentence(quantity.start)
        topic = self.phrases.topic(bound) if self.previous[0].start < start else None
        return bool(topic and RATE_END.match(self.text[topic[1] - 2 : topic[1]]))

    def _again(self, quantity: Quantity, change: Change) -> Metric | None:
        if self.previous is None:
            return None
        said = self.phrases.predicate(quantity.end)
        return self.previous[1].again(said[1] if said else quantity.end, change)

    def _unitless(self, bound: int) -> bool:
        """Tell whether the clause before ends in a number that has no unit and so is no quantity."""
        return bool(_UNITLESS.search(self.text[max(0, bound - 12) : bound]))

    def _near(self, a: int, b: int) -> bool:
        return self.sheet.sentence(a) == self.sheet.sentence(b) or (b - a < 60 and "\n" not in self.text[a:b])
