"""Find what a quantity counts: the noun before it, after it, or the one of the quantity before."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from ecograph.extract.affixes import Endings
from ecograph.extract.lexicon import word_set
from ecograph.extract.places import PlaceHit
from ecograph.extract.quantities import Quantity
from ecograph.extract.sheet import Sheet, Word
from ecograph.extract.times import Time
from ecograph.model import Change
from ecograph.resources import rows

_CLAUSE = frozenset("，。；：！？;!?\n")
# 均 is a filler, but not in 平均, 年均, 人均.
_ON_AVERAGE = re.compile(r"(?<![平年日月户人亩])均$")
_COMPARED = re.compile(r"(?:较|比|与|同)[^，。；]{1,14}$")
TO = re.compile(
    r"(?:[，、]?(?:如今|现在|目前|今年|去年|今年上半年|上半年|已|又|再|进一步|大幅|逐步|稳步|持续){0,3}(?:提高|提升|上升|增加|增长|增|升|扩大|下降|降低|降|减少|减|压减|改善|回升|优化|跃升|变|涨|压缩|缩短|缩减|扩展|扩|恢复|回落|改善)"
    r"(?:到了|至了|到|至|为|成)(?:至少|约|近)?|)"
)
# Measured by the piece or the piece of land: what is counted may stand behind the number (12座垃圾中转站).
_COUNTED_BEHIND = frozenset({"count", "area", "length", "volume", "mass", "time_count", "money", "power"})
_RATE_END = re.compile(
    r"^[的]?[\u4e00-\u9fff]{0,4}(?:比例|比重|占比|率|面积|总量|浓度|均值|数量|总数|能力|规模|长度|投资|任务|天数|蓄积量|强度|收入|产值|水质|指标|均价|负荷)$"
)
_AREA = re.compile(r"(?:城区|县城|市区|城镇|农村|地区|镇区|建成区|[县区市])$")
_DEALT = re.compile(r"分别(?:同比|环比|较[^，。]{1,12}|比[^，。]{1,12})?(\S{0,6})$")
_DATED = re.compile(r"[\d今去明年月日号]")
_NEUTRAL = frozenset(
    ["完成", "建成", "新增", "增加", "达到", "实现", "累计", "落实", "投入", "到位", "减少", "完工", "提供"]
)


class Metric(NamedTuple):
    """What a quantity counts: the stretch that names it, and the stretch of the quote."""

    start: int
    end: int
    quote_start: int
    quote_end: int
    change: Change = "level"
    inherited: bool = False


@cache
def value_verbs() -> dict[str, Change]:
    """Return the verbs that stand between a metric and its value, with the change they tell."""
    return {row["word"]: row["change"] for row in rows("data", "lexicon", "value_verbs.csv")}  # type: ignore[misc]


@cache
def value_verb_endings() -> Endings:
    """Return the value verbs as they end a stretch."""
    return Endings(value_verbs(), "了到至为达")


@cache
def action_endings() -> Endings:
    """Return the verbs of doing (完成, 建成, 栽) as they end a stretch."""
    single = "建造种栽植清拆关投治修退还补减节发供运换装铺挖改查"
    return Endings((w for w in word_set("action_verbs.csv") if len(w) > 1 or w in single), "了出到起成过")


@cache
def _fillers() -> Endings:
    return Endings(word_set("metric_fillers.csv"))


class MetricFinder:
    """Finds what each quantity of a sheet counts; `quantities` are those that count something."""

    def __init__(self, sheet: Sheet, quantities: list[Quantity], places: list[PlaceHit], times: list[Time]) -> None:
        self.sheet, self.text, self.quantities = sheet, sheet.text, quantities
        self.project_at = {m.start: m.end for m in sheet.marks("Project")}
        self.quantity_at = {q.start: q for q in quantities}
        self.place_at = {hit.start: hit for hit in places}
        self.place_until = {hit.end: hit for hit in places}
        self.time_until = {time.end: time for time in times}
        self.time_at = {time.start: time for time in times}
        self.names = sorted((m.start, m.end) for t in ("Agency", "Official") for m in sheet.marks(t))
        self.previous: tuple[Quantity, Metric] | None = None
        self.metrics: list[tuple[Quantity, Metric | None]] = []

    def _dealt(self, number: int) -> Metric | None:
        """Read 46.2%、10.5%，分别提高1.4和0.9个百分点: each change belongs to one of the quantities before, in turn."""
        first, last = self._list_around(number)
        count = last - first + 1
        start = self.quantities[first].start
        head = _DEALT.search(self.text[max(0, start - 24) : start])
        if count < 2 or head is None or first < count:
            return None
        owner, metric = self.metrics[number - count]
        changes = [c for verb, c in value_verbs().items() if c != "level" and head.group(1).startswith(verb)]
        change: Change = changes[0] if changes else "level"
        if metric is None or change == "level" or not self._near(owner.start, start):
            return None
        end = self.quantities[number].end
        return Metric(metric.start, metric.end, metric.quote_start, end, change, inherited=True)

    def _list_around(self, number: int) -> tuple[int, int]:
        """Return the first and last quantity of the list (1.4和0.9) that a quantity stands in."""
        first = last = number
        while first and self._joined(first - 1):
            first -= 1
        while last + 1 < len(self.quantities) and self._joined(last):
            last += 1
        return first, last

    def _joined(self, number: int) -> bool:
        """Tell whether only a list's mark stands between a quantity and the next."""
        return self.text[self.quantities[number].end : self.quantities[number + 1].start] in ("、", "和", "及")

    def find(self, number: int) -> Metric | None:
        """Return the metric of quantity `number`, None if it counts nothing that the text names."""
        quantity = self.quantities[number]
        metric = self._dealt(number) or self._goes_on(quantity, number) or self._read(quantity, number)
        self.metrics.append((quantity, metric))
        if metric is not None:
            self.previous = quantity, metric
        return metric

    def _goes_on(self, quantity: Quantity, number: int) -> Metric | None:
        """Read what counts the same as the quantity right before: 由A提高到B, 3处420亩."""
        if self.previous is None or not number or self.previous[0] is not self.quantities[number - 1]:
            return None
        before = self.previous[0]
        between = self.text[before.end : quantity.start]
        alike = before.unit == quantity.unit or before.unit_class == quantity.unit_class != "count"
        if not between and quantity.unit_class in _COUNTED_BEHIND and self._right(quantity):
            return None
        if TO.fullmatch(between) and (alike or not between):
            return self._again(quantity, "level")
        return None

    def _again(self, quantity: Quantity, change: Change) -> Metric | None:
        if self.previous is None:
            return None
        metric = self.previous[1]
        return Metric(
            metric.start, metric.end, metric.quote_start, max(metric.quote_end, quantity.end), change, inherited=True
        )

    def _read(self, quantity: Quantity, number: int) -> Metric | None:
        bound = self._bound(quantity, number)
        end, verb, change = self._strip(bound, quantity.start)
        right = self._right(quantity) if quantity.unit_class in _COUNTED_BEHIND else None
        if action := self._action(bound, end):
            return self._acted(quantity, bound, action, right, change)
        if phrase := self._phrase(bound, end):
            if right and (self._only_names(phrase) or self._verbs(*phrase)):
                return Metric(*right, quantity.start, right[1], change)
            if (
                quantity.unit_class == "ratio"
                and _AREA.search(self.text[slice(*phrase)])
                and (topic := self._topic(bound))
                and _RATE_END.match(self.text[topic[1] - 2 : topic[1]])
            ):
                return Metric(*topic, topic[0], quantity.end, change, inherited=True)
            if not self._only_names(phrase) or quantity.grade:
                return Metric(*phrase, self._quote_start(phrase, bound), quantity.end, change)
        if right and not (verb and quantity.unit_class != "count"):
            return Metric(*right, quantity.start, right[1], change)
        return self._from_before(quantity, bound, change, verb) or (
            right and Metric(*right, quantity.start, right[1], change)
        )

    def _quote_start(self, phrase: tuple[int, int], bound: int) -> int:
        """Let the quote of a bare measure (…工程，面积2000亩) begin with what is measured."""
        if self.text[slice(*phrase)] not in word_set("bare_measures.csv") or self.text[bound - 1 : bound] not in (
            "，",
            "、",
        ):
            return phrase[0]
        topic = self._topic(bound)
        return topic[0] if topic and bound - topic[0] <= 40 else phrase[0]

    def _bound(self, quantity: Quantity, number: int) -> int:
        """Return where the clause of a quantity begins: after a mark, an open bracket, or the quantity before."""
        start = quantity.start
        floor = self.quantities[number - 1].end if number else 0
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

    def _strip(self, bound: int, end: int) -> tuple[int, str, Change]:
        """Step left over fillers, times and verbs of value; return where the noun ends, the verb, and the change it tells."""
        verb = ""
        change: Change = "level"
        while end > bound:
            at = value_verb_endings().before(self.text, end, start=bound)
            if at >= 0 and self._stands(word := self.text[at:end], at):
                told = value_verbs().get(word, value_verbs().get(word.rstrip("了到至为达"), "level"))
                if word.endswith(("到", "至", "为")) or word in ("达", "达到"):
                    told = "level" if not word.startswith(("增幅", "降幅")) else told
                if not verb or (
                    change == "level" and told != "level" and verb in ("超过", "达", "不低于", "超", "至少", "达到")
                ):
                    change = told
                verb = verb or word
                end = at
            elif (at := _fillers().before(self.text, end, start=bound)) >= 0:
                end = at
            elif self.text[end - 1] == "均" and _ON_AVERAGE.search(self.text[bound:end]):
                end -= 1
            elif end in self.time_until and self.time_until[end].start >= bound:
                end = self.time_until[end].start
            elif change != "level" and self.text[end - 1] in "较比":
                end -= 1
            elif change != "level" and (match := _COMPARED.search(self.text[bound:end])):
                end = bound + match.start()
            else:
                break
        return end, verb, change

    def _stands(self, verb: str, start: int) -> bool:
        """Tell whether a short verb is a word of its own (达, not in 下达) or stands behind 同比."""
        return len(verb) > 2 or self.sheet.boundary(start) or self.text.endswith(("同比", "环比"), 0, start)

    def _action(self, bound: int, end: int) -> tuple[int, int] | None:
        at = action_endings().before(self.text, end, start=bound)
        return None if at < 0 or self.text[at - 1 : end] == "总投资" else (at, end)

    def _acted(
        self, quantity: Quantity, bound: int, action: tuple[int, int], right: tuple[int, int] | None, change: Change
    ) -> Metric | None:
        """Read 建成12座垃圾中转站, 岸线整治完成2.1公里, 清洁取暖改造5.1万户, 投资5.3亿元."""
        if right:
            return Metric(*right, action[0], right[1], change)
        stop, _, _ = self._strip(bound, action[0])
        if (before := self._phrase(bound, stop)) and not self._only_names(before):
            end = before[1] if self.text[action[0] : action[1]].rstrip("了出到起成过") in _NEUTRAL else action[1]
            return Metric(before[0], end, before[0], quantity.end, change)
        word = self.text[slice(*action)].rstrip("了出到起成过")
        weak = word in _NEUTRAL or action[1] - action[0] == 1
        if weak and (found := self._from_before(quantity, bound, change, word)):
            return found
        return Metric(*action, action[0], quantity.end, change)

    def _phrase(self, bound: int, end: int) -> tuple[int, int] | None:
        """Return the noun phrase between `bound` and `end`: the stretch after the last word that no metric holds."""
        start = bound
        at = bound
        while at < end:
            if self.project_at.get(at, end) < end:
                at = start = self.project_at[at]
                continue
            if (
                (hit := self.place_at.get(at))
                and hit.end <= end
                and at == start
                and hit.kind == "admin"
                and hit.end < end
            ):
                at = start = hit.end
                continue
            if hit and hit.end <= end and at > start and self._verbs(start, at):
                start = at
                continue
            if (time := self.time_at.get(at)) and time.end <= end and at == start:
                at = start = time.end
                continue
            word = self.sheet.starts.get(at)
            step = min(end, word.end if word else at + 1)
            start = self._after(word, at, step, start, end)
            at = step
        while start < end and self.text[start] in "、和及与的，等了":
            start += 1
        return (start, end) if end - start >= 2 else None

    def _after(self, word: Word | None, at: int, step: int, start: int, end: int) -> int:
        """Return where the phrase begins once this word is read."""
        text, tag = self.text[at:step], word.tag if word else "n"
        if text == "的":
            return start if _RATE_END.match(self.text[step:end]) else step
        if text == "占":
            return start if _RATE_END.search(self.text[step:end]) else at
        if text in word_set("metric_stops.csv") or tag[:1] in "pr" or (tag == "t" and _DATED.search(text)):
            return step
        if tag == "c" and text not in ("和", "与", "及", "或", "以及"):
            return step
        return start

    def _verbs(self, start: int, end: int) -> bool:
        """Tell whether a stretch holds a verb and nothing that names a thing."""
        inside = [w for w in (self.sheet.starts.get(at) for at in range(start, end)) if w]
        return bool(inside) and all(w.tag[:1] in "vadil" and w.tag != "vn" for w in inside)

    def _only_names(self, span: tuple[int, int]) -> bool:
        """Tell whether a phrase is no more than the name of a place, an agency or an official."""
        hits = [hit for at in range(*span) if (hit := self.place_at.get(at))]
        inside = [(hit.start, hit.end) for hit in hits if hit.end <= span[1]]
        first = bisect_left(self.names, (max(0, span[0] - 40), 0))
        named = self.names[first : bisect_left(self.names, (span[1], 0))]
        if len(inside) > 1:
            rest = "".join(self.text[i] for i in range(*span) if not any(a <= i < b for a, b in inside))
            if re.fullmatch(r"[、和及等与\d个市县区旗州省地各（）]*", rest):
                return True
        return any((a <= span[0] and span[1] <= b) or (b == span[1] and a <= span[0] + 3) for a, b in [*named, *inside])

    def _right(self, quantity: Quantity) -> tuple[int, int] | None:
        """Return the noun that follows a quantity (2000亩以上的|精品造林工程)."""
        start = quantity.end
        if following := self.quantity_at.get(start):
            start = following.end
        start += self.text[start : start + 1] == "的"
        end = start
        while end < len(self.text) and end - start < 24:
            if self.text[end] == "“" and (closing := self.text.find("”", end, end + 20)) >= 0:
                end = closing + 1
                continue
            if hit := self.place_at.get(end):
                end = hit.end
                continue
            word = self.sheet.starts.get(end)
            if word is None or self._ends_right(word, end == start):
                break
            end = word.end
        return (start, end) if end - start >= 2 else None

    def _ends_right(self, word: Word, first: bool) -> bool:
        text = self.text[word.start : word.end]
        if word.tag[:1] in "xpcudrmt" or text in word_set("metric_right_stops.csv"):
            return True
        return first and word.tag.startswith("v") and text not in word_set("action_nouns.csv")

    def _from_before(self, quantity: Quantity, bound: int, change: Change, verb: str) -> Metric | None:
        """Take the metric of the quantity before (…，同比下降5.9%), else the noun that ends the clause before."""
        if self.previous and self._near(self.previous[0].start, quantity.start) and not self._unitless(bound):
            if verb.startswith("占") and quantity.unit_class == "ratio":
                return self._again(quantity, change)
            kin = quantity.unit_class == self.previous[0].unit_class and (
                quantity.unit_class != "count" or quantity.unit == self.previous[0].unit
            )
            rate = change != "level" and quantity.unit_class == "ratio"
            if kin or rate:
                return self._again(quantity, change)
        if verb and (topic := self._topic(bound)):
            return Metric(*topic, topic[0], quantity.end, change, inherited=True)
        return None

    def _unitless(self, bound: int) -> bool:
        """Tell whether the clause before ends in a number that has no unit and so is no quantity."""
        return bool(re.search(r"[\u4e00-\u9fff]\d+(?:\.\d+)?[，,]$", self.text[max(0, bound - 12) : bound]))

    def _near(self, a: int, b: int) -> bool:
        return self.sheet.sentence(a) == self.sheet.sentence(b) or (b - a < 60 and "\n" not in self.text[a:b])

    def _topic(self, bound: int) -> tuple[int, int] | None:
        """Return the noun phrase that ends the clause before `bound`."""
        sentence, _ = self.sheet.sentence(max(0, bound - 1))
        end = bound
        while end > sentence and self.text[end - 1] in "，：、（(":
            end -= 1
        if end <= sentence:
            return None
        start, _ = self.sheet.clause(end - 1)
        start = max(start, sentence)
        # 综合指数平均为4.61，同比下降14%: the clause before ends in a number without a unit.
        end = start + len(re.sub(r"\d+(?:\.\d+)?$", "", self.text[start:end]))
        end, _, _ = self._strip(start, end)
        topic = self._phrase(start, end)
        return topic if topic and not self._only_names(topic) and topic[1] - topic[0] <= 20 else None
