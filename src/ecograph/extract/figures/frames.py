"""Decide whether a target is planned or achieved.

Each sentence is weighed by its cues (计划, 力争 against 已, 同比) and its times (到2025年底 against 去年); near cues weigh more. A
sentence that tells nothing goes on in the frame of the one before it in the paragraph (a list of tasks after 今年要…), and a
paragraph that tells nothing in the frame of the document (a plan, or news).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from ecograph.extract.figures.cues import Cues
from ecograph.extract.figures.metrics import Metric
from ecograph.extract.figures.quantities import Quantity
from ecograph.extract.figures.trailing import Trailing
from ecograph.extract.figures.works import Works
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.affixes import matches
from ecograph.extract.words.clauses import clause_near
from ecograph.extract.words.lexicon import word_set
from ecograph.model import Status
from ecograph.times import Time

_PLAN_DOCUMENT = re.compile(
    r"(?:印发|关于|制定)[^。\n]{0,40}(?:方案|计划|要点|规划|意见|措施)[^。\n]{0,8}(?:的通知|（)|现印发给你们|制定本(?:行动|实施|工作)?(?:方案|计划|规划)"
    r"|(?:招标|采购|中标|成交)[^。，；\n]{0,6}公[告示]\n|(?:(?:实施|工作|行动|攻坚|整治)(?:方案|计划)|五”?[^。，；\n]{2,24}规划(?:纲要)?)(?:[（(][^）)\n]{4,20}[）)])?\n|工作要点\n|(?:目标任务|工作安排|任务清单)\n"
)
# News of a plan is no plan itself.
_NEWS = re.compile(r"记者|通讯员|获悉|日[电讯]|本报讯|本网讯|本刊讯|讯（")
_COMPARED = re.compile(r"(?:较|比)(?:去年|上年|上月)")
# 土建完成85%, 占年度计划的82%: how far a work has come.
_PROGRESS = re.compile(r"(?:完成|占)[了到]?(?:[\u4e00-\u9fff]{0,8}的)?(?:近|约|超过?)?$")
# 距76%的目标, 尚未达到Ⅲ类考核要求: what is missed is a goal.
_MISSED = re.compile(r"(?:距离?|离|未能?达到?|没有达到|没达到)[^，。；]{0,30}$")
_MET = re.compile(r"(?:已|均|都|全面|全部|超额|提前|顺利|如期|圆满|基本){1,4}(?:完成|达到|实现|兑现)")
# What stands right behind a number: 70%的目标, Ⅲ类考核要求.
_OF_GOAL = re.compile(
    r"(?:以上|以下|以内|左右|标准|水质)?的?"
    r"(?:[\u4e00-\u9fff]{0,4}(?:年度|考核|既定|省定|预期|控制|规划|约束性|管控|目标|指标)|淘汰|造林|建设|治理|减排|整治|改造|总体)?"
    r"(?:目标|任务|要求|指标)(?!数)"
)
# The headings of a section of plans, of results, and those of the highest order, which end a section.
_PLANS = re.compile(
    r"(?:下一步|下步|下阶段|今后|明年|[今\d]年)[^，；：]{0,14}(?:工作|任务|打算|安排|计划|目标|思路|重点|举措|措施)$"
    r"|(?:目标任务|[作体要期]目标|[点要]任务|工作打算|工作安排|工作思路|[施障]措施)$"
)
_LOOKS_BACK = re.compile(r"(?:回顾|成效|成绩|情况|进展|问题|困难|不足|短板|现状|概况|状况|总结|做法)$")
# 剩余3.7万亩，11月底前全部栽完: what is left is to be done where the sentence goes on to say when or how.
_REST, _REST_FIRST = (
    re.compile("剩余|剩下|余下|其余|还剩|还余|还有|仍有|尚有|最后"),
    re.compile("[剩余其还仍尚最](?=[余剩下有后])"),
)
_REST_NEAR = 12
_LEFT_TO_DO = 2.0
# 提前4个月完成…12万亩的任务: a task that is fulfilled.
_FULFILLED = re.compile(r"(?:完成|兑现|落实)[^，。；：]{0,24}$")
_OVER = re.compile("提前|超额|圆满|顺利|如期|率先|已|了")
_TOP = re.compile(r"[一二三四五六七八九十]{1,3}、")
# 整改措施：清运垃圾3万吨: a line that its label sets as a task.
_SET = re.compile(
    r"[^：\n\d，。；]{0,4}(?:(?:整改|整治|治理|工作|主要|重点|具体|下步|目标)(?:措施|任务|目标|打算|计划|举措|安排)|建设(?:内容|规模)|规划目标)(?:[（(][^）)\n]{1,10}[）)])?[：:]"
)
_HEADING, _ENDED, _OF_SECTION = 30, tuple("。，；！？"), 1.5
_MOREOVER = re.compile("(?:同时|此外|另外|并且?)，?")
# What a sentence opens with that turns to something else.
_MEANWHILE = ("与此同时", "据了解", "据悉", "据介绍", "据统计")
# 今年，细颗粒物浓度降至35微克以下: who gives a bound for this year tells what it is to keep.
_THIS_YEAR, _KEPT = (
    frozenset(["今年", "全年", "本年度"]),
    re.compile("(?:降至|降到|控制在|提高到|提升到|稳定在|保持在)[^，。；]{0,4}$"),
)
_BOUNDED = 1.1
_SURE = 0.6
# How far from its start a paragraph opens.
_OPENING = 8
_NEXT_SENTENCE, _NEXT_PARAGRAPH = 0.9, 0.8
_ITEM = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}(?:[）)、.．]|是)|[■●◆▪•·★▲]|[—－]{1,2}|[第其][一二三四五六]")
# 投资概算50亿元, 造林任务560万亩: what is measured is itself a plan, unless its clause says that it is done.
_OUTLINED = re.compile("概算|估算|任务|目标|远期")
_DONE = re.compile("完成|达到|超额|实现|落实|兑现")
# 好于目标值2个百分点: a result beside its goal.
_HELD_AGAINST = re.compile("已?(?:[好劣优差高低快慢]于|超|落后|领先)")
_AHEAD = 1.5
_OUTLINE, _IN_PLAN, _TRAILING, _GOAL, _MISSED_GOAL, _PROGRESSED = 1.5, 0.8, 1.5, 2.5, 4.0, -1.0
_LATER, _CHANGED, _FAR = 0.3, -1.0, 300
# A plan often follows a result in one sentence (资助320万元，计划恢复1200亩), a result seldom a plan.
_LEAST_LATER, _MOST_LATER = -0.4, 0.2
# The parts of a list that a semicolon parts share a plan: 到2025年，PM2.5…；PM10同比下降5%.
_GOES_ON, _LISTED = ("；", ";"), 1.3
_FORESEEN, _LEAST_ALONE = 0.3, 0.4
_RELATIVE = frozenset(["同比", "环比", "比去年", "较去年", "比上年", "较上年", "compared"])
_PART, _ELSEWHERE = ("其中", "包括"), ("before", "behind")
_HEARSAY = ("据悉", "据了解", "据介绍", "据统计", "据说", "了解到", "获悉")
# How many words may stand before the verb that a sentence begins with, and what they are.
_ADVERBS, _ADVERBIAL = 3, ("d", "ad", "a", "an", "x")
# 27项任务 are counted, not set.
_ITEMS = frozenset(["项", "个", "件", "条", "大", "起", "次", "名"])


class _Frame(NamedTuple):
    """What a sentence leaves to the next: above 0 a plan, below a result; it lasts if its words speak of more than itself."""

    weight: float = 0.0
    lasts: bool = False


class Told(list[tuple[str, float]]):
    """What speaks for a plan (above 0) and for a result (below), and the points that it comes to."""

    def __init__(self, told: Iterable[tuple[str, float]]) -> None:
        super().__init__(told)
        self.points = sum(weight for _, weight in self)

    def add(self, word: str, weight: float) -> None:
        """Take in one thing more."""
        self.append((word, weight))
        self.points += weight


class Frames:
    """Weighs the sentences of one sheet."""

    def __init__(self, sheet: Sheet, times: list[Time]) -> None:
        self.sheet, self.text = sheet, sheet.text
        head = self.text[:400]
        plan = _PLAN_DOCUMENT.search(head) and not _NEWS.search(head)
        self.default: Status = "planned" if plan else "achieved"
        self._starts = [start for start, _ in sheet.sentences]
        # Of the number before: its sentence, what was told of it, and whether it is a part of one before.
        self._last = (-1, 0.0, False)
        self.cues = Cues(sheet, times)
        self._rests = [match.end() for match in matches(_REST, _REST_FIRST, self.text)]
        self.trailing, self.works = Trailing(sheet, times, self.cues), Works(sheet, self.cues)
        # Whether a sentence stands in a section of results.
        self._of_results: list[bool] = []
        # Where sentences begin that a label sets as tasks.
        self._set: set[int] = set()
        self._gone_on, self._leads = self._weigh_all()

    def status(self, quantity: Quantity, metric: Metric) -> Status:
        """Return whether a quantity is a plan or a result."""
        told = self.why(quantity, metric)
        points = told.points
        sentence, clause = self.sheet.sentence(quantity.start)[0], self.sheet.clause(quantity.start)[0]
        here, before, part = self._last
        # A sentence may begin with a part of what the one before counts: …实施项目36个。其中，….
        if here != sentence:
            part = self._at(here) == self._at(sentence) - 1 and self.text.startswith(_PART, sentence)
        else:
            part = part or self.text.startswith(_PART, clause)
        own = [weight for word, weight in told if word not in _ELSEWHERE]
        if part and abs(sum(own)) < _SURE and _PROGRESSED not in own:
            points = before
        self._last = sentence, points, part
        if abs(points) < 0.25:
            return self.default
        return "planned" if points > 0 else "achieved"

    def why(self, quantity: Quantity, metric: Metric) -> Told:
        """Return what speaks for a plan (above 0) and for a result (below)."""
        start, end = self.sheet.sentence(quantity.start)
        clause_start, clause_end = clause_near(self.sheet, quantity.start)
        told = Told(self.cues.told(start, max(clause_end, quantity.end), quantity.start))
        if metric.change != "level" and _COMPARED.search(self.text, clause_start, quantity.start):
            told.add("compared", _CHANGED)
        if weight := self._goal(quantity, metric):
            told.add("goal", weight)
        if quantity.unit == "%" and _PROGRESS.search(self.text, clause_start, quantity.start):
            # 将在9月完成90%: how far it is to come.
            ahead = self.cues.points(clause_start, quantity.start) >= _AHEAD
            told.add("progress", 0.0 if ahead else _PROGRESSED)
        if told.points > -_SURE and (self.trailing.after(quantity) or self.trailing.foretold(quantity)):
            told.add("trailing", _TRAILING)
        if self._left(clause_start, quantity.start) and self.cues.points(quantity.end, end) > 0:
            told.add("rest", _LEFT_TO_DO)
        if (
            quantity.comparator in (">=", "<=")
            and any(word in _THIS_YEAR for word, _ in told)
            and _KEPT.search(self.text, clause_start, quantity.start)
        ):
            told.add("bounded", _BOUNDED)
        if self.default == "planned" and not self._of_results[self._at(start)]:
            told.add("document", _IN_PLAN)
        elif self._of_results[self._at(start)] and "全年" in dict(told) and told.points < _OF_SECTION:
            # 全年造林3万亩, in January: the year that is looked back on.
            told.add("section", -_OF_SECTION)
        one_way = _one_way(told)
        planned = one_way > 0 and self.cues.lasts(start, quantity.start)
        if planned or one_way < 0:
            told.add("alone", one_way * max(0.0, _LEAST_ALONE - abs(told.points)))
        if abs(told.points) <= _SURE and (weight := self.works.weight(quantity, metric)):
            told.add("work", weight)
        if abs(told.points) < _SURE and start in self._set:
            told.add("label", _LISTED)
        if abs(told.points) < _SURE and not planned:
            told.add("before", 0.9 * self._gone_on[self._at(start)])
            told.add("behind", self._later(clause_end, min(end, clause_end + _FAR)))
        elif _relative(told):
            if self.text.endswith(_GOES_ON, 0, start):
                told.add("list", _LISTED * self._gone_on[self._at(start)])
            elif sum(weight for _, weight in told if weight > 0) >= _FORESEEN:
                # 预计全年产量5万吨，同比增长8%: foretold together.
                told.add("foreseen", _LEAST_ALONE - told.points)
        return told

    def _later(self, start: int, end: int) -> float:
        return max(_LEAST_LATER, min(_MOST_LATER, _LATER * self.cues.points(start, end)))

    def _goal(self, quantity: Quantity, metric: Metric) -> float:
        """Return how much tells that the number is a goal that the text names: 概算50亿元, 70%的目标."""
        clause_start, clause_end = clause_near(self.sheet, quantity.start)
        items = quantity.unit in _ITEMS
        behind = _OF_GOAL.match(self.text, quantity.end)
        if behind and (_MET.match(self.text, behind.end()) or self._fulfilled(clause_start, quantity.start)):
            return 0.0
        if behind and not (items and not behind.group().startswith("的")):
            return _MISSED_GOAL if _MISSED.search(self.text, clause_start, quantity.start) else _GOAL
        outlined = not items and _OUTLINED.search(self.text, metric.start, metric.end)
        if outlined and _HELD_AGAINST.match(self.text, metric.start, metric.end):
            return 0.0
        return _OUTLINE if outlined and not _DONE.search(self.text, clause_start, clause_end) else 0.0

    def _left(self, clause: int, at: int) -> bool:
        """Tell whether a number is what is left of a work: 剩余3.7万亩."""
        number = bisect_right(self._rests, at) - 1 if self._rests else -1
        return number >= 0 and self._rests[number] >= max(clause, at - _REST_NEAR)

    def _fulfilled(self, clause: int, at: int) -> bool:
        """Tell whether the clause says that a task is done: 完成18万亩的任务, but not 要完成18万亩的任务."""
        if not _FULFILLED.search(self.text, clause, at):
            return False
        points = self.cues.points(clause, at)
        return points < 0 or (points == 0 and _OVER.search(self.text, clause, at) is not None)

    def lead(self, at: int) -> tuple[int, int]:
        """Return the sentence that leads in the list to which a place belongs, (0, 0) if it belongs to none."""
        return self._leads[self._at(at)]

    def _at(self, start: int) -> int:
        return max(0, bisect_right(self._starts, start) - 1)

    def _weigh_all(self) -> tuple[list[float], list[tuple[int, int]]]:
        """Return, for each sentence, the frame that it goes on with (the last that told something, fading) and what leads it in.

        The latter is the last sentence before the list to which its paragraph belongs, (0, 0) if it belongs to none.
        """
        gone_on: list[float] = []
        leads: list[tuple[int, int]] = []
        before, lead, lead_in, item, section = _Frame(), _Frame(), (0, 0), False, _Frame()
        topic = set_ = False
        actors = self._actors()
        for start, end in self.sheet.sentences:
            fresh = start == 0 or self.text[start - 1] == "\n"
            if fresh:
                item, section = bool(_ITEM.match(self.text, start)), self._section(start, end, section)
                topic, set_ = False, _SET.match(self.text, start) is not None
            # The items of a list all go on with what leads it in, not each with the one before.
            frame = lead if fresh and item else before
            on = self._on(frame, start, fresh=fresh, item=item or (topic and start not in actors))
            if fresh and not on and section.weight:
                frame, on = section, section.weight * _NEXT_PARAGRAPH
            gone_on.append(on)
            self._of_results.append(section.weight < 0)
            if set_:
                self._set.add(start)
            leads.append(lead_in if item else (0, 0))
            # A line break behind a full stop is a sentence of its own, and tells nothing.
            if self.text[start:end].isspace():
                continue
            before = self._frame(start, end, on, frame)
            # What a paragraph opens with speaks of all of it: 新的一年，我们要统筹减污降碳。PM2.5浓度30微克;….
            topic = before.weight > 0 and (topic or (fresh and self.cues.lasts(start, start + _OPENING)))
            if not item:
                lead, lead_in = before, (start, end)
        return gone_on, leads

    def _actors(self) -> set[int]:
        """Return where somebody is named who may act anew: a body, an official, a division, but not 全市 nor a river."""
        drafts = self.sheet.drafts
        places = {
            m.start
            for m in self.sheet.marks("Place")
            if m.rule != "place.deictic" and drafts[m.key].attributes.get("kind") == "admin"
        }
        return places.union(
            [m.start for m in self.sheet.marks("Agency")], [m.start for m in self.sheet.marks("Official")]
        )

    def _frame(self, start: int, end: int, on: float, frame: _Frame) -> _Frame:
        """Return what a sentence leaves to the next, if it goes on with a frame as far as `on`."""
        own = self.cues.points(start, end)
        if abs(own) < _SURE:
            own += on
        return _Frame(max(-1.5, min(1.5, own)), self.cues.lasts(start, end) or (frame.lasts and on > 0))

    def _section(self, start: int, end: int, section: _Frame) -> _Frame:
        """Return what the heading says of all paragraphs of its section: 三、下一步工作打算, 一、工作完成情况."""
        line = self.text[start:end].rstrip()
        if len(line) > _HEADING or line.endswith(_ENDED) or not self.text.endswith("\n", start, end):
            return section
        if _PLANS.search(line):
            return _Frame(_OF_SECTION, True) if self.cues.points(start, end) >= 0 else _Frame()
        if _LOOKS_BACK.search(line):
            return _Frame(-_OF_SECTION)
        return _Frame() if _TOP.match(line) else section

    def _on(self, frame: _Frame, start: int, *, fresh: bool, item: bool) -> float:
        """Return how far a sentence goes on with a frame.

        A plan goes on over a full stop only where it lasts, and where the sentence names nobody anew: it begins with what is to
        be done, or belongs to a list.
        """
        if fresh:
            return frame.weight * (_NEXT_PARAGRAPH if item else self._listed(start))
        if frame.weight > 0 and self.text.startswith(_MEANWHILE, start):
            return 0.0
        stays = frame.weight < 0 or self.text.endswith(_GOES_ON, 0, start)
        if not stays and frame.lasts and (found := _MOREOVER.match(self.text, start)):
            start = found.end()
        if stays or (frame.lasts and (item or _ITEM.match(self.text, start) or self._verb_first(start))):
            return frame.weight * _NEXT_SENTENCE
        return 0.0

    def _verb_first(self, start: int) -> bool:
        """Tell whether a sentence begins with a verb, over its adverbs: 全面推进…, 再新建…; 据悉 only says who tells."""
        if self.text.startswith(_HEARSAY, start):
            return False
        for _ in range(_ADVERBS):
            word = self.sheet.starts.get(start)
            if word is None:
                return False
            if word.tag[0] == "v" or self.text[start : word.end] in word_set("action_verbs.csv"):
                return True
            if word.tag not in _ADVERBIAL and self.text[start : word.end] not in word_set("manner_words.csv"):
                return False
            start = word.end
        return False

    def _listed(self, start: int) -> float:
        """Return how far a paragraph goes on with the one before: after a heading."""
        heading = start > 1 and self.text[start - 2] not in "。！？”"
        return _NEXT_PARAGRAPH if heading else 0.0


def _one_way(told: Told) -> int:
    """Return 1 or -1 where all that a sentence tells, however far off, tells the same (a long list after 计划), else 0."""
    weights = [weight for _, weight in told if weight]
    if not weights or any(weight * weights[0] < 0 for weight in weights):
        return 0
    return 1 if weights[0] > 0 else -1


def _relative(told: Told) -> bool:
    """Tell whether nothing but a comparison with an earlier time speaks for a result."""
    against = [word for word, weight in told if weight < 0]
    return bool(against) and told.points < 0 and set(against) <= _RELATIVE
