"""Find what a quantity counts: the noun before it, after it, or the one of the quantity before."""

from __future__ import annotations

import re
from bisect import bisect_left

from ecograph.extract.figures.earlier import COUNTED_BEHIND, LIST_MARKS, Earlier
from ecograph.extract.figures.metric import Metric as Metric
from ecograph.extract.figures.phrases import RATE_END
from ecograph.extract.figures.quantity import Quantity
from ecograph.extract.figures.sharing import Shares
from ecograph.extract.figures.values import action_endings, bare_action, is_neutral, shares
from ecograph.extract.figures.waters import Waters
from ecograph.extract.geography.places import PlaceHit
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.clauses import REACH
from ecograph.extract.words.lexicon import word_set
from ecograph.model import Change
from ecograph.times import Time

_SHORT = 2
# A quote takes in what its clause says before the metric (2009年|投资…), if that is little.
_QUOTE_LEAD = 14
_FAR_OWNER = 40
_CLAUSE = frozenset("，。；：！？;!?\n")
_ENDS = tuple("，。；、！")
_LENGTHS = ("总长度", "总长", "全长", "长度", "长")
_PLANNED = ("计划", "概算", "估算")
_PEOPLE = tuple("户人名位")
_SIZES = "长宽高深厚"
_AREA = re.compile(r"(?:城区|县城|市区|城镇|农村|地区|镇区|建成区|[县区市])$")


_GROWTH = re.compile(
    r"的?[^，。；、\d]{0,4}?(?P<rise>增长|增速|增幅|涨幅|提升)(?![到至])"
    r"|的?[^，。；、\d]{0,4}?(?:下降|降幅|跌幅)(?![到至])"
)


def _growing(text: str, quantity: Quantity, metric: Metric) -> Metric:
    """Return the metric as a change, if a growth stands behind the share (保持45.7%的|高位增长)."""
    if quantity.unit_class != "ratio" or metric.change != "level" or text[quantity.end : quantity.end + 1] != "的":
        return metric
    told = _GROWTH.match(text, quantity.end)
    return metric._replace(change="increase" if told["rise"] else "decrease") if told else metric


