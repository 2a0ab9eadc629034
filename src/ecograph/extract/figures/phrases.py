"""Read the nouns around a number: the phrase before it, the one behind it, and the one that ends the clause before."""

from __future__ import annotations

import re
from bisect import bisect_left

from ecograph.extract.figures.classes import FIRST, class_at
from ecograph.extract.figures.quantity import Quantity
from ecograph.extract.figures.stripping import Stripper
from ecograph.extract.figures.values import is_neutral
from ecograph.extract.geography.places import PlaceHit
from ecograph.extract.sheet import Sheet, Word, mask_of
from ecograph.extract.words.clauses import REACH, clause_near
from ecograph.extract.words.lexicon import word_set
from ecograph.times import Time

RATE_END = re.compile(
    r"^[的]?[\u4e00-\u9fff]{0,4}(?:比例|比重|占比|率|面积|总量|浓度|均值|数量|总数|能力|规模|长度|投资|任务|天数|蓄积量|强度|收入|产值|产量|亩产|单产|水质|指标|均价|负荷)$"
)
_DATED = re.compile(r"[\d今去明年月日号]")
_PLACES_ONLY = re.compile(r"[、和及等与\d个市县区旗州省地各（）]*")
_UNITLESS = re.compile(r"\d+(?:\.\d+)?$")
# 一级支流, 二期工程: a numeral that tells the kind.
_KIND = re.compile(r"[一二三四五\d]{1,2}[级类期等]")
_INNER_MARK = re.compile(r"[、（）()：:“”《》\t]")
# The last characters of nouns that the segmenter may not know (提排站, 巡护员).
_HEADS = frozenset(
    "站厂池库桥闸渠井塔园林场所点段口网管线炉窑机车船艇坝堤湖河村企户地田畦棚馆室院校苗树草鸟鱼兽种牌碑桩栏灯泵阀坑塘沟岸滩岛道员工队长"
)
# What tells how long something lasts (近30年的|老旧机组).
_LASTING = re.compile(r"(?:近|约|超过?|满|达)?[\d一二三四五六七八九十]+[余多]?(?:个月|年|天)(?:以上|以下|左右)?的")
# 设施|基本完工: what reads as a noun before a verb.
_WHOLLY = ("基本", "全部", "全面", "整体")
# 亩均产出, 户均增收
_PER_HEAD = "平年月日户人亩"
_STOPS = frozenset("。！？!?；;\n")
# The ordinals of a list that opens a clause: 二是|创建…, 1.|新建….
_ORDINAL = re.compile(r"[一二三四五六七八九十]是|\d{1,2}[.．、)）]|[（(][一二三四五六七八九十\d]{1,2}[)）]")
_LISTING = frozenset("、和及与")
_LONGEST, _SHORTEST = 24, 2


