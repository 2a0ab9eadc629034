"""Find targets: what is counted (metric), how much, by when, planned or achieved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ecograph.extract.lexicon import word_set
from ecograph.extract.places import PlaceHit
from ecograph.extract.quantities import Quantity
from ecograph.extract.sheet import Sheet, Word
from ecograph.extract.times import Time
from ecograph.model import Change, Status
from ecograph.resources import rows

_FILLER = re.compile(
    r"(?:已经|已|共计|共|累计|合计|总计|分别|均|全部|年均|每年|每天|平均|大约|至今|先后|再|还|又|则|就|也|都|仅|只|要|须|需|应|将|可|能|"
    r"力争|确保|计划|预计|拟|完成率|的|了|，|：|、|和|及|以及|从|由|由原来的|得|不|至|到|在|于|其|中|一共|总共|大概|实际|同比|环比|较上年|比上年|较去年|比去年|较去年同期|比去年同期|同期|较上年同期|比上年同期|"
    r"稳定|基本|首次|历史性|进一步|大幅|明显|持续|平均每年|每月|每日|达|为|是|有|超额|提前|按期|全年|今年|年内|当年|另计|另|其中|约占|占比|占到|所占|高)$"
)
_RISE = re.compile(r"(同比|环比|较|比|与)[^，。；]{0,14}$")
_RATE_NOUN = re.compile(r"(率|比例|比重|占比|覆盖率|浓度|天数|指数|面积|总量|投资|产值|收入|库容|装机|规模|长度|能力|水位|流量|蓄积量|强度|任务)$")
_TIME_WORDS = re.compile(r"^(?:今年|去年|明年|全年|目前|截至\S{0,12}|上半年|下半年|前\S{1,4}月|[一二三四]季度|\d{4}年底?|到|年底前?|“?十[三四五]五”?末?|期间)+")
_PEOPLE_UNITS = frozenset({"名", "人", "位", "万人", "余人"})


@dataclass(frozen=True, slots=True)
class Metric:
    """What a quantity counts: the stretch that names it, and the stretch of the quote."""

    start: int
    end: int
    quote_start: int
    quote_end: int
    change: Change = "level"
    verb: str = ""
    inherited: bool = False


@cache
def _value_verbs() -> dict[str, Change]:
    return {row["word"]: row["change"] for row in rows("data", "lexicon", "value_verbs.csv")}  # type: ignore[misc]


@cache
def _value_verb_end() -> re.Pattern[str]:
    words = sorted(map(re.escape, _value_verbs()), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(words)})(?:了|到|至|为|达)?$")


@cache
def _action_end() -> re.Pattern[str]:
    words = sorted((re.escape(w) for w in word_set("action_verbs.csv") if len(w) > 1 or w in "建造种栽植清拆关投治修退还补减节发供运换装铺挖改"), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(words)})(?:了|出|到|起|成)?$")


class MetricFinder:
    """Finds what each quantity of a sheet counts."""

    def __init__(self, sheet: Sheet, quantities: list[Quantity], places: list[PlaceHit], times: list[Time]) -> None:
        self.sheet, self.text = sheet, sheet.text
        self.quantities = quantities
        self.place_until = {hit.end: hit for hit in places}
        self.place_at = {hit.start: hit for hit in places}
        self.times = {time.end: time for time in times}
        self.previous: tuple[Quantity, Metric] | None = None

    def find(self, number: int) -> Metric | None:
        """Return the metric of quantity `number`, None if it counts nothing worth a fact."""
        quantity = self.quantities[number]
        metric = self._read(quantity, number)
        if metric is not None:
            self.previous = quantity, metric
        return metric

    def _left_bound(self, quantity: Quantity, number: int) -> int:
        start = quantity.start
        floor = self.quantities[number - 1].end if number else 0
        while start > floor and self.text[start - 1] not in "，。；：！？;:!?\n（(":
            start -= 1
        # A comma inside a list of subjects (A、B) stays; the caller trims.
        return start

    def _read(self, quantity: Quantity, number: int) -> Metric | None:
        bound = self._left_bound(quantity, number)
        end, verb, change = self._strip(bound, quantity.start)
        left = self._noun_phrase(bound, end)
        right = self._right(quantity)
        action = self._action(bound, end)
        if change != "level" and quantity.unit_class in ("ratio",) or change != "level" and not left:
            return self._changed(quantity, bound, left, change, verb)
        if left and not action and self.text[left[0] : left[1]] not in word_set("action_verbs.csv"):
            return Metric(left[0], left[1], left[0], quantity.end, change, verb)
        return self._acted(quantity, bound, left, action, right, change, verb)

    def _strip(self, bound: int, end: int) -> tuple[int, str, Change]:
        """Step left over fillers and verbs of value (达到, 提高到); return where the noun ends, the verb and its change."""
        verb, change = "", "level"
        while end > bound:
            head = self.text[bound:end]
            if match := _value_verb_end().search(head):
                word = match.group()
                if not verb:
                    verb = word
                    change = _value_verbs().get(word) or _value_verbs().get(word.rstrip("了到至为达"), "level")
                    if word.endswith(("到", "至", "为", "达")) and word not in ("增幅达", "降幅达"):
                        change = "level"
                    if change == "level" and re.search(r"(增长|增加|上升|提高|提升|增幅|下降|减少|降低|降幅)(达|为|到)?$", head) and word in ("达", "为"):
                        pass
                elif len(word) >= 1 and _value_verbs().get(word, "level") != "level" and change == "level" and verb in ("超过", "达", "不低于", "超", "至少"):
                    change = _value_verbs()[word]
                end = bound + match.start()
            elif match := _FILLER.search(head):
                end = bound + match.start()
            elif end in self.times and self.times[end].start >= bound:
                end = self.times[end].start
            elif re.search(r"(?:较|比|与)[^，。]{1,12}$", head) and verb and change != "level":
                end = bound + re.search(r"(?:较|比|与)[^，。]{1,12}$", head).start()  # type: ignore[union-attr]
            else:
                break
        return end, verb, change  # type: ignore[return-value]

    def _noun_phrase(self, bound: int, end: int) -> tuple[int, int] | None:
        """Return the noun phrase that ends at `end`, without place, time and verbs before it."""
        start = end
        while start > bound:
            if place := self.place_until.get(start):
                if place.kind == "admin" or place.rule == "place.deictic":
                    break
                start = place.start
                continue
            if self.text[start - 1] in "”’）":
                opening = self.text.rfind({"”": "“", "’": "‘", "）": "（"}[self.text[start - 1]], bound, start)
                if opening < 0:
                    break
                start = opening
                continue
            word = self.sheet.ends.get(start)
            step = max(bound, word.start if word else start - 1)
            text = self.text[step:start]
            if self._ends_phrase(word, text, start, end):
                break
            start = step
        while start < end and self.text[start] in "、和及与的，其中等了":
            start += 1
        return (start, end) if end - start >= 2 else None

    def _ends_phrase(self, word: Word | None, text: str, start: int, end: int) -> bool:
        tag = word.tag if word else "n"
        if text in word_set("metric_stops.csv"):
            return True
        if text in word_set("action_verbs.csv") and tag.startswith("v") and start == end:
            return True
        if text in ("完成", "新增", "投入", "建成", "实现", "累计", "治理好", "清理出", "落实", "新建"):
            return True
        if text.isascii() and text.isalnum() or text in (".", "-", "·", "/", "、", "和", "及", "与", "（", "）", "以上", "及以上", "地", "+"):
            return text in ("地",) and start == end
        return tag[:1] in "xpcudryt" or tag in ("q",)

    def _action(self, bound: int, end: int) -> tuple[int, int] | None:
        match = _action_end().search(self.text[bound:end])
        return (bound + match.start(), bound + match.end()) if match else None

    def _right(self, quantity: Quantity) -> tuple[int, int] | None:
        """Return the noun that follows the quantity (2000亩以上的|精品造林工程)."""
        start = quantity.end
        if self.text[start : start + 1] == "的":
            start += 1
        end = start
        while end < len(self.text) and end - start < 24:
            if self.text[end] in "“":
                closing = self.text.find("”", end, end + 20)
                if closing < 0:
                    break
                end = closing + 1
                continue
            if place := self.place_at.get(end):
                end = place.end
                continue
            word = self.sheet.starts.get(end)
            if word is None:
                break
            text = self.text[word.start : word.end]
            if word.tag[:1] in "xpcudrmt" and text not in ("、",) or text in word_set("metric_right_stops.csv") or (word.tag.startswith("v") and end == start and text not in word_set("action_nouns.csv")):
                break
            if text == "、":
                break
            end = word.end
        return (start, end) if end - start >= 2 else None

    def _changed(self, quantity: Quantity, bound: int, left: tuple[int, int] | None, change: Change, verb: str) -> Metric | None:
        """A change (同比下降5.9%) counts what stands before it, or what the quantity before it counted."""
        if left and not re.fullmatch(r"(同比|环比|较上年|比上年|降幅|增幅|较|比|与)*", self.text[left[0] : left[1]]):
            return Metric(left[0], left[1], left[0], quantity.end, change, verb)
        if self.previous and self._same_sentence(self.previous[0].start, quantity.start):
            metric = self.previous[1]
            return Metric(metric.start, metric.end, metric.quote_start, quantity.end, change, verb, inherited=True)
        topic = self._topic(bound)
        return topic and Metric(topic[0], topic[1], topic[0], quantity.end, change, verb, inherited=True)

    def _same_sentence(self, a: int, b: int) -> bool:
        return self.sheet.sentence(a) == self.sheet.sentence(b) or b - a < 60 and "\n" not in self.text[a:b]

    def _topic(self, bound: int) -> tuple[int, int] | None:
        """Return the noun phrase that ends the clause before, where a clause has none of its own."""
        sentence, _ = self.sheet.sentence(max(0, bound - 1))
        end = bound
        while end > sentence and self.text[end - 1] in "，：、（(":
            end -= 1
        if end <= sentence:
            return None
        start, _ = self.sheet.clause(end - 1)
        end, _, _ = self._strip(max(start, sentence), end)
        return self._noun_phrase(max(start, sentence), end)

    def _acted(
        self, quantity: Quantity, bound: int, left: tuple[int, int] | None, action: tuple[int, int] | None,
        right: tuple[int, int] | None, change: Change, verb: str,
    ) -> Metric | None:
        """建成垃圾中转站12座, 建成12座垃圾中转站, 岸线整治完成2.1公里, 投资5.3亿元."""
        if right and (quantity.unit_class in ("count", "area", "length", "volume", "mass", "time_count", "money") or quantity.grade):
            start = action[0] if action else quantity.start
            return Metric(right[0], right[1], start, right[1], change, verb)
        if action:
            before = self._noun_phrase(bound, action[0])
            if before:
                return Metric(before[0], before[1], before[0], quantity.end, change, verb)
            noun = left if left else action
            if topic := (self._topic(bound) if self.text[action[0] : action[1]] in ("完成", "新增", "增加", "减少", "提升", "达到", "累计", "实现") else None):
                return Metric(topic[0], topic[1], topic[0], quantity.end, change, verb, inherited=True)
            return Metric(noun[0], noun[1], noun[0], quantity.end, change, verb)
        if left:
            return Metric(left[0], left[1], left[0], quantity.end, change, verb)
        if right:
            return Metric(right[0], right[1], quantity.start, right[1], change, verb)
        if verb and (topic := self._topic(bound)):
            return Metric(topic[0], topic[1], topic[0], quantity.end, change, verb, inherited=True)
        if quantity.unit_class == "money" and verb:
            return None
        if self.previous and self.text[bound - 1 : bound] in "，、" and quantity.unit_class == self.previous[0].unit_class and self._same_sentence(self.previous[0].start, quantity.start) and verb:
            metric = self.previous[1]
            return Metric(metric.start, metric.end, metric.quote_start, quantity.end, change, verb, inherited=True)
        return None


def counts_nothing(sheet: Sheet, quantity: Quantity, following: Quantity | None) -> bool:
    """Tell whether a number is no goal and no result: a date, an ordinal, a rank, an age, a list's count, a sample's size."""
    text, before = sheet.text, sheet.text[max(0, quantity.start - 3) : quantity.start]
    if before.endswith(("第", "前", "每", "“", "之", "这", "那", "首", "头")) and not quantity.grade:
        return True
    if quantity.unit in word_set("not_units.csv"):
        clause = text[slice(*sheet.clause(quantity.start))]
        return not (quantity.unit == "天" and re.search(r"天数|优良天|污染天|重污染|蓝天|好天", clause) or quantity.unit == "小时" and False)
    if quantity.value is not None and quantity.value == 0 and quantity.han:
        return True
    if quantity.unit_class == "count":
        return _idle_count(sheet, quantity, following)
    if text[quantity.end : quantity.end + 1] in ("罚", ) or re.search(r"(每|按|处以)$", before):
        return True
    return False


def _idle_count(sheet: Sheet, quantity: Quantity, following: Quantity | None) -> bool:
    text = sheet.text
    small = quantity.value is not None and quantity.value < 10
    clause_start, clause_end = sheet.clause(quantity.start)
    left = text[clause_start : quantity.start]
    acted = bool(_action_end().search(re.sub(r"(?:了|共|累计|已|各类|不少于|至少)+$", "", left)))
    if quantity.han and small and quantity.value is not None and quantity.comparator == "=":
        strong = acted and not re.search(r"(?:开展|召开|组织|举办|推进|打造|实施|启动|落实|是|为|有|成为)$", left)
        noun = sheet.text[quantity.end : quantity.end + 1]
        return not strong or noun in "" or quantity.unit in ("个", "批", "项", "次", "种", "类", "场", "份", "片", "口", "块", "头", "步") and not strong
    if quantity.unit in _PEOPLE_UNITS and re.search(r"^(?:[\u4e00-\u9fff]{0,10})(?:参加|参会|出席|参与活动|列席|受访)", text[quantity.end :][:14]):
        return True
    if following and following.start < clause_end and following.unit_class != "count" and "、" not in text[quantity.end : following.start] and _value_verb_end().search(
        re.sub(r"(?:约|近)$", "", text[quantity.end : following.start])
    ) is None:
        middle = text[quantity.end : following.start]
        return bool(_RATE_NOUN.search(middle)) or "率" in middle or "比例" in middle or "浓度" in middle
    if following and following.start < clause_end and following.unit_class in ("ratio", "concentration", "grade"):
        return True
    return not acted and not left.endswith(tuple(_value_verbs())) and small and not re.search(r"[条座处个家]$", left)


def status_of(sheet: Sheet, quantity: Quantity, metric: Metric, times: list[Time], default: Status) -> Status:
    """Decide whether a target is planned or achieved, by the cues before it: near ones first, then the times."""
    sentence_start, sentence_end = sheet.sentence(quantity.start)
    clause_start, clause_end = sheet.clause(quantity.start)
    points = {"plan": 0.0, "done": 0.0}
    for start, end, kind in sheet.found("cue").all:
        if not sentence_start <= start < sentence_end or kind == "denied":
            continue
        if start > quantity.end and start >= clause_end:
            continue
        if not _cue_stands(sheet, start, end):
            continue
        gap = len(re.findall(r"[，；：]", sheet.text[end : quantity.start])) if end <= quantity.start else 0.5
        weight = _cue_weight(sheet.text[start:end])
        points[kind] += weight * 0.6**gap
    for time in times:
        if sentence_start <= time.start < quantity.end:
            gap = len(re.findall(r"[，；：]", sheet.text[time.end : quantity.start]))
            if time.past:
                points["done"] += 2 * 0.7**gap
            elif time.future:
                points["plan"] += 2.5 * 0.8**gap
    if metric.change != "level" and re.search(r"同比|环比|较去年|比去年|较上年|比上年", sheet.text[clause_start : quantity.start]):
        points["done"] += 2
    if abs(points["plan"] - points["done"]) < 0.25:
        return default
    return "planned" if points["plan"] > points["done"] else "achieved"


def _cue_stands(sheet: Sheet, start: int, end: int) -> bool:
    """Tell whether a cue is a word of its own (将 in 将要, not in 将军; 要 not in 主要, 重要)."""
    if end - start > 1:
        return True
    word = sheet.starts.get(start)
    return bool(word and word.end == end)


@cache
def _weights() -> dict[str, float]:
    weak = "要 须 应 需 了 共 在 居 创 获 再 任务 推动 加快 努力 全力 打造 要求 规划 设计 安排 全年 稳定在 保持在 当前 现在 近年来 新增 总面积 占地 全长 流域面积 总结 通报 回顾 继续 据介绍 据了解 控制在 不超过 不少于 不低于 不高于 总规模".split()
    strong = "计划 力争 争取 确保 预计 拟 将 目标 不得低于 不得高于 不得超过 计划投资 计划总投资 概算 同比 环比 截至 累计 已 已经 去年 较去年 上半年 今年以来 目前 完成率 建成后 投产后 达产后 届时 明年 年底前 年内 月底前".split()
    return dict.fromkeys(weak, 0.5) | dict.fromkeys(strong, 2.0)


def _cue_weight(cue: str) -> float:
    return _weights().get(cue, 1.0)


def deadline_of(sheet: Sheet, quantity: Quantity, times: list[Time]) -> Time | None:
    """Return the time that governs a planned quantity: the nearest before it in its sentence, else after it in its clause."""
    sentence_start, _ = sheet.sentence(quantity.start)
    _, clause_end = sheet.clause(quantity.start)
    before = [t for t in times if sentence_start <= t.start and t.end <= quantity.start and not t.past and t.value]
    if before:
        return before[-1]
    after = [t for t in times if quantity.end <= t.start < clause_end and not t.past and t.value]
    return after[0] if after else None