class MetricFinder:
    """Finds what each quantity of a sheet counts; `numbers` are all, `counted` the starts of those that are goals or results."""

    def __init__(
        self, sheet: Sheet, numbers: list[Quantity], counted: set[int], places: list[PlaceHit], times: list[Time]
    ) -> None:
        self.sheet, self.text, self.numbers = sheet, sheet.text, numbers
        self.earlier = Earlier(sheet, numbers, counted, places, times)
        self.stripper, self.phrases = self.earlier.stripper, self.earlier.phrases
        self.waters, self.shares = Waters(sheet, self.phrases), Shares(sheet)
        self.dealt: dict[int, Metric] = {}

    def find(self, number: int) -> Metric | None:
        """Return the metric of quantity `number`, None if it counts nothing that the text names; to be asked in turn."""
        quantity = self.numbers[number]
        metric = (
            self.dealt.pop(number, None)
            or self.earlier.dealt(number)
            or self.earlier.goes_on(quantity, number)
            or self._read(quantity, number)
        )
        if quantity.grade:
            metric = self.waters.of(quantity, metric)
        elif quantity.unit == "毫米" and metric is not None:
            metric = self.waters.rain(metric)
        if metric is not None:
            metric = self._share_out(number, _growing(self.text, quantity, metric))
        self.earlier.add(quantity, metric)
        return metric

    def _share_out(self, number: int, metric: Metric) -> Metric:
        """Return the first member of a list that is dealt out in turn, and keep the others for the quantities that follow."""
        first, last = self.earlier.list_around(number)
        if first < number or first == last:
            return metric
        ends = [q.end for q in self.numbers[first : last + 1]]
        members = self.shares.in_turn(metric, len(ends), self.numbers[first].start, ends)
        self.dealt |= dict(enumerate(members[1:], number + 1))
        return members[0] if members else metric

    def alike(self, number: int, metric: Metric) -> list[Metric]:
        """Return the metrics that share a quantity (A率、B率均达100%), most often one."""
        return self.shares.alike(metric, self.numbers[number].start) or [metric]

    def _read(self, quantity: Quantity, number: int) -> Metric | None:
        bound = self._bound(quantity, number)
        end, verb, change = self.stripper.strip(bound, quantity.start)
        right = self.phrases.behind(quantity) if self._may_count_behind(quantity, bound, end) else None
        if (
            found := self.earlier.aim(quantity, bound, change)
            or self.earlier.of_whole(quantity, bound, end)
            or self.earlier.against(quantity, bound)
        ) is not None:
            return found
        if end <= bound + 1 and (found := self._bare_size(quantity, bound)):
            return found
        if right and (found := self._head(quantity, bound, end, right, change)):
            return found
        if action := self._action(bound, end):
            return self._acted(quantity, bound, action, right, change)
        if (phrase := self.phrases.before(bound, end)) and (
            found := self._named(quantity, phrase, right, bound, change, verb)
        ):
            return found
        if right and not (verb and quantity.unit_class != "count" and not self._linked(right)):
            return self._behind(right, quantity.start, change)
        if bound == quantity.start and quantity.unit[-1:] in _PEOPLE and (said := self.phrases.predicate(quantity.end)):
            return Metric(*said, quantity.start, said[1], change)
        return (
            self.earlier.carried(quantity, bound, change, verb or ("为" if bound == end and not right else ""))
            or (right and self._behind(right, quantity.start, change))
            or self._said(quantity, bound, end, change)
        )

    def _head(self, quantity: Quantity, bound: int, end: int, right: tuple[int, int], change: Change) -> Metric | None:
        """Read the noun behind that all before it describes: 整合的28万元|资金, 70%的|回用率; of a size, whose it is."""
        linked = self._linked(right) and right[0] == quantity.end + 1
        if linked and self.text.endswith("占地", bound, end):
            return Metric(end - 2, end, end - 2, right[1], change, owner=right)
        told = right[1] - right[0] > _SHORT or quantity.unit_class == "money"
        if self.text[quantity.start - 1] == "的" and end < quantity.start and not linked and told:
            return self._behind(right, quantity.start, change)
        if linked and quantity.unit_class == "ratio" and not shares().at(self.text, right[0]):
            return self._behind(right, quantity.start, change)
        return None

    def _bare_size(self, quantity: Quantity, bound: int) -> Metric | None:
        """Read a measure of one character that opens a clause (地铁3号线二期项目，长7.5公里)."""
        if quantity.unit_class != "length" or bound >= quantity.start or self.text[bound] not in _SIZES:
            return None
        if owner := self._measured_thing(quantity):
            return Metric(bound, bound + 1, bound, owner[1], owner=owner)
        before = self.earlier.previous[1] if self.earlier.measured(bound) and self.earlier.previous else None
        topic = (before and (before.owner or (before.start, before.end))) or self.phrases.topic(bound)
        if topic is None or self.phrases.verbal(*topic) or bound - topic[0] > _FAR_OWNER:
            topic = None
        return Metric(bound, bound + 1, topic[0] if topic else bound, quantity.end, owner=topic)

    def _measured_thing(self, quantity: Quantity) -> tuple[int, int] | None:
        """Return the thing whose measures are listed before it: 长五十二公里、宽三百米的|防风固沙林带."""
        while self.text[quantity.end : quantity.end + 1] in LIST_MARKS and self.text[quantity.end + 1] in _SIZES:
            following = self.phrases.number_at.get(quantity.end + 2)
            if following is None:
                return None
            quantity = following
        return self.phrases.behind(quantity) if self.text.startswith("的", quantity.end) else None

    def _may_count_behind(self, quantity: Quantity, bound: int, end: int) -> bool:
        """Tell whether what is counted may stand behind the number; for a share, where it is done (完成80%溯源)."""
        if quantity.unit_class == "money":
            return self._money_for(quantity)
        if quantity.unit_class != "ratio":
            return quantity.unit_class in COUNTED_BEHIND
        linked = self.text[quantity.end : quantity.end + 1] == "的"
        work = self.sheet.starts.get(quantity.end + linked)
        if linked and work is not None and work.tag[0] in "nsljb":
            return not shares().at(self.text, work.start)
        if work is None or (
            work.tag not in ("v", "vn") and self.text[work.start : work.end] not in word_set("action_nouns.csv")
        ):
            return False
        action = self._action(bound, end)
        done = action is not None and is_neutral(bare_action(self.text[slice(*action)]))
        return done or linked

    def _money_for(self, quantity: Quantity) -> bool:
        """Tell whether what follows money says what it is: 500万元|补助资金, 整合的28万元|扶贫资金, 350万元|投入."""
        word = self.sheet.starts.get(quantity.end + (self.text[quantity.end : quantity.end + 1] == "的"))
        if word is None:
            return False
        if word.tag[:1] in "njba" or (word.tag[:1] == "v" and self.text[word.end : word.end + 1] in _ENDS):
            return True
        following = self.sheet.starts.get(word.end) if self.text[quantity.start - 1] == "的" else None
        return following is not None and following.tag[:1] == "n"

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
        if (
            right
            and quantity.unit_class == "length"
            and (measure := self._length(phrase)) >= 0
            and not self._verb_first(right)
        ):
            return Metric(measure, phrase[1], measure, right[1], change, owner=right)
        if right and self._counts_right(quantity, phrase, right, verb):
            return self._behind(right, quantity.start, change)
        if quantity.unit_class == "ratio" and _AREA.search(self.text[slice(*phrase)]):
            topic = self.phrases.topic(bound)
            if topic and RATE_END.match(self.text[topic[1] - 2 : topic[1]]):
                return Metric(*topic, topic[0], quantity.end, change, inherited=True)
            if kin := self.earlier.kin(quantity):
                return kin.again(quantity.end, change)
        counted = bool(verb) and quantity.unit_class == "count"
        if self.phrases.only_names(phrase) and not quantity.grade and not counted:
            return None
        said = self.phrases.predicate(quantity.end)
        start, owner = self._owner(quantity, phrase, bound)
        return Metric(*phrase, start, said[1] if said else quantity.end, change, owner=owner)

    def _behind(self, right: tuple[int, int], start: int, change: Change) -> Metric:
        """Return the noun behind as the metric; so short a noun (84处|湖泊) takes in what is said of it."""
        said = self.phrases.predicate(right[1], firsts="dvp")
        end = said[1] if said else right[1]
        short = right[1] - right[0] <= _SHORT and self._verb_first((right[1], end))
        return Metric(right[0], end if short else right[1], start, end, change)

    def _counts_right(self, quantity: Quantity, phrase: tuple[int, int], right: tuple[int, int], verb: str) -> bool:
        """Tell whether the noun behind a quantity is what it counts, though one stands before it."""
        if (
            (quantity.unit_class == "count" and not self._verb_first(right))
            or self.phrases.only_names(phrase)
            or self.phrases.verbal(*phrase)
        ):
            return True
        if verb or quantity.unit_class == "money" or self._verb_first(right):
            return False
        if self.text[quantity.start - 1] == "的" or self._site(phrase):
            return True
        last = self.sheet.ends.get(phrase[1])
        if last and last.tag == "v" and self.text[last.start : last.end] not in word_set("action_nouns.csv"):
            return True
        if right[1] - right[0] <= _SHORT:
            return last is not None and last.tag[:1] in "fs"
        return not RATE_END.search(self.text[slice(*phrase)])

    def _site(self, phrase: tuple[int, int]) -> bool:
        """Tell whether a phrase names a place that the gazetteer does not hold: 现代制造产业园|30万平方米标房."""
        last = self.sheet.ends.get(phrase[1])
        return self.text.endswith(tuple(word_set("site_nouns.csv")), *phrase) and last is not None and last.tag != "v"

    def _length(self, phrase: tuple[int, int]) -> int:
        """Return where the measure begins that ends a phrase (全长35公里|堤防), -1 if none does."""
        return next((phrase[1] - len(word) for word in _LENGTHS if self.text.endswith(word, *phrase)), -1)

    def _verb_first(self, right: tuple[int, int]) -> bool:
        word = self.sheet.starts.get(right[0])
        if word is None or word.tag != "v":
            return False
        return self.text[word.start : word.end] not in word_set("action_nouns.csv")

    def _linked(self, right: tuple[int, int]) -> bool:
        return self.text[right[0] - 1 : right[0]] == "的"

    def _said(self, quantity: Quantity, bound: int, end: int, change: Change) -> Metric | None:
        """Fall back on what is said of a quantity (尚未到位), or on how it changes (同比下降)."""
        if said := self.phrases.predicate(quantity.end):
            return Metric(*said, quantity.start, said[1], change)
        if change != "level" and quantity.unit_class == "ratio":
            start = max(bound, end)
            while start < quantity.start and self.text[start] in "，、分别均":
                start += 1
            if quantity.start - start >= 2:
                return Metric(start, quantity.start, start, quantity.end, change)
        return None

    def _owner(self, quantity: Quantity, phrase: tuple[int, int], bound: int) -> tuple[int, tuple[int, int] | None]:
        """Return where the quote begins, and what a bare measure is of (…工程，面积2000亩)."""
        if self.text[slice(*phrase)] not in word_set("bare_measures.csv"):
            return self._lead(phrase[0], bound), None
        if quantity.grade:
            place = self.phrases.place_before(phrase[0])
            return (place[0], place) if place else (phrase[0], None)
        if quantity.unit_class == "money" and (counted := self.earlier.tallied(phrase[0])):
            return counted[0], counted
        if self.text[bound - 1 : bound] not in ("，", "、", ","):
            return phrase[0], None
        topic = self.earlier.measured(bound) or self.phrases.topic(bound)
        if topic is not None and self.text[slice(*topic)] in word_set("bare_measures.csv"):
            # 总投资2亿元，占地30亩: one measure is not of another.
            topic = self.earlier.previous[1].owner if self.earlier.previous else None
        if topic is None or bound - topic[0] > _FAR_OWNER or self.phrases.verbal(*topic):
            return self._lead(phrase[0], bound), None
        return topic[0], None if quantity.unit_class == "money" else topic

    def _lead(self, start: int, bound: int) -> int:
        while bound < start and self.text[bound] in " \u3000、和及与的“”（":
            bound += 1
        return bound if start - bound <= _QUOTE_LEAD else start

    def _bound(self, quantity: Quantity, number: int) -> int:
        """Return where the clause of a quantity begins: after a mark, an open bracket, or the quantity before."""
        start = quantity.start
        floor = max(self._floor(number), start - REACH)
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
        before = bisect_left(self.earlier.standing, (self.numbers[number].start,)) - 1
        if before < 0:
            return 0
        end = self.earlier.standing[before].end
        claimed = self.earlier.claimed.get(self.earlier.standing[before].start, end)
        quantity = self.numbers[number]
        between = self.stripper.strip(claimed, quantity.start)[0] if claimed <= quantity.start else end
        listed = self.text[claimed : claimed + 1] in LIST_MARKS
        shared = between == claimed and not listed and not self.phrases.behind(quantity)
        return claimed if claimed <= quantity.start and not shared else end

    def _action(self, bound: int, end: int) -> tuple[int, int] | None:
        at = action_endings().before(self.text, end, start=bound)
        if at < 0 or self.text[at - 1 : end] == "总投资" or (end - at == 1 and not self.sheet.boundary(at)):
            return None
        return at, end

    def _acted(
        self, quantity: Quantity, bound: int, action: tuple[int, int], right: tuple[int, int] | None, change: Change
    ) -> Metric | None:
        """Read 建成12座垃圾中转站, 岸线整治完成2.1公里, 清洁取暖改造5.1万户, 投资5.3亿元."""
        word = bare_action(self.text[slice(*action)])
        if right and not (quantity.unit_class == "money" and self._verb_first(right)):
            metric = self._behind(right, action[0], change)
            # 安排48个项目: so short a noun is told apart by what is done.
            told = right[1] - right[0] <= _SHORT <= len(word) and not is_neutral(word)
            return metric._replace(owner=(action[0], action[0] + len(word))) if told else metric
        stop, _, _ = self.stripper.strip(bound, action[0])
        if (before := self.phrases.before(bound, stop)) and not self.phrases.only_names(before):
            end = before[1] if is_neutral(word) else action[1]
            return Metric(before[0], end, self._lead(before[0], bound), quantity.end, change)
        if is_neutral(word) or action[1] - action[0] == 1:
            if found := self.earlier.carried(quantity, bound, change, word):
                return found
        elif quantity.unit_class == "count" and (kin := self.earlier.kin(quantity)):
            # 排查排污口121个，已整治117个: the pieces are those of the quantity before.
            start = min(kin.quote_start, self._lead(action[0], bound))
            return Metric(*action, start, quantity.end, change, inherited=True, owner=(kin.start, kin.end))
        if quantity.unit_class == "money" and word == "投资":
            start = action[0] - 2 * self.text.endswith(_PLANNED, bound, action[0])
            owner = self.earlier.tallied(start)
            return Metric(
                start, action[1], owner[0] if owner else self._lead(start, bound), quantity.end, change, owner=owner
            )
        return Metric(*action, self._lead(action[0], bound), quantity.end, change)
