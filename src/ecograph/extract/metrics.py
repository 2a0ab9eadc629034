"""Find what a quantity counts: the noun before it, after it, or the one of the quantity before."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from ecograph.extract.lexicon import word_set
from ecograph.extract.phrases import RATE_END, Phrases
from ecograph.extract.places import PlaceHit
from ecograph.extract.quantity import Quantity
from ecograph.extract.sheet import Sheet
from ecograph.extract.stripping import Stripper
from ecograph.extract.times import Time
from ecograph.extract.values import FROM, TO, TO_ANY, action_endings, bare_action, is_neutral, value_verbs
from ecograph.model import Change

_SHORT = 2
# A quote takes in what its clause says before the metric (2009年|投资…), if that is little.
_QUOTE_LEAD = 14
_LENGTHS = ("总长度", "总长", "全长", "长度", "长")
_FAR_OWNER = 40
_LOOK_BACK = 4
_CLAUSE = frozenset("，。；：！？;!?\n")
# Measured by the piece or the piece of land: what is counted may stand behind the number (12座垃圾中转站).
_COUNTED_BEHIND = frozenset({"count", "area", "length", "volume", "mass", "time_count", "money", "power"})
_AREA = re.compile(r"(?:城区|县城|市区|城镇|农村|地区|镇区|建成区|[县区市])$")
_DEALT = re.compile(r"分别(?:同比|环比|较[^，。]{1,12}|比[^，。]{1,12})?(\S{0,6})$")
# 离60%的目标还差1.1个百分点: the aim has the metric of what is measured before.
_FAR_FROM = re.compile(r"(?:距离?|离|尚未达到|未达到|没有达到|低于|高于|优于)[^，。；]{0,40}$")
_AIM = re.compile(r"的?[^，。；、\d]{0,8}(?:目标|任务|要求|标准|红线)")
_UNITLESS = re.compile(r"[\u4e00-\u9fff]\d+(?:\.\d+)?[，,]$")
_APPOSED = re.compile(r"[，、,（(](?:共|计|共计|合计|总计)?$")
_OF_WHOLE = re.compile(r"(?:分别|各)?(?:仅|只|约|已|且)?占")


class Metric(NamedTuple):
    """What a quantity counts: the stretch that names it, and the stretch of the quote."""

    start: int
    end: int
    quote_start: int
    quote_end: int
    change: Change = "level"
    inherited: bool = False
    # What the metric is of, where the text names it earlier (综合治理河道60条，总长…).
    owner: tuple[int, int] | None = None

    def name(self, text: str) -> str:
        """Return the metric as words of the text."""
        of = "" if self.owner is None else text[slice(*self.owner)]
        return of + text[self.start : self.end]


class MetricFinder:
    """Finds what each quantity of a sheet counts; `numbers` are all, `counted` the starts of those that are goals or results."""

    def __init__(
        self, sheet: Sheet, numbers: list[Quantity], counted: set[int], places: list[PlaceHit], times: list[Time]
    ) -> None:
        self.sheet, self.text, self.numbers, self.counted = sheet, sheet.text, numbers, counted
        self.stripper = Stripper(sheet, times, numbers)
        # A numeral that tells the kind (三级, 8类措施) is a part of its noun, not a quantity beside it.
        kinds = word_set("not_units.csv")
        self.standing = [q for q in numbers if q.start in counted or q.unit not in kinds]
        self._standing_at = {q.start for q in self.standing}
        self.phrases = Phrases(sheet, places, times, self.standing, self.stripper)
        self.previous: tuple[Quantity, Metric] | None = None
        self.metrics: list[tuple[Quantity, Metric | None]] = []
        self.claimed: dict[int, int] = {}

    def find(self, number: int) -> Metric | None:
        """Return the metric of quantity `number`, None if it counts nothing that the text names; to be asked in turn."""
        quantity = self.numbers[number]
        metric = self._dealt(number) or self._goes_on(quantity, number) or self._read(quantity, number)
        self.metrics.append((quantity, metric))
        if metric is not None and metric.start >= quantity.end:
            self.claimed[quantity.start] = metric.end
        if metric is not None and quantity.start in self._standing_at:
            self.previous = quantity, metric
        return metric

    def _dealt(self, number: int) -> Metric | None:
        """Read 46.2%、10.5%，分别提高1.4和0.9个百分点: each change belongs to one of the quantities before, in turn."""
        first, last = self._list_around(number)
        count = last - first + 1
        start = self.numbers[first].start
        head = _DEALT.search(self.text[max(0, start - 24) : start])
        if count < 2 or head is None or first < count:
            return None
        clause, _ = self.sheet.clause(start)
        if self.phrases.before(clause, self.stripper.strip(clause, start)[0]):
            return None
        owner, metric = self.metrics[number - count]
        changes = [c for verb, c in value_verbs().items() if c != "level" and head.group(1).startswith(verb)]
        change: Change = changes[0] if changes else "level"
        if metric is None or change == "level" or not self._near(owner.start, start):
            return None
        end = self.numbers[number].end
        return Metric(metric.start, metric.end, metric.quote_start, end, change, inherited=True)

    def _list_around(self, number: int) -> tuple[int, int]:
        """Return the first and last quantity of the list (1.4和0.9) that a quantity stands in."""
        first = last = number
        while first and self._joined(first - 1):
            first -= 1
        while last + 1 < len(self.numbers) and self._joined(last):
            last += 1
        return first, last

    def _joined(self, number: int) -> bool:
        """Tell whether only a list's mark stands between a quantity and the next."""
        return self.text[self.numbers[number].end : self.numbers[number + 1].start] in ("、", "和", "及")

    def _goes_on(self, quantity: Quantity, number: int) -> Metric | None:
        """Read what counts the same as the quantity right before: 由A提高到B, 3处420亩, 28支、1130人."""
        owner, metric = self.metrics[number - 1] if number else (quantity, None)
        if metric is None or owner.start not in self._standing_at:
            return None
        between = self.text[owner.end : quantity.start]
        alike = owner.unit == quantity.unit or owner.unit_class == quantity.unit_class != "count"
        behind = quantity.unit_class in _COUNTED_BEHIND and self.phrases.behind(quantity)
        if not between and behind:
            return None
        clause, _ = self.sheet.clause(owner.start)
        moved = TO_ANY.fullmatch(between) and FROM.search(self.text, clause, owner.start)
        if (TO.fullmatch(between) or moved) and (alike or not between):
            return _again(metric, quantity.end, "level")
        measured = {owner.unit_class, quantity.unit_class}.isdisjoint({"ratio", "grade", "concentration", "rate"})
        if _APPOSED.fullmatch(between) and measured and not alike and not behind and metric.end <= owner.start:
            return _again(metric, quantity.end, "level")
        return None

    def _read(self, quantity: Quantity, number: int) -> Metric | None:
        bound = self._bound(quantity, number)
        end, verb, change = self.stripper.strip(bound, quantity.start)
        right = self.phrases.behind(quantity) if self._may_count_behind(quantity, bound, end) else None
        if (found := self._aim(quantity, bound, change) or self._of_whole(quantity, bound, end)) is not None:
            return found
        if action := self._action(bound, end):
            return self._acted(quantity, bound, action, right, change)
        if (phrase := self.phrases.before(bound, end)) and (found := self._named(quantity, phrase, right, bound, change, verb)):
            return found
        if right and not (verb and quantity.unit_class != "count" and not self._linked(right)):
            return self._behind(quantity, right, quantity.start, change)
        return (
            self._from_before(quantity, bound, change, verb or ("为" if bound == end and not right else ""))
            or (right and self._behind(quantity, right, quantity.start, change))
            or self._said(quantity, bound, end, change)
        )

    def _may_count_behind(self, quantity: Quantity, bound: int, end: int) -> bool:
        """Tell whether what is counted may stand behind the number; for a share, where it is done (完成80%溯源)."""
        if quantity.unit_class == "money":
            word = self.sheet.starts.get(quantity.end + (self.text[quantity.end : quantity.end + 1] == "的"))
            return word is not None and word.tag[:1] in "njba"
        if quantity.unit_class != "ratio":
            return quantity.unit_class in _COUNTED_BEHIND
        work = self.sheet.starts.get(quantity.end + (self.text[quantity.end : quantity.end + 1] == "的"))
        if work is None or (work.tag not in ("v", "vn") and self.text[work.start : work.end] not in word_set("action_nouns.csv")):
            return False
        action = self._action(bound, end)
        done = action is not None and is_neutral(bare_action(self.text[slice(*action)]))
        return done or (bound == end and self.text[quantity.end : quantity.end + 1] == "的")

    def _named(
        self,
        quantity: Quantity,
        phrase: tuple[int, int],
        right: tuple[int, int] | None,
        bound: int,
        change: Change,
        verb: str,
    ) -> Metric | None:
        """Read the noun before a quantity, unless the one behind it is what is counted."""
        if right and quantity.unit_class == "length" and (measure := self._length(phrase)) and not self._verb_first(right):
            return Metric(measure, phrase[1], measure, right[1], change, owner=right)
        if right and self._counts_right(quantity, phrase, right, verb):
            return self._behind(quantity, right, quantity.start, change)
        if quantity.unit_class == "ratio" and _AREA.search(self.text[slice(*phrase)]):
            topic = self.phrases.topic(bound)
            if topic and RATE_END.match(self.text[topic[1] - 2 : topic[1]]):
                return Metric(*topic, topic[0], quantity.end, change, inherited=True)
            if kin := self._kin(quantity):
                return _again(kin, quantity.end, change)
        counted = bool(verb) and quantity.unit_class == "count"
        if self.phrases.only_names(phrase) and not quantity.grade and not counted:
            return None
        said = self.phrases.predicate(quantity.end)
        start, owner = self._owner(quantity, phrase, bound)
        return Metric(*phrase, start, said[1] if said else quantity.end, change, owner=owner)

    def _behind(self, quantity: Quantity, right: tuple[int, int], start: int, change: Change) -> Metric:
        """Return the noun behind as the metric; so short a noun (84处|湖泊) takes in what is said of it."""
        said = self.phrases.predicate(right[1], firsts="dvp")
        end = said[1] if said else right[1]
        short = right[1] - right[0] <= _SHORT
        return Metric(right[0], end if short else right[1], start, end, change)

    def _counts_right(
        self, quantity: Quantity, phrase: tuple[int, int], right: tuple[int, int], verb: str
    ) -> bool:
        """Tell whether the noun behind a quantity is what it counts, though one stands before it."""
        if (quantity.unit_class == "count" and not self._verb_first(right)) or self.phrases.only_names(phrase) or self.phrases.verbal(*phrase):
            return True
        if verb or quantity.unit_class == "money" or self._verb_first(right):
            return False
        last = self.sheet.ends.get(phrase[1])
        if right[1] - right[0] <= _SHORT:
            return bool(last) and last.tag[:1] in "fs"  # type: ignore[union-attr]
        return not RATE_END.search(self.text[slice(*phrase)])

    def _length(self, phrase: tuple[int, int]) -> int:
        """Return where the measure begins that ends a phrase (全长35公里|堤防), 0 if none does."""
        return next((phrase[1] - len(word) for word in _LENGTHS if self.text.endswith(word, *phrase)), 0)

    def _verb_first(self, right: tuple[int, int]) -> bool:
        word = self.sheet.starts.get(right[0])
        if word is None or word.tag != "v":
            return False
        return self.text[word.start : word.end] not in word_set("action_nouns.csv")

    def _linked(self, right: tuple[int, int]) -> bool:
        return self.text[right[0] - 1 : right[0]] == "的"

    def _aim(self, quantity: Quantity, bound: int, change: Change) -> Metric | None:
        """Read the aim from which something measured before is told to be far (离60%的目标还差…)."""
        if not _AIM.match(self.text, quantity.end) or not _FAR_FROM.search(self.text, bound, quantity.start):
            return None
        kin = self._kin(quantity)
        return _again(kin, quantity.end, change) if kin else None

    def _kin(self, quantity: Quantity) -> Metric | None:
        """Return the metric of the last quantity before, in the sentence, that is measured in the same unit."""
        start, _ = self.sheet.sentence(quantity.start)
        for owner, metric in reversed(self.metrics[-_LOOK_BACK:]):
            if owner.start < start:
                return None
            if metric is not None and owner.unit == quantity.unit:
                return metric
        return None

    def _of_whole(self, quantity: Quantity, bound: int, end: int) -> Metric | None:
        """Read the share that the quantity before has in a whole: 1180万亩，|占全国|20.66%."""
        whole = _OF_WHOLE.match(self.text, bound, quantity.start) if quantity.unit_class == "ratio" else None
        if whole is None or self.previous is None:
            return None
        before = self.previous[1]
        if self.previous[0].start < self.sheet.sentence(quantity.start)[0]:
            topic = self.phrases.topic(bound)
            return Metric(*topic, topic[0], quantity.end, inherited=True) if topic else None
        if whole.end() >= end:
            return _again(before, quantity.end, "level")
        start = whole.end() - 1
        owner = (before.start, before.end)
        return Metric(start, end, before.quote_start, quantity.end, inherited=True, owner=owner)

    def _said(self, quantity: Quantity, bound: int, end: int, change: Change) -> Metric | None:
        """Fall back on what is said of a quantity (尚未到位), or on how it changes (同比下降)."""
        if said := self.phrases.predicate(quantity.end):
            return Metric(*said, quantity.start, said[1], change)
        if change != "level" and quantity.unit_class == "ratio":
            start = max(bound, end)
            start += len(self.text[start : quantity.start]) - len(self.text[start : quantity.start].lstrip("，、分别均"))
            if quantity.start - start >= 2:
                return Metric(start, quantity.start, start, quantity.end, change)
        return None

    def _owner(
        self, quantity: Quantity, phrase: tuple[int, int], bound: int
    ) -> tuple[int, tuple[int, int] | None]:
        """Return where the quote begins, and what a bare measure is of (…工程，面积2000亩)."""
        if self.text[slice(*phrase)] not in word_set("bare_measures.csv"):
            return self._lead(phrase[0], bound), None
        if quantity.grade:
            place = self.phrases.place_before(phrase[0])
            return (place[0], place) if place else (phrase[0], None)
        if self.text[bound - 1 : bound] not in ("，", "、", ","):
            return phrase[0], None
        topic = self._measured(bound) or self.phrases.topic(bound)
        if topic is None or bound - topic[0] > _FAR_OWNER:
            return self._lead(phrase[0], bound), None
        return topic[0], None if quantity.unit_class == "money" else topic

    def _measured(self, bound: int) -> tuple[int, int] | None:
        """Return what the quantity counts that ends the clause before."""
        if self.previous is None or bound - self.previous[0].end > 3 or self.previous[0].unit_class == "ratio":
            return None
        metric = self.previous[1]
        return metric.start, metric.end

    def _lead(self, start: int, bound: int) -> int:
        while bound < start and self.text[bound] in " \u3000、和及与“”（":
            bound += 1
        return bound if start - bound <= _QUOTE_LEAD else start

    def _bound(self, quantity: Quantity, number: int) -> int:
        """Return where the clause of a quantity begins: after a mark, an open bracket, or the quantity before."""
        start = quantity.start
        floor = self._floor(number)
        while start > floor and (char := self.text[start - 1]) not in _CLAUSE:
            if char in "）)":
                opening = max(self.text.rfind("（", floor, start), self.text.rfind("(", floor, start))
                if opening < 0:
                    break
                start = opening
                continue
            if char in "（(":
                break
            start -= 1
        return start

    def _floor(self, number: int) -> int:
        """Return where the quantity before ends, with the noun behind it if that is what it counts."""
        before = bisect_left(self.standing, self.numbers[number].start, key=lambda q: q.start) - 1
        if before < 0:
            return 0
        end = self.standing[before].end
        claimed = self.claimed.get(self.standing[before].start, end)
        quantity = self.numbers[number]
        between = self.stripper.strip(claimed, quantity.start)[0] if claimed <= quantity.start else end
        shared = between == claimed and not self.phrases.behind(quantity)
        return claimed if claimed <= quantity.start and not shared else end

    def _action(self, bound: int, end: int) -> tuple[int, int] | None:
        at = action_endings().before(self.text, end, start=bound)
        return None if at < 0 or self.text[at - 1 : end] == "总投资" else (at, end)

    def _acted(
        self, quantity: Quantity, bound: int, action: tuple[int, int], right: tuple[int, int] | None, change: Change
    ) -> Metric | None:
        """Read 建成12座垃圾中转站, 岸线整治完成2.1公里, 清洁取暖改造5.1万户, 投资5.3亿元."""
        if right and not (quantity.unit_class == "money" and self._verb_first(right)):
            return self._behind(quantity, right, action[0], change)
        word = bare_action(self.text[slice(*action)])
        stop, _, _ = self.stripper.strip(bound, action[0])
        if (before := self.phrases.before(bound, stop)) and not self.phrases.only_names(before):
            end = before[1] if is_neutral(word) else action[1]
            return Metric(before[0], end, self._lead(before[0], bound), quantity.end, change)
        if is_neutral(word) or action[1] - action[0] == 1:
            if found := self._from_before(quantity, bound, change, word):
                return found
        elif kin := self._kin(quantity):
            # 排查排污口121个，已整治117个: the pieces are those of the quantity before.
            start = self._lead(action[0], bound)
            return Metric(*action, start, quantity.end, change, inherited=True, owner=(kin.start, kin.end))
        return Metric(*action, self._lead(action[0], bound), quantity.end, change)

    def _from_before(self, quantity: Quantity, bound: int, change: Change, verb: str) -> Metric | None:
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
            if quantity.unit_class != "grade" and (same := self._kin(quantity)):
                said = self.phrases.predicate(quantity.end)
                return _again(same, said[1] if said else quantity.end, change)
        if verb and (topic := self.phrases.topic(bound)):
            return Metric(*topic, topic[0], quantity.end, change, inherited=True)
        return None

    def _moved_on(self, quantity: Quantity, bound: int) -> bool:
        """Tell whether the sentence names what it measures in the clause before, after the quantity before (投产面积大幅增加，达到…)."""
        if self.previous is None or self.text[bound - 1 : bound] not in ("，", ","):
            return False
        start, _ = self.sheet.sentence(quantity.start)
        topic = self.phrases.topic(bound) if self.previous[0].start < start else None
        return bool(topic and RATE_END.match(self.text[topic[1] - 2 : topic[1]]))

    def _again(self, quantity: Quantity, change: Change) -> Metric | None:
        if self.previous is None:
            return None
        said = self.phrases.predicate(quantity.end)
        return _again(self.previous[1], said[1] if said else quantity.end, change)

    def _unitless(self, bound: int) -> bool:
        """Tell whether the clause before ends in a number that has no unit and so is no quantity."""
        return bool(_UNITLESS.search(self.text[max(0, bound - 12) : bound]))

    def _near(self, a: int, b: int) -> bool:
        return self.sheet.sentence(a) == self.sheet.sentence(b) or (b - a < 60 and "\n" not in self.text[a:b])


def _again(metric: Metric, end: int, change: Change) -> Metric:
    return Metric(metric.start, metric.end, metric.quote_start, max(metric.quote_end, end), change, inherited=True)