class Phrases:
    """Reads the phrases of one sheet."""

    def __init__(
        self, sheet: Sheet, places: list[PlaceHit], times: list[Time], numbers: list[Quantity], stripper: Stripper
    ) -> None:
        self.sheet, self.text, self.stripper = sheet, sheet.text, stripper
        self.project_at = {m.start: m.end for m in sheet.marks("Project")}
        self.number_at = {q.start: q for q in numbers}
        self._counted = mask_of(self.text, [(q.number, q.end) for q in numbers])
        self.place_at = {hit.start: hit for hit in places}
        self._places = sorted(self.place_at.values(), key=lambda hit: hit.start)
        self._place_starts = [hit.start for hit in self._places]
        self.time_at = {time.start: time for time in times}
        self._begins = frozenset([*self.project_at, *self.place_at, *self.time_at])
        self._behind: dict[int, tuple[int, int] | None] = {}
        self.names = sorted((m.start, m.end) for t in ("Agency", "Official") for m in sheet.marks(t))

    def before(self, bound: int, end: int) -> tuple[int, int] | None:
        """Return the noun phrase between `bound` and `end`: the stretch after the last word that no metric holds."""
        start = at = max(bound, end - REACH)
        wider = -1
        while at < end:
            if at in self._begins and (step := self._name(at, start, end)) >= 0:
                at = start = step
                continue
            if self.text[at] in FIRST and at < (sized := class_at(self.text, at)) <= end:
                at = sized
                continue
            word = self.sheet.starts.get(at)
            step = min(end, word.end if word else at + 1)
            later = self._after(word, at, step, start, end)
            if later != start:
                wider = at if later == step and self._joins(at, step) else -1
            start, at = later, step
        if wider >= 0 and 0 < end - start <= _SHORTEST and start - wider <= 3:
            # 发现问题, 查办案件: so short a noun is told apart by its verb.
            start = wider
        if found := _ORDINAL.match(self.text, start, end):
            start = found.end()
        while start < end and self.text[start] in "、和及与的，等了）":
            start += 1
        return (start, end) if end - start >= _SHORTEST else None

    def _name(self, at: int, start: int, end: int) -> int:
        """Return where a name or time ends that the phrase begins after, -1 if none stands here."""
        if self.project_at.get(at, end) < end:
            return self.project_at[at]
        hit = self.place_at.get(at)
        if hit and hit.end <= end:
            if at == start and hit.kind == "admin" and hit.end < end:
                return hit.end
            if at > start and self.verbal(start, at):
                # What stands before the place is no part of the phrase; the place may be.
                return -1 if at == start else self._from_place(hit, end)
        if (time := self.time_at.get(at)) and time.end <= end and at == start:
            return time.end
        return -1

    def _from_place(self, hit: PlaceHit, end: int) -> int:
        return hit.end if hit.kind == "admin" and hit.end < end else hit.start

    def _joins(self, start: int, end: int) -> bool:
        """Tell whether a word that ends a phrase may join it after all, if little else is left."""
        word = self.text[start:end]
        return word in word_set("action_verbs.csv") and not is_neutral(word)

    def _after(self, word: Word | None, at: int, step: int, start: int, end: int) -> int:
        """Return where the phrase begins once this word is read."""
        text, tag = self.text[at:step], word.tag if word else "n"
        if text == "的":
            return start if RATE_END.match(self.text[step:end]) else step
        if text == "均" and self.text[at - 1] in _PER_HEAD:
            return start
        if text[0] == "各" and at > start:
            return start
        if text == "占":
            return start if RATE_END.search(self.text[step:end]) else at
        if text in word_set("metric_stops.csv") or tag[:1] in "pr" or (tag == "t" and _DATED.search(text)):
            return step
        if tag == "c" and text not in ("和", "与", "及", "或", "以及"):
            return step
        return start

    def verbal(self, start: int, end: int) -> bool:
        """Tell whether a stretch holds a verb and nothing that names a thing."""
        inside = [w for w in (self.sheet.starts.get(at) for at in range(start, end)) if w]
        return bool(inside) and all(w.tag[:1] in "vadilu" and w.tag != "vn" for w in inside)

    def only_names(self, span: tuple[int, int]) -> bool:
        """Tell whether a phrase is no more than the name of a place, an agency or an official."""
        if self.text[slice(*span)] in word_set("where_words.csv"):
            # Where something lies, not what it is: 生态公园，|城区|已建成5个.
            return True
        hits = [hit for at in range(*span) if (hit := self.place_at.get(at))]
        inside = [(hit.start, hit.end) for hit in hits if hit.end <= span[1]]
        first = bisect_left(self.names, (max(0, span[0] - 40), 0))
        named = self.names[first : bisect_left(self.names, (span[1], 0))]
        if len(inside) > 1:
            rest = "".join(self.text[i] for i in range(*span) if not any(a <= i < b for a, b in inside))
            if _PLACES_ONLY.fullmatch(rest):
                return True
        return any(
            (a <= span[0] and span[1] <= b)
            or (b == span[1] and a <= span[0] + 3 and self.text[span[0] : a] not in word_set("action_verbs.csv"))
            for a, b in [*named, *inside]
        )

    def behind(self, quantity: Quantity) -> tuple[int, int] | None:
        """Return the noun that follows a quantity (2000亩以上的|精品造林工程), with those listed after it (河流、沟道)."""
        if quantity.start not in self._behind:
            self._behind[quantity.start] = self._read_behind(quantity)
        return self._behind[quantity.start]

    def _read_behind(self, quantity: Quantity) -> tuple[int, int] | None:
        start = quantity.end
        if following := self.number_at.get(start + (self.text[start : start + 1] == "/")):
            start = following.end
        if self.text.startswith(("长的", "宽的", "高的", "深的"), start):
            start += 1
        start += self.text[start : start + 1] == "的"
        if self.text.startswith("人口", start - 1):
            # 156万人口: the unit is the head of a longer word.
            start -= 1
        end = self._noun(start)
        if end > start and (later := self._real(start, end)):
            start = later
            end = self._noun(start)
        if end == start and quantity.unit_class == "count" and self.text.startswith("任务", start):
            end += len("任务")
        while end > start and self.text[end : end + 1] in _LISTING and (more := self._listed(end + 1)):
            end = more
        if end > start and self.text[end : end + 1] == "的" and (more := self._listed(end + 1)):
            # 6100平方公里区域的排查: what is done to the noun belongs to it.
            end = more
        if end - start == 1 and self.text[start] not in _HEADS:
            return None
        return (start, end) if end > start else None

    def _real(self, start: int, end: int) -> int:
        """Return where the noun begins that is meant, if only what tells it closer stands before it; else 0.

        So in 155台服役近30年的|老旧机组, 1.57万亩的甲村、乙村两个|高标准农田项目.
        """
        if lasting := _LASTING.search(self.text, start, min(end + 12, len(self.text))):
            return lasting.end() if lasting.start() <= end else 0
        while self.text[end : end + 1] in _LISTING and (more := self._listed(end + 1)):
            end = more
        counted = self.number_at.get(end)
        return counted.end if counted and counted.unit_class == "count" and self.only_names((start, end)) else 0

    def _listed(self, start: int) -> int:
        """Return where the next member of a list ends, 0 if a number or a verb follows (河流、|沟道和84处湖泊)."""
        if start in self.number_at:
            return 0
        end = self._noun(start)
        return end if end - start >= _SHORTEST and end not in self.number_at else 0

    def _noun(self, start: int) -> int:
        end = self._rest_of_word(start)
        named = end > start
        while end < len(self.text) and end - start < _LONGEST:
            if (closing := self._bracketed(end, start)) > end:
                end, named = closing, True
                continue
            if end > start and self.text.startswith("及以上", end):
                end += 3
                continue
            if hit := self.place_at.get(end):
                end, named = hit.end, True
                continue
            if self.text[end] in FIRST and (sized := class_at(self.text, end)) > end:
                end = sized
                continue
            word = self.sheet.starts.get(end)
            if end > start and self.text.startswith("任务", end):
                end += 2
                break
            if word is None or end in self.number_at or self._ends_right(word, first=end == start):
                break
            if named and word.tag == "v" and self.text[word.end : word.end + 1] in ("了", "着", "过"):
                break
            named = named or word.tag[:1] in "nbjs" or word.tag == "vn" or self._noun_like(word)
            end = word.end
        end -= end > start + 1 and self.text[end - 1] == "中"
        if self.text.endswith(_WHOLLY, start + 1, end) and (word := self.sheet.starts.get(end)) and word.tag[0] == "v":
            end -= 2
        return end if named or (end - start >= _SHORTEST and self.text[end - 1] in _HEADS) else start

    def _rest_of_word(self, start: int) -> int:
        """Return where the word ends that the segmenter cut across a unit (个子 in 37个子项目), `start` if it did not."""
        if start in self.sheet.starts:
            return start
        return next(
            (end for end in (start + 1, start + 2) if end in self.sheet.ends and end in self.sheet.starts), start
        )

    def _noun_like(self, word: Word) -> bool:
        # The segmenter takes 农田灌溉, 环境保护 for one set phrase.
        start = word.end - 2 if word.tag == "l" else word.start
        return self.text[start : word.end] in word_set("action_nouns.csv")

    def _bracketed(self, at: int, start: int) -> int:
        """Return where a quoted or, inside a noun, a bracketed stretch ends that opens here."""
        mark = self.text[at : at + 1]
        if mark == "“":
            return self.text.find("”", at, at + 20) + 1
        if mark == "（" and at > start:
            closing = self.text.find("）", at, at + 8)
            later = self.sheet.starts.get(closing + 1)
            return closing + 1 if closing > 0 and later and later.tag != "x" else 0
        return 0

    def _ends_right(self, word: Word, *, first: bool) -> bool:
        text = self.text[word.start : word.end]
        if first and text in word_set("attributive_verbs.csv"):
            # 12家超标企业, but not 9个达标.
            noun = self.sheet.starts.get(word.end)
            return noun is None or noun.tag[:1] not in "nj"
        if text in word_set("metric_right_stops.csv"):
            return True
        return word.tag[:1] in "xpcudrmt" and not _KIND.fullmatch(text)

    def predicate(self, start: int, *, firsts: str = "dvapct") -> tuple[int, int] | None:
        """Return what is said of a quantity that ends at `start`, in its clause: 9个|已基本完工, 560万元|尚未到位."""
        _, stop = clause_near(self.sheet, start)
        first = self.sheet.starts.get(start)
        if first is None or not 2 <= stop - start <= 16 or first.tag[:1] not in firsts:
            return None
        numbers = [q for at in range(start, stop) if (q := self.number_at.get(at))]
        if any(not q.grade for q in numbers) or not self._says(start, stop):
            return None
        return start, stop

    def _says(self, start: int, stop: int) -> bool:
        inside = [w for w in (self.sheet.starts.get(at) for at in range(start, stop)) if w]
        done = any(w.tag[:1] == "v" for w in inside) or "了" in self.text[start:stop]
        return done and not _INNER_MARK.search(self.text, start, stop)

    def topic(self, bound: int) -> tuple[int, int] | None:
        """Return the noun phrase that ends the clause before `bound`."""
        if bound and self.text[bound - 1] in _STOPS:
            return None
        sentence, _ = self.sheet.sentence(max(0, bound - 1))
        end = bound
        while end > sentence and self.text[end - 1] in "，：、（(":
            end -= 1
        if end <= sentence:
            return None
        start, _ = clause_near(self.sheet, end - 1)
        start = max(start, sentence)
        # 综合指数平均为4.61，同比下降14%: the clause before ends in a number without a unit.
        end = start + len(_UNITLESS.sub("", self.text[start:end]))
        end, _, _ = self.stripper.strip(start, end)
        topic = self.before(start, end)
        if topic is None or self.only_names(topic) or topic[1] - topic[0] > 20:
            return None
        return None if any(self._counted[slice(*topic)]) else topic

    def place_before(self, at: int) -> tuple[int, int] | None:
        """Return the last river, lake or section that is named before `at`, in its sentence."""
        start, _ = self.sheet.sentence(at)
        first, last = (bisect_left(self._place_starts, bound) for bound in (start, at))
        found = [hit for hit in self._places[first:last] if hit.kind in ("river", "section") and hit.end <= at]
        return (found[-1].start, found[-1].end) if found else None
